//! `POST /api/v2/sdk/register/email-verify-code`: registers the owner of an e-mail address.

use shared::{
    api::endpoint::{Call, Function},
    error::Result,
    flows::{
        register::{Registration, SignUp},
        response::Outcome,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::caller::Caller,
    values::email::Email,
};

/// The endpoint.
pub struct RegisterEmailVerifyCode(Registration);

impl Function for RegisterEmailVerifyCode {
    const EVENT: Option<Event> = Some(Event::Register);
    type Caller = Caller;
    type Ask = SignUp<Email>;
    type Answer = Outcome;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(Registration::new(platform)?))
    }

    async fn call(&self, call: Call<Self>) -> Result<Outcome> {
        self.0.register(&call.caller, call.ask, call.now).await
    }
}
