//! `POST /api/v2/sdk/social/username-password-bind`: links a social account to the user who knows a password.

use shared::{
    api::endpoint::{Call, Function},
    error::Result,
    flows::{
        bind::by_password::{Credentials, PasswordBinding},
        response::Outcome,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::flow_caller::Arrived,
};

/// The endpoint.
pub struct SocialUsernamePasswordBind(PasswordBinding);

impl Function for SocialUsernamePasswordBind {
    const EVENT: Option<Event> = Some(Event::Bind);
    type Caller = Arrived;
    type Ask = Credentials;
    type Answer = Outcome;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(PasswordBinding::new(platform)?))
    }

    async fn call(&self, call: Call<Self>) -> Result<Outcome> {
        self.0.bind(&call.caller, call.ask, call.now).await
    }
}
