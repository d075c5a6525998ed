//! Metrics, written as log lines in the embedded metric format of `CloudWatch`.
//!
//! The server writes one line per request. Each combination of a metric's name and a dimension is
//! billed by itself, so the owner chooses how many there are ([`Detail`]). docs/operations.md lists
//! the metrics, docs/costs.md what they cost.

use crate::{
    error::{Error, catalogue::ErrorCode},
    observability::audit_context::AuditFacts,
    platform::{Lines, Platform, clock::Timestamp, settings::BootError},
    values::identifiers::{CarrierId, TenantId},
};
use metrique_writer_core::{Entry, EntryWriter, Unit, Value, format::Format as _};
use metrique_writer_format_emf::{Emf, MetricDefinition, MetricDirective, NoMetric};
use std::{
    str::FromStr,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Detail {
    /// Those of the stack that alarms and dashboard show, and texts by country and by carrier. The
    /// rest of a line is only in the log: a flood of requests to all countries of the world makes
    /// no metric more.
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

/// Writes metric lines to the output of the platform.
pub struct Metrics {
    detail: Detail,
    format: Mutex<Emf>,
    /// For requests that sent or used a text.
    texts: Mutex<Emf>,
    /// For what carriers report.
    receipts: Mutex<Emf>,
    lines: Lines,
    function: String,
}

impl Metrics {
    /// Returns the instance that all parts of a function share, or `None` if the setting
    /// `METRICS_NAMESPACE` or the output is missing. `METRICS_DETAIL` is `lean`, the default, or
    /// `full`. The function's name is `AWS_LAMBDA_FUNCTION_NAME`.
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
                receipts: Mutex::new(receipts_format(&namespace)),
                lines,
                function,
            }))
        });
        metrics.map(Some)
    }

    /// Writes the metrics of one request.
    pub(crate) fn request(&self, request: &Measured<'_>) {
        let format = if request.is_text_sent() || request.is_text_used() {
            &self.texts
        } else {
            &self.format
        };
        self.write(format, request);
    }

    /// Writes `SigningKeyDaysLeft`: how long the signing key in use has until the next one is used,
    /// or until it should have been replaced.
    pub fn signing_key(&self, time_left: Duration, now: Timestamp) {
        self.write(&self.format, &SigningKey { time_left, now });
    }

    /// Writes `TextsDelivered` and `TextsUndelivered` of one report.
    pub(crate) fn receipts(&self, receipts: &CountedReceipts<'_>) {
        self.write(&self.receipts, receipts);
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
    if is_of_text {
        let texts = ["TextsSent", "TextsUsed"].map(|name| MetricDefinition {
            name,
            unit: Unit::None,
            storage_resolution: None,
        });
        let of_carriers = [vec!["carrier"], OF_ROUTES.to_vec()];
        format = format.directive(MetricDirective {
            dimensions: match detail {
                Detail::Lean => [&[vec!["country"]], &of_carriers[..]].concat(),
                Detail::Full => of_carriers.to_vec(),
            },
            metrics: texts.to_vec(),
            namespace,
        });
    }
    format.build()
}

/// The dimensions of texts to a country through a carrier.
const OF_ROUTES: [&str; 2] = ["country", "carrier"];

/// How lines of what carriers report are written, in either detail.
fn receipts_format(namespace: &str) -> Emf {
    let of_routes = OF_ROUTES.map(str::to_owned).to_vec();
    Emf::builder(namespace.to_owned(), vec![of_routes])
        .allow_dimensions_with_no_data(true)
        .build()
}

trait Measurement {
    fn write<'w>(&'w self, writer: &mut impl EntryWriter<'w>, detail: Detail);
}

/// A measurement with the dimension `function`.
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

/// The measurements of a request that was answered.
pub(crate) struct Measured<'a> {
    pub(crate) facts: &'a AuditFacts,
    pub(crate) id: &'a str,
    /// The label of the response, or its error.
    pub(crate) label: Result<&'a str, &'a Error>,
    /// Whether the endpoint sends codes.
    pub(crate) is_send: bool,
    pub(crate) began: Timestamp,
    pub(crate) took: Duration,
    /// The number of calls to AWS and to third parties.
    pub(crate) calls: u32,
    /// Whether it was the first request of its process, a cold start.
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
            tenant,
            country,
            carrier,
            ..
        } = self.facts;
        let error = self.label.err().map(Error::code);
        let label = match self.label {
            Ok(status) => status,
            Err(error) => error.code().log_code(),
        };
        writer.timestamp(SystemTime::from(self.began));
        writer.value("tenant", &tenant.as_ref().map(ToString::to_string));
        writer.value("country", country);
        writer.value("carrier", &carrier.as_ref().map(CarrierId::as_str));
        writer.value("request_id", &self.id);
        writer.value("outcome", &label);
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

/// What one report says of the texts to one country through one carrier.
pub(crate) struct CountedReceipts<'a> {
    pub(crate) tenant: &'a TenantId,
    pub(crate) country: &'a str,
    pub(crate) carrier: &'a CarrierId,
    pub(crate) delivered: u32,
    pub(crate) undelivered: u32,
    pub(crate) now: Timestamp,
}

impl Measurement for CountedReceipts<'_> {
    fn write<'w>(&'w self, writer: &mut impl EntryWriter<'w>, _: Detail) {
        writer.timestamp(SystemTime::from(self.now));
        writer.value("tenant", self.tenant.as_str());
        writer.value("country", self.country);
        writer.value("carrier", self.carrier.as_str());
        writer.value("TextsDelivered", &self.delivered);
        writer.value("TextsUndelivered", &self.undelivered);
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
