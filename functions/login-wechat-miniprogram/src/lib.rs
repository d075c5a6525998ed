//! `POST /api/v2/sdk/login/wechat-miniprogram`: signs in the user of a linked
//! account, and sends others on to binding.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::Dialect},
    flows::{
        login::by_wechat_account::{WechatLogin, WechatLoginRequest},
        response::FlowResponse,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::context::Context,
};

pub struct LoginWechatMiniprogram(WechatLogin);

impl Endpoint for LoginWechatMiniprogram {
    const DIALECT: Dialect = Dialect::Ciam;
    const EVENT: Option<Event> = Some(Event::Login);
    type Context = Context;
    type Request = WechatLoginRequest;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(WechatLogin::new(platform)?))
    }

    async fn call(&self, cx: &Context, request: WechatLoginRequest) -> Result<FlowResponse> {
        self.0.log_in(cx, request).await
    }
}
