//! The settings of a function, read once from its environment.

use crate::error::Result;
use std::{collections::HashMap, fmt, str::FromStr, time::Duration};

/// A function's settings. Read at start, so that a bad deployment fails before its
/// first request rather than during it.
#[derive(Clone, Default)]
pub struct Settings(HashMap<String, String>);

/// A function could not start. Names the setting or the step, never a value.
#[derive(Debug)]
pub struct BootError(String);

impl BootError {
    /// A step that failed.
    #[must_use]
    pub fn while_doing(doing: &str, error: &dyn std::error::Error) -> Self {
        let cause = error.source().map(ToString::to_string).unwrap_or_default();
        Self(format!("{doing}: {error} {cause}"))
    }
}

impl Settings {
    /// Those of the process's environment.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the environment"
    )]
    #[must_use]
    pub fn of_process() -> Self {
        Self(std::env::vars().collect())
    }

    /// With these settings in place of others of their names.
    #[must_use]
    pub fn with(mut self, pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        self.0.extend(pairs);
        self
    }

    /// A setting that must be there and must parse.
    pub fn get<T: FromStr>(&self, name: &str) -> Result<T, BootError> {
        let value = self.0.get(name).and_then(|value| value.parse().ok());
        value.ok_or_else(|| BootError(format!("setting {name} is missing or malformed")))
    }

    /// A setting that is a span of time, in seconds.
    pub fn seconds(&self, name: &str) -> Result<Duration, BootError> {
        let span = Duration::try_from_secs_f64(self.get(name)?);
        span.map_err(|_| BootError(format!("setting {name} is no span of time")))
    }

    /// A setting that may be absent; an empty one is.
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
