//! `POST /api/v2/tenant/sso/session-token/sso-ticket`: a ticket for a session.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorForm},
    flows::tenant::sso_ticket::{IssueTicket, TicketRequest, TicketResponse},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::server_context::ServerContext,
};

pub struct TenantSsoTicket(IssueTicket);

impl Endpoint for TenantSsoTicket {
    const ERROR_FORM: ErrorForm = ErrorForm::Tenant;
    const EVENT: Option<Event> = Some(Event::IssueTicket);
    type Context = ServerContext;
    type Request = TicketRequest;
    type Response = TicketResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        IssueTicket::new(platform).map(Self)
    }

    async fn call(&self, server: &ServerContext, request: TicketRequest) -> Result<TicketResponse> {
        self.0.issue(server, request).await
    }
}
