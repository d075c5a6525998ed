//! `POST /api/v2/sdk/captcha/verify`: verifies the solution of a puzzle, and gives a pass for one
//! code.
//!
//! The pass is good for 180 seconds, and for one code to `sender`. The puzzle is spent, whether the
//! solution was right or not.

use serde::Serialize;
use shared::{
    api::endpoint::Endpoint,
    captcha::challenge::{Captcha, Solution},
    error::{Result, catalogue::ErrorGroups},
    observability::audit::Audited,
    platform::{Platform, settings::BootError},
    request::context::Context,
};

pub struct CaptchaVerify(Captcha);

/// The pass of a solved puzzle, which `sms/send` and `email/send` take for one code.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "PuzzlePass",
        extend("examples" = [{
        "captcha_token": "6f1ed002ab5595859014ebf0951522d9---{\"x\":237.0,\"y\":5.0}",
    }]))
)]
#[derive(Debug, Serialize)]
pub struct Pass {
    /// The pass: the puzzle's token, three hyphens and the point. It is good for 180 seconds and
    /// for one code to `sender`.
    captcha_token: String,
}

impl Audited for Pass {}

impl Endpoint for CaptchaVerify {
    const ERRORS: ErrorGroups = Captcha::SOLUTION_ERRORS;
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
