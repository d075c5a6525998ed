//! `POST /api/v2/sdk/social/bind`: links a social account to the user with a contact, by a code.
//!
//! The code is one of type `BIND_MOBILE_SMS` or `BIND_EMAIL_EMS`. A wrong code spends neither the
//! state token nor the right code.

use shared::{
    api::endpoint::Endpoint,
    error::{
        Result,
        catalogue::{Dialect, ErrorGroups},
    },
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

pub struct SocialBind(BindByCode);

impl Endpoint for SocialBind {
    const DIALECT: Dialect = Dialect::Ciam;
    const EVENT: Option<Event> = Some(Event::Bind);
    const ERRORS: ErrorGroups = BindByCode::ERRORS;
    const STATUSES: &'static [&'static str] = BindByCode::STATUSES;
    type Context = FlowContext;
    type Request = VerifiedContactRequest;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(BindByCode::new(platform, BindEndpoint::Bind)?))
    }

    async fn call(
        &self,
        flow: &FlowContext,
        request: VerifiedContactRequest,
    ) -> Result<FlowResponse> {
        self.0.bind(flow, request).await
    }
}
