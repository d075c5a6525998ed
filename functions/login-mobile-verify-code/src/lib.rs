//! `POST /api/v2/sdk/login/mobile-verify-code`: signs in the owner of a mobile by a code.

use shared::{
    api::endpoint::Endpoint,
    error::Result,
    flows::{contact_code::ContactCodeRequest, login::by_code::CodeLogin, response::FlowResponse},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::context::Context,
    values::mobile::Mobile,
};

pub struct LoginMobileVerifyCode(CodeLogin);

impl Endpoint for LoginMobileVerifyCode {
    const EVENT: Option<Event> = Some(Event::Login);
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
