//! `POST /api/v2/sdk/login/wechat-miniprogram`: lets a known person in, and sends an unknown one on to binding.

use shared::{
    api::endpoint::{Call, Function},
    error::{Result, catalogue::Dialect},
    flows::{
        response::Outcome,
        wechat_login::{Arrival, WechatLogin},
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::caller::Caller,
};

/// The endpoint.
pub struct LoginWechatMiniprogram(Arrival);

impl Function for LoginWechatMiniprogram {
    const DIALECT: Dialect = Dialect::Ciam;
    const EVENT: Option<Event> = Some(Event::Login);
    type Caller = Caller;
    type Ask = WechatLogin;
    type Answer = Outcome;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(Arrival::new(platform)?))
    }

    async fn call(&self, call: Call<Self>) -> Result<Outcome> {
        self.0.by_wechat(&call.caller, call.ask, call.now).await
    }
}
