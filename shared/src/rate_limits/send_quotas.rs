//! Counters of what addresses, devices, applications, countries and tenants ask for.
//!
//! Windows are clock minutes, hours and days in UTC. There are two kinds of counters:
//!
//! * Those of the caller alone (address and device) are part of the transaction that spends the
//!   pass and stores the code: a send that they refuse costs one call and counts nowhere.
//! * Those that everybody writes to (application, country, tenant) are single writes after that
//!   transaction. An item in an ongoing `TransactWriteItems` refuses every other write for the
//!   10 to 20 ms that the transaction lasts: at 40 sends a second and 12 ms, one such item in the
//!   transaction would be met by another in 1 − e^(−40 · 0.024) = 62 % of all sends, and split into
//!   64 shards, which refuse a small limit far too early, still in 1.5 %. Single writes to an item
//!   never conflict with each other: DynamoDB does them one after the other, 1000 a second. So
//!   people who have nothing to do with each other share no item that is in any transaction, and
//!   limits are exact. Behind one address, whose ten sends an hour are in transactions, two meet
//!   in 1 − e^(−10 / 3600 · 0.024) = 0.007 % of the sends, and try again.
//!
//! A process that dies between the transaction and the counting has sent nothing; one that dies
//! while it gives back leaves a count too many, which ends with its window.

use crate::{
    error::{Error, Result, chain, limit::Rule},
    keys::kinds::PseudonymKey,
    platform::clock::Timestamp,
    rate_limits::sms_conversion::SmsConversion,
    request::{caller::Caller, context::Context},
    storage::{
        item::{Item, ItemKey, attribute},
        item_keys::{
            address_key, application_quota_key, country_key, device_key, tenant_quota_key,
        },
        store::Store,
        transaction::Transaction,
        write::{Write, Written},
    },
    values::identifiers::TenantId,
    values::pseudonym::Pseudonym,
};
use futures_util::future::join_all;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, time::Duration};

const MINUTE: u64 = 60;
const HOUR: u64 = 3600;
/// Seconds of a day, in UTC.
pub(crate) const DAY: u64 = 24 * HOUR;
/// How long a counter is kept after its window: a code that was sent at its end may be used in the
/// next.
const KEPT: Duration = Duration::from_hours(1);
/// How long a country's days are kept: as long as they say what is usual, and one more.
const COUNTRY_KEPT: Duration = Duration::from_secs(15 * DAY);

/// What is counted of a send.
pub struct SendQuotas<'a> {
    /// The request that asks for it.
    pub cx: &'a Context,
    /// The pseudonym of the address.
    pub address: Pseudonym,
    /// The pseudonym of the device.
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

/// An item that counts, in an attribute for each quota.
struct Counter {
    key: ItemKey,
    quotas: Vec<Quota>,
    /// An attribute that counts without a limit.
    total: Option<&'static str>,
    expires_at: Timestamp,
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
    /// Counts the send for the caller, or refuses it where they have had their share.
    #[must_use]
    pub fn count_own(&self) -> Transaction<'static> {
        let now = self.cx.now;
        let counters = self.own().into_iter();
        counters.fold(Transaction::default(), |counts, counter| {
            let count = counter.count();
            counts.and(count, move |item| counter.refusal(item, now))
        })
    }

    /// Takes back what [`Self::count_own`] counted.
    #[must_use]
    pub fn give_back_own(&self) -> Transaction<'static> {
        let counters = self.own().into_iter();
        counters.fold(Transaction::default(), |counts, counter| {
            counts.and_always(counter.give_back())
        })
    }

    /// Counts the send where everybody is counted, or refuses it and counts it nowhere of these.
    pub async fn count_shared(&self, store: &Store) -> Result<()> {
        let counters = self.shared();
        let counts = counters.iter().map(|counter| store.write(counter.count()));
        let mut counted = Vec::new();
        let mut refusal = None;
        for (counter, written) in counters.iter().zip(join_all(counts).await) {
            let error = match written {
                Ok(Written::Done(_)) => {
                    counted.push(counter);
                    continue;
                }
                Ok(Written::Refused(item)) => counter.refusal(&item, self.cx.now),
                // It may be counted all the same: one too many until the window ends.
                Err(error) => error,
            };
            refusal.get_or_insert(error);
        }
        let Some(refusal) = refusal else {
            return Ok(());
        };
        let back = counted
            .iter()
            .map(|counter| store.write(counter.give_back()));
        for error in join_all(back).await.into_iter().filter_map(Result::err) {
            tracing::warn!("a send was not taken off a counter: {}", chain(&error));
        }
        Err(refusal)
    }

    /// What a text leaves behind for the moment when its code is used.
    #[must_use]
    pub fn unverified_text(&self) -> Option<UnverifiedText> {
        let (country, _) = self.country?;
        Some(UnverifiedText {
            address: self.address.clone(),
            country: country.to_owned(),
            sent_at: self.cx.now,
        })
    }

    /// The counters of the caller alone.
    fn own(&self) -> [Counter; 2] {
        [self.address(), self.device()]
    }

    /// The counters that other people's sends count in.
    fn shared(&self) -> Vec<Counter> {
        let mut counters = vec![self.application()];
        if let Some((country, usual)) = self.country {
            counters.push(self.country(country, usual));
            counters.push(self.tenant());
        }
        counters
    }

    fn address(&self) -> Counter {
        let limits = &self.cx.caller.limits;
        let mut quotas = vec![self.quota(
            Rule::Address,
            self.of_hour("s"),
            limits.address_sends_per_hour,
            HOUR,
        )];
        if let Some((_, usual)) = self.country {
            let hourly = usual.address(limits.address_unverified_per_hour);
            let daily = usual.address(limits.address_unverified_per_day);
            quotas.push(self.quota(Rule::AddressUnverified, self.of_hour("u"), hourly, HOUR));
            quotas.push(self.quota(Rule::AddressUnverified, "u", daily, DAY));
        }
        Counter {
            key: address_key(&self.address, self.cx.now.secs() / DAY),
            quotas,
            total: None,
            expires_at: self.end_of(DAY) + KEPT,
        }
    }

    fn device(&self) -> Counter {
        let limit = self.cx.caller.limits.device_sends_per_hour;
        Counter {
            key: device_key(&self.device, self.cx.now.secs() / HOUR),
            quotas: vec![self.quota(Rule::Device, "sends", limit, HOUR)],
            total: None,
            expires_at: self.end_of(HOUR) + KEPT,
        }
    }

    fn application(&self) -> Counter {
        let Caller {
            tenant,
            application,
            limits,
            ..
        } = &self.cx.caller;
        let limit = limits.application_sends_per_minute;
        let minute = self.cx.now.secs() / MINUTE;
        Counter {
            key: application_quota_key(&tenant.id, &application.client_id, minute),
            quotas: vec![self.quota(Rule::Application, "sends", limit, MINUTE)],
            total: None,
            expires_at: self.end_of(MINUTE) + KEPT,
        }
    }

    fn tenant(&self) -> Counter {
        let Caller { tenant, limits, .. } = &self.cx.caller;
        let limit = limits.tenant_sends_per_hour;
        Counter {
            key: tenant_quota_key(&tenant.id, self.cx.now.secs() / HOUR),
            quotas: vec![self.quota(Rule::Tenant, "sends", limit, HOUR)],
            total: None,
            expires_at: self.end_of(HOUR) + KEPT,
        }
    }

    fn country(&self, country: &str, usual: SmsConversion) -> Counter {
        let Caller { tenant, limits, .. } = &self.cx.caller;
        let hourly = usual.country_per_hour(limits.country_unverified_per_hour);
        let daily = usual.country_per_day(limits.country_unverified_per_day);
        let sends = limits.country_sends_per_hour;
        Counter {
            key: country_key(&tenant.id, country, self.cx.now.secs() / DAY),
            quotas: vec![
                self.quota(Rule::Country, self.of_hour("s"), sends, HOUR),
                self.quota(Rule::CountryUnverified, self.of_hour("u"), hourly, HOUR),
                self.quota(Rule::CountryUnverified, "u", daily, DAY),
            ],
            total: Some("sent"),
            expires_at: self.end_of(DAY) + COUNTRY_KEPT,
        }
    }

    fn quota(
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

    /// When the present window of so many seconds ends.
    fn end_of(&self, window: u64) -> Timestamp {
        end_of(window, self.cx.now)
    }
}

impl Counter {
    /// Counts one more, below all limits.
    fn count(&self) -> Write {
        let mut count = self.change(1);
        for (place, quota) in self.quotas.iter().enumerate() {
            let attribute = &quota.attribute;
            count = count
                .condition(format!(
                    "attribute_not_exists({attribute}) OR {attribute} < :limit{place}"
                ))
                .number(&format!(":limit{place}"), quota.limit);
        }
        count
    }

    /// Counts one less.
    fn give_back(&self) -> Write {
        self.change(-1)
    }

    fn change(&self, by: i8) -> Write {
        let change = Write::update(self.key.clone())
            .set("expires_at = :ends")
            .number(":ends", self.expires_at.secs())
            .number(":by", by);
        let attributes = self.quotas.iter().map(|quota| quota.attribute.as_str());
        attributes
            .chain(self.total)
            .fold(change, |change, attribute| {
                change.add(format!("{attribute} :by"))
            })
    }

    /// What it means that the item refused to count.
    fn refusal(&self, item: &Item, now: Timestamp) -> Error {
        let is_full = |quota: &&Quota| {
            attribute::<u64>(item, &quota.attribute).unwrap_or_default() >= quota.limit
        };
        match self.quotas.iter().find(is_full) {
            Some(quota) => Error::too_many(quota.rule, now.until(end_of(quota.window, now))),
            None => Error::internal("counting a send"),
        }
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

    /// Takes the text off what is unused: at the address in the transaction, at the country, whose
    /// item everybody writes to, after it.
    fn settle(&self, tenant: &TenantId, and: fn(Write) -> Write) -> Transaction<'static> {
        let day = self.sent_at.secs() / DAY;
        let settle = |key, kept| {
            Write::update(key)
                .add(format!("{} :back, u :back", of_hour("u", self.sent_at)))
                .set("expires_at = :ends")
                .number(":back", -1)
                .number(":ends", (end_of(DAY, self.sent_at) + kept).secs())
        };
        let country = country_key(tenant, &self.country, day);
        Transaction::default()
            .and_always(settle(address_key(&self.address, day), KEPT))
            .and_then(and(settle(country, COUNTRY_KEPT)))
    }
}

/// The attribute of a day's counter that is of the clock hour: of all sends (`s`), or of those
/// unused (`u`).
fn of_hour(kind: &str, moment: Timestamp) -> String {
    format!("{kind}{}", moment.secs() % DAY / HOUR)
}

/// When the window of so many seconds that a moment is in ends.
fn end_of(window: u64, moment: Timestamp) -> Timestamp {
    Timestamp::from_secs((moment.secs() / window + 1) * window)
}
