//! `POST /api/v2/sdk/captcha/verify`: gives a pass for one code to whoever solved the puzzle.

use serde::Serialize;
use shared::{
    api::endpoint::{Call, Function},
    captcha::challenge::{Answer, Captcha},
    error::Result,
    observability::audit::Reply,
    platform::{Platform, settings::BootError},
    request::{
        body::{Ask, Form},
        caller::Caller,
    },
};

/// The endpoint.
pub struct CaptchaVerify(Captcha);

/// Where the piece was let go, and where the code is to go.
#[derive(Debug)]
pub struct Solution(Answer);

/// The pass.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize)]
pub struct Pass {
    captcha_token: String,
}

impl Ask for Solution {
    fn read(form: &Form<'_>) -> Result<Self> {
        Ok(Self(Answer {
            point: form.required("point_json")?,
            token: form.required("token")?,
            destination: form.required("sender")?,
        }))
    }
}

impl Reply for Pass {}

impl Function for CaptchaVerify {
    type Caller = Caller;
    type Ask = Solution;
    type Answer = Pass;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(Captcha::new(platform)?))
    }

    async fn call(&self, call: Call<Self>) -> Result<Pass> {
        let Solution(answer) = call.ask;
        Ok(Pass { captcha_token: self.0.solve(&call.caller, answer, call.now).await? })
    }
}
