//! `POST /api/v2/tenant/token`: issues an access token to the server of an application.
//!
//! It is the client credentials grant of RFC 6749. The parameters may be in the query instead of
//! the body. A new token does not end the one before.

use shared::{
    api::endpoint::Endpoint,
    error::{
        Result,
        catalogue::{ErrorForm, ErrorGroups},
    },
    flows::tenant::token::{IssueToken, TokenRequest, TokenResponse},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::client_authentication::ClientContext,
};

pub struct TenantToken(IssueToken);

impl Endpoint for TenantToken {
    const ERROR_FORM: ErrorForm = ErrorForm::OAuth;
    const EVENT: Option<Event> = Some(Event::IssueToken);
    const ERRORS: ErrorGroups = IssueToken::ERRORS;
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
