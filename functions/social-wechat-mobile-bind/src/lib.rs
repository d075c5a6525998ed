//! `POST /api/v2/sdk/social/wechat-mobile-bind`: links a social account to the user with a mobile, by WeChat's word.

use shared::{
    api::endpoint::{Call, Endpoint},
    error::{Result, catalogue::Dialect},
    flows::{
        bind::{apply::Binding, by_wechat_phone::WechatPhoneRequest, decision::BindEndpoint},
        response::FlowResponse,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    providers::wechat::client::Wechat,
    tokens::flow_caller::FlowCaller,
};

/// The endpoint.
pub struct SocialWechatMobileBind {
    wechat: Wechat,
    binding: Binding,
}

impl Endpoint for SocialWechatMobileBind {
    const DIALECT: Dialect = Dialect::Ciam;
    /// The published document of this endpoint shows the prefix of `ciam` for an `eiam` application.
    const EIAM_PREFIX: Dialect = Dialect::Ciam;
    const EVENT: Option<Event> = Some(Event::Bind);
    type Caller = FlowCaller;
    type Request = WechatPhoneRequest;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            wechat: Wechat::new(platform)?,
            binding: Binding::new(platform)?,
        })
    }

    async fn call(&self, call: Call<Self>) -> Result<FlowResponse> {
        self.binding
            .by_wechat_mobile(
                &call.caller,
                &self.wechat,
                BindEndpoint::WechatMobileBind,
                call.request,
                call.now,
            )
            .await
    }
}
