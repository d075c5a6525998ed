//! The log: lines on standard output, from where Lambda takes them.

use crate::platform::settings::Settings;
use tracing::level_filters::LevelFilter;

/// Installs the subscriber that writes log lines to standard output, once per process.
///
/// Settings, by the names of Lambda's logging controls: `AWS_LAMBDA_LOG_FORMAT` (`JSON`, anything
/// else is plain text) and `AWS_LAMBDA_LOG_LEVEL`. Levels more verbose than `INFO` are not
/// available: at those, libraries log requests and responses, which hold codes and personal data.
pub fn to_output(settings: &Settings) {
    let level: Option<LevelFilter> = settings
        .optional("AWS_LAMBDA_LOG_LEVEL")
        .and_then(|level| level.parse().ok());
    let lines = tracing_subscriber::fmt()
        .with_max_level(level.unwrap_or(LevelFilter::INFO).min(LevelFilter::INFO))
        .with_target(false)
        .without_time();
    match settings.optional("AWS_LAMBDA_LOG_FORMAT") {
        Some(format) if format.eq_ignore_ascii_case("json") => {
            // The one span that a request has is in its lines already.
            lines.json().with_span_list(false).init();
        }
        _ => lines.with_ansi(false).init(),
    }
}
