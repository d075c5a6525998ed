//! `GET /api/v2/sdk/pwd/skip-update`: completes a login without replacing a password that is soon
//! too old.
//!
//! It takes the state token of `PASSWORD_WARN`.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{password::renewal::RenewalSkip, response::FlowResponse},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::flow_context::FlowContext,
};

pub struct PwdSkipUpdate(RenewalSkip);

impl Endpoint for PwdSkipUpdate {
    const EVENT: Option<Event> = Some(Event::Login);
    const ERRORS: ErrorGroups = RenewalSkip::ERRORS;
    const STATUSES: &'static [&'static str] = RenewalSkip::STATUSES;
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
