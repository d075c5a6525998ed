//! `POST /api/v2/sdk/login/wechat-miniprogram`: signs in the user of a WeChat account.
//!
//! An account that is bound to nobody goes on to a call that binds it, with the `state_token`.
//! `data` says which contacts may be proved there.

use shared::{
    api::endpoint::Endpoint,
    error::{
        Result,
        catalogue::{Dialect, ErrorGroups},
    },
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
    const ERRORS: ErrorGroups = WechatLogin::ERRORS;
    const STATUSES: &'static [&'static str] = WechatLogin::STATUSES;
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
