//! Text messages, through SNS.

use crate::{
    messages::{Channel, CodeMessage, Undelivered},
    mobile::Mobile,
    platform::{BootError, Platform},
};
use aws_sdk_sns::{Client, error::BuildError, types::MessageAttributeValue};

/// The way out to phones.
pub struct Sms {
    client: Client,
    sender: Option<String>,
}

impl Sms {
    /// Settings: those of [`Platform::aws`], and optionally `SMS_SENDER_ID`, for countries where a sender has a name.
    ///
    /// One attempt only: SNS knows no client token, so a second one may be a second text message.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        let client = Client::new(&platform.aws("SNS", 1)?);
        Ok(Self { client, sender: platform.settings.optional("SMS_SENDER_ID") })
    }
}

impl Channel<Mobile> for Sms {
    async fn deliver(&self, to: &Mobile, message: &CodeMessage<'_>) -> Result<(), Undelivered> {
        let text = |value: &str| -> Result<_, BuildError> {
            MessageAttributeValue::builder().data_type("String").string_value(value).build()
        };
        let mut publish =
            self.client.publish().phone_number(to.e164()).message(message.text()).message_attributes(
                "AWS.SNS.SMS.SMSType",
                text("Transactional").map_err(Undelivered::unsent)?,
            );
        if let Some(sender) = &self.sender {
            let sender = text(sender).map_err(Undelivered::unsent)?;
            publish = publish.message_attributes("AWS.SNS.SMS.SenderID", sender);
        }
        publish.send().await.map(drop).map_err(Undelivered::from)
    }
}
