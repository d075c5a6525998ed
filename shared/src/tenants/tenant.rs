//! Tenants: the organisations whose users are kept apart from each other, and their settings.

use crate::{
    error::catalogue::Lang,
    platform::clock::Timestamp,
    tenants::{
        MAX_CODE_LIFETIME, delivery::Delivery, form_policy::FormPolicy,
        former_tenant::FormerTenant, limits::Limits, wording::Wording,
    },
    values::{contact::ContactKind, field::ParseContext, identifiers::TenantId},
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A customer of the owner, or the owner. Its users, contacts and codes are separate from those
/// of any other tenant.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
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
    /// The tenant's own wording of messages with codes, by language and purpose; at most 100 KB.
    /// What is not here is said in Chinese or English, in built-in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wording: Vec<Wording>,
    /// Whether new users may register.
    #[serde(default = "open")]
    pub registration_open: bool,
    /// The requirements on registrations.
    #[serde(default)]
    pub form: FormPolicy,
    /// The number of days after which a password must be changed, 1 to 3650; if it is not set,
    /// passwords do not expire.
    #[serde(default)]
    pub password_max_age_days: Option<u16>,
    /// How many days before a password expires its user is told so at
    /// sign-in; fewer than `password_max_age_days`.
    #[serde(default)]
    pub password_warn_days: u16,
    /// How many of a user's last passwords before the current one cannot be used again; at most 10.
    #[serde(default)]
    pub password_history: u8,
    /// The tenant of another product whose users are learned at their first login; none, if
    /// it is not set.
    #[serde(default)]
    pub migrate_from: Option<FormerTenant>,
    /// How messages are delivered: by which carriers, to which countries.
    #[serde(default)]
    pub delivery: Delivery,
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

    /// Tells whether users may choose no names, as any could be that of a user
    /// of the former tenant.
    #[must_use]
    pub fn reserves_names(&self, now: Timestamp) -> bool {
        let former = self.migrate_from.as_ref();
        former.is_some_and(|former| former.reserves_names && former.is_in_force(now))
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
