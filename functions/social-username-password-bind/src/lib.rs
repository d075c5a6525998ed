//! `POST /api/v2/sdk/social/username-password-bind`: links a social account to the user who knows a
//! password.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{
        bind::by_password::BindByPassword, name_password::NamePasswordRequest,
        response::FlowResponse,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::flow_context::FlowContext,
};

pub struct SocialUsernamePasswordBind(BindByPassword);

impl Endpoint for SocialUsernamePasswordBind {
    const EVENT: Option<Event> = Some(Event::Bind);
    const ERRORS: ErrorGroups = BindByPassword::ERRORS;
    const STATUSES: &'static [&'static str] = BindByPassword::STATUSES;
    type Context = FlowContext;
    type Request = NamePasswordRequest;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(BindByPassword::new(platform)?))
    }

    async fn call(&self, flow: &FlowContext, request: NamePasswordRequest) -> Result<FlowResponse> {
        self.0.bind(flow, request).await
    }
}
