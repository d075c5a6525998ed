//! `POST /api/v2/sdk/mfa/sms`: lets a user in who gives a texted code as a second factor.

use shared::prelude::*;

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
