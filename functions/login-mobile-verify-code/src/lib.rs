//! `POST /api/v2/sdk/login/mobile-verify-code`: signs in the owner of a mobile by a code.
//!
//! The code is one of type `LOGIN_SMS`. A number that is nobody's becomes a user where the
//! application registers at logins.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{contact_code::ContactCodeRequest, login::by_code::CodeLogin, response::FlowResponse},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::context::Context,
    values::mobile::Mobile,
};

pub struct LoginMobileVerifyCode(CodeLogin);

impl Endpoint for LoginMobileVerifyCode {
    const EVENT: Option<Event> = Some(Event::Login);
    const ERRORS: ErrorGroups = CodeLogin::errors::<Mobile>();
    const STATUSES: &'static [&'static str] = CodeLogin::STATUSES;
    type Context = Context;
    type Request = ContactCodeRequest<Mobile>;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        CodeLogin::new(platform).map(Self)
    }

    async fn call(
        &self,
        cx: &Context,
        request: ContactCodeRequest<Mobile>,
    ) -> Result<FlowResponse> {
        self.0.log_in(cx, request).await
    }
}
