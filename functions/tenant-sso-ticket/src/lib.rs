//! `POST /api/v2/tenant/sso/session-token/sso-ticket`: issues a ticket for a session, to sign the
//! user in elsewhere.
//!
//! A ticket is good once, for 300 seconds, for the application that it was made for.

use shared::{
    api::endpoint::Endpoint,
    error::{
        Result,
        catalogue::{ErrorForm, ErrorGroups},
    },
    flows::tenant::sso_ticket::{IssueTicket, TicketRequest, TicketResponse},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::server_context::ServerContext,
};

pub struct TenantSsoTicket(IssueTicket);

impl Endpoint for TenantSsoTicket {
    const ERROR_FORM: ErrorForm = ErrorForm::Tenant;
    const EVENT: Option<Event> = Some(Event::IssueTicket);
    const ERRORS: ErrorGroups = &[];
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
