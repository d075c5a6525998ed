//! `POST /api/v2/sdk/social/register-bind`: links a social account to the user with a contact, or to a new one, by a code.

use shared::{
    api::endpoint::{Call, Function},
    error::Result,
    flows::{
        bind::{apply::Binding, by_code::Proving, decision::Call as Binds},
        response::Outcome,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::flow_caller::Arrived,
    verification::codes::Codes,
};

/// The endpoint.
pub struct SocialRegisterBind {
    codes: Codes,
    binding: Binding,
}

impl Function for SocialRegisterBind {
    const EVENT: Option<Event> = Some(Event::Bind);
    type Caller = Arrived;
    type Ask = Proving;
    type Answer = Outcome;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self { codes: Codes::new(platform)?, binding: Binding::new(platform)? })
    }

    async fn call(&self, call: Call<Self>) -> Result<Outcome> {
        self.binding.by_code(&call.caller, &self.codes, Binds::RegisterBind, call.ask, call.now).await
    }
}
