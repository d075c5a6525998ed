//! `POST /api/v2/sdk/login/wechat-mini-program-mobile`: signs in the owner of the phone number
//! that WeChat vouches for.

use shared::{
    api::endpoint::Endpoint,
    error::Result,
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
