//! `POST /api/v2/sdk/social/unbind`: unlinks a social account, which the social network's own name
//! names.
//!
//! It is refused where the account is the only way in that the user has. The user is told.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::account::social::{Unlink, UnlinkAccountRequest},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::open_session::SessionContext,
};

pub struct SocialUnbind(Unlink);

impl Endpoint for SocialUnbind {
    const EVENT: Option<Event> = Some(Event::Unlink);
    const ERRORS: ErrorGroups = Unlink::ERRORS;
    type Context = SessionContext;
    type Request = UnlinkAccountRequest;
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Unlink::new(platform).map(Self)
    }

    async fn call(&self, context: &SessionContext, request: UnlinkAccountRequest) -> Result<()> {
        self.0.unlink(context, request).await
    }
}
