//! `POST /api/v2/sdk/social/wechat-mobile-register-bind`: links a social account to the user with
//! the phone number that WeChat vouches for, or to a new one.

use shared::{
    api::endpoint::Endpoint,
    error::{
        Result,
        catalogue::{Dialect, ErrorGroups},
    },
    flows::{
        bind::{
            by_wechat_phone::{BindByWechatPhone, WechatPhoneRequest},
            decision::BindEndpoint,
        },
        response::FlowResponse,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::flow_context::FlowContext,
};

pub struct SocialWechatMobileRegisterBind(BindByWechatPhone);

impl Endpoint for SocialWechatMobileRegisterBind {
    /// The published document of this endpoint shows the prefix of `ciam` where the application
    /// is one of `eiam`.
    const EIAM_PREFIX: Dialect = Dialect::Ciam;
    const EVENT: Option<Event> = Some(Event::Bind);
    const ERRORS: ErrorGroups = BindByWechatPhone::REGISTERING_ERRORS;
    const STATUSES: &'static [&'static str] = BindByWechatPhone::REGISTERING_STATUSES;
    type Context = FlowContext;
    type Request = WechatPhoneRequest;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(BindByWechatPhone::new(
            platform,
            BindEndpoint::WechatMobileRegisterBind,
        )?))
    }

    async fn call(&self, flow: &FlowContext, request: WechatPhoneRequest) -> Result<FlowResponse> {
        self.0.bind(flow, request).await
    }
}
