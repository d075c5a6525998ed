//! `POST /api/v2/sdk/social/bind`: links a social account to the user with a contact, by a code.

use shared::{
    api::endpoint::{Call, Endpoint},
    error::{Result, catalogue::Dialect},
    flows::{
        bind::{apply::Binding, by_code::VerifiedContactRequest, decision::BindEndpoint},
        response::FlowResponse,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::flow_caller::FlowCaller,
    verification::codes::Codes,
};

/// The endpoint.
pub struct SocialBind {
    codes: Codes,
    binding: Binding,
}

impl Endpoint for SocialBind {
    const DIALECT: Dialect = Dialect::Ciam;
    const EVENT: Option<Event> = Some(Event::Bind);
    type Caller = FlowCaller;
    type Request = VerifiedContactRequest;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            codes: Codes::new(platform)?,
            binding: Binding::new(platform)?,
        })
    }

    async fn call(&self, call: Call<Self>) -> Result<FlowResponse> {
        self.binding
            .by_code(
                &call.caller,
                &self.codes,
                BindEndpoint::Bind,
                call.request,
                call.now,
            )
            .await
    }
}
