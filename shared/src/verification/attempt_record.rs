//! The guard of one destination: how often it may be written to, and how often guessed at.
//!
//! One item holds the moments of the latest sends (`s0` the newest, then `s1`, …) and of the latest
//! failed tries (`f0`, …). A new moment shifts the others along, so each window slides, one write both asks and
//! counts, and the item does not grow. A resend touches only the sends, so it refills no tries.
//!
//! Whoever tries, known by address and device, has a lane of their own beside: their failures in a row (`n_…`), their last try
//! (`l_…`) and until when they are locked out (`u_…`). It fills first, so that one stranger does not lock everybody out.

use crate::{
    error::{Error, Result, limit::Rule},
    keys::kinds::PseudonymKey,
    platform::clock::Timestamp,
    request::caller::Caller,
    storage::{
        item::{Item, ItemKey},
        store::Store,
        write::{Write, Written},
    },
    tenants::limits::Limits,
    values::code_type::CodeType,
    verification::sliding_window::{moment, read, read_number, shift_in, shift_out},
};
use std::time::Duration;

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);
/// The longest lock.
const LONGEST_LOCK: Duration = DAY;
/// How long after its last event a guard is of interest: the longest lock, and a day for the next to be twice as long.
const KEPT: Duration = Duration::from_hours(48);

/// What stands between strangers and one destination.
pub struct AttemptRecord<'a> {
    /// The destination's item.
    pub destination: &'a ItemKey,
    /// Who tries: the blinded name of their address and device, of 16 hexadecimal digits.
    pub requester: &'a str,
    /// The tenant's, or the application's.
    pub limits: &'a Limits,
    /// When.
    pub now: Timestamp,
}

impl AttemptRecord<'_> {
    /// Where it is kept.
    pub(crate) fn key(&self) -> ItemKey {
        self.destination.clone()
    }

    /// Counts a send, if one is due. Whoever is locked out could not use the code, and is not sent one.
    #[must_use]
    pub fn send(&self, is_limited: bool) -> Write {
        let Limits {
            sends_per_hour,
            sends_per_day,
            cooldown_seconds,
            ..
        } = *self.limits;
        let (hourly, daily) = (moment("s", sends_per_hour), moment("s", sends_per_day));
        let send = Write::update(self.key())
            .set(shift_in("s", sends_per_day))
            .set("expires_at = :kept")
            .condition(format!(
                "attribute_not_exists(u_{0}) OR u_{0} <= :now",
                self.requester
            ))
            .number(":now", self.now.secs())
            .number(":never", 0)
            .number(":kept", (self.now + KEPT).secs());
        if !is_limited {
            return send;
        }
        send.condition("attribute_not_exists(s0) OR s0 <= :cooled")
            .condition(format!(
                "attribute_not_exists({hourly}) OR {hourly} <= :hour"
            ))
            .condition(format!("attribute_not_exists({daily}) OR {daily} <= :day"))
            .number(
                ":cooled",
                (self.now - Duration::from_secs(cooldown_seconds.into())).secs(),
            )
            .number(":hour", (self.now - HOUR).secs())
            .number(":day", (self.now - DAY).secs())
    }

    /// Takes a send back that came to nothing.
    #[must_use]
    pub fn unsend(&self) -> Write {
        Write::update(self.key())
            .set(shift_out("s", self.limits.sends_per_day))
            .condition("s0 = :now")
            .number(":now", self.now.secs())
            .number(":never", 0)
    }

    /// What the refusal of a send means.
    #[must_use]
    pub fn send_refused(&self, guard: &Item) -> Error {
        let out_until = self.of_trier("u", guard);
        if out_until > self.now {
            return Error::locked_out(Rule::Trier, self.now.until(out_until));
        }
        let due = [
            read(guard, "s0") + Duration::from_secs(self.limits.cooldown_seconds.into()),
            read(guard, &moment("s", self.limits.sends_per_hour)) + HOUR,
            read(guard, &moment("s", self.limits.sends_per_day)) + DAY,
        ];
        let wait = due
            .into_iter()
            .map(|due| self.now.until(due))
            .max()
            .unwrap_or_default();
        Error::too_many(Rule::Destination, wait)
    }

    /// Counts a failed try before it is known to be one, if a try is due; with whatever else is counted of it.
    ///
    /// A try is due while neither the trier nor the destination is locked. `exempt` is the condition under which the destination's
    /// lock does not hold: what costs more than a guess is worth, and what its owner can do.
    ///
    /// Where all tries are used up and the lock has ended, one try at a time is due: the first since the lock ended, and then one
    /// a minute, should the process that made it have died before saying how it went.
    pub async fn reserve(&self, counting: Write, exempt: &str, store: &Store) -> Result<Reserved> {
        let Limits {
            failures_per_day,
            trier_failures,
            ..
        } = *self.limits;
        let (last, requester) = (moment("f", failures_per_day), self.requester);
        let write = counting
            .set(shift_in("f", failures_per_day))
            .set(format!("l_{requester} = :now, expires_at = :kept"))
            .add(format!("n_{requester} :one"))
            .condition(format!("attribute_not_exists(u_{requester}) OR u_{requester} <= :now"))
            .condition(format!(
                "attribute_not_exists(n_{requester}) OR n_{requester} < :row OR l_{requester} <= :minute OR l_{requester} < u_{requester}"
            ))
            .condition(format!(
                "((attribute_not_exists(locked_until) OR locked_until <= :now) \
                  AND (attribute_not_exists({last}) OR {last} <= :day OR f0 <= :minute \
                       OR (attribute_exists(locked_until) AND f0 < locked_until))) OR {exempt}"
            ))
            .number(":one", 1)
            .number(":row", trier_failures)
            .number(":now", self.now.secs())
            .number(":never", 0)
            .number(":minute", (self.now - MINUTE).secs())
            .number(":day", (self.now - DAY).secs())
            .number(":kept", (self.now + KEPT).secs());
        match store.write(write).await? {
            Written::Done(guard) => Ok(Reserved(guard)),
            Written::Refused(guard) => Err(self.try_refused(&guard)),
        }
    }

    fn try_refused(&self, guard: &Item) -> Error {
        let out_until = self.of_trier("u", guard);
        let is_out = out_until > self.now;
        let is_row_full = read_number(guard, &self.name("n")) >= self.limits.trier_failures.into();
        if is_out || (is_row_full && read(guard, "locked_until") <= self.now) {
            let open_again = out_until.max(self.of_trier("l", guard) + MINUTE);
            return Error::locked_out(Rule::Trier, self.now.until(open_again));
        }
        let open_again = read(guard, "locked_until").max(read(guard, "f0") + MINUTE);
        Error::locked_out(Rule::Lock, self.now.until(open_again))
    }

    /// How many failures are left before a lock, the reserved one counted.
    #[must_use]
    pub fn remaining(&self, Reserved(guard): &Reserved) -> u64 {
        let (all, day) = (self.limits.failures_per_day, self.now - DAY);
        let free = (1..=all)
            .filter(|place| read(guard, &moment("f", *place)) <= day)
            .count();
        let in_row = read_number(guard, &self.name("n"));
        u64::from(self.limits.trier_failures)
            .saturating_sub(in_row)
            .min(free as u64)
    }

    /// Takes a counted failure back: the try was right, so whoever made it begins anew.
    #[must_use]
    pub fn unreserve(&self) -> Write {
        Write::update(self.key())
            .set(shift_out("f", self.limits.failures_per_day))
            .remove(format!("n_{0}, l_{0}, u_{0}", self.requester))
            .number(":never", 0)
    }

    /// Takes a counted failure back: the try was not looked at.
    #[must_use]
    pub fn ignore(&self) -> Write {
        Write::update(self.key())
            .set(shift_out("f", self.limits.failures_per_day))
            .add(format!("n_{} :back", self.requester))
            .number(":back", -1)
            .number(":never", 0)
    }

    /// The try was wrong, so the failure stays; the last one of a row, or of the day, locks.
    pub async fn failed(&self, Reserved(guard): &Reserved, store: &Store) -> Result<()> {
        let beyond =
            read_number(guard, &self.name("n")).checked_sub(self.limits.trier_failures.into());
        if let Some(level) = beyond {
            let out = Write::update(self.key())
                .set(format!("u_{} = :until, expires_at = :kept", self.requester));
            store.write(self.until(out, level)).await?;
        }
        let oldest = read(guard, &moment("f", self.limits.failures_per_day));
        if oldest <= self.now - DAY {
            return Ok(());
        }
        let since_last = read(guard, "locked_until") + DAY;
        let level = if since_last > self.now {
            read_number(guard, "lock_level") + 1
        } else {
            0
        };
        let lock = Write::update(self.key())
            .set("locked_until = :until, lock_level = :level, expires_at = :kept")
            .condition("attribute_not_exists(locked_until) OR locked_until <= :now")
            .number(":now", self.now.secs())
            .number(":level", level);
        // Refused where another wrong try has locked it already, which is as good.
        store.write(self.until(lock, level)).await.map(|_| ())
    }

    /// Fills in how long a lock of this level lasts.
    fn until(&self, lock: Write, level: u64) -> Write {
        let first = Duration::from_secs(self.limits.lock_seconds.into());
        let doubled = first
            .saturating_mul(1 << level.min(16))
            .min(LONGEST_LOCK.max(first));
        let until = self.now + doubled;
        lock.number(":until", until.secs())
            .number(":kept", (until + DAY).secs())
    }

    fn name(&self, kind: &str) -> String {
        format!("{kind}_{}", self.requester)
    }

    fn of_trier(&self, kind: &str, guard: &Item) -> Timestamp {
        read(guard, &self.name(kind))
    }
}

/// A failure that was counted in advance, and the guard as it was then.
pub struct Reserved(pub(crate) Item);

/// Where a code of one type and application is within the guard's item.
pub struct CodeSlot {
    /// The attribute that holds the code.
    pub code: String,
    /// The attribute that counts its tries.
    pub tries: String,
}

impl CodeSlot {
    /// For a code of this type, of the caller's application.
    pub fn of(pseudonyms: &PseudonymKey, caller: &Caller, kind: impl CodeType) -> Self {
        let tag = pseudonyms.tag(&["CODE", kind.wire(), caller.application.client_id.as_str()]);
        Self {
            code: format!("code_{tag}"),
            tries: format!("tries_{tag}"),
        }
    }
}
