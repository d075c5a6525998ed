//! `POST /api/v2/sdk/social/username-password-bind`: links a social account to the user who knows a password.

use shared::{
    api::endpoint::{Call, Endpoint},
    error::Result,
    flows::{
        bind::by_password::{BindByPassword, PasswordRequest},
        response::FlowResponse,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::flow_caller::FlowCaller,
};

/// The endpoint.
pub struct SocialUsernamePasswordBind(BindByPassword);

impl Endpoint for SocialUsernamePasswordBind {
    const EVENT: Option<Event> = Some(Event::Bind);
    type Caller = FlowCaller;
    type Request = PasswordRequest;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(BindByPassword::new(platform)?))
    }

    async fn call(&self, call: Call<Self>) -> Result<FlowResponse> {
        self.0.bind(&call.caller, call.request, call.now).await
    }
}
