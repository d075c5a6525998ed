//! Texts on whose delivery their carriers may report: what is kept of each until its report.
//!
//! A report is a hint and never a proof: it moves counters, and decides nothing about a user. No
//! number is kept. What budgets were counted is kept as pseudonyms, and all of it expires.

use crate::{
    error::Result,
    platform::clock::Timestamp,
    rate_limits::send_quotas::UnverifiedText,
    storage::{
        item::{Item, from_item},
        item_keys::sent_text_key,
        write::Write,
    },
    values::identifiers::{CarrierId, TenantId},
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long a carrier may take to report. The mainland's networks try for up to 72 hours.
const AWAITED_FOR: Duration = Duration::from_hours(72);

/// A text on whose delivery its carrier may report.
#[derive(Serialize, Deserialize)]
pub struct SentText {
    carrier: CarrierId,
    /// Where it counts as sent and not used.
    unverified: UnverifiedText,
    expires_at: Timestamp,
}

/// What a carrier says of a text, once and for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeliveryStatus {
    /// It is on the phone.
    Delivered,
    /// It will not be.
    Undelivered,
}

impl DeliveryStatus {
    const fn name(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Undelivered => "undelivered",
        }
    }
}

impl SentText {
    /// A text that this carrier took over now.
    #[must_use]
    pub fn new(carrier: CarrierId, unverified: UnverifiedText, now: Timestamp) -> Self {
        Self {
            carrier,
            unverified,
            expires_at: now + AWAITED_FOR,
        }
    }

    /// Keeps it under the name that the report has for it.
    pub fn keep(&self, tenant: &TenantId, reference: &str) -> Result<Write> {
        Write::put(sent_text_key(tenant, reference), self)
    }

    /// Where it counts.
    #[must_use]
    pub const fn unverified(&self) -> &UnverifiedText {
        &self.unverified
    }

    /// Reads what [`Report::mark`] left.
    pub fn read(item: Item) -> Result<Self> {
        from_item(item)
    }
}

/// A carrier's report on a text.
pub struct Report<'a> {
    pub tenant: &'a TenantId,
    /// Who reports.
    pub carrier: &'a CarrierId,
    /// What the report names the text by.
    pub reference: &'a str,
    pub status: DeliveryStatus,
}

impl Report<'_> {
    /// Marks the text as reported on. Refused where there is no such text of this carrier, and
    /// where there was a report before, since carriers repeat theirs. `name` is a random one of
    /// this very attempt.
    #[must_use]
    pub fn mark(&self, name: &str, now: Timestamp) -> Write {
        Write::update(sent_text_key(self.tenant, self.reference))
            .set("reported = :status")
            .condition("attribute_exists(pk) AND attribute_not_exists(reported)")
            .condition("expires_at > :now AND carrier = :carrier")
            .text(":status", self.status.name())
            .text(":carrier", self.carrier.as_str())
            .number(":now", now.secs())
            .idempotent_by(name)
    }
}
