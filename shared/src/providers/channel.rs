//! What a way to deliver a code has to offer, and how a delivery fails.

use crate::{providers::code_message::CodeMessage, values::contact::Contact};
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use std::{error::Error as StdError, fmt};

/// A way out to people.
pub trait Channel<C: Contact>: Send + Sync {
    /// Sends a code, once.
    fn deliver(
        &self,
        to: &C,
        message: &CodeMessage<'_>,
    ) -> impl Future<Output = Result<(), Undelivered>> + Send;
}

/// A message that was not sent, or of which nobody knows.
#[derive(Debug)]
pub struct Undelivered {
    /// Whether it certainly was not sent.
    pub is_definite: bool,
    cause: Box<dyn StdError + Send + Sync>,
}

impl Undelivered {
    /// It did not even get as far as the provider.
    pub fn unsent(cause: impl StdError + Send + Sync + 'static) -> Self {
        Self {
            is_definite: true,
            cause: Box::new(cause),
        }
    }
}

impl<E: StdError + Send + Sync + 'static> From<SdkError<E, HttpResponse>> for Undelivered {
    /// Only the provider's own refusal (4xx) is definite. After a timeout, a broken connection, a garbled answer or a
    /// fault of the provider's the message may be on its way.
    fn from(error: SdkError<E, HttpResponse>) -> Self {
        let is_definite = match &error {
            SdkError::ConstructionFailure(_) => true,
            SdkError::ServiceError(refusal) => refusal.raw().status().is_client_error(),
            _ => false,
        };
        Self {
            is_definite,
            cause: Box::new(error),
        }
    }
}

impl fmt::Display for Undelivered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_definite {
            "the provider refused"
        } else {
            "the provider may have sent it"
        })
    }
}

impl StdError for Undelivered {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.cause.as_ref())
    }
}
