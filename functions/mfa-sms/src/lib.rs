//! `POST /api/v2/sdk/mfa/sms`: lets a user in who gives a texted code as a second factor.

use shared::{
    api::endpoint::{Call, Function},
    error::Result,
    flows::{
        response::Outcome,
        second_factor::{Factor, SecondFactor},
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::flow_caller::Arrived,
    values::{code_type::SmsType, mobile::Mobile},
};

/// The endpoint.
pub struct MfaSms(SecondFactor);

impl Function for MfaSms {
    const EVENT: Option<Event> = Some(Event::SecondFactor);
    type Caller = Arrived;
    type Ask = Factor<Mobile>;
    type Answer = Outcome;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(SecondFactor::new(platform)?))
    }

    async fn call(&self, call: Call<Self>) -> Result<Outcome> {
        self.0.by_code(&call.caller, call.ask, &[SmsType::MfaAuth, SmsType::OtpRest], call.now).await
    }
}
