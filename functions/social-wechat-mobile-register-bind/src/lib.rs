//! `POST /api/v2/sdk/social/wechat-mobile-register-bind`: links a social account to the user with a mobile, or to a new one, by WeChat's word.

use shared::{
    api::endpoint::{Call, Function},
    error::Result,
    flows::{
        bind::{apply::Binding, by_wechat_phone::WechatPhone, decision::Call as Binds},
        response::Outcome,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    providers::wechat::client::Wechat,
    tokens::flow_caller::Arrived,
};

/// The endpoint.
pub struct SocialWechatMobileRegisterBind {
    wechat: Wechat,
    binding: Binding,
}

impl Function for SocialWechatMobileRegisterBind {
    const EVENT: Option<Event> = Some(Event::Bind);
    type Caller = Arrived;
    type Ask = WechatPhone;
    type Answer = Outcome;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self { wechat: Wechat::new(platform)?, binding: Binding::new(platform)? })
    }

    async fn call(&self, call: Call<Self>) -> Result<Outcome> {
        self.binding
            .by_wechat_mobile(&call.caller, &self.wechat, Binds::WechatMobileRegisterBind, call.ask, call.now)
            .await
    }
}
