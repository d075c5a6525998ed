//! The record of one destination: its codes, how often it was sent to, and how often it was guessed
//! at. This module is the only one that knows the item's attributes; callers speak verbs.
//!
//! | attribute | what |
//! |---|---|
//! | `s0`… | moments of the latest sends |
//! | `code_x` | the newest code of a type and application |
//! | `tries_x`, `refunds_x` | attempts at it, and how often a right one was given back |
//! | `prev_x`, `prev_tries_x`, `prev_refunds_x` | the code before it, which stays good |
//! | `f0`… | failed attempts of requesters |
//! | `locked_until`, `lock_level` | the lock that they lead to |
//! | `n_r`, `l_r`, `u_r` | a requester's failures in a row, last attempt, and end of lock-out |
//! | `requesters` | those who have such a row |
//! | `g0`… | failed attempts of strangers |
//! | `p0`… | failed attempts of proven devices |
//! | `proven` | these devices, with the moment of their latest proof |
//! | `attempts` | the names of attempts that were counted and not yet settled |
//! | `accounts` | social accounts that attempted at a user name |
//! | `accounts_since` | since when they are noted |
//!
//! Attempts are counted in three classes, each with a budget of its own, so that whoever uses up
//! one shuts out nobody of another: *proven devices* have used a code or password here within 90
//! days; *requesters* asked for a code that is alive, from the same device or the same address;
//! everybody else is a *stranger*. At a user name, mobile or address whose password is
//! tried, which has no codes, everybody who is not proven is a requester.
//!
//! Nothing here grows with the number of strangers: sets are bounded by the condition of the write
//! that adds to them, and what is stale is removed by the next attempt that is settled.

use crate::{
    error::{Error, Result, rule::Rule},
    platform::clock::Timestamp,
    storage::{
        item::{Item, ItemKey, attribute},
        store::Store,
        transaction::Transaction,
        write::{Write, Written},
    },
    tenants::limits::Limits,
    verification::{
        requester::Requester,
        sliding_window::{Window, moment},
        stored_code::StoredCode,
        verified::{Proof, Refund},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);
const MAX_LOCK: Duration = DAY;
/// How long after its latest event a requester's row is of interest: the longest lock, and a day
/// for the next to be twice as long.
const ROW_LIFETIME: Duration = Duration::from_hours(48);
/// How long a device is known by the proof that it gave here.
const PROVEN_LIFETIME: Duration = Duration::from_hours(24 * 90);
/// How many devices are known by their proof. The one that is longest ago goes first.
const MAX_PROVEN: usize = 8;
/// How many requesters can have a row. The exemption of a social account ends when as
/// many are noted; those that attempt as requesters are noted beyond, a few each day,
/// since a lock ends that.
const MAX_ROWS: u64 = 64;
/// How often a right code may come to nothing and be given back, as where the form that came with
/// it is refused. Without a bound, one code would probe which user names are taken.
const MAX_REFUNDS: u64 = 10;
/// How long an attempt may take to be settled. What is older was left by a process that died.
const UNSETTLED_LIFETIME: Duration = Duration::from_mins(10);
/// How many stale names may lie about before a rejection, which writes nothing else, removes them.
const TOLERATED_STALE: usize = 8;
/// How many stale names one write removes: expressions have a length limit of 4 KB.
const MAX_REMOVED: usize = 24;

/// Which of the record's items is meant by `x`: a code of one type and application.
#[derive(Clone, Debug)]
pub struct CodeSlot {
    tag: String,
}

/// The two codes of a slot that are good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Age {
    Newest,
    Previous,
}

impl CodeSlot {
    /// By a tag of hexadecimal digits.
    pub(super) const fn new(tag: String) -> Self {
        Self { tag }
    }

    fn code(&self, age: Age) -> String {
        match age {
            Age::Newest => format!("code_{}", self.tag),
            Age::Previous => format!("prev_{}", self.tag),
        }
    }

    fn tries(&self, age: Age) -> String {
        match age {
            Age::Newest => format!("tries_{}", self.tag),
            Age::Previous => format!("prev_tries_{}", self.tag),
        }
    }

    fn refunds(&self, age: Age) -> String {
        match age {
            Age::Newest => format!("refunds_{}", self.tag),
            Age::Previous => format!("prev_refunds_{}", self.tag),
        }
    }
}

const AGES: [Age; 2] = [Age::Newest, Age::Previous];

/// A code of the record as an attempt found it.
#[derive(Clone)]
pub(super) struct FoundCode {
    /// Which of the attempt's slots.
    pub(super) slot: usize,
    age: Age,
    pub(super) code: StoredCode,
    /// Attempts at it, this one included.
    pub(super) tries: u64,
    /// How often a right attempt at it was given back.
    pub(super) refunds: u64,
}

/// Who may attempt although a lock holds for everybody else of their class.
#[derive(Clone, Debug)]
pub enum Exemption {
    /// The first attempt at a code by the device that asked for it: it costs an attacker a text,
    /// and lets the owner in.
    CodeOfOwnRequest,
    /// The first attempt of a social account in two days, by its tag: accounts cost more than
    /// a guess is worth.
    FirstOfSocialAccount(String),
    None,
}

/// Whose budget an attempt is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AttemptClass {
    Requester,
    /// A requester for whom [`Exemption::FirstOfSocialAccount`] holds.
    Exempt,
    ProvenDevice,
    Stranger,
}

/// The record of a destination, as one caller meets it at one moment.
#[derive(Clone, Copy)]
pub struct AttemptRecord<'a> {
    pub key: &'a ItemKey,
    pub requester: &'a Requester,
    pub limits: &'a Limits,
    pub now: Timestamp,
}

impl<'a> AttemptRecord<'a> {
    /// Counts a send and keeps its code; the code before it stays good, older ones do not.
    /// Where `is_limited`, only if a send is due. Whoever is locked out is not sent a code:
    /// they could not use it.
    pub(crate) fn issue(
        &self,
        slot: &CodeSlot,
        code: &StoredCode,
        is_limited: bool,
    ) -> Result<Write> {
        let limits = self.limits;
        let window = self.sends();
        let requester = &self.requester.id;
        let shift = AGES.map(|age| [slot.code(age), slot.tries(age), slot.refunds(age)]);
        let [[code_x, tries, refunds], [prev, prev_tries, prev_refunds]] = shift;
        let issue = Write::update(self.key.clone())
            .set(window.shift_in())
            .set(format!(
                "{prev} = if_not_exists({code_x}, :none), \
                 {prev_tries} = if_not_exists({tries}, :never), \
                 {prev_refunds} = if_not_exists({refunds}, :never)"
            ))
            .set(format!(
                "{code_x} = :code, {tries} = :never, {refunds} = :never, expires_at = :kept"
            ))
            .condition(format!(
                "attribute_not_exists(u_{requester}) OR u_{requester} <= :now"
            ))
            .value(":code", code)?
            .value(":none", &BTreeMap::<String, String>::new())?
            .number(":now", self.now.secs())
            .number(":never", 0)
            .number(":kept", self.expiry().secs());
        if !is_limited {
            return Ok(issue);
        }
        let cooldown = Duration::from_secs(limits.cooldown_seconds.into());
        let hourly = Window {
            limit: limits.sends_per_hour,
            ..window
        };
        Ok(issue
            .condition("attribute_not_exists(s0) OR s0 <= :cooled")
            .condition(hourly.has_room(":hour"))
            .condition(format!(
                "({}) OR ({} AND ({}))",
                self.sends_of_unproven().has_room(":day"),
                self.is_proven_condition(),
                window.has_room(":day")
            ))
            .number(":cooled", (self.now - cooldown).secs())
            .number(":hour", (self.now - HOUR).secs())
            .number(":day", (self.now - DAY).secs())
            .number(":proven_since", self.proven_since().secs()))
    }

    /// Notes in which budget the text of a code was counted, if not in that of its country.
    pub(crate) fn note_text(&self, slot: &CodeSlot, code: &StoredCode) -> Result<Write> {
        let code_x = slot.code(Age::Newest);
        Write::update(self.key.clone())
            .set(format!("{code_x} = :code"))
            .condition(format!("{code_x}.mac = :mac AND {code_x}.spent = :no"))
            .text(":mac", code.mac())
            .flag(":no", false)
            .value(":code", code)
    }

    /// Takes a send and its code back, for a message that was definitely not sent.
    pub(crate) fn withdraw_issue(&self, slot: &CodeSlot, code: &StoredCode) -> Write {
        let [code_x, tries, refunds] = [
            slot.code(Age::Newest),
            slot.tries(Age::Newest),
            slot.refunds(Age::Newest),
        ];
        let [prev, prev_tries, prev_refunds] = [
            slot.code(Age::Previous),
            slot.tries(Age::Previous),
            slot.refunds(Age::Previous),
        ];
        Write::update(self.key.clone())
            .set(self.sends().shift_out())
            .set(format!(
                "{code_x} = {prev}, {tries} = {prev_tries}, {refunds} = {prev_refunds}"
            ))
            .remove(format!("{prev}, {prev_tries}, {prev_refunds}"))
            .condition(format!("s0 = :now AND {code_x}.mac = :mac"))
            .text(":mac", code.mac())
            .number(":now", self.now.secs())
            .number(":never", 0)
    }

    /// What the refusal of a send means.
    #[must_use]
    pub(crate) fn issue_refused(&self, item: &Item) -> Error {
        let locked_out = self.of_requester("u", item);
        if locked_out > self.now {
            return Error::locked_out(Rule::Requester, self.now.until(locked_out));
        }
        let hourly = Window {
            limit: self.limits.sends_per_hour,
            ..self.sends()
        };
        let daily = if self.is_proven(item) {
            self.sends()
        } else {
            self.sends_of_unproven()
        };
        let due = [
            moment(item, "s0") + Duration::from_secs(self.limits.cooldown_seconds.into()),
            moment(item, &hourly.oldest()) + HOUR,
            moment(item, &daily.oldest()) + DAY,
        ];
        let wait = due.into_iter().map(|due| self.now.until(due)).max();
        Error::too_many(Rule::Destination, wait.unwrap_or_default())
    }

    /// Counts an attempt as failed before it is known to be, in the budget of the caller's
    /// class and against each code of these slots. `name` names the attempt, so that a repeat
    /// by the SDK counts once.
    ///
    /// The class is not known before the record was read, and reading would be a round of its own:
    /// the attempt is written as a requester's, which most are, and where that is refused, the
    /// refusal brings the record and the class.
    pub(crate) async fn begin_attempt(
        self,
        slots: Vec<CodeSlot>,
        exemption: Exemption,
        name: &str,
        store: &Store,
    ) -> Result<Attempt<'a>> {
        let name = format!("{}-{name}", self.now.secs());
        let mut class = AttemptClass::Requester;
        loop {
            let write = self.counting(class, &slots, &exemption, &name);
            let item = match store.write(write).await? {
                Written::Done(item) => item,
                Written::Refused(item) if unsettled_attempts(&item).contains(&name) => item,
                Written::Refused(item) => {
                    class = self.next_class(class, &slots, &exemption, &item)?;
                    continue;
                }
            };
            let account = match exemption {
                Exemption::FirstOfSocialAccount(account) => Some(account),
                Exemption::CodeOfOwnRequest | Exemption::None => None,
            };
            return Ok(Attempt {
                record: self,
                class,
                slots,
                name,
                account,
                item,
            });
        }
    }

    fn counting(
        &self,
        class: AttemptClass,
        slots: &[CodeSlot],
        exemption: &Exemption,
        name: &str,
    ) -> Write {
        let tries = slots
            .iter()
            .flat_map(|slot| AGES.map(|age| format!("{} :one", slot.tries(age))));
        let mut counted = tries.fold(Write::update(self.key.clone()), Write::add);
        if !slots.is_empty() {
            counted = counted.number(":one", 1);
        }
        let window = self.window(class);
        let counted = counted
            .add("attempts :name")
            .set(window.shift_in())
            .set("expires_at = :kept")
            .condition("NOT contains(attempts, :this)")
            .texts(":name", [name])
            .text(":this", name)
            .number(":now", self.now.secs())
            .number(":never", 0)
            .number(":kept", self.expiry().secs());
        match class {
            AttemptClass::ProvenDevice => counted
                .condition(self.is_proven_condition())
                .condition(window.has_room(":day"))
                .number(":day", (self.now - DAY).secs())
                .number(":proven_since", self.proven_since().secs()),
            AttemptClass::Stranger => counted
                .condition(window.has_room(":day"))
                .number(":day", (self.now - DAY).secs()),
            AttemptClass::Exempt => {
                let Exemption::FirstOfSocialAccount(account) = exemption else {
                    return self.as_requester(counted, slots, exemption);
                };
                with_account(self.with_row(counted), account)
                    .condition("NOT contains(accounts, :account)")
                    .condition("attribute_not_exists(accounts) OR size(accounts) < :most")
                    .text(":account", account)
            }
            AttemptClass::Requester => self.as_requester(counted, slots, exemption),
        }
    }

    /// Where all attempts of requesters are used up and the lock has ended, one attempt at a time
    /// is due: the first since the lock ended, and then one a minute, should the process that made
    /// it have died before it was settled.
    fn as_requester(&self, counted: Write, slots: &[CodeSlot], exemption: &Exemption) -> Write {
        let last = self.window(AttemptClass::Requester).oldest();
        let is_unlocked = format!(
            "(attribute_not_exists(locked_until) OR locked_until <= :now) \
             AND (attribute_not_exists({last}) OR {last} <= :day OR f0 <= :minute \
                  OR (attribute_exists(locked_until) AND f0 < locked_until))"
        );
        let mut counted = self.with_row(counted);
        if let Exemption::FirstOfSocialAccount(account) = exemption {
            counted = with_account(counted, account);
        }
        if slots.is_empty() {
            counted = counted.condition(is_unlocked);
        } else {
            let mut requested = Vec::new();
            for code in slots.iter().flat_map(|slot| AGES.map(|age| slot.code(age))) {
                requested.push(format!(
                    "({code}.expires_at > :now AND ({code}.device = :device OR {code}.address = :address))"
                ));
            }
            let mut permitted = vec![format!("({is_unlocked})")];
            if matches!(exemption, Exemption::CodeOfOwnRequest) {
                for slot in slots {
                    permitted.extend(AGES.map(|age| {
                        let (code, tries) = (slot.code(age), slot.tries(age));
                        format!("({code}.device = :device AND {tries} = :never)")
                    }));
                }
            } else {
                permitted = vec![is_unlocked];
            }
            counted = counted
                .condition(permitted.join(" OR "))
                .condition(requested.join(" OR "))
                .text(":device", &self.requester.device)
                .text(":address", &self.requester.address);
        }
        counted
            .number(":minute", (self.now - MINUTE).secs())
            .number(":day", (self.now - DAY).secs())
    }

    /// Counts a failure in the requester's row, if the row is not full.
    fn with_row(&self, counted: Write) -> Write {
        let id = &self.requester.id;
        counted
            .set(format!("l_{id} = :now"))
            .add(format!("n_{id} :one"))
            .add("requesters :requesters")
            .condition(format!(
                "attribute_not_exists(u_{id}) OR u_{id} <= :now"
            ))
            .condition(format!(
                "attribute_not_exists(n_{id}) OR n_{id} < :row OR l_{id} <= :row_minute OR l_{id} < u_{id}"
            ))
            .condition(
                "attribute_not_exists(requesters) OR contains(requesters, :requester) \
                 OR size(requesters) < :most",
            )
            .texts(":requesters", [id.as_str()])
            .text(":requester", id)
            .number(":one", 1)
            .number(":row", self.limits.requester_failures)
            .number(":row_minute", (self.now - MINUTE).secs())
            .number(":most", MAX_ROWS)
    }

    /// The class to try next after one was refused, or the answer where there is none left.
    fn next_class(
        &self,
        refused: AttemptClass,
        slots: &[CodeSlot],
        exemption: &Exemption,
        item: &Item,
    ) -> Result<AttemptClass> {
        let is_requester = slots.is_empty() || self.requested_one(slots, item);
        match refused {
            AttemptClass::Requester if self.is_proven(item) => Ok(AttemptClass::ProvenDevice),
            AttemptClass::Requester if !is_requester => Ok(AttemptClass::Stranger),
            AttemptClass::Requester
                if self.of_requester("u", item) <= self.now
                    && matches!(exemption, Exemption::FirstOfSocialAccount(_)) =>
            {
                Ok(AttemptClass::Exempt)
            }
            AttemptClass::Requester | AttemptClass::Exempt => Err(self.requester_refused(item)),
            AttemptClass::ProvenDevice | AttemptClass::Stranger => {
                Err(self.window_refused(refused, item))
            }
        }
    }

    fn requester_refused(&self, item: &Item) -> Error {
        let locked_out = self.of_requester("u", item);
        let in_row: u64 = attribute(item, &self.name("n")).unwrap_or_default();
        let is_row_full = in_row >= self.limits.requester_failures.into();
        let locked_until = moment(item, "locked_until");
        if locked_out > self.now || (is_row_full && locked_until <= self.now) {
            let ends = locked_out.max(self.of_requester("l", item) + MINUTE);
            return Error::locked_out(Rule::Requester, self.now.until(ends));
        }
        let ends = locked_until.max(moment(item, "f0") + MINUTE);
        Error::locked_out(Rule::Lock, self.now.until(ends))
    }

    fn window_refused(&self, class: AttemptClass, item: &Item) -> Error {
        let ends = moment(item, &self.window(class).oldest()) + DAY;
        let rule = if class == AttemptClass::Stranger {
            Rule::Strangers
        } else {
            Rule::Lock
        };
        Error::locked_out(rule, self.now.until(ends))
    }

    /// Whether one of the live codes was asked for from the caller's device or address.
    fn requested_one(&self, slots: &[CodeSlot], item: &Item) -> bool {
        let codes = slots.iter().flat_map(|slot| AGES.map(|age| slot.code(age)));
        codes
            .filter_map(|code| attribute::<StoredCode>(item, &code))
            .any(|code| code.expires_at > self.now && code.was_requested_by(self.requester))
    }

    fn is_proven(&self, item: &Item) -> bool {
        let proven = proven(item);
        let latest = proven.get(&self.proven_name());
        latest.is_some_and(|latest| *latest > self.proven_since())
    }

    fn is_proven_condition(&self) -> String {
        format!("proven.{} > :proven_since", self.proven_name())
    }

    /// A name that is legal in an expression: tags may begin with a digit.
    fn proven_name(&self) -> String {
        format!("d{}", self.requester.device)
    }

    fn proven_since(&self) -> Timestamp {
        self.now - PROVEN_LIFETIME
    }

    /// The proven devices with this one, which has just proved itself.
    fn with_proven(&self, item: &Item) -> BTreeMap<String, Timestamp> {
        let mut devices: Vec<_> = proven(item)
            .into_iter()
            .filter(|(name, latest)| *latest > self.proven_since() && *name != self.proven_name())
            .collect();
        devices.sort_by_key(|(_, latest)| std::cmp::Reverse(*latest));
        devices.truncate(MAX_PROVEN - 1);
        devices.push((self.proven_name(), self.now));
        devices.into_iter().collect()
    }

    fn sends(&self) -> Window {
        Window {
            name: "s",
            limit: self.limits.sends_per_day,
        }
    }

    /// The part of a day's sends that is not kept for proven devices.
    fn sends_of_unproven(&self) -> Window {
        let Limits {
            sends_per_day,
            sends_kept_for_proven,
            ..
        } = *self.limits;
        Window {
            name: "s",
            limit: sends_per_day.saturating_sub(sends_kept_for_proven).max(1),
        }
    }

    fn window(&self, class: AttemptClass) -> Window {
        let (name, limit) = match class {
            AttemptClass::Requester | AttemptClass::Exempt => ("f", self.limits.failures_per_day),
            AttemptClass::ProvenDevice => ("p", self.limits.proven_failures_per_day),
            AttemptClass::Stranger => ("g", self.limits.stranger_failures_per_day),
        };
        Window { name, limit }
    }

    /// When the record expires: as long as its devices are known by their proof.
    fn expiry(&self) -> Timestamp {
        self.now + PROVEN_LIFETIME
    }

    fn name(&self, kind: &str) -> String {
        format!("{kind}_{}", self.requester.id)
    }

    fn of_requester(&self, kind: &str, item: &Item) -> Timestamp {
        moment(item, &self.name(kind))
    }

    /// How long a lock of this level lasts: the first as long as the tenant says, each that follows
    /// twice as long, up to 24 hours.
    fn lock_end(&self, level: u64) -> Timestamp {
        let first = Duration::from_secs(self.limits.lock_seconds.into());
        let doubled = first.saturating_mul(1 << level.min(16));
        self.now + doubled.min(MAX_LOCK.max(first))
    }
}

/// An attempt that was counted as failed. It is settled by exactly one of `accept`, `reject` and
/// `withdraw`; one that never is, because the process died, stays a failure.
#[must_use]
pub struct Attempt<'a> {
    record: AttemptRecord<'a>,
    class: AttemptClass,
    slots: Vec<CodeSlot>,
    name: String,
    /// The social account that was noted.
    account: Option<String>,
    /// The record as the attempt left it.
    item: Item,
}

impl Attempt<'_> {
    /// The codes of the attempt's slots that have not expired, the newest of a slot first.
    pub(super) fn codes(&self) -> Vec<FoundCode> {
        let mut found = Vec::new();
        for (slot, names) in self.slots.iter().enumerate() {
            for age in AGES {
                let code: Option<StoredCode> = attribute(&self.item, &names.code(age));
                if let Some(code) = code.filter(|code| code.expires_at > self.record.now) {
                    found.push(FoundCode {
                        slot,
                        age,
                        code,
                        tries: attribute(&self.item, &names.tries(age)).unwrap_or_default(),
                        refunds: attribute(&self.item, &names.refunds(age)).unwrap_or_default(),
                    });
                }
            }
        }
        found
    }

    /// Whether the destination has codes, none of which the attempt was for.
    pub(super) fn has_codes_of_other_types(&self) -> bool {
        let is_code = |name: &String| name.starts_with("code_") || name.starts_with("prev_");
        let mut codes = self.item.iter().filter(|(name, _)| is_code(name));
        codes.any(|(name, _)| {
            let code: Option<StoredCode> = attribute(&self.item, name);
            code.is_some_and(|code| code.expires_at > self.record.now)
        })
    }

    /// Whether the device is known by a proof that it gave here.
    #[must_use]
    pub(crate) fn is_of_proven_device(&self) -> bool {
        self.record.is_proven(&self.item)
    }

    /// How many failures are left before a lock, this attempt counted as one.
    #[must_use]
    pub(crate) fn remaining(&self) -> u64 {
        let record = self.record;
        let free = record.window(self.class).free(&self.item, record.now - DAY) as u64;
        let in_row: u64 = attribute(&self.item, &record.name("n")).unwrap_or_default();
        u64::from(record.limits.requester_failures)
            .saturating_sub(in_row)
            .min(free)
    }

    /// The attempt was right: whoever made it begins anew, and their device is known from now on.
    pub(crate) fn accept(self) -> Result<Proof> {
        let consume = self.settled(self.stale());
        let consume = self.marking_device_proven(consume)?;
        let refund = self.settled(Stale::default());
        Ok(Proof {
            consume: Transaction::default().and(consume, |_| settled_before()),
            refund: Refund::Given(Transaction::default().and(refund, |_| settled_before())),
        })
    }

    /// The attempt was right with this code, which is consumed once and given back at most ten
    /// times. `refusal` is the error where another request consumed it.
    pub(super) fn accept_code(self, found: &FoundCode, refusal: fn() -> Error) -> Result<Proof> {
        let slot = &self.slots[found.slot];
        let code = slot.code(found.age);
        let consume = self
            .settled(self.stale())
            .set(format!("{code}.spent = :yes"))
            .condition(format!("{code}.mac = :mac AND {code}.spent = :no"))
            .text(":mac", found.code.mac())
            .flag(":yes", true)
            .flag(":no", false);
        let consume = self.marking_device_proven(consume)?;
        // The attempt's name is there until it is settled, so that neither is done twice.
        let refund = self
            .settled(Stale::default())
            .add(format!("{} :back", slot.tries(found.age)))
            .add(format!("{} :one", slot.refunds(found.age)))
            .condition(format!("{code}.mac = :mac"))
            .text(":mac", found.code.mac())
            .number(":back", -1)
            .number(":one", 1);
        Ok(Proof {
            consume: Transaction::default().and(consume, move |_| refusal()),
            refund: if found.refunds < MAX_REFUNDS {
                Refund::Given(Transaction::default().and(refund, |_| settled_before()))
            } else {
                Refund::Exhausted(refusal)
            },
        })
    }

    /// The attempt was wrong, so the failure stays; the last one of a row, or of the day, locks.
    pub(crate) async fn reject(self, store: &Store) -> Result<()> {
        let record = self.record;
        if matches!(
            self.class,
            AttemptClass::ProvenDevice | AttemptClass::Stranger
        ) {
            return self.prune(store).await;
        }
        let in_row: u64 = attribute(&self.item, &record.name("n")).unwrap_or_default();
        if let Some(level) = in_row.checked_sub(record.limits.requester_failures.into()) {
            let until = record.lock_end(level);
            let lock_out = Write::update(record.key.clone())
                .set(format!("u_{} = :until", record.requester.id))
                .number(":until", until.secs());
            store.write(lock_out).await?;
        }
        let oldest = moment(&self.item, &record.window(self.class).oldest());
        if oldest <= record.now - DAY {
            return self.prune(store).await;
        }
        let since_last = moment(&self.item, "locked_until") + DAY;
        let level = if since_last > record.now {
            attribute::<u64>(&self.item, "lock_level").unwrap_or_default() + 1
        } else {
            0
        };
        let lock = Write::update(record.key.clone())
            .set("locked_until = :until, lock_level = :level")
            .condition("attribute_not_exists(locked_until) OR locked_until <= :now")
            .number(":now", record.now.secs())
            .number(":level", level)
            .number(":until", record.lock_end(level).secs());
        // Refused where another wrong attempt has locked it already, which is as good.
        store.write(lock).await.map(drop)
    }

    /// Nothing was compared, so giving back what was counted helps nobody to guess.
    pub(crate) async fn withdraw(self, store: &Store) -> Result<()> {
        let mut undo = self.unwound(Stale::default()).number(":back", -1);
        for slot in &self.slots {
            for age in AGES {
                undo = undo.add(format!("{} :back", slot.tries(age)));
            }
        }
        if self.has_row() {
            undo = undo.add(format!("{} :back", self.record.name("n")));
        }
        store.write(undo).await.map(drop)
    }

    fn has_row(&self) -> bool {
        matches!(self.class, AttemptClass::Requester | AttemptClass::Exempt)
    }

    /// The write that takes the counted failure back, and removes these names with it.
    fn unwound(&self, mut removed: Stale) -> Write {
        removed.attempts.push(self.name.clone());
        if let (Accounts::None, Some(account), true) =
            (&removed.accounts, &self.account, self.has_row())
        {
            removed.accounts = Accounts::One(account.clone());
        }
        let write = Write::update(self.record.key.clone())
            .set(self.record.window(self.class).shift_out())
            .condition("contains(attempts, :this)")
            .text(":this", &self.name)
            .number(":never", 0);
        removed.remove_in(write)
    }

    /// The same, and the requester's row begins anew.
    fn settled(&self, mut removed: Stale) -> Write {
        if self.has_row() {
            removed.rows.push(self.record.requester.id.clone());
        }
        self.unwound(removed)
    }

    fn marking_device_proven(&self, write: Write) -> Result<Write> {
        write
            .set("proven = :proven")
            .value(":proven", &self.record.with_proven(&self.item))
    }

    /// Removes what is stale, in a write of its own, where there is much of it.
    async fn prune(&self, store: &Store) -> Result<()> {
        let stale = self.stale();
        if stale.count() <= TOLERATED_STALE && !matches!(stale.accounts, Accounts::All) {
            return Ok(());
        }
        let prune = stale.remove_in(Write::update(self.record.key.clone()));
        store.write(prune).await.map(drop)
    }

    fn stale(&self) -> Stale {
        let record = self.record;
        let own = &record.requester.id;
        let rows = names(&self.item, "requesters").into_iter().filter(|id| {
            let latest = moment(&self.item, &format!("l_{id}"));
            let locked_out = moment(&self.item, &format!("u_{id}"));
            id != own && latest.max(locked_out) + ROW_LIFETIME <= record.now
        });
        let begun = |name: &String| {
            let secs = name.split('-').next().and_then(|secs| secs.parse().ok());
            Timestamp::from_secs(secs.unwrap_or_default())
        };
        let unsettled = unsettled_attempts(&self.item)
            .into_iter()
            .filter(|name| *name != self.name && begun(name) + UNSETTLED_LIFETIME <= record.now);
        let noted = moment(&self.item, "accounts_since");
        let is_noted_long_ago =
            self.item.contains_key("accounts") && noted + ROW_LIFETIME <= record.now;
        Stale {
            rows: rows.take(MAX_REMOVED).collect(),
            attempts: unsettled.take(MAX_REMOVED).collect(),
            accounts: if is_noted_long_ago {
                Accounts::All
            } else {
                Accounts::None
            },
        }
    }
}

/// Names that a record holds and that are of no more interest. `DynamoDB` lets one expression touch
/// an attribute once, so all that goes from one set goes together.
#[derive(Default)]
struct Stale {
    rows: Vec<String>,
    attempts: Vec<String>,
    accounts: Accounts,
}

/// Which of the noted social accounts are removed.
#[derive(Default)]
enum Accounts {
    #[default]
    None,
    One(String),
    All,
}

impl Stale {
    fn count(&self) -> usize {
        self.rows.len() + self.attempts.len()
    }

    fn remove_in(&self, mut write: Write) -> Write {
        if !self.rows.is_empty() {
            write = write
                .delete_from("requesters :stale_rows")
                .texts(":stale_rows", self.rows.iter().map(String::as_str));
            for id in &self.rows {
                write = write.remove(format!("n_{id}, l_{id}, u_{id}"));
            }
        }
        if !self.attempts.is_empty() {
            write = write
                .delete_from("attempts :stale_attempts")
                .texts(":stale_attempts", self.attempts.iter().map(String::as_str));
        }
        match &self.accounts {
            Accounts::None => write,
            Accounts::One(account) => write
                .delete_from("accounts :stale_account")
                .texts(":stale_account", [account.as_str()]),
            Accounts::All => write.remove("accounts, accounts_since".to_owned()),
        }
    }
}

/// Notes the social account of an attempt at a user name.
fn with_account(counted: Write, account: &str) -> Write {
    counted
        .add("accounts :accounts")
        .set("accounts_since = if_not_exists(accounts_since, :now)")
        .texts(":accounts", [account])
}

fn names(item: &Item, set: &str) -> BTreeSet<String> {
    let names = item.get(set).and_then(|value| value.as_ss().ok());
    names.into_iter().flatten().cloned().collect()
}

fn unsettled_attempts(item: &Item) -> BTreeSet<String> {
    names(item, "attempts")
}

fn proven(item: &Item) -> BTreeMap<String, Timestamp> {
    attribute(item, "proven").unwrap_or_default()
}

/// The attempt was settled before: there is nothing left to do.
fn settled_before() -> Error {
    Error::internal("settling an attempt that was settled before")
}
