//! A tenant: whose users there are, and what holds for them.

use crate::{
    error::catalogue::Lang,
    platform::clock::Timestamp,
    tenants::{MAX_CODE_LIFETIME, form_policy::FormPolicy, limits::Limits},
    values::{contact::ContactKind, field::ParseContext, identifiers::TenantId},
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

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
    /// What is too much. Counted per tenant.
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
    /// How long a code that is sent to a contact of that kind lives.
    #[must_use]
    pub fn code_lifetime(&self, kind: ContactKind) -> Duration {
        let seconds = match kind {
            ContactKind::Mobile => self.sms_code_seconds,
            ContactKind::Email => self.email_code_seconds,
        };
        Duration::from_secs(seconds.into()).min(MAX_CODE_LIFETIME)
    }

    /// How values are read for it at this moment.
    #[must_use]
    pub fn rules(&self, now: Timestamp) -> ParseContext {
        ParseContext {
            area_code: self.area_code,
            code_length: self.code_length,
            today: now.calendar().date(),
        }
    }
}
