//! `POST /api/v2/sdk/pwd/change`: sets the password of whoever has signed in, by the one before.

use shared::{
    api::endpoint::Endpoint,
    error::Result,
    flows::password::change::{PasswordChange, PasswordChangeRequest},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::open_session::SessionContext,
};

pub struct PwdChange(PasswordChange);

impl Endpoint for PwdChange {
    const EVENT: Option<Event> = Some(Event::ChangePassword);
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
