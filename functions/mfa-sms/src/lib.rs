//! `POST /api/v2/sdk/mfa/sms`: signs in a user who gives a texted code as a second factor.
//!
//! The code is one of type `MFA_AUTH_SMS` or `OTP_REST_SMS`, to the mobile of the user whose login
//! waits.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{
        contact_code::ContactCodeRequest, response::FlowResponse, second_factor::SecondFactor,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::flow_context::FlowContext,
    values::{code_type::SmsType, mobile::Mobile},
};

pub struct MfaSms(SecondFactor);

impl Endpoint for MfaSms {
    const EVENT: Option<Event> = Some(Event::SecondFactor);
    const ERRORS: ErrorGroups = SecondFactor::ERRORS;
    const STATUSES: &'static [&'static str] = SecondFactor::STATUSES;
    type Context = FlowContext;
    type Request = ContactCodeRequest<Mobile>;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(SecondFactor::new(platform)?))
    }

    async fn call(
        &self,
        flow: &FlowContext,
        request: ContactCodeRequest<Mobile>,
    ) -> Result<FlowResponse> {
        self.0
            .verify(flow, request, &[SmsType::MfaAuth, SmsType::OtpRest])
            .await
    }
}
