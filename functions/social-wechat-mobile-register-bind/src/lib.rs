//! `POST /api/v2/sdk/social/wechat-mobile-register-bind`: links a social account to the user with a mobile, or to a new one, by WeChat's word.

use shared::{
    api::endpoint::{Call, Endpoint},
    error::Result,
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
pub struct SocialWechatMobileRegisterBind {
    wechat: Wechat,
    binding: Binding,
}

impl Endpoint for SocialWechatMobileRegisterBind {
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
                BindEndpoint::WechatMobileRegisterBind,
                call.request,
                call.now,
            )
            .await
    }
}
