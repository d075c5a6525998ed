//! Tenants: the organisations whose users are kept apart from each other, and their settings.

use crate::{
    error::catalogue::Lang,
    platform::clock::Timestamp,
    tenants::{MAX_CODE_LIFETIME, form_policy::FormPolicy, limits::Limits},
    values::{contact::ContactKind, field::ParseContext, identifiers::TenantId},
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A customer of the owner, or the owner. Its users, contacts and codes are separate from those
/// of any other tenant.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenant {
    pub id: TenantId,
    /// The language of requests that name none.
    #[serde(default)]
    pub language: Lang,
    /// The country calling code of mobile numbers that have none.
    #[serde(default = "default_area_code")]
    pub area_code: u16,
    /// The number of digits of a verification code: 4, 6 or 8.
    #[serde(default = "default_code_length")]
    pub code_length: u8,
    /// The lifetime of a code that is sent by text message, in seconds; at most 600.
    #[serde(default = "default_sms_code_seconds")]
    pub sms_code_seconds: u16,
    /// The lifetime of a code that is sent by e-mail, in seconds; at most 600.
    #[serde(default = "default_email_code_seconds")]
    pub email_code_seconds: u16,
    /// How users are told that a contact or a link of theirs was changed.
    #[serde(default)]
    pub notices: NoticeChannel,
    /// Whether new users may register.
    #[serde(default = "open")]
    pub registration_open: bool,
    /// The requirements on registrations.
    #[serde(default)]
    pub form: FormPolicy,
    /// The rate limits and lockouts. Each tenant is counted by itself.
    #[serde(default)]
    pub limits: Limits,
}

/// How users are notified of changes in their account. Nobody is notified at a contact that they
/// have not proved to own.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoticeChannel {
    /// By e-mail, where the user has an address.
    #[default]
    Email,
    /// By e-mail, or by text message where the user has no address.
    Sms,
    /// Users are not notified at all.
    None,
}

const fn default_area_code() -> u16 {
    ParseContext::DEFAULT_AREA_CODE
}

const fn default_code_length() -> u8 {
    ParseContext::DEFAULT_CODE_LENGTH
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
    /// The lifetime of a code that is sent to a contact of that kind.
    #[must_use]
    pub fn code_lifetime(&self, kind: ContactKind) -> Duration {
        let seconds = match kind {
            ContactKind::Mobile => self.sms_code_seconds,
            ContactKind::Email => self.email_code_seconds,
        };
        Duration::from_secs(seconds.into()).min(MAX_CODE_LIFETIME)
    }

    /// The context in which a request at `now` is parsed.
    #[must_use]
    pub fn parse_context(&self, now: Timestamp) -> ParseContext {
        ParseContext {
            area_code: self.area_code,
            code_length: self.code_length,
            today: now.calendar().date(),
        }
    }
}
