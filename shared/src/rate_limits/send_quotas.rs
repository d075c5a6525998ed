//! Counters of what addresses, devices, applications, countries and tenants ask for.
//!
//! Windows are clock minutes, hours and days in UTC. There are two kinds of counters:
//!
//! * Those of the caller (address and device) are part of the transaction that spends the pass and
//!   stores the code: a send that they refuse costs one call and counts nowhere. Thousands may be
//!   behind one address; that they collide is rare, as computed below.
//! * Those that everybody writes to (application, country, tenant) are single writes after that
//!   transaction. An item in an ongoing `TransactWriteItems` refuses every other write for the
//!   10 to 20 ms that the transaction lasts: at 40 sends a second and 12 ms, one such item in the
//!   transaction would be met by another in 1 − e^(−40 · 0.024) = 62 % of all sends, and split into
//!   64 shards, which refuse a small limit far too early, still in 1.5 %. Single writes to an item
//!   never conflict with each other: DynamoDB does them one after the other, 1000 a second. So
//!   people who have nothing to do with each other share no item that is in any transaction but
//!   that of their address, and limits are exact. Behind one address, whose ten sends an hour are
//!   in transactions, two meet in 1 − e^(−10 / 3600 · 0.024) = 0.007 % of the sends, and try again.
//!
//! A country whose budget of unused texts is used up is not closed, since anybody could close it:
//! it is narrowed. A device that used a texted code in the last 30 days draws on a budget of its
//! own. Any other may leave a few unused in its network (a /24 or /48), the fewer the more of the
//! country's second budget is used up; a code that is used
//! there frees two, so that networks where most codes are used stay open.
//!
//! A process that dies between the transaction and the counting has sent nothing; one that dies
//! while it gives back, or after the act and before its text is taken off what is unused, leaves a
//! count too many, which ends with its window.

use crate::{
    error::{Error, Result, chain, rule::Rule},
    platform::clock::Timestamp,
    rate_limits::sms_conversion::{DAY, SmsConversion},
    request::{caller::Caller, context::Context},
    storage::{
        item::{Item, ItemKey, attribute},
        item_keys::{
            address_key, application_quota_key, country_key, device_key, known_device_key,
            network_key, tenant_quota_key,
        },
        store::Store,
        transaction::Transaction,
        write::{Write, Written},
    },
    values::{
        identifiers::{CarrierId, TenantId},
        pseudonym::Pseudonym,
    },
};
use futures_util::future::join_all;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, time::Duration};

const MINUTE: u64 = 60;
const HOUR: u64 = 3600;
/// How long a counter is kept after its window: a code that was sent at its end may be
/// used in the next.
const KEPT: Duration = Duration::from_hours(1);
/// How long a country's days are kept: the 14 days of `SmsConversion`, and one more.
const COUNTRY_KEPT: Duration = Duration::from_secs(15 * DAY);

/// How many undelivered texts of a day are taken off what is unused in a country. Without a limit,
/// numbers that do not exist, or a network that says so, would open the budget to whoever asks.
const MOST_FREED: u64 = 30;

/// How long a device is known by a texted code that it used.
const KNOWN_FOR: Duration = Duration::from_secs(30 * DAY);
/// How many texts such a device may leave unused before it is as good as unknown.
const KNOWN_UNUSED: u64 = 3;
/// How many texts a used code takes off the budgets of networks: one more than itself, so that
/// networks where most codes are used stay open.
const USED_FREES: i8 = 2;

/// What is counted of a send.
pub struct SendQuotas<'a> {
    /// The request that asks for it.
    pub cx: &'a Context,
    /// The pseudonym of the address.
    pub address: Pseudonym,
    /// The pseudonym of the device.
    pub device: Pseudonym,
    /// The pseudonym of the network around the address.
    pub network: Pseudonym,
    /// Where a text goes to, and the conversion there; nothing for a mail.
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
    #[serde(default)]
    budget: TextBudget,
    /// Who delivers it. Codes that were stored by an older version do not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    carrier: Option<CarrierId>,
}

/// The budget that a text counts in until its code is used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextBudget {
    /// That of the country.
    #[default]
    Country,
    /// That of the country's known devices, and of the device.
    KnownDevice(Pseudonym),
    /// That of the country while the first one is used up, and of the network.
    Network(Pseudonym),
}

/// A limit of one attribute of a counter.
struct Quota {
    rule: Rule,
    attribute: String,
    limit: u64,
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

    /// Takes back all that was counted, for a send that came to nothing.
    #[must_use]
    pub fn give_back(&self, budget: &TextBudget) -> Transaction<'static> {
        self.give_back_with(self.give_back_own(), budget)
    }

    /// Takes back what other people's sends count in. For a send that a carrier refused for the
    /// sake of its recipient: whoever asks for such ones over and over is counted.
    #[must_use]
    pub fn give_back_shared(&self, budget: &TextBudget) -> Transaction<'static> {
        self.give_back_with(Transaction::default(), budget)
    }

    fn give_back_with(
        &self,
        mut back: Transaction<'static>,
        budget: &TextBudget,
    ) -> Transaction<'static> {
        let part = match budget {
            TextBudget::Country => CountryBudget::Main,
            TextBudget::KnownDevice(_) => CountryBudget::KnownDevices,
            TextBudget::Network(_) => CountryBudget::Networks,
        };
        let mut shared = self.shared(part);
        match budget {
            TextBudget::Country => {}
            TextBudget::KnownDevice(device) => back = back.and_then(unused_less(device)),
            TextBudget::Network(_) => shared.push(self.network(0)),
        }
        let shared = shared.iter().map(Counter::give_back);
        shared.fold(back, Transaction::and_then)
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
    /// Tells the budget that a text counts in.
    pub async fn count_shared(&self, store: &Store) -> Result<TextBudget> {
        match self
            .count_all(&self.shared(CountryBudget::Main), store)
            .await
        {
            Ok(()) => Ok(TextBudget::Country),
            Err(refused) if refused.rule() == Some(Rule::CountryUnverified) => {
                self.count_narrowed(refused, store).await
            }
            Err(refused) => Err(refused),
        }
    }

    /// Counts a text although the country's budget is used up, if device or network still may.
    async fn count_narrowed(&self, refused: Error, store: &Store) -> Result<TextBudget> {
        let Some((country, conversion)) = self.country else {
            return Err(refused);
        };
        if matches!(
            store.write(self.count_known_device()).await?,
            Written::Done(_)
        ) {
            match self
                .count_all(&self.shared(CountryBudget::KnownDevices), store)
                .await
            {
                Ok(()) => return Ok(TextBudget::KnownDevice(self.device.clone())),
                Err(error) => {
                    if let Err(error) = store.write(unused_less(&self.device)).await {
                        tracing::warn!("a send was not taken off a device: {}", chain(&error));
                    }
                    if error.rule() != Some(Rule::CountryUnverified) {
                        return Err(error);
                    }
                }
            }
        }
        let tenant = &self.cx.caller.tenant.id;
        let day: Option<NarrowedDay> = store
            .get(&country_key(tenant, country, self.cx.now.secs() / DAY))
            .await?;
        // Below zero where more codes were used than not.
        let used_up = day.map_or(0, |day| u64::try_from(day.n).unwrap_or_default());
        let of_country = self.narrowed_limit(conversion);
        let mut counters = self.shared(CountryBudget::Networks);
        counters.push(self.network(of_network(used_up, of_country)));
        match self.count_all(&counters, store).await {
            Ok(()) => Ok(TextBudget::Network(self.network.clone())),
            Err(error) if error.rule() == Some(Rule::CountryUnverified) => Err(refused),
            Err(error) => Err(error),
        }
    }

    async fn count_all(&self, counters: &[Counter], store: &Store) -> Result<()> {
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

    /// Counts a text that a device which used one in the last 30 days may leave unused.
    fn count_known_device(&self) -> Write {
        Write::update(known_device_key(&self.device))
            .add("unused :one")
            .condition("used_at > :since AND unused < :most")
            .number(":one", 1)
            .number(":since", (self.cx.now - KNOWN_FOR).secs())
            .number(":most", KNOWN_UNUSED)
    }

    /// What a text leaves behind for the moment when its code is used, with the carrier that is
    /// asked first.
    #[must_use]
    pub fn unverified_text(&self, carrier: Option<CarrierId>) -> Option<UnverifiedText> {
        let (country, _) = self.country?;
        Some(UnverifiedText {
            address: self.address.clone(),
            country: country.to_owned(),
            sent_at: self.cx.now,
            budget: TextBudget::Country,
            carrier,
        })
    }

    /// The counters of the caller alone.
    fn own(&self) -> [Counter; 2] {
        [self.address(), self.device()]
    }

    /// The counters that other people's sends count in.
    fn shared(&self, budget: CountryBudget) -> Vec<Counter> {
        let mut counters = vec![self.application(), self.tenant()];
        if let Some((country, conversion)) = self.country {
            counters.push(self.country(country, conversion, budget));
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
        if let Some((_, conversion)) = self.country {
            let hourly = conversion.address(limits.address_unverified_per_hour);
            let daily = conversion.address(limits.address_unverified_per_day);
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
        let (rule, attribute, limit) = if self.country.is_some() {
            (Rule::Tenant, "sends", limits.tenant_sends_per_hour)
        } else {
            (Rule::TenantMails, "mails", limits.tenant_mails_per_hour)
        };
        Counter {
            key: tenant_quota_key(&tenant.id, self.cx.now.secs() / HOUR),
            quotas: vec![self.quota(rule, attribute, limit, HOUR)],
            total: None,
            expires_at: self.end_of(HOUR) + KEPT,
        }
    }

    fn country(&self, country: &str, conversion: SmsConversion, budget: CountryBudget) -> Counter {
        let Caller { tenant, limits, .. } = &self.cx.caller;
        let daily = conversion.country_per_day(limits.country_unverified_per_day);
        let sends = limits.country_sends_per_hour;
        let unverified = Rule::CountryUnverified;
        let mut quotas = vec![self.quota(Rule::Country, self.of_hour("s"), sends, HOUR)];
        match budget {
            CountryBudget::Main => {
                let hourly = conversion.country_per_hour(
                    limits.country_unverified_per_hour,
                    limits.country_unverified_per_day,
                );
                quotas.push(self.quota(unverified, self.of_hour("u"), hourly, HOUR));
                quotas.push(self.quota(unverified, "u", daily, DAY));
            }
            CountryBudget::KnownDevices => quotas.push(self.quota(unverified, "p", daily, DAY)),
            CountryBudget::Networks => {
                quotas.push(self.quota(unverified, "n", self.narrowed_limit(conversion), DAY));
            }
        }
        Counter {
            key: country_key(&tenant.id, country, self.cx.now.secs() / DAY),
            quotas,
            total: Some("sent"),
            expires_at: self.end_of(DAY) + COUNTRY_KEPT,
        }
    }

    /// How many texts of unknown devices may be unused in a day once the country's
    /// budget is used up.
    fn narrowed_limit(&self, conversion: SmsConversion) -> u64 {
        let daily = conversion.country_per_day(self.cx.caller.limits.country_unverified_per_day);
        (daily * 2 / 3).max(1)
    }

    fn network(&self, limit: u64) -> Counter {
        Counter {
            key: network_key(&self.network, self.cx.now.secs() / DAY),
            quotas: vec![self.quota(Rule::CountryUnverified, "u", limit, DAY)],
            total: None,
            expires_at: self.end_of(DAY) + KEPT,
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
            let is_below = format!("{attribute} < :limit{place}");
            // Where nothing is allowed, the first is one too many.
            let allowed = if quota.limit == 0 {
                is_below
            } else {
                format!("attribute_not_exists({attribute}) OR {is_below}")
            };
            count = count
                .condition(allowed)
                .number(&format!(":limit{place}"), quota.limit);
        }
        count
    }

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

/// Which budget of a country's unused texts a send counts in.
#[derive(Clone, Copy)]
enum CountryBudget {
    /// The one for everybody.
    Main,
    /// The one of devices that used a text.
    KnownDevices,
    /// The one of unknown devices while the first is used up.
    Networks,
}

/// A country's day, as far as narrowing it goes.
#[derive(Deserialize)]
struct NarrowedDay {
    /// Texts of unknown devices that are unused, less one for each that was used.
    #[serde(default)]
    n: i64,
}

/// How many texts one network may leave unused: the fewer, the more of the country's budget for all
/// networks is used up, so that many networks together cannot use up much more than few.
const fn of_network(used_up: u64, of_country: u64) -> u64 {
    if used_up == 0 {
        10
    } else if used_up < of_country / 2 {
        5
    } else if used_up < of_country * 3 / 4 {
        3
    } else {
        1
    }
}

fn unused_less(device: &Pseudonym) -> Write {
    Write::update(known_device_key(device))
        .add("unused :back")
        .condition("attribute_exists(pk) AND unused > :none")
        .number(":back", -1)
        .number(":none", 0)
}

impl UnverifiedText {
    /// The same in another budget.
    #[must_use]
    pub fn counted_in(self, budget: TextBudget) -> Self {
        Self { budget, ..self }
    }

    /// The same through another carrier.
    #[must_use]
    pub fn through(self, carrier: CarrierId) -> Self {
        Self {
            carrier: Some(carrier),
            ..self
        }
    }

    /// Who delivers it, where that is known.
    #[must_use]
    pub const fn carrier(&self) -> Option<&CarrierId> {
        self.carrier.as_ref()
    }

    /// The country that it went to, by ISO 3166-1 alpha-2.
    #[must_use]
    pub fn country(&self) -> &str {
        &self.country
    }

    /// The carrier reports that it was delivered.
    #[must_use]
    pub fn delivered(&self, tenant: &TenantId) -> Transaction<'static> {
        let count = self
            .of_country(tenant)
            .add("delivered :one")
            .number(":one", 1);
        Transaction::default().and_then(count)
    }

    /// The carrier reports that it was not delivered: its code cannot be used, so that it says
    /// nothing about whoever asked for it, and counts in no budget of unused texts any more.
    ///
    /// Nobody earns by it what a used code earns: the device is not known by it, and the network
    /// gets back no more than this text.
    #[must_use]
    pub fn undelivered(&self, tenant: &TenantId) -> Transaction<'static> {
        let count = self
            .of_country(tenant)
            .add("undelivered :one")
            .number(":one", 1);
        let free = self
            .settle_country(tenant, 1)
            .condition("attribute_not_exists(undelivered) OR undelivered <= :most")
            .number(":most", MOST_FREED);
        let settled = self.settle_own().and_then(count).and_then(free);
        match &self.budget {
            TextBudget::Country => settled,
            TextBudget::KnownDevice(device) => settled.and_then(unused_less(device)),
            TextBudget::Network(network) => settled.and_then(self.settle_network(network, 1)),
        }
    }

    /// The code was used on this device, which is known from now on.
    #[must_use]
    pub fn used(
        &self,
        tenant: &TenantId,
        device: &Pseudonym,
        now: Timestamp,
    ) -> Transaction<'static> {
        let mut settled = self
            .settle_own()
            .and_then(
                self.settle_country(tenant, USED_FREES)
                    .add("verified :one")
                    .number(":one", 1),
            )
            .and_then(
                Write::update(known_device_key(device))
                    .set("used_at = :now, unused = :none, expires_at = :ends")
                    .number(":now", now.secs())
                    .number(":none", 0)
                    .number(":ends", (now + KNOWN_FOR).secs()),
            );
        if let TextBudget::Network(network) = &self.budget {
            settled = settled.and_then(self.settle_network(network, USED_FREES));
        }
        settled
    }

    /// Takes the text off what is unused at the address. It follows the transaction: thousands are
    /// behind one address of a mobile network, and none of them is to wait for the others' acts.
    fn settle_own(&self) -> Transaction<'static> {
        let day = self.sent_at.secs() / DAY;
        let settle = Write::update(address_key(&self.address, day))
            .add(format!("{} :back, u :back", of_hour("u", self.sent_at)))
            .set("expires_at = :ends")
            .number(":back", -1)
            .number(":ends", (end_of(DAY, self.sent_at) + KEPT).secs());
        Transaction::default().and_then(settle)
    }

    /// A change of the day of the country on which it was sent.
    fn of_country(&self, tenant: &TenantId) -> Write {
        let day = self.sent_at.secs() / DAY;
        Write::update(country_key(tenant, &self.country, day))
            .set("expires_at = :ends")
            .number(":ends", (end_of(DAY, self.sent_at) + COUNTRY_KEPT).secs())
    }

    /// Takes the text off what is unused at the country. `frees` is how many it takes off the
    /// budget of networks.
    fn settle_country(&self, tenant: &TenantId, frees: i8) -> Write {
        let settle = self.of_country(tenant);
        match &self.budget {
            TextBudget::Country => {
                let hour = of_hour("u", self.sent_at);
                settle
                    .add(format!("{hour} :less, u :less"))
                    .number(":less", -1)
            }
            TextBudget::KnownDevice(_) => settle.add("p :less").number(":less", -1),
            TextBudget::Network(_) => settle.add("n :less").number(":less", -frees),
        }
    }

    fn settle_network(&self, network: &Pseudonym, frees: i8) -> Write {
        Write::update(network_key(network, self.sent_at.secs() / DAY))
            .add("u :back")
            .set("expires_at = :ends")
            .number(":back", -frees)
            .number(":ends", (end_of(DAY, self.sent_at) + KEPT).secs())
    }
}

/// The attribute of a day's counter that is of the clock hour: of all sends (`s`), or
/// of those unused (`u`).
fn of_hour(kind: &str, moment: Timestamp) -> String {
    format!("{kind}{}", moment.secs() % DAY / HOUR)
}

/// When the window of so many seconds that a moment is in ends.
fn end_of(window: u64, moment: Timestamp) -> Timestamp {
    Timestamp::from_secs((moment.secs() / window + 1) * window)
}
