//! `POST /api/v2/sdk/pwd/update`: replaces a password that is too old, and completes the login.

use shared::{
    api::endpoint::Endpoint,
    error::Result,
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
