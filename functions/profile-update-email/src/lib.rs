//! `POST /api/v2/sdk/profile/update-email`: gives the user another e-mail address.
//!
//! The code is one of type `UPDATE_EMAIL_EMS`, to the new address. The other sessions of the user
//! end, and the user is told at the old address.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{account::contact::ContactChange, contact_code::ContactCodeRequest},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::open_session::SessionContext,
    values::email::Email,
};

pub struct ProfileUpdateEmail(ContactChange);

impl Endpoint for ProfileUpdateEmail {
    const EVENT: Option<Event> = Some(Event::ChangeContact);
    const ERRORS: ErrorGroups = ContactChange::errors::<Email>();
    type Context = SessionContext;
    type Request = ContactCodeRequest<Email>;
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        ContactChange::new(platform).map(Self)
    }

    async fn call(
        &self,
        context: &SessionContext,
        request: ContactCodeRequest<Email>,
    ) -> Result<()> {
        self.0.change(context, request).await
    }
}
