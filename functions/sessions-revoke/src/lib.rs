//! `POST /api/v2/sdk/sessions/revoke`: ends one of the user's sessions.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::account::sessions::{RevokeRequest, UserSessions},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::open_session::SessionContext,
};

pub struct SessionsRevoke(UserSessions);

impl Endpoint for SessionsRevoke {
    const EVENT: Option<Event> = Some(Event::RevokeSession);
    const ERRORS: ErrorGroups = &[];
    type Context = SessionContext;
    type Request = RevokeRequest;
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        UserSessions::new(platform).map(Self)
    }

    async fn call(&self, context: &SessionContext, request: RevokeRequest) -> Result<()> {
        self.0.revoke(context, request).await
    }
}
