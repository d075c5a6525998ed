//! Text messages to users, sent through SNS.

use crate::{
    observability::call_counter,
    platform::{Platform, settings::BootError},
    providers::channel::{Channel, DeliveryError, MessageText},
    values::mobile::Mobile,
};
use aws_sdk_sns::{Client, types::MessageAttributeValue};

/// The channel that sends messages to mobile numbers.
pub struct Sms {
    client: Client,
    sender: Option<String>,
    max_price: String,
}

impl Sms {
    /// Settings: those of [`Platform::aws`], `SMS_MAX_PRICE` (in US dollars; a text
    /// message that costs more is not sent) and optionally `SMS_SENDER_ID`, for countries
    /// that have sender names.
    ///
    /// A call is attempted once: SNS has no client token, so a second attempt could be
    /// a second text message.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        let price: f64 = platform.settings.get("SMS_MAX_PRICE")?;
        Ok(Self {
            client: Client::new(&platform.aws("SNS", 1)?),
            sender: platform.settings.optional("SMS_SENDER_ID"),
            max_price: price.to_string(),
        })
    }
}

impl Channel<Mobile> for Sms {
    async fn deliver(&self, to: &Mobile, message: &impl MessageText) -> Result<(), DeliveryError> {
        let attribute = |kind: &str, value: &str| -> Result<_, DeliveryError> {
            let attribute = MessageAttributeValue::builder()
                .data_type(kind)
                .string_value(value)
                .build();
            attribute.map_err(DeliveryError::not_sent)
        };
        let mut publish = self
            .client
            .publish()
            .phone_number(to.e164())
            .message(message.text())
            .message_attributes("AWS.SNS.SMS.SMSType", attribute("String", "Transactional")?)
            .message_attributes(
                "AWS.SNS.SMS.MaxPrice",
                attribute("Number", &self.max_price)?,
            );
        if let Some(sender) = &self.sender {
            publish =
                publish.message_attributes("AWS.SNS.SMS.SenderID", attribute("String", sender)?);
        }
        call_counter::count();
        publish.send().await.map(drop).map_err(DeliveryError::from)
    }
}
