//! `POST /api/v2/sdk/pwd/update`: replaces a password that is too old or soon will be, and
//! completes the login.
//!
//! It takes the state token of `PASSWORD_WARN` or `PASSWORD_EXPIRED`. `data` of that answer has the
//! rules that the new password must keep.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{
        password::renewal::{PasswordRenewal, RenewalRequest},
        response::FlowResponse,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::flow_context::FlowContext,
};

pub struct PwdUpdate(PasswordRenewal);

impl Endpoint for PwdUpdate {
    const EVENT: Option<Event> = Some(Event::ChangePassword);
    const ERRORS: ErrorGroups = PasswordRenewal::ERRORS;
    const STATUSES: &'static [&'static str] = PasswordRenewal::STATUSES;
    type Context = FlowContext;
    type Request = RenewalRequest;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        PasswordRenewal::new(platform).map(Self)
    }

    async fn call(&self, flow: &FlowContext, request: RenewalRequest) -> Result<FlowResponse> {
        self.0.renew(flow, request).await
    }
}
