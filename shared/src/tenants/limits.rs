//! What is too much: the settings of a tenant, and what an application has otherwise.

use crate::{
    error::limit::Rule,
    values::{identifiers::CountryCode, numbering_plan},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Declares the limits: settings of the tenant, each with a default. Those of `overridable` may be
/// other ones in an application; the others are of items that all of a tenant's applications share,
/// so that they cannot.
macro_rules! limits {
    (
        shared { $($(#[$doc:meta])* $name:ident: $kind:ty = $default:expr,)+ }
        overridable { $($(#[$own_doc:meta])* $own:ident: $own_kind:ty = $own_default:expr,)+ }
    ) => {
        /// A tenant's limits.
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Limits {
            $($(#[$doc])* pub $name: $kind,)+
            $($(#[$own_doc])* pub $own: $own_kind,)+
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $default,)+ $($own: $own_default,)+ }
            }
        }

        /// What an application has otherwise than its tenant.
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct LimitOverrides {
            $($(#[$own_doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $own: Option<$own_kind>,)+
        }

        impl LimitOverrides {
            /// The tenant's limits with these in place of theirs.
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
        /// How many of those are kept for devices that used a code at the destination in the last 90 days.
        sends_kept_for_proven: u8 = 4,
        /// Texts to one country within a clock hour.
        country_sends_per_hour: u32 = 500,
        /// Texts of the whole tenant within a clock hour: the circuit breaker.
        tenant_sends_per_hour: u32 = 1000,
        /// Texts to one country that nobody used, within a clock hour, where the country usually uses few.
        country_unverified_per_hour: u32 = 30,
        /// The same within a day (UTC).
        country_unverified_per_day: u32 = 100,
        /// Failed attempts of requesters at one destination within any 24 hours, before it is locked for requesters.
        failures_per_day: u8 = 15,
        /// Failed attempts at one destination within any 24 hours from where no code was asked for.
        stranger_failures_per_day: u8 = 5,
        /// Failed attempts at one destination within any 24 hours of devices that are known by their proof.
        proven_failures_per_day: u8 = 15,
        /// Failed attempts in a row of one device and address at one destination, before they are locked out of it.
        #[serde(alias = "trier_failures")]
        requester_failures: u8 = 10,
        /// How long the first lock lasts. Each that follows within 24 hours lasts twice as long, up to 24 hours.
        lock_seconds: u32 = 3600,
    }
    overridable {
        /// Sends asked for from one address (IPv6: one /64) within a clock hour.
        address_sends_per_hour: u32 = 10,
        /// Sends asked for from one device within a clock hour.
        device_sends_per_hour: u32 = 5,
        /// Sends asked for by one application within a clock minute.
        application_sends_per_minute: u32 = 60,
        /// Texts from one address that nobody used, within a clock hour, where the country usually uses three of four.
        address_unverified_per_hour: u32 = 5,
        /// The same within a day (UTC).
        address_unverified_per_day: u32 = 10,
        /// Countries that are texted, by ISO 3166-1 alpha-2, or `*` for all; none named: the country
        /// of the tenant's area code.
        countries: BTreeSet<CountryCode> = BTreeSet::new(),
        /// Limits that only leave a record, and stop nobody.
        record_only: BTreeSet<Rule> = BTreeSet::new(),
    }
}

impl Limits {
    /// Whether a country is texted by a tenant with this calling code. Without a word of the
    /// tenant's it is their own country alone: fraud on texts lives on numbers in countries that a
    /// tenant has no users in. Of several countries with one calling code it is the largest (`US`
    /// of 1, `RU` of 7).
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
            assert!(
                serde_json::from_str::<LimitOverrides>(&text).is_err(),
                "{limit}"
            );
        }
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
