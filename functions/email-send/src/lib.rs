//! `POST /api/v2/sdk/email/send`: sends a verification code to an e-mail address.

use shared::{
    api::endpoint::{Call, Function},
    error::Result,
    flows::send_code::{Order, Sending},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    providers::email::Mail,
    request::caller::Caller,
    values::email::Email,
};

/// The endpoint.
pub struct EmailSend(Sending<Mail>);

impl Function for EmailSend {
    const EVENT: Option<Event> = Some(Event::Send);
    type Caller = Caller;
    type Ask = Order<Email>;
    type Answer = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(Sending::new(platform, Mail::new(platform)?)?))
    }

    async fn call(&self, call: Call<Self>) -> Result<()> {
        self.0.send(&call.caller, call.ask, call.now).await
    }
}
