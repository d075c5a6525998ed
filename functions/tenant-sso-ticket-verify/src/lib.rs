//! `POST /api/v2/tenant/sso/sso-ticket/verify`: exchanges a ticket, once, for its user.
//!
//! For applications of `oneaccess`, the user is in an envelope.

use shared::{
    api::endpoint::Endpoint,
    error::{
        Result,
        catalogue::{ErrorForm, ErrorGroups},
    },
    flows::tenant::sso_ticket::{VerifyRequest, VerifyResponse, VerifyTicket},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::server_context::ServerContext,
};

pub struct TenantSsoTicketVerify(VerifyTicket);

impl Endpoint for TenantSsoTicketVerify {
    const ERROR_FORM: ErrorForm = ErrorForm::Tenant;
    const EVENT: Option<Event> = Some(Event::VerifyTicket);
    const ERRORS: ErrorGroups = &[];
    type Context = ServerContext;
    type Request = VerifyRequest;
    type Response = VerifyResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        VerifyTicket::new(platform).map(Self)
    }

    async fn call(&self, server: &ServerContext, request: VerifyRequest) -> Result<VerifyResponse> {
        self.0.verify(server, request).await
    }
}
