//! `GET /api/v2/sdk/pwd/skip-update`: completes the login of a user whose password is soon too old.

use shared::{
    api::endpoint::Endpoint,
    error::Result,
    flows::{password::renewal::RenewalSkip, response::FlowResponse},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::flow_context::FlowContext,
};

pub struct PwdSkipUpdate(RenewalSkip);

impl Endpoint for PwdSkipUpdate {
    const EVENT: Option<Event> = Some(Event::Login);
    type Context = FlowContext;
    type Request = ();
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        RenewalSkip::new(platform).map(Self)
    }

    async fn call(&self, flow: &FlowContext, (): ()) -> Result<FlowResponse> {
        self.0.skip(flow).await
    }
}
