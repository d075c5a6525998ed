//! Rate-limit and lockout settings: defaults, a tenant's values, an application's overrides.

use crate::{
    error::rule::Rule,
    values::{identifiers::CountryCode, numbering_plan},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Declares the limits, each with its default. An application may override those of
/// `overridable`. Those of `shared` count in items that all applications of a tenant share, so
/// they are the tenant's alone.
macro_rules! limits {
    (
        shared { $($(#[$doc:meta])* $name:ident: $kind:ty = $default:expr,)+ }
        overridable { $($(#[$own_doc:meta])* $own:ident: $own_kind:ty = $own_default:expr,)+ }
    ) => {
        /// The limits of a tenant.
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
        pub struct Limits {
            $($(#[$doc])* pub $name: $kind,)+
            $($(#[$own_doc])* pub $own: $own_kind,)+
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $default,)+ $($own: $own_default,)+ }
            }
        }

        /// The limits that an application sets itself.
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
        pub struct LimitOverrides {
            $($(#[$own_doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $own: Option<$own_kind>,)+
        }

        impl LimitOverrides {
            /// Returns the tenant's limits with these in their place.
            #[must_use]
            pub fn over(&self, tenant: &Limits) -> Limits {
                Limits {
                    $($own: self.$own.clone().unwrap_or_else(|| tenant.$own.clone()),)+
                    ..tenant.clone()
                }
            }
        }
    };
}

limits! {
    shared {
        /// Seconds between two sends to one destination.
        cooldown_seconds: u32 = 60,
        /// Sends to one destination within any hour.
        sends_per_hour: u8 = 5,
        /// Sends to one destination within any 24 hours.
        sends_per_day: u8 = 10,
        /// How many of `sends_per_day` are kept for devices that used a code of this destination in
        /// the last 90 days.
        sends_kept_for_proven: u8 = 4,
        /// Text messages to one country within a clock hour.
        country_sends_per_hour: u32 = 500,
        /// Text messages of the whole tenant within a clock hour, as a circuit breaker.
        tenant_sends_per_hour: u32 = 1000,
        /// E-mails of the whole tenant within a clock hour, as a circuit breaker.
        tenant_mails_per_hour: u32 = 2000,
        /// Puzzles requested from one IP address (of IPv6: one /64) within a clock hour.
        address_puzzles_per_hour: u32 = 60,
        /// Wrong answers to puzzles from one IP address within a clock hour, after which it gets no
        /// further puzzles in that hour.
        address_puzzle_failures_per_hour: u32 = 10,
        /// Wrong passwords, of any users, from one IP address (of IPv6: one /64)
        /// within a clock hour.
        address_password_failures_per_hour: u32 = 100,
        /// Wrong passwords, of any users, from one device within a clock hour.
        device_password_failures_per_hour: u32 = 20,
        /// Text messages to one country whose codes were not used, within a clock hour, if few
        /// codes are usually used in that country. When they are used up, unknown devices are
        /// limited by their network, and devices that used a code in the last 30 days have a
        /// budget of their own.
        country_unverified_per_hour: u32 = 30,
        /// The same as `country_unverified_per_hour`, within a day in UTC.
        country_unverified_per_day: u32 = 60,
        /// Failed attempts of requesters (from where a code was requested) at one destination
        /// within any 24 hours, before it is locked for requesters.
        failures_per_day: u8 = 15,
        /// Failed attempts of strangers (from where no code was requested) at one destination
        /// within any 24 hours, before it is locked for strangers.
        stranger_failures_per_day: u8 = 5,
        /// Failed attempts of proven devices (that used a code of the destination in the last 90
        /// days) at one destination within any 24 hours, before it is locked for them.
        proven_failures_per_day: u8 = 15,
        /// Consecutive failed attempts of one device and address at one destination, before it
        /// is locked for them.
        #[serde(alias = "trier_failures")]
        requester_failures: u8 = 10,
        /// The duration of the first lock in seconds. Each further one within 24 hours lasts twice
        /// as long, up to 24 hours.
        lock_seconds: u32 = 3600,
    }
    overridable {
        /// Sends requested from one IP address (of IPv6: one /64) within a clock hour.
        address_sends_per_hour: u32 = 10,
        /// Sends requested from one device within a clock hour.
        device_sends_per_hour: u32 = 5,
        /// Sends requested by one application within a clock minute.
        application_sends_per_minute: u32 = 60,
        /// Text messages requested from one IP address whose codes were not used, within a clock
        /// hour, if three of four codes are usually used in the country.
        address_unverified_per_hour: u32 = 5,
        /// The same as `address_unverified_per_hour`, within a day in UTC.
        address_unverified_per_day: u32 = 10,
        /// The countries to which text messages are sent, by ISO 3166-1 alpha-2, or `*` for all; if
        /// empty, the country of the tenant's area code.
        countries: BTreeSet<CountryCode> = BTreeSet::new(),
        /// Limits that are only recorded in audit events and refuse nothing.
        record_only: BTreeSet<Rule> = BTreeSet::new(),
    }
}

impl Limits {
    /// Tells whether a tenant with this calling code sends text messages to a country. If no
    /// countries are set, that is the tenant's own alone: fraud with text messages lives on numbers
    /// in countries where a tenant has no users. Of several countries with one calling code it is
    /// the largest (`US` of 1, `RU` of 7).
    #[must_use]
    pub fn texts(&self, country: &str, area_code: u16) -> bool {
        if self.countries.is_empty() {
            let own = numbering_plan::main_region_of(&area_code.to_string());
            return own.is_some_and(|region| region.country_code == country);
        }
        let listed = |listed: &CountryCode| matches!(listed.as_str(), code if code == "*" || code == country);
        self.countries.iter().any(listed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_changes_what_it_names_and_nothing_else() {
        let overrides: LimitOverrides =
            serde_json::from_str(r#"{"device_sends_per_hour":2}"#).unwrap();
        assert_eq!(
            overrides.over(&Limits::default()),
            Limits {
                device_sends_per_hour: 2,
                ..Limits::default()
            }
        );
    }

    #[test]
    fn a_tenant_that_names_no_country_texts_its_own() {
        let texted = |yaml: &str, area_code| -> Vec<&str> {
            let limits: Limits = serde_json::from_str(yaml).unwrap();
            let countries = ["CN", "HK", "US", "CA"].into_iter();
            countries
                .filter(|country| limits.texts(country, area_code))
                .collect()
        };
        assert_eq!(texted("{}", 86), ["CN"]);
        assert_eq!(texted("{}", 852), ["HK"]);
        assert_eq!(texted("{}", 1), ["US"]);
        assert_eq!(texted(r#"{"countries":["HK","CA"]}"#, 86), ["HK", "CA"]);
        assert_eq!(texted(r#"{"countries":["*"]}"#, 86).len(), 4);
    }

    #[test]
    fn limits_of_shared_items_are_the_tenants_alone() {
        for limit in [
            "sends_per_hour",
            "failures_per_day",
            "country_sends_per_hour",
        ] {
            let text = format!("{{\"{limit}\":2}}");
            let overrides: LimitOverrides = serde_json::from_str(&text).unwrap();
            let limits = overrides.over(&Limits::default());
            assert_eq!(limits, Limits::default(), "{limit}");
        }
    }

    #[test]
    fn a_rule_has_one_name() {
        for rule in [
            Rule::Destination,
            Rule::AddressUnverified,
            Rule::Countries,
            Rule::Lock,
            Rule::PasswordFailures,
        ] {
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.name());
        }
    }
}
