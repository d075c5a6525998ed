//! `POST /api/v2/sdk/social/register-bind`: links a social account to the user with a contact, or
//! to a new one, by a code.
//!
//! The code is one of type `REGISTER_SMS` or `REGISTER_EMS`.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{
        bind::{
            by_code::{BindByCode, VerifiedContactRequest},
            decision::BindEndpoint,
        },
        response::FlowResponse,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::flow_context::FlowContext,
};

pub struct SocialRegisterBind(BindByCode);

impl Endpoint for SocialRegisterBind {
    const EVENT: Option<Event> = Some(Event::Bind);
    const ERRORS: ErrorGroups = BindByCode::REGISTERING_ERRORS;
    const STATUSES: &'static [&'static str] = BindByCode::REGISTERING_STATUSES;
    type Context = FlowContext;
    type Request = VerifiedContactRequest;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(BindByCode::new(platform, BindEndpoint::RegisterBind)?))
    }

    async fn call(
        &self,
        flow: &FlowContext,
        request: VerifiedContactRequest,
    ) -> Result<FlowResponse> {
        self.0.bind(flow, request).await
    }
}
