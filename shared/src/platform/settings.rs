//! The settings of a function.
//!
//! They are read from the environment once, while the function starts, so that a bad deployment
//! fails before its first request rather than during it.

use crate::error::Result;
use std::{collections::HashMap, fmt, str::FromStr, time::Duration};

/// Settings by name, with the names that template.yaml gives them.
#[derive(Clone, Default)]
pub struct Settings(HashMap<String, String>);

/// The reason why a function could not start. It names the setting or the step, never a value.
#[derive(Debug)]
pub struct BootError(String);

impl BootError {
    /// Makes an error of a setting that has no such value, with the reason.
    #[must_use]
    pub fn of_setting(name: &str, reason: &str) -> Self {
        Self(format!("setting {name}: {reason}"))
    }

    /// Makes an error of a step that failed, with the cause of the failure.
    #[must_use]
    pub fn while_doing(doing: &str, error: &dyn std::error::Error) -> Self {
        let cause = error.source().map(ToString::to_string).unwrap_or_default();
        Self(format!("{doing}: {error} {cause}"))
    }
}

impl Settings {
    /// Reads the environment of the process.
    #[expect(
        clippy::disallowed_methods,
        reason = "all other code takes settings from a Settings"
    )]
    #[must_use]
    pub fn of_process() -> Self {
        Self(std::env::vars().collect())
    }

    /// Adds settings, which replace those of the same name.
    #[must_use]
    pub fn with(mut self, pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        self.0.extend(pairs);
        self
    }

    /// Reads a setting. Fails if it is missing or does not parse.
    pub fn get<T: FromStr>(&self, name: &str) -> Result<T, BootError> {
        let value = self.0.get(name).and_then(|value| value.parse().ok());
        value.ok_or_else(|| BootError(format!("setting {name} is missing or malformed")))
    }

    /// Reads a duration in seconds, such as `2.5`. Fails if it is missing, malformed or negative.
    pub fn seconds(&self, name: &str) -> Result<Duration, BootError> {
        let span = Duration::try_from_secs_f64(self.get(name)?);
        span.map_err(|_| BootError(format!("setting {name} is no span of time")))
    }

    /// Reads a setting that may be absent. An empty one counts as absent.
    #[must_use]
    pub fn optional(&self, name: &str) -> Option<String> {
        self.0.get(name).filter(|value| !value.is_empty()).cloned()
    }
}

impl FromIterator<(String, String)> for Settings {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl fmt::Display for BootError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BootError {}
