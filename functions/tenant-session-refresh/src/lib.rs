//! `POST /api/v2/tenant/sso/session-token/refresh`: gets a fresh `id_token` for a session of one of
//! the application's users.

use shared::{
    api::endpoint::Endpoint,
    error::{
        Result,
        catalogue::{ErrorForm, ErrorGroups},
    },
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
    const ERRORS: ErrorGroups = &[];
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
