//! The one error type.

pub mod catalogue;
pub mod limit;

use crate::error::{catalogue::ErrorCode, limit::Rule};
use std::{error::Error as StdError, fmt, time::Duration};

/// A failure on its way to a client.
///
/// Only the code and its parameters ever leave the process. `doing` and `source`
/// are for the log, which prints the whole chain, once, in [`crate::api::server`].
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

/// `Result` with our error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error with no cause beyond the caller's own input.
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

    /// Fills in the next placeholder of the sentence. Never a secret or personal: clients and logs see it.
    #[must_use]
    pub fn with(mut self, value: impl fmt::Display) -> Self {
        self.params.push(value.to_string());
        self
    }

    /// A limit that is free again after `wait`, in whole seconds and at least one.
    #[must_use]
    pub fn too_many(rule: Rule, wait: Duration) -> Self {
        let wait = wait.max(Duration::from_secs(1));
        Self {
            retry_after: Some(wait),
            rule: Some(rule),
            ..Self::new(ErrorCode::TooMany).with(wait.as_secs())
        }
    }

    /// A lock that ends after `wait`.
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

    /// The same, refused by a rule.
    #[must_use]
    pub const fn by(mut self, rule: Rule) -> Self {
        self.rule = Some(rule);
        self
    }

    /// The same, with what was wrong where the client hears no more than that something was: log and
    /// audit event have it, the answer never.
    #[must_use]
    pub const fn because(mut self, reason: &'static str) -> Self {
        self.reason = reason;
        self
    }

    /// Something that cannot be, found while `doing`: a bug, or an item that somebody else wrote.
    #[must_use]
    pub const fn internal(doing: &'static str) -> Self {
        let mut error = Self::new(ErrorCode::Busy);
        error.doing = doing;
        error
    }

    /// Somebody we called did something else than they should, noticed while `doing`.
    #[must_use]
    pub fn upstream(who: &'static str, doing: &'static str) -> Self {
        Self {
            doing,
            ..Self::new(ErrorCode::UpstreamFailed).with(who)
        }
    }

    /// The catalogue's row.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        self.code
    }

    /// What goes into the sentence, safe to show to anyone.
    #[must_use]
    pub fn params(&self) -> &[String] {
        &self.params
    }

    /// What was wrong, for the log only, where the code says too little.
    #[must_use]
    pub fn reason(&self) -> Option<&'static str> {
        Some(self.reason).filter(|reason| !reason.is_empty())
    }

    /// The rule that refused, if one did.
    #[must_use]
    pub const fn rule(&self) -> Option<Rule> {
        self.rule
    }

    /// For a limit: how long until it is free again.
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

/// Turns a library's error into ours, saying what we were doing at the time.
///
/// There is deliberately no `From`: a bare `?` on somebody else's error would
/// lose the "doing", and pick a status by accident.
pub trait ErrorContext<T> {
    /// A failure that is ours, or AWS's, to mend: the client hears that the system is busy.
    fn internal(self, doing: &'static str) -> Result<T>;
    /// A failure of somebody we called.
    fn upstream(self, who: &'static str, doing: &'static str) -> Result<T>;
    /// The same as [`Context::busy`], under another row of the catalogue.
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

/// An error with all its causes, for a log. Catalogue parameters are names and numbers, and no cause quotes a request.
#[must_use]
pub fn chain(error: &Error) -> String {
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
