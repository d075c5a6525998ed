//! `POST /api/v2/sdk/sms/send`: sends a verification code to a mobile.

use shared::{
    api::endpoint::{Call, Function},
    error::Result,
    flows::send_code::{Order, Sending},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    providers::sms::Sms,
    request::caller::Caller,
    values::mobile::Mobile,
};

/// The endpoint.
pub struct SmsSend(Sending<Sms>);

impl Function for SmsSend {
    const EVENT: Option<Event> = Some(Event::Send);
    type Caller = Caller;
    type Ask = Order<Mobile>;
    type Answer = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(Sending::new(platform, Sms::new(platform)?)?))
    }

    async fn call(&self, call: Call<Self>) -> Result<()> {
        self.0.send(&call.caller, call.ask, call.now).await
    }
}
