//! Exact sliding windows in one item: registers of the latest moments, shifted by each update.

use crate::{platform::clock::Timestamp, storage::item::Item};
use std::fmt::Write as _;

/// The register of the `limit`th newest event.
pub(crate) fn moment(kind: &str, limit: u8) -> String {
    format!("{kind}{}", limit.max(1) - 1)
}

/// Assignments that make room for `:now` before the latest events. DynamoDB reads all right sides before it writes.
pub(crate) fn shift_in(kind: &str, limit: u8) -> String {
    let mut expression = format!("{kind}0 = :now");
    for place in 1..limit {
        let _ = write!(
            expression,
            ", {kind}{place} = if_not_exists({kind}{}, :never)",
            place - 1
        );
    }
    expression
}

/// Assignments that drop the newest event.
pub(crate) fn shift_out(kind: &str, limit: u8) -> String {
    let mut expression = String::new();
    for place in 1..limit {
        let _ = write!(
            expression,
            "{kind}{} = if_not_exists({kind}{place}, :never), ",
            place - 1
        );
    }
    let _ = write!(expression, "{} = :never", moment(kind, limit));
    expression
}

pub(crate) fn read(guard: &Item, name: &str) -> Timestamp {
    Timestamp::from_secs(read_number(guard, name))
}

pub(crate) fn read_number(guard: &Item, name: &str) -> u64 {
    guard
        .get(name)
        .and_then(|value| value.as_n().ok())
        .and_then(|text| text.parse().ok())
        .unwrap_or_default()
}
