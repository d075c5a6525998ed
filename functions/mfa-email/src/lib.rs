//! `POST /api/v2/sdk/mfa/email`: signs in a user who gives a mailed code as a second factor.
//!
//! The code is one of type `MFA_AUTH_EMS`, to the address of the user whose login waits.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{
        contact_code::ContactCodeRequest, response::FlowResponse, second_factor::SecondFactor,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::flow_context::FlowContext,
    values::{code_type::EmailType, email::Email},
};

pub struct MfaEmail(SecondFactor);

impl Endpoint for MfaEmail {
    const EVENT: Option<Event> = Some(Event::SecondFactor);
    const ERRORS: ErrorGroups = SecondFactor::ERRORS;
    const STATUSES: &'static [&'static str] = SecondFactor::STATUSES;
    type Context = FlowContext;
    type Request = ContactCodeRequest<Email>;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(SecondFactor::new(platform)?))
    }

    async fn call(
        &self,
        flow: &FlowContext,
        request: ContactCodeRequest<Email>,
    ) -> Result<FlowResponse> {
        self.0.verify(flow, request, &[EmailType::MfaAuth]).await
    }
}
