//! `POST /api/v2/sdk/register/email-verify-code`: registers the owner of an e-mail address, and
//! signs them in.
//!
//! The code is one of type `REGISTER_EMS`. Which of the other members are required is the tenant's
//! to say. A `mobile` that comes along is not proved, and identifies nobody.

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
    values::email::Email,
};

pub struct RegisterEmailVerifyCode(Registration);

impl Endpoint for RegisterEmailVerifyCode {
    const EVENT: Option<Event> = Some(Event::Register);
    const ERRORS: ErrorGroups = Registration::errors::<Email>();
    const STATUSES: &'static [&'static str] = Registration::STATUSES;
    type Context = Context;
    type Request = RegistrationRequest<Email>;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(Registration::new(platform)?))
    }

    async fn call(
        &self,
        cx: &Context,
        request: RegistrationRequest<Email>,
    ) -> Result<FlowResponse> {
        self.0.register(cx, request).await
    }
}
