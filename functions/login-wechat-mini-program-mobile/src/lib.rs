//! `POST /api/v2/sdk/login/wechat-mini-program-mobile`: signs in the owner of the phone number that
//! WeChat vouches for.
//!
//! A number that is nobody's becomes a user where the application registers at logins. No WeChat
//! account is linked.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{
        login::by_wechat_phone::{WechatPhoneLogin, WechatPhoneLoginRequest},
        response::FlowResponse,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::context::Context,
};

pub struct LoginWechatMiniProgramMobile(WechatPhoneLogin);

impl Endpoint for LoginWechatMiniProgramMobile {
    const EVENT: Option<Event> = Some(Event::Login);
    const ERRORS: ErrorGroups = WechatPhoneLogin::ERRORS;
    const STATUSES: &'static [&'static str] = WechatPhoneLogin::STATUSES;
    type Context = Context;
    type Request = WechatPhoneLoginRequest;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        WechatPhoneLogin::new(platform).map(Self)
    }

    async fn call(&self, cx: &Context, request: WechatPhoneLoginRequest) -> Result<FlowResponse> {
        self.0.log_in(cx, request).await
    }
}
