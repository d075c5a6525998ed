//! `POST /api/v2/sdk/sms/send`: sends a verification code to a mobile.
//!
//! It takes the pass of a solved puzzle. A code is good for the calls of its `type` only, and
//! replaces an earlier one of that type. A repeat with the same `Idempotency-Key` sends nothing
//! again.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::send_code::{SendCode, SendCodeRequest},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    providers::router::Texts,
    request::context::Context,
    values::mobile::Mobile,
};

pub struct SmsSend(SendCode<Texts>);

impl Endpoint for SmsSend {
    const EVENT: Option<Event> = Some(Event::Send);
    const ERRORS: ErrorGroups = SendCode::<Texts>::ERRORS;
    type Context = Context;
    type Request = SendCodeRequest<Mobile>;
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(SendCode::new(platform, Texts::new(platform)?)?))
    }

    async fn call(&self, cx: &Context, request: SendCodeRequest<Mobile>) -> Result<()> {
        self.0.send(cx, request).await
    }
}
