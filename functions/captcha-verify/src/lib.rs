//! `POST /api/v2/sdk/captcha/verify`: gives a pass for one code to whoever solved the puzzle.

use serde::Serialize;
use shared::{
    api::endpoint::Endpoint,
    captcha::challenge::{Captcha, Solution},
    error::Result,
    observability::audit::Audited,
    platform::{Platform, settings::BootError},
    request::context::Context,
};

pub struct CaptchaVerify(Captcha);

/// What `sms/send` and `email/send` take for one code.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize)]
pub struct Pass {
    captcha_token: String,
}

impl Audited for Pass {}

impl Endpoint for CaptchaVerify {
    type Context = Context;
    type Request = Solution;
    type Response = Pass;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(Captcha::new(platform)?))
    }

    async fn call(&self, cx: &Context, request: Solution) -> Result<Pass> {
        Ok(Pass {
            captcha_token: self.0.solve(cx, request).await?,
        })
    }
}
