//! `POST /api/v2/sdk/register/mobile-verify-code`: registers the owner of a mobile.

use shared::prelude::*;

/// The endpoint.
pub struct RegisterMobileVerifyCode {
    codes: Codes,
    registration: Registration,
}

impl Function for RegisterMobileVerifyCode {
    type Caller = Caller;
    type Ask = SignUp<Mobile>;
    type Answer = Outcome;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self { codes: Codes::new(platform)?, registration: Registration::new(platform)? })
    }

    async fn call(&self, call: Call<Self>) -> Result<Outcome> {
        let (caller, SignUp { contact, code, person }) = (&call.caller, call.ask);
        let proved = self.codes.check(caller, contact, SmsType::Register, &code, call.now).await?;
        self.registration.register(caller, proved, person, call.now).await
    }
}
