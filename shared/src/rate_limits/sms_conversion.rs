//! The conversion of texts: how many of those to a country have their code used. A low one tells an
//! attack on the budget from honest use.

use crate::{
    error::Result,
    platform::{Platform, clock::Timestamp, settings::BootError},
    storage::{
        item::{ItemKey, Table, attribute},
        item_keys::country_days,
        store::Store,
    },
    values::identifiers::TenantId,
};
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
    time::Duration,
};

/// Seconds of a day, in UTC.
pub(super) const DAY: u64 = 24 * 3600;
/// How many days the conversion is taken from. The present one is not among them: an attack of
/// today does not change today's limits.
const DAYS: usize = 14;
/// How long a process goes on with what it read.
const READ_EVERY: Duration = Duration::from_hours(1);
/// How much above the average the busiest hours are.
const PEAK: u64 = 4;
/// What is assumed of a country that nothing is known of: three of four codes are used, as
/// if seen 20 times.
const ASSUMED_SENT: u64 = 20;
const ASSUMED_VERIFIED: u64 = 15;

/// By how much the allowance of a country grows in a day at most.
const GROWTH: (u64, u64) = (3, 2);

/// What became of a country's texts in the 14 days before this one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SmsConversion {
    /// How many were sent.
    pub sent: u64,
    /// How many had their code used, by day, the oldest first.
    pub verified: [u64; DAYS],
}

impl SmsConversion {
    /// How many texts of one day may be unused: as many as are usually used in a day, and never
    /// fewer than the floor. It grows by half in a day at most, so that whoever has texts sent to
    /// numbers of their own, and uses them, does not buy much with it.
    #[must_use]
    pub fn country_per_day(self, floor: u32) -> u64 {
        let floor = u64::from(floor);
        let mut used = 0;
        let mut allowance = floor.max(self.verified[0]);
        for (days, verified) in (1..).zip(self.verified) {
            used += verified;
            let (growth, of) = GROWTH;
            allowance = floor.max((used / days).min(allowance * growth / of));
        }
        allowance
    }

    /// How many texts of one hour may be unused: the share of a busy hour, and never
    /// fewer than the floor.
    #[must_use]
    pub fn country_per_hour(self, floor: u32, floor_of_day: u32) -> u64 {
        let share = PEAK * self.country_per_day(floor_of_day) / 24;
        u64::from(floor).max(share)
    }

    /// How many texts from one address may be unused: the floor is meant for a country that uses
    /// three of four; one that uses fewer leaves more unused in honest hands too.
    #[must_use]
    pub fn address(self, floor: u32) -> u64 {
        let sent = self.sent + ASSUMED_SENT;
        let verified: u64 = self.verified.iter().sum();
        let unused = sent.saturating_sub(verified + ASSUMED_VERIFIED);
        let floor = u64::from(floor);
        floor.max(floor * 4 * unused / sent)
    }
}

#[derive(Clone, Copy)]
struct Read {
    at: Timestamp,
    today: u64,
    conversion: SmsConversion,
}

/// Reads the conversion of countries, and caches it for an hour.
pub struct ConversionHistory {
    store: Arc<Store>,
    read: RwLock<HashMap<(TenantId, String), Read>>,
}

impl ConversionHistory {
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            read: RwLock::default(),
        })
    }

    /// The conversion of a country in the 14 days before this one.
    pub async fn of(
        &self,
        tenant: &TenantId,
        country: &str,
        now: Timestamp,
    ) -> Result<SmsConversion> {
        let today = now.secs() / DAY;
        let name = (tenant.clone(), country.to_owned());
        let known = self
            .read
            .read()
            .ok()
            .and_then(|read| read.get(&name).copied());
        if let Some(read) = known.filter(|read| read.today == today && now < read.at + READ_EVERY) {
            return Ok(read.conversion);
        }
        let first = today.saturating_sub(DAYS as u64);
        let days = country_days(tenant, country, first, today);
        let mut conversion = SmsConversion::default();
        for item in self.store.query_lagging(&days).await? {
            let count = |name: &str| attribute::<u64>(&item, name).unwrap_or_default();
            conversion.sent += count("sent");
            let key = ItemKey::of(Table::Transient, &item);
            let day = key.sk().split('#').next().and_then(|day| day.parse().ok());
            let place = day.and_then(|day: u64| usize::try_from(day.checked_sub(first)?).ok());
            if let Some(verified) = place.and_then(|place| conversion.verified.get_mut(place)) {
                *verified += count("verified");
            }
        }
        if let Ok(mut read) = self.read.write() {
            read.insert(
                name,
                Read {
                    at: now,
                    today,
                    conversion,
                },
            );
        }
        Ok(conversion)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(verified: [u64; DAYS]) -> SmsConversion {
        SmsConversion { sent: 0, verified }
    }

    #[test]
    fn a_small_country_has_the_floor_and_a_large_one_what_it_usually_uses() {
        let none = SmsConversion::default();
        assert_eq!(
            (none.country_per_hour(30, 100), none.country_per_day(100)),
            (30, 100)
        );
        let large = used([1000; DAYS]);
        assert_eq!(
            (large.country_per_hour(30, 100), large.country_per_day(100)),
            (166, 1000)
        );
    }

    #[test]
    fn an_allowance_grows_by_half_in_a_day_at_most() {
        let mut verified = [0; DAYS];
        let mut before = used(verified).country_per_day(100);
        // Every day, ten thousand texts go to numbers of somebody who uses each code.
        for _ in 0..30 {
            verified.rotate_left(1);
            verified[DAYS - 1] = 10_000;
            let after = used(verified).country_per_day(100);
            assert!(after * 2 <= before * 3, "{before} and then {after}");
            before = after;
        }
        assert!(before > 1000);
    }

    #[test]
    fn an_allowance_falls_as_use_does() {
        let mut verified = [1000; DAYS];
        for _ in 0..DAYS {
            verified.rotate_left(1);
            verified[DAYS - 1] = 0;
        }
        assert_eq!(used(verified).country_per_day(100), 100);
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
            let mut of_days = [0; DAYS];
            of_days[3] = verified;
            let conversion = SmsConversion {
                sent,
                verified: of_days,
            };
            assert_eq!(conversion.address(5), expected, "{verified} of {sent}");
        }
    }
}
