//! `POST /api/v2/sdk/social/bind`: links a social account to the user with a contact, by a code.

use shared::{
    api::endpoint::{Call, Function},
    error::{Result, catalogue::Dialect},
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
pub struct SocialBind {
    codes: Codes,
    binding: Binding,
}

impl Function for SocialBind {
    const DIALECT: Dialect = Dialect::Ciam;
    const EVENT: Option<Event> = Some(Event::Bind);
    type Caller = Arrived;
    type Ask = Proving;
    type Answer = Outcome;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self { codes: Codes::new(platform)?, binding: Binding::new(platform)? })
    }

    async fn call(&self, call: Call<Self>) -> Result<Outcome> {
        self.binding.by_code(&call.caller, &self.codes, Binds::Bind, call.ask, call.now).await
    }
}
