//! `POST /api/v2/sdk/sms/send`: sends a verification code to a mobile.

use shared::{
    api::endpoint::{Call, Endpoint},
    error::Result,
    flows::send_code::{SendCode, SendCodeRequest},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    providers::sms::Sms,
    request::caller::Caller,
    values::mobile::Mobile,
};

/// The endpoint.
pub struct SmsSend(SendCode<Sms>);

impl Endpoint for SmsSend {
    const EVENT: Option<Event> = Some(Event::Send);
    type Caller = Caller;
    type Request = SendCodeRequest<Mobile>;
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(SendCode::new(platform, Sms::new(platform)?)?))
    }

    async fn call(&self, call: Call<Self>) -> Result<()> {
        self.0.send(&call.caller, call.request, call.now).await
    }
}
