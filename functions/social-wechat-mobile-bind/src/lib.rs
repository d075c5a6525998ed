//! `POST /api/v2/sdk/social/wechat-mobile-bind`: links a social account to the user with a mobile, by WeChat's word.

use shared::{
    api::endpoint::{Call, Function},
    error::{Result, catalogue::Dialect},
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
pub struct SocialWechatMobileBind {
    wechat: Wechat,
    binding: Binding,
}

impl Function for SocialWechatMobileBind {
    const DIALECT: Dialect = Dialect::Ciam;
    /// The published document of this endpoint shows the prefix of `ciam` for an `eiam` application.
    const EIAM_AS: Dialect = Dialect::Ciam;
    const EVENT: Option<Event> = Some(Event::Bind);
    type Caller = Arrived;
    type Ask = WechatPhone;
    type Answer = Outcome;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self { wechat: Wechat::new(platform)?, binding: Binding::new(platform)? })
    }

    async fn call(&self, call: Call<Self>) -> Result<Outcome> {
        self.binding
            .by_wechat_mobile(&call.caller, &self.wechat, Binds::WechatMobileBind, call.ask, call.now)
            .await
    }
}
