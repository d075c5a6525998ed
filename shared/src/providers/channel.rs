//! The interface of the channels that deliver messages, and how a delivery fails.
//!
//! What implements it chooses among the carriers of a tenant.

use crate::{
    platform::clock::Timestamp,
    tenants::{delivery::TemplateVariable, tenant::Tenant},
    values::{
        code_type::Purpose, contact::Contact, identifiers::CarrierId, language_tag::LanguageTag,
    },
};
use aws_smithy_runtime_api::client::{
    orchestrator::HttpResponse,
    result::{DispatchFailure, SdkError},
};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
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

    /// What is filled into a text that is registered with a carrier; `None` of a message that
    /// carries no code, for which carriers have no template.
    fn template_values(&self) -> Option<TemplateValues<'_>>;
}

/// What a message with a code fills into a registered text.
#[derive(Clone, Copy)]
pub struct TemplateValues<'a> {
    pub purpose: Purpose,
    /// The language that was asked for.
    pub language: &'a LanguageTag,
    pub code: &'a str,
    /// The lifetime of the code.
    pub minutes: u64,
    /// The name of the application.
    pub application: &'a str,
}

impl TemplateValues<'_> {
    /// The value of a variable.
    #[must_use]
    pub fn of(&self, variable: TemplateVariable) -> String {
        match variable {
            TemplateVariable::Code => self.code.to_owned(),
            TemplateVariable::Minutes => self.minutes.to_string(),
            TemplateVariable::Application => self.application.to_owned(),
        }
    }
}

/// Where a message goes, and for whom.
pub struct Envelope<'a, C> {
    pub tenant: &'a Tenant,
    pub to: &'a C,
    /// A random name of this message, which carriers repeat in their delivery receipts.
    pub reference: &'a str,
    /// The host name under which the request came that is answered by it.
    pub domain: &'a str,
    pub now: Timestamp,
}

/// A way to deliver messages to contacts of one kind.
pub trait Channel<C: Contact>: Send + Sync {
    /// The carrier that is tried first, if there is one.
    fn first_carrier(&self, tenant: &Tenant, to: &C) -> Option<CarrierId>;

    /// Sends a message, at most once.
    fn deliver(
        &self,
        envelope: &Envelope<'_, C>,
        message: &impl MessageText,
    ) -> impl Future<Output = Result<Sent, DeliveryError>> + Send;
}

/// A message that a carrier took over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub carrier: CarrierId,
    pub message_id: MessageId,
}

/// The name that a carrier gave a message, cut to what may stand in a log: at most 64 letters,
/// digits and `._:-`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageId(String);

impl MessageId {
    /// Keeps what may stand in a log.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(loggable(text))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The letters, digits and `._:-` of a text that a carrier wrote, at most 64 of them.
pub(super) fn loggable(text: &str) -> String {
    let is_harmless = |letter: &char| letter.is_ascii_alphanumeric() || "._:-".contains(*letter);
    text.chars().filter(is_harmless).take(64).collect()
}

/// A message that was not delivered, for all we know.
#[derive(Debug)]
pub enum DeliveryError {
    /// It certainly was not sent.
    NotSent(Refusal),
    /// It may be on its way.
    Unknown(Cause),
}

/// A message that certainly was not sent, and why.
#[derive(Debug)]
pub struct Refusal {
    pub kind: RefusalKind,
    cause: Cause,
}

/// Why a carrier sent nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefusalKind {
    /// The carrier has no such number or address. Another carrier would not either.
    InvalidRecipient,
    /// The carrier does not know us, or not from this address.
    Authentication,
    /// The carrier does not deliver this message: its signature, its template, its recipient.
    Rejected,
    /// The carrier was asked too often, by us or for this recipient.
    RateLimited,
    /// The carrier cannot deliver such a message: there is no template for it, or it costs more
    /// than a message may.
    Unsupported,
    /// There was no connection.
    Unreachable,
}

impl RefusalKind {
    /// Its name in logs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidRecipient => "invalid_recipient",
            Self::Authentication => "authentication",
            Self::Rejected => "rejected",
            Self::RateLimited => "rate_limited",
            Self::Unsupported => "unsupported",
            Self::Unreachable => "unreachable",
        }
    }

    /// Whether another carrier may do what this one did not.
    #[must_use]
    pub const fn is_of_the_carrier(self) -> bool {
        !matches!(self, Self::InvalidRecipient)
    }
}

impl Refusal {
    /// A refusal, with the carrier's code or our reason. It is logged, and must name nobody.
    #[must_use]
    pub fn new(kind: RefusalKind, reason: &str) -> Self {
        Self::with_cause(kind, Reason(loggable(reason)))
    }

    /// A refusal that an error led to.
    pub fn with_cause(kind: RefusalKind, cause: impl StdError + Send + Sync + 'static) -> Self {
        Self {
            kind,
            cause: Cause::of(cause),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a carrier refused a message: {}", self.kind.name())
    }
}

impl StdError for Refusal {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.cause.0.as_ref())
    }
}

/// What a carrier said, or what we found before we asked it.
#[derive(Debug)]
struct Reason(String);

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for Reason {}

/// Why a delivery failed; for the log.
#[derive(Debug)]
pub struct Cause(Box<dyn StdError + Send + Sync>);

impl Cause {
    pub(super) fn of(cause: impl StdError + Send + Sync + 'static) -> Self {
        Self(Box::new(cause))
    }
}

impl DeliveryError {
    /// It certainly was not sent.
    #[must_use]
    pub fn refused(kind: RefusalKind, reason: &str) -> Self {
        Self::NotSent(Refusal::new(kind, reason))
    }

    /// A request to the carrier could not even be made.
    pub fn not_sent(cause: impl StdError + Send + Sync + 'static) -> Self {
        Self::NotSent(Refusal::with_cause(RefusalKind::Unsupported, cause))
    }

    /// It may be on its way.
    #[must_use]
    pub fn unknown(reason: &str) -> Self {
        Self::Unknown(Cause::of(Reason(loggable(reason))))
    }
}

impl<E: ProvideErrorMetadata> From<SdkError<E, HttpResponse>> for DeliveryError {
    /// Only the provider's own refusal (4xx) is definite. After a timeout, a broken connection, a
    /// garbled answer or a fault of the provider's the message may be on its way.
    ///
    /// Of the error only its code is kept: the texts of SNS name the number.
    fn from(error: SdkError<E, HttpResponse>) -> Self {
        match error {
            SdkError::ConstructionFailure(_) => {
                Self::refused(RefusalKind::Unsupported, "no such request")
            }
            SdkError::ServiceError(answer) => {
                let code = answer.err().code().unwrap_or("no code");
                if answer.raw().status().is_client_error() {
                    Self::refused(aws_refusal(code), code)
                } else {
                    Self::unknown(code)
                }
            }
            SdkError::DispatchFailure(failure) if was_not_connected(&failure) => {
                Self::refused(RefusalKind::Unreachable, "no connection")
            }
            SdkError::TimeoutError(_) => Self::unknown("timeout"),
            SdkError::ResponseError(_) => Self::unknown("unreadable"),
            _ => Self::unknown("connection"),
        }
    }
}

/// Whether there was no connection, so that nothing was sent.
fn was_not_connected(failure: &DispatchFailure) -> bool {
    let cause = failure.as_connector_error().and_then(StdError::source);
    let cause = cause.and_then(|cause| cause.downcast_ref::<reqwest::Error>());
    cause.is_some_and(reqwest::Error::is_connect)
}

/// What an error code of AWS means for a message.
pub(super) fn aws_refusal(code: &str) -> RefusalKind {
    let code = code.trim_end_matches("Exception");
    match code {
        "InvalidParameter" | "InvalidParameterValue" => RefusalKind::InvalidRecipient,
        "Throttling"
        | "Throttled"
        | "TooManyRequests"
        | "ServiceQuotaExceeded"
        | "LimitExceeded" => RefusalKind::RateLimited,
        _ if code.contains("AccessDenied")
            || code.contains("Authorization")
            || code.contains("Token")
            || code.contains("Signature") =>
        {
            RefusalKind::Authentication
        }
        _ => RefusalKind::Rejected,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_carrier_wrote_is_cut_to_what_may_be_logged() {
        assert_eq!(
            MessageId::of("9006:a_b\n+86 152 <c>").as_str(),
            "9006:a_b86152c"
        );
        assert_eq!(MessageId::of(&"a".repeat(100)).as_str().len(), 64);
    }
}
