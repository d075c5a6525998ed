//! `POST /api/v2/sdk/mfa/sms`: lets a user in who gives a texted code as a second factor.

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
    values::{code_type::SmsType, mobile::Mobile},
};

/// The endpoint.
pub struct MfaSms(SecondFactor);

impl Endpoint for MfaSms {
    const EVENT: Option<Event> = Some(Event::SecondFactor);
    type Caller = FlowCaller;
    type Request = SecondFactorRequest<Mobile>;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(SecondFactor::new(platform)?))
    }

    async fn call(&self, call: Call<Self>) -> Result<FlowResponse> {
        self.0
            .by_code(
                &call.caller,
                call.request,
                &[SmsType::MfaAuth, SmsType::OtpRest],
                call.now,
            )
            .await
    }
}
