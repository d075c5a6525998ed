//! How many puzzles an address may ask for, and answer wrongly, in a clock hour, and how many sends
//! it may ask for without a good pass.
//!
//! A puzzle costs us CPU and a stranger nothing, and each one is a guess. Whoever shares
//! the address shares the limit: a few dozen people behind one address may have to wait
//! for the next hour.

use crate::{
    error::{Error, Result, rule::Rule},
    platform::clock::Timestamp,
    request::context::Context,
    storage::{
        item::attribute,
        item_keys::puzzle_quota_key,
        store::Store,
        write::{Write, Written},
    },
    values::pseudonym::Pseudonym,
};
use std::time::Duration;

const HOUR: u64 = 3600;
/// How long a counter is kept after its hour, in which a puzzle of its end may be answered.
const KEPT: Duration = Duration::from_mins(5);

/// Counts a puzzle for an address, or refuses it where too many were asked for or answered wrongly.
pub async fn count_puzzle(cx: &Context, address: &Pseudonym, store: &Store) -> Result<()> {
    let limits = &cx.caller.limits;
    let count = change(cx.now, address, "asked")
        .condition("attribute_not_exists(asked) OR asked < :asked")
        .condition("attribute_not_exists(failed) OR failed < :failed")
        .number(":asked", limits.address_puzzles_per_hour)
        .number(":failed", limits.address_puzzle_failures_per_hour);
    match store.write(count).await? {
        Written::Done(_) => Ok(()),
        Written::Refused(item) => {
            let failures: u64 = attribute(&item, "failed").unwrap_or_default();
            let rule = if failures >= limits.address_puzzle_failures_per_hour.into() {
                Rule::PuzzleFailures
            } else {
                Rule::Puzzles
            };
            Err(Error::too_many(rule, cx.now.until(end_of_hour(cx.now))))
        }
    }
}

/// Counts a wrong answer. The puzzle is spent in any case, so nothing is refused here.
pub async fn count_failure(cx: &Context, address: &Pseudonym, store: &Store) -> Result<()> {
    store
        .write(change(cx.now, address, "failed"))
        .await
        .map(drop)
}

/// Counts a send without a good pass, or refuses it as one too many. There may be as many as
/// puzzles: each puzzle gives one pass at most. Sends with a good pass are not counted here, so
/// nobody is shut out.
pub async fn count_refused_pass(cx: &Context, address: &Pseudonym, store: &Store) -> Result<()> {
    let count = change(cx.now, address, "refused")
        .condition("attribute_not_exists(refused) OR refused < :most")
        .number(":most", cx.caller.limits.address_puzzles_per_hour);
    match store.write(count).await? {
        Written::Done(_) => Ok(()),
        Written::Refused(_) => {
            let rest = cx.now.until(end_of_hour(cx.now));
            Err(Error::too_many(Rule::Puzzles, rest))
        }
    }
}

fn change(now: Timestamp, address: &Pseudonym, attribute: &str) -> Write {
    Write::update(puzzle_quota_key(address, now.secs() / HOUR))
        .add(format!("{attribute} :one"))
        .set("expires_at = :ends")
        .number(":one", 1)
        .number(":ends", (end_of_hour(now) + KEPT).secs())
}

fn end_of_hour(now: Timestamp) -> Timestamp {
    Timestamp::from_secs((now.secs() / HOUR + 1) * HOUR)
}
