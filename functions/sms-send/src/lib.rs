//! `POST /api/v2/sdk/sms/send`: sends a verification code to a mobile.

use shared::prelude::*;

/// The endpoint.
pub struct SmsSend {
    codes: Codes,
    sms: Sms,
}

/// Where to, what for, and the puzzle's pass.
#[derive(Debug)]
pub struct Order {
    mobile: Mobile,
    kind: SmsType,
    pass: PassToken,
}

impl Ask for Order {
    fn read(form: &Form<'_>) -> Result<Self> {
        Ok(Self {
            mobile: form.required(Mobile::NAME)?,
            kind: form.required("type")?,
            pass: form.required("captcha_token")?,
        })
    }
}

impl Function for SmsSend {
    type Caller = Caller;
    type Ask = Order;
    type Answer = ();

    async fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self { codes: Codes::new(platform).await?, sms: Sms::new(platform)? })
    }

    async fn call(&self, call: Call<Self>) -> Result<()> {
        let Order { mobile, kind, pass } = call.ask;
        self.codes.send(&call.caller, &mobile, kind, &pass, &self.sms, call.now).await
    }
}
