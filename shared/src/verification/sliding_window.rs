//! Exact sliding windows in one item: registers of the latest moments (`s0` the newest, then
//! `s1`, …), shifted along by each update. One conditional write both asks and counts, and the
//! item does not grow.

use crate::{
    platform::clock::Timestamp,
    storage::item::{Item, attribute},
};
use std::fmt::Write as _;

/// The registers of one window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// The letter that the registers' names begin with.
    pub(super) name: &'static str,
    /// How many registers there are: how many events may be within the window. At least one.
    pub(super) limit: u8,
}

impl Window {
    /// The register of the `n`th newest event.
    pub(super) fn register(self, n: u8) -> String {
        format!("{}{}", self.name, n.max(1) - 1)
    }

    /// The register of the oldest event that counts.
    pub(super) fn oldest(self) -> String {
        self.register(self.limit)
    }

    /// The condition that the window has room: the oldest event that counts is not after `since`.
    pub(super) fn has_room(self, since: &str) -> String {
        let oldest = self.oldest();
        format!("attribute_not_exists({oldest}) OR {oldest} <= {since}")
    }

    /// Assignments that make room for `:now` before the latest events. `DynamoDB` reads all right
    /// sides before it writes. Uses `:now` and `:never`.
    pub(super) fn shift_in(self) -> String {
        let name = self.name;
        let mut expression = format!("{name}0 = :now");
        for place in 1..self.limit {
            let newer = place - 1;
            let _ = write!(
                expression,
                ", {name}{place} = if_not_exists({name}{newer}, :never)"
            );
        }
        expression
    }

    /// Assignments that drop the newest event. Uses `:never`.
    pub(super) fn shift_out(self) -> String {
        let name = self.name;
        let mut expression = String::new();
        for place in 1..self.limit {
            let newer = place - 1;
            let _ = write!(
                expression,
                "{name}{newer} = if_not_exists({name}{place}, :never), "
            );
        }
        let _ = write!(expression, "{} = :never", self.oldest());
        expression
    }

    /// How many registers are free, as of `since`.
    pub(super) fn free(self, item: &Item, since: Timestamp) -> usize {
        (1..=self.limit)
            .filter(|n| moment(item, &self.register(*n)) <= since)
            .count()
    }
}

/// The moment in a register or another attribute; the epoch where there is none.
pub(super) fn moment(item: &Item, name: &str) -> Timestamp {
    Timestamp::from_secs(attribute(item, name).unwrap_or_default())
}
