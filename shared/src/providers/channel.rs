//! The interface of the channels that deliver messages, and how a delivery fails.
//!
//! Implemented by [`crate::providers::sms`] and [`crate::providers::email`].

use crate::values::contact::Contact;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use std::{error::Error as StdError, fmt};

/// What a message says, in the form that each channel takes.
pub trait MessageText: Send + Sync {
    /// The text message. It fits one part (70 UCS-2 units, or 160 characters of GSM-7), as
    /// each part is billed.
    fn text(&self) -> String;

    /// The subject line of the e-mail.
    fn subject(&self) -> String;

    /// The body of the e-mail as plain text.
    fn mail_text(&self) -> String;

    /// The body of the e-mail as HTML, with the same paragraphs as the plain text.
    fn mail_html(&self) -> String;
}

/// A way to deliver messages to contacts of one kind.
pub trait Channel<C: Contact>: Send + Sync {
    /// Sends a message, once.
    fn deliver(
        &self,
        to: &C,
        message: &impl MessageText,
    ) -> impl Future<Output = Result<(), DeliveryError>> + Send;
}

/// A message that was not delivered, for all we know.
#[derive(Debug)]
pub enum DeliveryError {
    /// It certainly was not sent.
    NotSent(Cause),
    /// It may be on its way.
    Unknown(Cause),
}

/// Why a delivery failed; for the log.
#[derive(Debug)]
pub struct Cause(Box<dyn StdError + Send + Sync>);

impl DeliveryError {
    /// It did not even get as far as the provider.
    pub fn not_sent(cause: impl StdError + Send + Sync + 'static) -> Self {
        Self::NotSent(Cause(Box::new(cause)))
    }
}

impl<E: StdError + Send + Sync + 'static> From<SdkError<E, HttpResponse>> for DeliveryError {
    /// Only the provider's own refusal (4xx) is definite. After a timeout, a broken connection, a
    /// garbled answer or a fault of the provider's the message may be on its way.
    fn from(error: SdkError<E, HttpResponse>) -> Self {
        let is_definite = match &error {
            SdkError::ConstructionFailure(_) => true,
            SdkError::ServiceError(refusal) => refusal.raw().status().is_client_error(),
            _ => false,
        };
        let cause = Cause(Box::new(error));
        if is_definite {
            Self::NotSent(cause)
        } else {
            Self::Unknown(cause)
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("delivering a message failed")
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.0.as_ref())
    }
}
