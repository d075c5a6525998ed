//! `POST /api/v2/sdk/social/unbind-account`: unlinks a social account, which `id` names.
//!
//! It is refused where the account is the only way in that the user has. The user is told.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::account::social::{Unlink, UnlinkRequest},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::open_session::SessionContext,
};

pub struct SocialUnbindAccount(Unlink);

impl Endpoint for SocialUnbindAccount {
    const EVENT: Option<Event> = Some(Event::Unlink);
    const ERRORS: ErrorGroups = Unlink::ERRORS;
    type Context = SessionContext;
    type Request = UnlinkRequest;
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Unlink::new(platform).map(Self)
    }

    async fn call(&self, context: &SessionContext, request: UnlinkRequest) -> Result<()> {
        self.0.unlink(context, request).await
    }
}
