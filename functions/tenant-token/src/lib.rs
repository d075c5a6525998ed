//! `POST /api/v2/tenant/token`: an access token for the server of an application.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorForm},
    flows::tenant::token::{IssueToken, TokenRequest, TokenResponse},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::client_authentication::ClientContext,
};

pub struct TenantToken(IssueToken);

impl Endpoint for TenantToken {
    const ERROR_FORM: ErrorForm = ErrorForm::OAuth;
    const IS_LIMITED: bool = true;
    const EVENT: Option<Event> = Some(Event::IssueToken);
    type Context = ClientContext;
    type Request = TokenRequest;
    type Response = TokenResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        IssueToken::new(platform).map(Self)
    }

    async fn call(&self, cx: &ClientContext, request: TokenRequest) -> Result<TokenResponse> {
        self.0.issue(cx, request).await
    }
}
