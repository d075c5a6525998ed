//! Counters of what addresses, devices, applications, countries and tenants ask for.
//!
//! Windows are clock minutes, hours and days in UTC. A counter that everybody writes to is split into shards, each with its share of
//! the limit: writes to one item collide, and what collides is tried again.

use crate::{
    error::{Error, limit::Rule},
    keys::kinds::PseudonymKey,
    platform::{clock::Timestamp, entropy::Entropy},
    rate_limits::sms_conversion::SmsConversion,
    request::{caller::Caller, context::Context},
    storage::{
        item::{ItemKey, attribute},
        item_keys::{
            address_key, application_quota_key, country_key, device_key, tenant_quota_key,
        },
        transaction::Transaction,
        write::Write,
    },
    tenants::limits::Limits,
    values::identifiers::TenantId,
    values::pseudonym::Pseudonym,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, time::Duration};

const MINUTE: u64 = 60;
const HOUR: u64 = 3600;
/// Seconds of a day, in UTC.
pub(crate) const DAY: u64 = 24 * HOUR;
/// How long a counter is kept after its window: a code that was sent at its end may be used in the next.
const KEPT: Duration = Duration::from_hours(1);
/// How long a country's days are kept: as long as they say what is usual, and one more.
const COUNTRY_KEPT: Duration = Duration::from_secs(15 * DAY);
/// How much of a limit one shard bears: some writes in two seconds.
const PER_SHARD_OF_MINUTE: u64 = 30;
const PER_SHARD_OF_HOUR: u64 = 1000;
const MOST_SHARDS: u64 = 64;

/// What is counted of a send.
pub struct SendQuotas<'a> {
    /// The request that asks for it.
    pub cx: &'a Context,
    /// The client address.
    pub address: Pseudonym,
    /// The device.
    pub device: Pseudonym,
    /// Where a text goes to, and what is usual there; nothing for a mail.
    pub country: Option<(&'static str, SmsConversion)>,
    /// Rules that were found to be broken and are to be recorded only.
    pub waived: BTreeSet<Rule>,
}

/// Where a text counts as sent and not used, until it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UnverifiedText {
    address: Pseudonym,
    country: String,
    shard: u64,
    sent_at: Timestamp,
}

/// A limit of one attribute of a counter.
struct Quota {
    rule: Rule,
    attribute: String,
    limit: u64,
    /// In seconds.
    window: u64,
}

/// The pseudonyms of a caller's address and device.
#[must_use]
pub fn pseudonyms_of(cx: &Context, pseudonyms: &PseudonymKey) -> (Pseudonym, Pseudonym) {
    let caller = &cx.caller;
    let tenant = caller.tenant.id.as_str();
    let address = pseudonyms.pseudonym(&["ADDRESS", tenant, &caller.address.network()]);
    (
        address,
        pseudonyms.pseudonym(&["DEVICE", tenant, caller.device.fingerprint()]),
    )
}

impl SendQuotas<'_> {
    /// Counts a send, or refuses it where somebody has had their share. What a text leaves outstanding comes with it.
    pub fn count(&self, entropy: &dyn Entropy) -> (Transaction<'static>, Option<UnverifiedText>) {
        let counts = self
            .address()
            .with(self.device())
            .with(self.application(entropy));
        let Some((country, usual)) = self.country else {
            return (counts, None);
        };
        let unverified_text = UnverifiedText {
            address: self.address.clone(),
            country: country.to_owned(),
            shard: draw(country_shards(&self.cx.caller.limits, usual), entropy),
            sent_at: self.cx.now,
        };
        let counts = counts
            .with(self.country(usual, &unverified_text))
            .with(self.tenant(entropy));
        (counts, Some(unverified_text))
    }

    fn address(&self) -> Transaction<'static> {
        let limits = &self.cx.caller.limits;
        let mut caps = vec![self.cap(
            Rule::Address,
            self.of_hour("s"),
            limits.address_sends_per_hour,
            HOUR,
        )];
        if let Some((_, usual)) = self.country {
            let hourly = usual.address(limits.address_unverified_per_hour);
            let daily = usual.address(limits.address_unverified_per_day);
            caps.push(self.cap(Rule::AddressUnverified, self.of_hour("u"), hourly, HOUR));
            caps.push(self.cap(Rule::AddressUnverified, "u", daily, DAY));
        }
        self.counted(
            Write::update(address_key(&self.address, self.cx.now.secs() / DAY)),
            caps,
            KEPT,
        )
    }

    fn device(&self) -> Transaction<'static> {
        let limit = self.cx.caller.limits.device_sends_per_hour;
        let key = device_key(&self.device, self.cx.now.secs() / HOUR);
        self.counted(
            Write::update(key),
            vec![self.cap(Rule::Device, "sends", limit, HOUR)],
            KEPT,
        )
    }

    fn application(&self, entropy: &dyn Entropy) -> Transaction<'static> {
        let Caller {
            tenant,
            application,
            limits,
            ..
        } = &self.cx.caller;
        let (limit, minute) = (
            limits.application_sends_per_minute,
            self.cx.now.secs() / MINUTE,
        );
        let key = |shard| application_quota_key(&tenant.id, &application.client_id, minute, shard);
        self.sharded(
            key,
            (Rule::Application, limit, MINUTE),
            PER_SHARD_OF_MINUTE,
            entropy,
        )
    }

    fn tenant(&self, entropy: &dyn Entropy) -> Transaction<'static> {
        let Caller { tenant, limits, .. } = &self.cx.caller;
        let rule = (Rule::Tenant, limits.tenant_sends_per_hour, HOUR);
        let key = |shard| tenant_quota_key(&tenant.id, self.cx.now.secs() / HOUR, shard);
        self.sharded(key, rule, PER_SHARD_OF_HOUR, entropy)
    }

    fn sharded(
        &self,
        key: impl FnOnce(u64) -> ItemKey,
        (rule, limit, window): (Rule, u32, u64),
        per_shard: u64,
        entropy: &dyn Entropy,
    ) -> Transaction<'static> {
        let shards = shards(limit.into(), per_shard);
        let shard = draw(shards, entropy);
        let cap = self.cap(rule, "sends", share(limit.into(), shard, shards), window);
        self.counted(Write::update(key(shard)), vec![cap], KEPT)
    }

    fn country(
        &self,
        usual: SmsConversion,
        unverified_text: &UnverifiedText,
    ) -> Transaction<'static> {
        let limits = &self.cx.caller.limits;
        let of_shard =
            |limit: u64| share(limit, unverified_text.shard, country_shards(limits, usual));
        let sends = of_shard(limits.country_sends_per_hour.into());
        let hourly = of_shard(usual.country_per_hour(limits.country_unverified_per_hour));
        let daily = of_shard(usual.country_per_day(limits.country_unverified_per_day));
        let caps = vec![
            self.cap(Rule::Country, self.of_hour("s"), sends, HOUR),
            self.cap(Rule::CountryUnverified, self.of_hour("u"), hourly, HOUR),
            self.cap(Rule::CountryUnverified, "u", daily, DAY),
        ];
        self.counted(
            Write::update(unverified_text.country_key(&self.cx.caller.tenant.id)).add("sent :one"),
            caps,
            COUNTRY_KEPT,
        )
    }

    fn cap(
        &self,
        rule: Rule,
        attribute: impl Into<String>,
        limit: impl Into<u64>,
        window: u64,
    ) -> Quota {
        let limit = if self.waived.contains(&rule) {
            u64::MAX
        } else {
            limit.into()
        };
        Quota {
            rule,
            attribute: attribute.into(),
            limit,
            window,
        }
    }

    fn of_hour(&self, kind: &str) -> String {
        of_hour(kind, self.cx.now)
    }

    /// Counts in each attribute that has a cap, below all of them.
    fn counted(&self, mut count: Write, caps: Vec<Quota>, kept: Duration) -> Transaction<'static> {
        let now = self.cx.now;
        let left = move |window: u64| Duration::from_secs(window - now.secs() % window);
        let longest = caps
            .iter()
            .map(|cap| left(cap.window))
            .max()
            .unwrap_or_default();
        count = count
            .set("expires_at = :ends")
            .number(":one", 1)
            .number(":ends", ((now + longest) + kept).secs());
        for (
            place,
            Quota {
                attribute, limit, ..
            },
        ) in caps.iter().enumerate()
        {
            count = count
                .add(format!("{attribute} :one"))
                .condition(format!(
                    "attribute_not_exists({attribute}) OR {attribute} < :limit{place}"
                ))
                .number(&format!(":limit{place}"), *limit);
        }
        Transaction::default().and(count, move |item| {
            let is_full = |cap: &&Quota| {
                attribute::<u64>(item, &cap.attribute).unwrap_or_default() >= cap.limit
            };
            match caps.iter().find(is_full) {
                Some(cap) => Error::too_many(cap.rule, left(cap.window)),
                None => Error::internal("counting a send"),
            }
        })
    }
}

impl UnverifiedText {
    /// The code was used.
    #[must_use]
    pub fn used(&self, tenant: &TenantId) -> Transaction<'static> {
        self.settle(tenant, |country| {
            country.add("verified :one").number(":one", 1)
        })
    }

    /// The text was not sent after all.
    #[must_use]
    pub fn unsent(&self, tenant: &TenantId) -> Transaction<'static> {
        self.settle(tenant, |country| country.add("sent :back"))
    }

    fn country_key(&self, tenant: &TenantId) -> ItemKey {
        country_key(tenant, &self.country, self.sent_at.secs() / DAY, self.shard)
    }

    fn settle(&self, tenant: &TenantId, and: fn(Write) -> Write) -> Transaction<'static> {
        let day_end = Timestamp::from_secs((self.sent_at.secs() / DAY + 1) * DAY);
        let settle = |key, kept| {
            Write::update(key)
                .add(format!("{} :back, u :back", of_hour("u", self.sent_at)))
                .set("expires_at = :ends")
                .number(":back", -1)
                .number(":ends", (day_end + kept).secs())
        };
        Transaction::default()
            .and_always(settle(
                address_key(&self.address, self.sent_at.secs() / DAY),
                KEPT,
            ))
            .and_always(and(settle(self.country_key(tenant), COUNTRY_KEPT)))
    }
}

/// The attribute of a day's counter that is of the clock hour: of all sends (`s`), or of those unused (`u`).
fn of_hour(kind: &str, moment: Timestamp) -> String {
    format!("{kind}{}", moment.secs() % DAY / HOUR)
}

/// As many as the smallest of a country's hourly limits asks for.
fn country_shards(limits: &Limits, usual: SmsConversion) -> u64 {
    let unused = usual.country_per_hour(limits.country_unverified_per_hour);
    shards(
        unused.min(limits.country_sends_per_hour.into()),
        PER_SHARD_OF_HOUR,
    )
}

fn shards(limit: u64, per_shard: u64) -> u64 {
    (limit / per_shard).clamp(1, MOST_SHARDS)
}

fn draw(shards: u64, entropy: &dyn Entropy) -> u64 {
    entropy
        .below(u8::try_from(shards).unwrap_or(u8::MAX))
        .into()
}

/// A shard's part of a limit. All parts together are the limit.
const fn share(limit: u64, shard: u64, shards: u64) -> u64 {
    limit / shards + (shard < limit % shards) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_of_all_shards_are_the_limit() {
        for limit in [1, 7, 60, 1000, 6000, 1_000_003] {
            for per_shard in [PER_SHARD_OF_MINUTE, PER_SHARD_OF_HOUR] {
                let shards = shards(limit, per_shard);
                assert_eq!(
                    (0..shards)
                        .map(|shard| share(limit, shard, shards))
                        .sum::<u64>(),
                    limit,
                    "{limit}"
                );
                assert!(
                    (0..shards).all(|shard| share(limit, shard, shards) > 0),
                    "{limit}"
                );
            }
        }
    }
}
