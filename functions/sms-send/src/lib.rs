//! `POST /api/v2/sdk/sms/send`: sends a verification code to a mobile.

use shared::{
    api::endpoint::Endpoint,
    error::Result,
    flows::send_code::{SendCode, SendCodeRequest},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    providers::sms::Sms,
    request::context::Context,
    values::mobile::Mobile,
};

pub struct SmsSend(SendCode<Sms>);

impl Endpoint for SmsSend {
    const IS_LIMITED: bool = true;
    const EVENT: Option<Event> = Some(Event::Send);
    type Context = Context;
    type Request = SendCodeRequest<Mobile>;
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(SendCode::new(platform, Sms::new(platform)?)?))
    }

    async fn call(&self, cx: &Context, request: SendCodeRequest<Mobile>) -> Result<()> {
        self.0.send(cx, request).await
    }
}
