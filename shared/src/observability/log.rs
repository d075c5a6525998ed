//! Lines of the log, as Lambda takes them from a process's output.

use crate::platform::settings::Settings;
use tracing::level_filters::LevelFilter;

/// Writes them to this process's output from now on. Settings, as Lambda's logging controls name them: `AWS_LAMBDA_LOG_FORMAT`
/// (`JSON`, or else plain text) and `AWS_LAMBDA_LOG_LEVEL`.
///
/// The level may make it quieter than `INFO`, not louder: below that, libraries tell of requests and answers, and those hold codes and
/// people's data.
pub fn to_output(settings: &Settings) {
    let level = settings
        .optional("AWS_LAMBDA_LOG_LEVEL")
        .and_then(|level| level.parse().ok());
    let level = level.map_or(LevelFilter::INFO, |level: LevelFilter| {
        level.min(LevelFilter::INFO)
    });
    let lines = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_target(false)
        .without_time();
    match settings.optional("AWS_LAMBDA_LOG_FORMAT") {
        Some(format) if format.eq_ignore_ascii_case("json") => lines.json().init(),
        _ => lines.with_ansi(false).init(),
    }
}
