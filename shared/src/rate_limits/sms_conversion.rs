//! How many of the texts to a country are usually used: what attacks on the budget are told apart by.

use crate::{
    error::Result,
    platform::{Platform, clock::Timestamp, settings::BootError},
    rate_limits::send_quotas::DAY,
    storage::{item::attribute, item_keys::country_days, store::Store},
    values::identifiers::TenantId,
};
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
    time::Duration,
};

/// How many days say what is usual. The present one is not among them: an attack of today does not change what is usual today.
const DAYS: u64 = 14;
/// How long a process goes on with what it read.
const READ_EVERY: Duration = Duration::from_hours(1);
/// How much above the average the busiest hours are.
const PEAK: u64 = 4;
/// What is assumed of a country that nothing is known of: three of four codes are used, as if seen 20 times.
const ASSUMED_SENT: u64 = 20;
const ASSUMED_VERIFIED: u64 = 15;

/// What became of a country's texts in the 14 days before this one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SmsConversion {
    /// How many were sent.
    pub sent: u64,
    /// How many had their code used.
    pub verified: u64,
}

impl SmsConversion {
    /// How many texts of one hour may be unused: as many as are usually used in a busy hour, and never fewer than the floor.
    #[must_use]
    pub fn country_per_hour(self, floor: u32) -> u64 {
        u64::from(floor).max(PEAK * self.verified / (DAYS * 24))
    }

    /// How many texts of one day may be unused: as many as are usually used in a day, and never fewer than the floor.
    #[must_use]
    pub fn country_per_day(self, floor: u32) -> u64 {
        u64::from(floor).max(self.verified / DAYS)
    }

    /// How many texts from one address may be unused: the floor is meant for a country that uses three of four; one that uses fewer
    /// leaves more unused in honest hands too.
    #[must_use]
    pub fn address(self, floor: u32) -> u64 {
        let sent = self.sent + ASSUMED_SENT;
        let unused = sent.saturating_sub(self.verified + ASSUMED_VERIFIED);
        let floor = u64::from(floor);
        floor.max(floor * 4 * unused / sent)
    }
}

#[derive(Clone, Copy)]
struct Read {
    at: Timestamp,
    today: u64,
    usual: SmsConversion,
}

/// Reads what is usual.
pub struct ConversionHistory {
    store: Arc<Store>,
    read: RwLock<HashMap<(TenantId, String), Read>>,
}

impl ConversionHistory {
    /// Knows nothing yet.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            read: RwLock::default(),
        })
    }

    /// What is usual in a country.
    pub async fn of(
        &self,
        tenant: &TenantId,
        country: &str,
        now: Timestamp,
    ) -> Result<SmsConversion> {
        let today = now.secs() / DAY;
        let name = (tenant.clone(), country.to_owned());
        let kept = self
            .read
            .read()
            .ok()
            .and_then(|read| read.get(&name).copied());
        if let Some(read) = kept.filter(|read| read.today == today && now < read.at + READ_EVERY) {
            return Ok(read.usual);
        }
        let days = country_days(tenant, country, today.saturating_sub(DAYS), today);
        let days = self.store.query_lagging(&days).await?;
        let sum = |name: &str| {
            days.iter()
                .filter_map(|day| attribute::<u64>(day, name))
                .sum()
        };
        let usual = SmsConversion {
            sent: sum("sent"),
            verified: sum("verified"),
        };
        if let Ok(mut read) = self.read.write() {
            read.insert(
                name,
                Read {
                    at: now,
                    today,
                    usual,
                },
            );
        }
        Ok(usual)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_country_has_the_floor_and_a_large_one_what_it_usually_uses() {
        let none = SmsConversion::default();
        assert_eq!(
            (none.country_per_hour(30), none.country_per_day(100)),
            (30, 100)
        );
        let large = SmsConversion {
            sent: 20_000,
            verified: 14_000,
        };
        assert_eq!(
            (large.country_per_hour(30), large.country_per_day(100)),
            (166, 1000)
        );
    }

    #[test]
    fn an_address_may_leave_more_unused_where_more_is_left_unused_anyway() {
        for (sent, verified, expected) in [
            (0, 0, 5),
            (1000, 750, 5),
            (1000, 950, 5),
            (1000, 500, 9),
            (1000, 0, 19),
        ] {
            assert_eq!(
                SmsConversion { sent, verified }.address(5),
                expected,
                "{verified} of {sent}"
            );
        }
    }
}
