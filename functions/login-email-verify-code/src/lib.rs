//! `POST /api/v2/sdk/login/email-verify-code`: signs in the owner of an e-mail address by a code.
//!
//! The code is one of type `LOGIN_EMS`. An address that is nobody's becomes a user where the
//! application registers at logins.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{contact_code::ContactCodeRequest, login::by_code::CodeLogin, response::FlowResponse},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::context::Context,
    values::email::Email,
};

pub struct LoginEmailVerifyCode(CodeLogin);

impl Endpoint for LoginEmailVerifyCode {
    const EVENT: Option<Event> = Some(Event::Login);
    const ERRORS: ErrorGroups = CodeLogin::errors::<Email>();
    const STATUSES: &'static [&'static str] = CodeLogin::STATUSES;
    type Context = Context;
    type Request = ContactCodeRequest<Email>;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        CodeLogin::new(platform).map(Self)
    }

    async fn call(&self, cx: &Context, request: ContactCodeRequest<Email>) -> Result<FlowResponse> {
        self.0.log_in(cx, request).await
    }
}
