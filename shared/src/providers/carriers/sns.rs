//! Amazon SNS: texts, as the stack is set up.

use crate::{
    observability::call_counter,
    platform::{Platform, settings::BootError},
    providers::channel::{DeliveryError, MessageId, MessageText},
    tenants::delivery::{Carrier, Price},
    values::mobile::Mobile,
};
use aws_sdk_sns::{Client, types::MessageAttributeValue};
use aws_types::SdkConfig;
use std::sync::OnceLock;

/// A client of SNS.
pub struct Sns {
    config: SdkConfig,
    /// Made with the first text, as most requests that may cause one do not.
    client: OnceLock<Client>,
    sender: Option<String>,
    max_price: String,
}

impl Sns {
    /// Settings: those of [`Platform::aws`], and optionally `SMS_SENDER_ID`, for countries that
    /// have sender names. A text message that costs more than `max_price` is not sent.
    ///
    /// A call is attempted once: SNS has no client token, so a second attempt could be
    /// a second text message.
    pub fn new(platform: &Platform, max_price: Price) -> Result<Self, BootError> {
        Ok(Self {
            config: platform.aws("SNS", 1)?,
            client: OnceLock::new(),
            sender: platform.settings.optional("SMS_SENDER_ID"),
            max_price: max_price.to_string(),
        })
    }

    /// Texts a message.
    pub(in crate::providers) async fn send(
        &self,
        carrier: &Carrier,
        to: &Mobile,
        message: &impl MessageText,
    ) -> Result<MessageId, DeliveryError> {
        let attribute = |kind: &str, value: &str| -> Result<_, DeliveryError> {
            let attribute = MessageAttributeValue::builder()
                .data_type(kind)
                .string_value(value)
                .build();
            attribute.map_err(DeliveryError::not_sent)
        };
        let mut publish = self
            .client
            .get_or_init(|| Client::new(&self.config))
            .publish()
            .phone_number(to.e164())
            .message(message.text())
            .message_attributes("AWS.SNS.SMS.SMSType", attribute("String", "Transactional")?)
            .message_attributes(
                "AWS.SNS.SMS.MaxPrice",
                attribute("Number", &self.max_price)?,
            );
        if let Some(sender) = carrier.sender.as_ref().or(self.sender.as_ref()) {
            publish =
                publish.message_attributes("AWS.SNS.SMS.SenderID", attribute("String", sender)?);
        }
        call_counter::count();
        let published = publish.send().await?;
        Ok(MessageId::of(published.message_id().unwrap_or_default()))
    }
}
