//! The error type of all flows and endpoints.
//!
//! # What the client sees and what the log sees
//!
//! An [`Error`] has two halves. The client sees the [`ErrorCode`] in its dialect and language, with
//! the parameters, and `Retry-After`. The log sees the code, the parameters, the step that failed
//! (`doing`) and the chain of causes (`source`). [`crate::api::server`] is the only place that
//! turns an error into a response or a log line, and it does each once.
//!
//! Both halves are free of secrets and personal data: parameters are names of members, numbers and
//! words of our own; `doing` is a literal; a cause is kept only if its text cannot quote a request
//! or a response. So every error can be logged as it is.
//!
//! # Which constructor to use
//!
//! | what happened | constructor |
//! |---|---|
//! | the request is at fault, or its state forbids it | [`Error::new`] with [`Error::with`] |
//! | a rate limit refuses it | [`Error::too_many`] |
//! | failed attempts lock it out | [`Error::locked_out`] |
//! | a library or AWS failed | [`ErrorContext::internal`] on its result |
//! | something happened that cannot happen | [`Error::internal`] |
//! | a library failed in calling a third party | [`ErrorContext::upstream`] on its result |
//! | the answer of a third party makes no sense | [`Error::upstream`] |
//! | a failure has a code of its own, such as `SendingFailed` | [`ErrorContext::or_error`] |
//!
//! `doing` completes the sentence "… while …", such as `reading an item`. There is no `From` for
//! foreign errors on purpose: a bare `?` would lose the step and choose a status by accident.
//!
//! Error codes are for clients. Code that must act on a failure matches on an enum of its own
//! module, not on an [`ErrorCode`].

pub mod catalogue;
pub mod rule;

use crate::error::{catalogue::ErrorCode, rule::Rule};
use std::{error::Error as StdError, fmt, time::Duration};

/// A failure of a request. See the [module](self) for who sees which part of it.
#[derive(Debug)]
pub struct Error {
    code: ErrorCode,
    params: Vec<String>,
    retry_after: Option<Duration>,
    rule: Option<Rule>,
    reason: &'static str,
    doing: &'static str,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// A result whose error is [`Error`] unless another is named.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Makes an error that has no cause beyond the request.
    #[must_use]
    pub const fn new(code: ErrorCode) -> Self {
        Self {
            code,
            params: Vec::new(),
            retry_after: None,
            rule: None,
            reason: "",
            doing: "",
            source: None,
        }
    }

    /// Adds the value of the message's next placeholder. It must not be a secret or personal data,
    /// as clients and logs see it.
    #[must_use]
    pub fn with(mut self, value: impl fmt::Display) -> Self {
        self.params.push(value.to_string());
        self
    }

    /// Makes the error of a rate limit. The client is told to come back after `wait`, in whole
    /// seconds and at least one.
    #[must_use]
    pub fn too_many(rule: Rule, wait: Duration) -> Self {
        let wait = wait.max(Duration::from_secs(1));
        Self {
            retry_after: Some(wait),
            rule: Some(rule),
            ..Self::new(ErrorCode::TooMany).with(wait.as_secs())
        }
    }

    /// Makes the error of a lock that ends after `wait`, at least one second.
    #[must_use]
    pub fn locked_out(rule: Rule, wait: Duration) -> Self {
        let seconds = wait.as_secs().max(1);
        Self {
            rule: Some(rule),
            ..Self::new(ErrorCode::LockedOut)
                .with(seconds / 60)
                .with(seconds % 60)
        }
    }

    /// Notes the rule that refused the request, for the audit event.
    #[must_use]
    pub const fn by(mut self, rule: Rule) -> Self {
        self.rule = Some(rule);
        self
    }

    /// Adds what was wrong, where the client is told no more than that something was: the log and
    /// the audit event have the reason, the response never.
    #[must_use]
    pub const fn because(mut self, reason: &'static str) -> Self {
        self.reason = reason;
        self
    }

    /// Makes the error of a state that cannot occur: a bug, or an item that other software wrote.
    /// The client sees `Busy`.
    #[must_use]
    pub const fn internal(doing: &'static str) -> Self {
        let mut error = Self::new(ErrorCode::Busy);
        error.doing = doing;
        error
    }

    /// Makes the error of a third party whose answer makes no sense. The client sees `who` it is.
    #[must_use]
    pub fn upstream(who: &'static str, doing: &'static str) -> Self {
        Self {
            doing,
            ..Self::new(ErrorCode::UpstreamFailed).with(who)
        }
    }

    /// The code, as the client sees it.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        self.code
    }

    /// The values of the message's placeholders, safe to show to anyone.
    #[must_use]
    pub fn params(&self) -> &[String] {
        &self.params
    }

    /// The reason, for the log only, where the code says too little.
    #[must_use]
    pub fn reason(&self) -> Option<&'static str> {
        Some(self.reason).filter(|reason| !reason.is_empty())
    }

    /// The rule that refused the request, if one did.
    #[must_use]
    pub const fn rule(&self) -> Option<Rule> {
        self.rule
    }

    /// The wait until a rate limit admits the request, if one refused it.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reason() {
            Some(reason) if self.params.is_empty() => write!(f, "{:?}[{reason}]", self.code)?,
            Some(reason) => write!(f, "{:?}{:?}[{reason}]", self.code, self.params)?,
            None => write!(f, "{:?}{:?}", self.code, self.params)?,
        }
        if self.doing.is_empty() {
            Ok(())
        } else {
            write!(f, " while {}", self.doing)
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// Turns the error of a library into an [`Error`] that names the step at which it occurred.
pub trait ErrorContext<T> {
    /// A failure of ours or of AWS. The client sees `Busy`.
    fn internal(self, doing: &'static str) -> Result<T>;
    /// A failure of a third party. The client sees `UpstreamFailed` and `who` it is.
    fn upstream(self, who: &'static str, doing: &'static str) -> Result<T>;
    /// A failure with an error code of its own.
    fn or_error(self, code: ErrorCode, doing: &'static str) -> Result<T>;
}

impl<T, E: StdError + Send + Sync + 'static> ErrorContext<T> for std::result::Result<T, E> {
    fn internal(self, doing: &'static str) -> Result<T> {
        self.or_error(ErrorCode::Busy, doing)
    }

    fn upstream(self, who: &'static str, doing: &'static str) -> Result<T> {
        self.or_error(ErrorCode::UpstreamFailed, doing)
            .map_err(|error| error.with(who))
    }

    fn or_error(self, code: ErrorCode, doing: &'static str) -> Result<T> {
        self.map_err(|source| Error {
            doing,
            source: Some(Box::new(source)),
            ..Error::new(code)
        })
    }
}

/// The text of an error and all its causes, for the log.
#[must_use]
pub fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text = format!("{text}: {next}");
        cause = next.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_is_for_the_log_only() {
        let io = std::io::Error::other("10.0.0.7 refused");
        let error = Err::<(), _>(io).internal("reading the code").unwrap_err();
        assert_eq!(error.to_string(), "Busy[] while reading the code");
        assert!(error.source().unwrap().to_string().contains("10.0.0.7"));
    }

    #[test]
    fn the_reason_of_a_refusal_is_for_the_log_only() {
        let error = Error::new(ErrorCode::WrongCode).because("other type");
        assert_eq!(error.to_string(), "WrongCode[other type]");
        assert!(error.params().is_empty());
    }

    #[test]
    fn a_limit_never_says_to_come_back_in_no_time() {
        let error = Error::too_many(Rule::Device, Duration::ZERO);
        assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
    }
}
