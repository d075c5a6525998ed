//! `POST /api/v2/sdk/email/send`: sends a verification code to an e-mail address.
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
    providers::router::Mails,
    request::context::Context,
    values::email::Email,
};

pub struct EmailSend(SendCode<Mails>);

impl Endpoint for EmailSend {
    const EVENT: Option<Event> = Some(Event::Send);
    const ERRORS: ErrorGroups = SendCode::<Mails>::ERRORS;
    type Context = Context;
    type Request = SendCodeRequest<Email>;
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(SendCode::new(platform, Mails::new(platform)?)?))
    }

    async fn call(&self, cx: &Context, request: SendCodeRequest<Email>) -> Result<()> {
        self.0.send(cx, request).await
    }
}
