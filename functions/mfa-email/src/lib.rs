//! `POST /api/v2/sdk/mfa/email`: lets a user in who gives a mailed code as a second factor.

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
    values::{code_type::EmailType, email::Email},
};

/// The endpoint.
pub struct MfaEmail(SecondFactor);

impl Function for MfaEmail {
    const EVENT: Option<Event> = Some(Event::SecondFactor);
    type Caller = Arrived;
    type Ask = Factor<Email>;
    type Answer = Outcome;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(SecondFactor::new(platform)?))
    }

    async fn call(&self, call: Call<Self>) -> Result<Outcome> {
        self.0.by_code(&call.caller, call.ask, &[EmailType::MfaAuth], call.now).await
    }
}
