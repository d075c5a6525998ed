//! `POST /api/v2/sdk/email/send`: sends a verification code to an e-mail address.

use shared::prelude::*;

/// The endpoint.
pub struct EmailSend {
    codes: Codes,
    mail: Mail,
}

/// Where to, what for, and the puzzle's pass.
#[derive(Debug)]
pub struct Order {
    email: Email,
    kind: EmailType,
    pass: PassToken,
}

impl Ask for Order {
    fn read(form: &Form<'_>) -> Result<Self> {
        Ok(Self {
            email: form.required(Email::NAME)?,
            kind: form.required("type")?,
            pass: form.required("captcha_token")?,
        })
    }
}

impl Function for EmailSend {
    type Caller = Caller;
    type Ask = Order;
    type Answer = ();

    async fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self { codes: Codes::new(platform).await?, mail: Mail::new(platform)? })
    }

    async fn call(&self, call: Call<Self>) -> Result<()> {
        let Order { email, kind, pass } = call.ask;
        self.codes.send(&call.caller, &email, kind, &pass, &self.mail, call.now).await
    }
}
