//! Amazon SES: mails, as the stack is set up.

use crate::{
    observability::call_counter,
    platform::{Platform, settings::BootError},
    providers::channel::{DeliveryError, MessageId, MessageText},
    values::email::Email,
};
use aws_sdk_ses::{
    Client,
    error::BuildError,
    types::{Body, Content, Destination, Message},
};
use aws_types::SdkConfig;
use std::sync::OnceLock;

/// A client of SES.
pub struct Ses {
    config: SdkConfig,
    /// Made with the first mail, as most requests that may cause one do not.
    client: OnceLock<Client>,
    from: String,
    configuration_set: Option<String>,
}

impl Ses {
    /// Settings: those of [`Platform::aws`], `MAIL_FROM` (an address that SES has verified, or of a
    /// domain that it has) and optionally `MAIL_CONFIGURATION_SET`.
    ///
    /// A call is attempted once: SES has no client token, so a second attempt could
    /// be a second mail.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            config: platform.aws("SES", 1)?,
            client: OnceLock::new(),
            from: platform.settings.get("MAIL_FROM")?,
            configuration_set: platform.settings.optional("MAIL_CONFIGURATION_SET"),
        })
    }

    /// Mails a message.
    pub(in crate::providers) async fn send(
        &self,
        to: &Email,
        message: &impl MessageText,
    ) -> Result<MessageId, DeliveryError> {
        let content = |text: String| -> Result<_, BuildError> {
            Content::builder().data(text).charset("UTF-8").build()
        };
        let subject = content(message.subject()).map_err(DeliveryError::not_sent)?;
        let text = content(message.mail_text()).map_err(DeliveryError::not_sent)?;
        let html = content(message.mail_html()).map_err(DeliveryError::not_sent)?;
        let body = Body::builder().text(text).html(html).build();
        call_counter::count();
        let sent = self
            .client
            .get_or_init(|| Client::new(&self.config))
            .send_email()
            .source(&self.from)
            .destination(Destination::builder().to_addresses(to.as_given()).build())
            .message(Message::builder().subject(subject).body(body).build())
            .set_configuration_set_name(self.configuration_set.clone())
            .send()
            .await?;
        Ok(MessageId::of(sent.message_id()))
    }
}
