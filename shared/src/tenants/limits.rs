//! What is too much: the settings of a tenant, and what an application has otherwise.

use crate::{error::limit::Rule, values::identifiers::CountryCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Declares the limits: each is a setting of the tenant with a default, and may be another one in an application.
macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident: $kind:ty = $default:expr,)+) => {
        /// What is too much.
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Limits { $($(#[$doc])* pub $name: $kind,)+ }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }

        /// What an application has otherwise than its tenant.
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct LimitOverrides {
            $($(#[$doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $name: Option<$kind>,)+
        }

        impl LimitOverrides {
            /// The tenant's limits with these in place of theirs.
            #[must_use]
            pub fn over(&self, tenant: &Limits) -> Limits {
                Limits { $($name: self.$name.clone().unwrap_or_else(|| tenant.$name.clone()),)+ }
            }
        }
    };
}

limits! {
    /// Seconds between two sends to one destination.
    cooldown_seconds: u32 = 60,
    /// Sends to one destination within any hour.
    sends_per_hour: u8 = 5,
    /// Sends to one destination within any 24 hours.
    sends_per_day: u8 = 10,
    /// Sends asked for from one address (IPv6: one /64) within a clock hour.
    address_sends_per_hour: u32 = 10,
    /// Sends asked for from one device within a clock hour.
    device_sends_per_hour: u32 = 5,
    /// Sends asked for by one application within a clock minute.
    application_sends_per_minute: u32 = 60,
    /// Texts to one country within a clock hour.
    country_sends_per_hour: u32 = 500,
    /// Texts of the whole tenant within a clock hour: the circuit breaker.
    tenant_sends_per_hour: u32 = 1000,
    /// Texts from one address that nobody used, within a clock hour, where the country usually uses three of four.
    address_unverified_per_hour: u32 = 5,
    /// The same within a day (UTC).
    address_unverified_per_day: u32 = 10,
    /// Texts to one country that nobody used, within a clock hour, where the country usually uses few.
    country_unverified_per_hour: u32 = 30,
    /// The same within a day (UTC).
    country_unverified_per_day: u32 = 100,
    /// Countries that are texted, by ISO 3166-1 alpha-2; none named: all.
    countries: BTreeSet<CountryCode> = BTreeSet::new(),
    /// Limits that only leave a record, and stop nobody.
    record_only: BTreeSet<Rule> = BTreeSet::new(),
    /// Wrong tries at one destination within any 24 hours, before it is locked.
    failures_per_day: u8 = 15,
    /// Wrong tries in a row of one address and device at one destination, before they are locked out of it.
    trier_failures: u8 = 10,
    /// How long the first lock lasts. Each that follows within 24 hours lasts twice as long, up to 24 hours.
    lock_seconds: u32 = 3600,
}

impl Limits {
    /// Whether a country is texted.
    #[must_use]
    pub fn texts(&self, country: &str) -> bool {
        self.countries.is_empty()
            || self
                .countries
                .iter()
                .any(|listed| listed.as_str() == country)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_changes_what_it_names_and_nothing_else() {
        let overrides: LimitOverrides = serde_json::from_str(r#"{"sends_per_hour":2}"#).unwrap();
        assert_eq!(
            overrides.over(&Limits::default()),
            Limits {
                sends_per_hour: 2,
                ..Limits::default()
            }
        );
    }

    #[test]
    fn a_rule_has_one_name() {
        for rule in [
            Rule::Destination,
            Rule::AddressUnverified,
            Rule::Countries,
            Rule::Lock,
        ] {
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.name());
        }
    }
}
