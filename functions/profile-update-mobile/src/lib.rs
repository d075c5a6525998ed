//! `POST /api/v2/sdk/profile/update-mobile`: gives the user another mobile.
//!
//! The code is one of type `UPDATE_MOBILE_SMS`, to the new number. The other sessions of the user
//! end, and the user is told.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{account::contact::ContactChange, contact_code::ContactCodeRequest},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::open_session::SessionContext,
    values::mobile::Mobile,
};

pub struct ProfileUpdateMobile(ContactChange);

impl Endpoint for ProfileUpdateMobile {
    const EVENT: Option<Event> = Some(Event::ChangeContact);
    const ERRORS: ErrorGroups = ContactChange::errors::<Mobile>();
    type Context = SessionContext;
    type Request = ContactCodeRequest<Mobile>;
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        ContactChange::new(platform).map(Self)
    }

    async fn call(
        &self,
        context: &SessionContext,
        request: ContactCodeRequest<Mobile>,
    ) -> Result<()> {
        self.0.change(context, request).await
    }
}
