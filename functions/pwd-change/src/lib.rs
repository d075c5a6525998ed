//! `POST /api/v2/sdk/pwd/change`: sets the password of the user by the one before.
//!
//! Where none is set, it sets the first. The other sessions of the user end.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::password::change::{PasswordChange, PasswordChangeRequest},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::open_session::SessionContext,
};

pub struct PwdChange(PasswordChange);

impl Endpoint for PwdChange {
    const EVENT: Option<Event> = Some(Event::ChangePassword);
    const ERRORS: ErrorGroups = PasswordChange::ERRORS;
    type Context = SessionContext;
    type Request = PasswordChangeRequest;
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        PasswordChange::new(platform).map(Self)
    }

    async fn call(&self, context: &SessionContext, request: PasswordChangeRequest) -> Result<()> {
        self.0.change(context, request).await
    }
}
