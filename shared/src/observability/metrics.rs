//! Metrics: one line per request in the embedded metric format of `CloudWatch`, which turns it into
//! numbers. Each combination of name and dimension is billed by itself, so the owner chooses how many
//! there are ([`Detail`]). docs/operations.md lists them, docs/costs.md what they cost.

use crate::{
    error::{Error, catalogue::ErrorCode},
    observability::audit_context::AuditFacts,
    platform::{Lines, Platform, clock::Timestamp, settings::BootError},
};
use metrique_writer_core::{Entry, EntryWriter, Unit, Value, format::Format as _};
use metrique_writer_format_emf::{Emf, MetricDefinition, MetricDirective, NoMetric};
use std::{
    str::FromStr,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

/// Which metrics exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Detail {
    /// Those of the stack that alarms and dashboard show, and texts by country. The rest of a line is
    /// only in the log: a flood of requests to all countries of the world makes no metric more.
    Lean,
    /// All of them, of the stack, by function, by tenant and by country.
    Full,
}

impl FromStr for Detail {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "lean" => Ok(Self::Lean),
            "full" => Ok(Self::Full),
            _ => Err(()),
        }
    }
}

/// Writes metrics.
pub struct Metrics {
    detail: Detail,
    format: Mutex<Emf>,
    /// For requests that sent or used a text.
    texts: Mutex<Emf>,
    lines: Lines,
    function: String,
}

impl Metrics {
    /// Settings: `METRICS_NAMESPACE`; without it, nothing is measured. `METRICS_DETAIL`: `lean`, which
    /// it is where absent, or `full`. `AWS_LAMBDA_FUNCTION_NAME` is Lambda's.
    pub fn of(platform: &Platform) -> Result<Option<Arc<Self>>, BootError> {
        let settings = &platform.settings;
        let (Some(namespace), Some(lines)) = (
            settings.optional("METRICS_NAMESPACE"),
            platform.lines.clone(),
        ) else {
            return Ok(None);
        };
        let detail = match settings.optional("METRICS_DETAIL") {
            Some(_) => settings.get("METRICS_DETAIL")?,
            None => Detail::Lean,
        };
        let function = settings
            .optional("AWS_LAMBDA_FUNCTION_NAME")
            .unwrap_or_default();
        let metrics = platform.shared(|| {
            Ok(Arc::new(Self {
                detail,
                format: Mutex::new(format(&namespace, detail, false)),
                texts: Mutex::new(format(&namespace, detail, true)),
                lines,
                function,
            }))
        });
        metrics.map(Some)
    }

    /// Writes the line of a request.
    pub(crate) fn request(&self, request: &Measured<'_>) {
        let format = if request.is_text_sent() || request.is_text_used() {
            &self.texts
        } else {
            &self.format
        };
        self.write(format, request);
    }

    /// Writes how long the signing key in use still has: until the next one is used, or until it
    /// should have been replaced.
    pub fn signing_key(&self, time_left: Duration, now: Timestamp) {
        self.write(&self.format, &SigningKey { time_left, now });
    }

    fn write(&self, format: &Mutex<Emf>, entry: &impl Measurement) {
        let line = Line {
            metrics: self,
            entry,
        };
        let mut text = Vec::new();
        let written = format
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .format(&line, &mut text);
        if written.is_ok() {
            (self.lines)(&text);
        }
    }
}

/// How lines are written, apart for those of requests that sent or used a text.
fn format(namespace: &str, detail: Detail, is_of_text: bool) -> Emf {
    let whole: Vec<Vec<String>> = vec![vec![]];
    let alone = ["function", "tenant", "country"].map(|name| vec![name.to_owned()]);
    let dimensions = match detail {
        Detail::Lean => whole,
        Detail::Full => [whole, alone.to_vec()].concat(),
    };
    let mut format =
        Emf::builder(namespace.to_owned(), dimensions).allow_dimensions_with_no_data(true);
    if detail == Detail::Lean && is_of_text {
        let texts = ["TextsSent", "TextsUsed"].map(|name| MetricDefinition {
            name,
            unit: Unit::None,
            storage_resolution: None,
        });
        format = format.directive(MetricDirective {
            dimensions: vec![vec!["country"]],
            metrics: texts.to_vec(),
            namespace,
        });
    }
    format.build()
}

/// What is measured.
trait Measurement {
    fn write<'w>(&'w self, writer: &mut impl EntryWriter<'w>, detail: Detail);
}

/// Something measured, by whom.
struct Line<'a, E> {
    metrics: &'a Metrics,
    entry: &'a E,
}

impl<E: Measurement> Entry for Line<'_, E> {
    fn write<'w>(&'w self, writer: &mut impl EntryWriter<'w>) {
        writer.value("function", &self.metrics.function);
        self.entry.write(writer, self.metrics.detail);
    }
}

/// A request that was answered.
pub(crate) struct Measured<'a> {
    /// What became known of it.
    pub(crate) facts: &'a AuditFacts,
    /// Its id.
    pub(crate) id: &'a str,
    /// What came of it.
    pub(crate) label: Result<&'a str, &'a Error>,
    /// Whether a code was asked for.
    pub(crate) is_send: bool,
    /// When it came.
    pub(crate) began: Timestamp,
    /// How long it took.
    pub(crate) took: Duration,
    /// How many calls to AWS and others it made.
    pub(crate) calls: u32,
    /// Whether it was the first of its process.
    pub(crate) is_first: bool,
}

impl Measured<'_> {
    fn is_text(&self) -> bool {
        self.facts.country.is_some() && self.label.is_ok() && !self.facts.is_repeat
    }

    fn is_text_sent(&self) -> bool {
        self.is_text() && self.is_send
    }

    fn is_text_used(&self) -> bool {
        self.is_text() && self.facts.has_used_text
    }
}

impl Measurement for Measured<'_> {
    fn write<'w>(&'w self, writer: &mut impl EntryWriter<'w>, detail: Detail) {
        let AuditFacts {
            tenant, country, ..
        } = self.facts;
        let error = self.label.err().map(Error::code);
        let outcome = match self.label {
            Ok(status) => status,
            Err(error) => error.code().log_code(),
        };
        writer.timestamp(SystemTime::from(self.began));
        writer.value("tenant", &tenant.as_ref().map(ToString::to_string));
        writer.value("country", country);
        writer.value("request_id", &self.id);
        writer.value("outcome", &outcome);
        writer.value("Requests", &1_u32);
        writer.value("Duration", &self.took);
        in_full(writer, detail, "Calls", self.calls);
        in_full(writer, detail, "ColdStarts", self.is_first);
        writer.value("Failures", &error.is_some_and(|code| code.status() >= 500));
        writer.value("Limited", &(error == Some(ErrorCode::TooMany)));
        writer.value("LockOuts", &(error == Some(ErrorCode::LockedOut)));
        writer.value("SendFailures", &(error == Some(ErrorCode::SendingFailed)));
        writer.value("TextsSent", &self.is_text_sent());
        writer.value("TextsUsed", &self.is_text_used());
    }
}

struct SigningKey {
    time_left: Duration,
    now: Timestamp,
}

impl Measurement for SigningKey {
    fn write<'w>(&'w self, writer: &mut impl EntryWriter<'w>, _: Detail) {
        writer.timestamp(SystemTime::from(self.now));
        writer.value(
            "SigningKeyDaysLeft",
            // Begun days count: zero is a key that nothing replaced in time.
            &self.time_left.as_secs().div_ceil(24 * 3600),
        );
    }
}

/// Writes a number that is a metric in full detail, and else stands in the line only.
fn in_full<'w>(
    writer: &mut impl EntryWriter<'w>,
    detail: Detail,
    name: &'static str,
    value: impl Value,
) {
    match detail {
        Detail::Full => writer.value(name, &value),
        Detail::Lean => writer.value(name, &NoMetric::from(value)),
    }
}
