//! The guard of one destination: how often it may be written to, and how often guessed at.
//!
//! One item holds the moments of the latest sends (`s0` the newest, then `s1`, …) and of the latest
//! failed tries (`f0`, …). A new moment shifts the others along, so each window slides, one write both asks and
//! counts, and the item does not grow. A resend touches only the sends, so it refills no tries.

use crate::{
    clock::Timestamp,
    error::{Error, Result},
    store::Store,
    tenant::Limits,
    write::{Item, Key, Table, Write, Written},
};
use std::{fmt::Write as _, time::Duration};

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);
/// The longest lock.
const LONGEST_LOCK: Duration = DAY;
/// How long after its last event a guard is of interest: the longest lock, and a day for the next to be twice as long.
const KEPT: Duration = Duration::from_hours(48);

/// What stands between strangers and one destination.
pub struct Guard<'a> {
    /// The destination's blinded name.
    pub destination: &'a str,
    /// The tenant's.
    pub limits: Limits,
    /// When.
    pub now: Timestamp,
}

impl Guard<'_> {
    fn key(&self) -> Key {
        Key::new(Table::Transient, self.destination, "GUARD")
    }

    /// Counts a send, if one is due.
    #[must_use]
    pub fn send(&self) -> Write {
        let Limits { sends_per_hour, sends_per_day, cooldown_seconds, .. } = self.limits;
        let cooled = self.now.before(Duration::from_secs(cooldown_seconds.into()));
        let hourly = moment("s", sends_per_hour);
        let daily = moment("s", sends_per_day);
        Write::update(self.key(), format!("SET {}, expires_at = :kept", shift_in("s", sends_per_day)))
            .when(format!(
                "(attribute_not_exists(locked_until) OR locked_until <= :now) \
                 AND (attribute_not_exists(s0) OR s0 <= :cooled) \
                 AND (attribute_not_exists({hourly}) OR {hourly} <= :hour) \
                 AND (attribute_not_exists({daily}) OR {daily} <= :day)"
            ))
            .number(":now", self.now.secs())
            .number(":never", 0)
            .number(":cooled", cooled.secs())
            .number(":hour", self.now.before(HOUR).secs())
            .number(":day", self.now.before(DAY).secs())
            .number(":kept", self.now.after(KEPT).secs())
    }

    /// Takes a send back that came to nothing.
    #[must_use]
    pub fn unsend(&self) -> Write {
        Write::update(self.key(), format!("SET {}", shift_out("s", self.limits.sends_per_day)))
            .when("s0 = :now")
            .number(":now", self.now.secs())
            .number(":never", 0)
    }

    /// Counts a failed try before it is known to be one, if a try is due.
    ///
    /// Where the day's tries are used up and the lock has ended, one try at a time is due: the first since
    /// the lock ended, and then one a minute, should the process that made it have died before saying how it went.
    pub async fn reserve(&self, store: &Store) -> Result<Reserved> {
        let tries = self.limits.failures_per_day;
        let last = moment("f", tries);
        let write = Write::update(self.key(), format!("SET {}, expires_at = :kept", shift_in("f", tries)))
            .when(format!(
                "(attribute_not_exists(locked_until) OR locked_until <= :now) \
                 AND (attribute_not_exists({last}) OR {last} <= :day OR f0 <= :minute \
                      OR (attribute_exists(locked_until) AND f0 < locked_until))"
            ))
            .number(":now", self.now.secs())
            .number(":never", 0)
            .number(":minute", self.now.before(MINUTE).secs())
            .number(":day", self.now.before(DAY).secs())
            .number(":kept", self.now.after(KEPT).secs());
        match store.write(write).await? {
            Written::Done(guard) => Ok(Reserved(guard)),
            Written::Refused(guard) => {
                let open_again = read(&guard, "locked_until").max(read(&guard, "f0").after(MINUTE));
                Err(Error::locked_out(self.now.until(open_again)))
            }
        }
    }

    /// How many failures are left before the lock, the reserved one counted.
    #[must_use]
    pub fn remaining(&self, Reserved(guard): &Reserved) -> usize {
        let limit = self.limits.failures_per_day;
        let day = self.now.before(DAY);
        (1..=limit).filter(|place| read(guard, &moment("f", *place)) <= day).count()
    }

    /// Takes a counted failure back: the try was right.
    #[must_use]
    pub fn unreserve(&self) -> Write {
        Write::update(self.key(), format!("SET {}", shift_out("f", self.limits.failures_per_day)))
            .number(":never", 0)
    }

    /// The try was wrong, so the failure stays; the last one of the day locks.
    pub async fn failed(&self, Reserved(guard): &Reserved, store: &Store) -> Result<()> {
        let oldest = read(guard, &moment("f", self.limits.failures_per_day));
        if oldest <= self.now.before(DAY) {
            return Ok(());
        }
        let since_last = read(guard, "locked_until").after(DAY);
        let level = if since_last > self.now { read_number(guard, "lock_level") + 1 } else { 0 };
        let first = Duration::from_secs(self.limits.lock_seconds.into());
        let doubled = first.saturating_mul(1 << level.min(16)).min(LONGEST_LOCK.max(first));
        let lock =
            Write::update(self.key(), "SET locked_until = :until, lock_level = :level, expires_at = :kept")
                .when("attribute_not_exists(locked_until) OR locked_until <= :now")
                .number(":now", self.now.secs())
                .number(":until", self.now.after(doubled).secs())
                .number(":level", level)
                .number(":kept", self.now.after(doubled).after(DAY).secs());
        // Refused where another wrong try has locked it already, which is as good.
        store.write(lock).await.map(|_| ())
    }
}

/// What the refusal of a send means.
#[must_use]
pub fn send_refused(guard: &Item, limits: Limits, now: Timestamp) -> Error {
    let locked_until = read(guard, "locked_until");
    if locked_until > now {
        return Error::locked_out(now.until(locked_until));
    }
    let due = [
        read(guard, "s0").after(Duration::from_secs(limits.cooldown_seconds.into())),
        read(guard, &moment("s", limits.sends_per_hour)).after(HOUR),
        read(guard, &moment("s", limits.sends_per_day)).after(DAY),
    ];
    Error::too_many(due.into_iter().map(|due| now.until(due)).max().unwrap_or_default())
}

/// A failure that was counted in advance, and the guard as it was then.
pub struct Reserved(Item);

/// The register of the `limit`th newest event.
fn moment(kind: &str, limit: u8) -> String {
    format!("{kind}{}", limit.max(1) - 1)
}

/// Assignments that make room for `:now` before the latest events. DynamoDB reads all right sides before it writes.
fn shift_in(kind: &str, limit: u8) -> String {
    let mut expression = format!("{kind}0 = :now");
    for place in 1..limit {
        let _ = write!(expression, ", {kind}{place} = if_not_exists({kind}{}, :never)", place - 1);
    }
    expression
}

/// Assignments that drop the newest event.
fn shift_out(kind: &str, limit: u8) -> String {
    let mut expression = String::new();
    for place in 1..limit {
        let _ = write!(expression, "{kind}{} = if_not_exists({kind}{place}, :never), ", place - 1);
    }
    let _ = write!(expression, "{} = :never", moment(kind, limit));
    expression
}

fn read(guard: &Item, name: &str) -> Timestamp {
    Timestamp::from_secs(read_number(guard, name))
}

fn read_number(guard: &Item, name: &str) -> u64 {
    guard.get(name).and_then(|value| value.as_n().ok()).and_then(|text| text.parse().ok()).unwrap_or_default()
}
