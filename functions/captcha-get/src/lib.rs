//! `GET /api/v2/sdk/captcha`: a sliding puzzle.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::Serialize;
use shared::{
    api::endpoint::Endpoint,
    captcha::challenge::{Captcha, Challenge},
    error::Result,
    observability::audit::Audited,
    platform::{Platform, settings::BootError},
    request::context::Context,
};

pub struct CaptchaGet(Captcha);

/// The members of the contract, of which this family of puzzles uses five. The
/// others are always `null`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Puzzle {
    captcha_id: (),
    project_code: (),
    captcha_original_path: (),
    captcha_font_type: (),
    captcha_font_size: (),
    secret_key: String,
    original_image_base64: String,
    point: (),
    jigsaw_image_base64: String,
    word_list: (),
    point_list: (),
    point_json: (),
    token: String,
    result: bool,
    captcha_verification: (),
}

impl Audited for Puzzle {}

impl Endpoint for CaptchaGet {
    const IS_LIMITED: bool = true;
    type Context = Context;
    type Request = ();
    type Response = Puzzle;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(Captcha::new(platform)?))
    }

    async fn call(&self, cx: &Context, (): ()) -> Result<Puzzle> {
        let Challenge {
            token,
            secret_key,
            pictures,
        } = self.0.create_challenge(cx).await?;
        Ok(Puzzle {
            token,
            secret_key,
            original_image_base64: BASE64_STANDARD.encode(pictures.background),
            jigsaw_image_base64: BASE64_STANDARD.encode(pictures.piece),
            ..Puzzle::default()
        })
    }
}
