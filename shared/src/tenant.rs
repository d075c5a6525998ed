//! A tenant: whose users there are, and what holds for them.

use crate::{catalogue::Lang, clock::Timestamp, field::Rules, form::FormPolicy, identifiers::TenantId};
use serde::{Deserialize, Serialize};

/// A customer of the owner, or the owner: users, contacts and codes of one are out of reach of another.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenant {
    /// Its name.
    pub id: TenantId,
    /// The language of callers that name none.
    #[serde(default)]
    pub language: Lang,
    /// The country calling code of mobiles written without one.
    #[serde(default = "default_area_code")]
    pub area_code: u16,
    /// How many digits a code has: 4, 6 or 8.
    #[serde(default = "default_code_length")]
    pub code_length: u8,
    /// How long a texted code lives, at most 600 seconds.
    #[serde(default = "default_sms_code_seconds")]
    pub sms_code_seconds: u16,
    /// How long a mailed code lives, at most 600 seconds.
    #[serde(default = "default_email_code_seconds")]
    pub email_code_seconds: u16,
    /// Whether anybody can register.
    #[serde(default = "open")]
    pub registration_open: bool,
    /// What its users' forms must hold.
    #[serde(default)]
    pub form: FormPolicy,
    /// What is too much.
    #[serde(default)]
    pub limits: Limits,
}

const fn default_area_code() -> u16 {
    86
}

const fn default_code_length() -> u8 {
    6
}

const fn default_sms_code_seconds() -> u16 {
    300
}

const fn default_email_code_seconds() -> u16 {
    600
}

const fn open() -> bool {
    true
}

impl Tenant {
    /// How values are read for it at this moment.
    #[must_use]
    pub fn rules(&self, now: Timestamp) -> Rules {
        Rules { area_code: self.area_code, code_length: self.code_length, today: now.calendar().date() }
    }
}

/// What is too much. Counted per tenant.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Seconds between two sends to one destination.
    pub cooldown_seconds: u32,
    /// Sends to one destination within any hour.
    pub sends_per_hour: u8,
    /// Sends to one destination within any 24 hours.
    pub sends_per_day: u8,
    /// Wrong codes for one destination within any 24 hours, before it is locked.
    pub failures_per_day: u8,
    /// How long the first lock lasts. Each that follows within 24 hours lasts twice as long, up to 24 hours.
    pub lock_seconds: u32,
    /// Sends asked for from one address (IPv6: one /64) within a clock hour.
    pub address_sends_per_hour: u32,
    /// Sends asked for from one device within a clock hour.
    pub device_sends_per_hour: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            cooldown_seconds: 60,
            sends_per_hour: 5,
            sends_per_day: 10,
            failures_per_day: 15,
            lock_seconds: 3600,
            address_sends_per_hour: 10,
            device_sends_per_hour: 5,
        }
    }
}
