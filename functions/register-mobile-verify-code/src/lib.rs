//! `POST /api/v2/sdk/register/mobile-verify-code`: registers the owner of a mobile, and signs them
//! in.
//!
//! The code is one of type `REGISTER_SMS`. Which of the other members are required is the tenant's
//! to say. An `email` that comes along is not proved, and identifies nobody.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{
        register::{Registration, RegistrationRequest},
        response::FlowResponse,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::context::Context,
    values::mobile::Mobile,
};

pub struct RegisterMobileVerifyCode(Registration);

impl Endpoint for RegisterMobileVerifyCode {
    const EVENT: Option<Event> = Some(Event::Register);
    const ERRORS: ErrorGroups = Registration::errors::<Mobile>();
    const STATUSES: &'static [&'static str] = Registration::STATUSES;
    type Context = Context;
    type Request = RegistrationRequest<Mobile>;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(Registration::new(platform)?))
    }

    async fn call(
        &self,
        cx: &Context,
        request: RegistrationRequest<Mobile>,
    ) -> Result<FlowResponse> {
        self.0.register(cx, request).await
    }
}
