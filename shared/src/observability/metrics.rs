//! Metrics, written as log lines in the embedded metric format of `CloudWatch`.
//!
//! The server writes one line per request. `CloudWatch` aggregates it by function, by tenant and by
//! country of the mobile number. docs/operations.md lists the metrics.

use crate::{
    error::{Error, catalogue::ErrorCode},
    observability::audit_context::AuditFacts,
    platform::{Lines, Platform, clock::Timestamp, settings::BootError},
};
use metrique_writer_core::{Entry, EntryWriter, format::Format as _};
use metrique_writer_format_emf::Emf;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

/// Writes metric lines to the output of the platform.
pub struct Metrics {
    format: Mutex<Emf>,
    lines: Lines,
    function: String,
}

impl Metrics {
    /// Returns the instance that all parts of a function share, or `None` if
    /// the setting `METRICS_NAMESPACE` or the output is missing. The
    /// function's name is `AWS_LAMBDA_FUNCTION_NAME`.
    pub fn of(platform: &Platform) -> Result<Option<Arc<Self>>, BootError> {
        let (Some(namespace), Some(lines)) = (
            platform.settings.optional("METRICS_NAMESPACE"),
            platform.lines.clone(),
        ) else {
            return Ok(None);
        };
        let metrics = platform.shared(|| {
            let alone = ["function", "tenant", "country"].map(|name| vec![name.to_owned()]);
            let dimensions = [vec![vec![]], alone.to_vec()].concat();
            let format = Emf::builder(namespace, dimensions)
                .allow_dimensions_with_no_data(true)
                .build();
            let function = platform
                .settings
                .optional("AWS_LAMBDA_FUNCTION_NAME")
                .unwrap_or_default();
            Ok(Arc::new(Self {
                format: Mutex::new(format),
                lines,
                function,
            }))
        });
        metrics.map(Some)
    }

    /// Writes the metrics of one request.
    pub(crate) fn request(&self, request: &Measured<'_>) {
        self.write(&Line {
            function: &self.function,
            entry: request,
        });
    }

    /// Writes `SigningKeyDaysLeft`, the whole days for which the newest signing key stays current.
    pub fn signing_key(&self, good_for: Duration, now: Timestamp) {
        self.write(&Line {
            function: &self.function,
            entry: &SigningKey { good_for, now },
        });
    }

    fn write(&self, entry: &impl Entry) {
        let mut line = Vec::new();
        let written = self
            .format
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .format(entry, &mut line);
        if written.is_ok() {
            (self.lines)(&line);
        }
    }
}

/// An entry with the dimension `function`.
struct Line<'a, E> {
    function: &'a str,
    entry: &'a E,
}

impl<E: Entry> Entry for Line<'_, E> {
    fn write<'w>(&'w self, writer: &mut impl EntryWriter<'w>) {
        writer.value("function", &self.function);
        self.entry.write(writer);
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

impl Entry for Measured<'_> {
    fn write<'w>(&'w self, writer: &mut impl EntryWriter<'w>) {
        let AuditFacts {
            tenant,
            country,
            is_repeat,
            has_used_text,
            ..
        } = self.facts;
        let error = self.label.err().map(Error::code);
        let label = match self.label {
            Ok(status) => status,
            Err(error) => error.code().log_code(),
        };
        let is_text = country.is_some() && error.is_none() && !is_repeat;
        writer.timestamp(SystemTime::from(self.began));
        writer.value("tenant", &tenant.as_ref().map(ToString::to_string));
        writer.value("country", country);
        writer.value("request_id", &self.id);
        writer.value("outcome", &label);
        writer.value("Requests", &1_u32);
        writer.value("Duration", &self.took);
        writer.value("Calls", &self.calls);
        writer.value("ColdStarts", &self.is_first);
        writer.value("Failures", &error.is_some_and(|code| code.status() >= 500));
        writer.value("Limited", &(error == Some(ErrorCode::TooMany)));
        writer.value("LockOuts", &(error == Some(ErrorCode::LockedOut)));
        writer.value("SendFailures", &(error == Some(ErrorCode::SendingFailed)));
        writer.value("TextsSent", &(is_text && self.is_send));
        writer.value("TextsUsed", &(is_text && *has_used_text));
    }
}

struct SigningKey {
    good_for: Duration,
    now: Timestamp,
}

impl Entry for SigningKey {
    fn write<'w>(&'w self, writer: &mut impl EntryWriter<'w>) {
        writer.timestamp(SystemTime::from(self.now));
        writer.value(
            "SigningKeyDaysLeft",
            &(self.good_for.as_secs() / (24 * 3600)),
        );
    }
}
