//! `POST /api/v2/sdk/mfa/email`: lets a user in who gives a mailed code as a second factor.

use shared::{
    api::endpoint::{Call, Endpoint},
    error::Result,
    flows::{
        response::FlowResponse,
        second_factor::{SecondFactor, SecondFactorRequest},
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::flow_caller::FlowCaller,
    values::{code_type::EmailType, email::Email},
};

/// The endpoint.
pub struct MfaEmail(SecondFactor);

impl Endpoint for MfaEmail {
    const EVENT: Option<Event> = Some(Event::SecondFactor);
    type Caller = FlowCaller;
    type Request = SecondFactorRequest<Email>;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(SecondFactor::new(platform)?))
    }

    async fn call(&self, call: Call<Self>) -> Result<FlowResponse> {
        self.0
            .by_code(&call.caller, call.request, &[EmailType::MfaAuth], call.now)
            .await
    }
}
