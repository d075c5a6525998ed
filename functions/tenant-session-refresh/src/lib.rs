//! `POST /api/v2/tenant/sso/session-token/refresh`: a fresh `id_token` in a session.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorForm},
    flows::{
        account::refresh::RefreshResponse,
        tenant::refresh::{ServerRefresh, ServerRefreshRequest},
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::server_context::ServerContext,
};

pub struct TenantSessionRefresh(ServerRefresh);

impl Endpoint for TenantSessionRefresh {
    const ERROR_FORM: ErrorForm = ErrorForm::Tenant;
    const EVENT: Option<Event> = Some(Event::Refresh);
    type Context = ServerContext;
    type Request = ServerRefreshRequest;
    type Response = RefreshResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        ServerRefresh::new(platform).map(Self)
    }

    async fn call(
        &self,
        server: &ServerContext,
        request: ServerRefreshRequest,
    ) -> Result<RefreshResponse> {
        self.0.refresh(server, request).await
    }
}
