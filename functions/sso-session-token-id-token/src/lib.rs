//! `POST /api/v2/sdk/sso/session-token/id-token`: gets a fresh `id_token` for a session token.
//!
//! The answer has the same session token, unless the application replaces it as it goes: then the
//! old one is good for two more minutes.

use shared::{
    api::{authenticate::SessionTokenContext, endpoint::Endpoint},
    error::{Result, catalogue::ErrorGroups},
    flows::account::refresh::{Refresh, RefreshResponse},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
};

pub struct SsoSessionTokenIdToken(Refresh);

impl Endpoint for SsoSessionTokenIdToken {
    const EVENT: Option<Event> = Some(Event::Refresh);
    const ERRORS: ErrorGroups = &[];
    type Context = SessionTokenContext;
    type Request = ();
    type Response = RefreshResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Refresh::new(platform).map(Self)
    }

    async fn call(&self, context: &SessionTokenContext, (): ()) -> Result<RefreshResponse> {
        self.0.refresh(&context.0).await
    }
}
