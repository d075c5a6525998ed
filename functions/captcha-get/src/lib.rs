//! `GET /api/v2/sdk/captcha`: gets a sliding puzzle.
//!
//! Show `originalImageBase64` with `jigsawImageBase64` over it, and have the user move the piece
//! sideways onto the hole of its shape. A puzzle is good for 120 seconds, and for one solution.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::Serialize;
use shared::{
    api::endpoint::Endpoint,
    captcha::challenge::{Captcha, Challenge},
    error::{Result, catalogue::ErrorGroups},
    observability::audit::Audited,
    platform::{Platform, settings::BootError},
    request::context::Context,
};

pub struct CaptchaGet(Captcha);

/// The members of the contract, of which this family of puzzles uses five. The
/// others are always `null`.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("examples" = [{
        "captchaId": null,
        "projectCode": null,
        "captchaOriginalPath": null,
        "captchaFontType": null,
        "captchaFontSize": null,
        "secretKey": "p3XvWq8LrT5zNw2Y",
        "originalImageBase64": "iVBORw0KGgo=",
        "point": null,
        "jigsawImageBase64": "iVBORw0KGgo=",
        "wordList": null,
        "pointList": null,
        "pointJson": null,
        "token": "6f1ed002ab5595859014ebf0951522d9",
        "result": false,
        "captchaVerification": null,
    }]))
)]
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Puzzle {
    captcha_id: (),
    project_code: (),
    captcha_original_path: (),
    captcha_font_type: (),
    captcha_font_size: (),
    /// The key under which `point_json` may be encrypted: 16 letters and digits.
    secret_key: String,
    /// The background, with several holes: a PNG of 310 × 155 pixels, in base64.
    original_image_base64: String,
    point: (),
    /// The piece that fits one of the holes, to be moved sideways only: a PNG of 47 × 155 pixels,
    /// in base64.
    jigsaw_image_base64: String,
    word_list: (),
    point_list: (),
    point_json: (),
    /// The name of the puzzle. It is good for 120 seconds and for one solution, right or wrong.
    token: String,
    /// Always `false`.
    result: bool,
    captcha_verification: (),
}

impl Audited for Puzzle {}

impl Endpoint for CaptchaGet {
    const ERRORS: ErrorGroups = Captcha::CHALLENGE_ERRORS;
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
