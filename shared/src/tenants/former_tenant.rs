//! The tenant of another product that a tenant's users come from, until a day.

use crate::{
    platform::clock::Timestamp,
    values::{identifiers::ClientId, profile_text::CalendarDate},
};
use serde::{Deserialize, Serialize};
use time::Date;
use url::Url;

/// The owner's former tenant of BambooCloud or OneAccess. Whoever is unknown here and gives a user
/// name and a password is looked for there, and becomes a user where the password is right.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct FormerTenant {
    /// The base address of its API, such as `https://tenant.example.com`.
    pub url: BaseUrl,
    /// The identifier of an application there that may call `POST /api/v2/sdk/login`.
    pub client_id: ClientId,
    /// The last day on which it is asked, in UTC: `yyyy-MM-dd`.
    pub until: LastDay,
    /// Whether users choose no names while it is asked. Any could be that of a user there, whom
    /// applications would take them for, and who could then not come over. Only where all names
    /// from there are imported is it safe to say no.
    #[serde(default = "yes")]
    pub reserves_names: bool,
}

const fn yes() -> bool {
    true
}

/// An https address without user, query and fragment: passwords are sent to it.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(with = "String")
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BaseUrl(String);

/// A day in UTC, written `yyyy-MM-dd`.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(with = "String")
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LastDay {
    text: String,
    date: Date,
}

impl BaseUrl {
    /// The address, to which the path of a call is added.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.trim_end_matches('/')
    }
}

impl TryFrom<String> for BaseUrl {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let is_base = |url: &Url| {
            let is_anonymous = url.username().is_empty() && url.password().is_none();
            let is_path_only = url.query().is_none() && url.fragment().is_none();
            url.scheme() == "https" && url.has_host() && is_anonymous && is_path_only
        };
        match Url::parse(&text) {
            Ok(url) if is_base(&url) => Ok(Self(text)),
            _ => Err("not an https address without user, query and fragment"),
        }
    }
}

impl From<BaseUrl> for String {
    fn from(url: BaseUrl) -> Self {
        url.0
    }
}

impl TryFrom<String> for LastDay {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let date = CalendarDate::parse(&text).ok_or("not a date, written yyyy-MM-dd")?;
        Ok(Self { text, date })
    }
}

impl From<LastDay> for String {
    fn from(day: LastDay) -> Self {
        day.text
    }
}

impl FormerTenant {
    /// Tells whether it is still asked.
    #[must_use]
    pub fn is_in_force(&self, now: Timestamp) -> bool {
        now.calendar().date() <= self.until.date
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::time::Duration;

    fn read(url: &str, until: &str) -> Result<FormerTenant, serde_json::Error> {
        serde_json::from_value(json!({ "url": url, "client_id": "former", "until": until }))
    }

    #[test]
    fn passwords_are_sent_over_tls_only_and_to_an_address_of_no_other_parts() {
        for url in ["https://t.example", "https://t.example:8443/base/"] {
            let tenant = read(url, "2027-03-31").unwrap();
            assert!(!tenant.url.as_str().ends_with('/'));
            let written: Value = serde_json::to_value(&tenant).unwrap();
            assert_eq!(written["url"], url);
            assert_eq!(written["until"], "2027-03-31");
        }
        for url in [
            "http://t.example",
            "t.example",
            "https://",
            "https://user@t.example",
            "https://:secret@t.example",
            "https://t.example?to=",
            "https://t.example#",
            "",
        ] {
            assert!(read(url, "2027-03-31").is_err(), "{url}");
        }
    }

    #[test]
    fn it_is_asked_until_the_end_of_the_last_day() {
        for until in ["2027-02-29", "2027-3-31", "31.3.2027", ""] {
            assert!(read("https://t.example", until).is_err(), "{until}");
        }
        let tenant = read("https://t.example", "2026-11-20").unwrap();
        let next_day = Timestamp::from_secs(1_795_219_200);
        assert!(tenant.is_in_force(next_day - Duration::from_secs(1)));
        assert!(!tenant.is_in_force(next_day));
    }
}
