//! `POST /api/v2/sdk/social/wechat-mobile-bind`: links a social account to the user with the phone
//! number that WeChat vouches for.
//!
//! Where nobody has the number, the state token goes on with `USER_REGISTER` or `SOCIAL_BIND`, as
//! the identity source allows.

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

pub struct SocialWechatMobileBind(BindByWechatPhone);

impl Endpoint for SocialWechatMobileBind {
    const DIALECT: Dialect = Dialect::Ciam;
    /// The published document of this endpoint shows the prefix of `ciam` where the application
    /// is one of `eiam`.
    const EIAM_PREFIX: Dialect = Dialect::Ciam;
    const EVENT: Option<Event> = Some(Event::Bind);
    const ERRORS: ErrorGroups = BindByWechatPhone::ERRORS;
    const STATUSES: &'static [&'static str] = BindByWechatPhone::STATUSES;
    type Context = FlowContext;
    type Request = WechatPhoneRequest;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(BindByWechatPhone::new(
            platform,
            BindEndpoint::WechatMobileBind,
        )?))
    }

    async fn call(&self, flow: &FlowContext, request: WechatPhoneRequest) -> Result<FlowResponse> {
        self.0.bind(flow, request).await
    }
}
