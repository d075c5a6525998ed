//! How many wrong passwords an address and a device may give in a clock hour, over all
//! users of a tenant.
//!
//! The attempt record of a user name limits guesses at one user. Whoever tries one common password
//! at each of many users (*spraying*) makes one guess at each, which no such record notices. So the
//! guesses are also counted for where they come from. An attempt is counted before the password is
//! compared, so that tries in parallel gain nothing, and one whose password was right is taken off
//! again: people who know their passwords use nothing up, however many share an address.
//!
//! # What the defaults let through, and whom they keep out
//!
//! An address has 100 wrong passwords an hour. A spray from one address reaches 2,400 users a day;
//! passwords that many people have are refused when they are set, and of what is left the most
//! frequent is that of one user in ten thousand at best. So an address finds a password in four
//! days, and a thousand rented addresses 250 a day, each of which a second factor makes worthless.
//! The other side is carrier NAT: 5,000 users of one tenant behind one address who sign in once a
//! week are 30 sign-ins an hour, at the busiest hour 120, of which every tenth is mistyped: the
//! limit is eight times that. Where somebody behind it uses it up, devices that nobody signed in on
//! wait for the next hour. Devices that used a password or code of the user name before do not:
//! `verification/passwords.rs` does not count them.
//!
//! A device has 20. It is what a client says of itself, so that this stops only whoever does
//! not know to change it: a loop, or the app itself in the wrong hands behind many addresses.
//! An app that sends one fingerprint for all its devices shares the limit among all whom it does
//! not know yet, and has none at those whom it does: it must send one for each device.
//!
//! The two counters are two single writes side by side and no transaction. An item in an ongoing
//! transaction refuses all other writes, and behind one address people sign in at once who have
//! nothing to do with each other. Where one counter refuses, the other is taken back; a process
//! that dies in between leaves a count too many, which ends with the hour.

use crate::{
    error::{Error, Result, catalogue::ErrorCode, chain, rule::Rule},
    keys::kinds::PseudonymKey,
    platform::clock::Timestamp,
    request::context::Context,
    storage::{
        item_keys::password_quota_key,
        store::Store,
        write::{Write, Written},
    },
    values::pseudonym::Pseudonym,
};
use futures_util::future::join_all;
use std::time::Duration;

/// The length of a window of the clock, in seconds.
const HOUR: u64 = 3600;
/// How long a counter is kept after its hour, in which a right password may be taken off.
const KEPT: Duration = Duration::from_mins(5);

/// The attempts of a caller's address and device at the passwords of a tenant's users.
pub struct PasswordQuota {
    counters: [Counter; 2],
    now: Timestamp,
}

/// The wrong passwords that come from one address, or from one device.
struct Counter {
    requester: Pseudonym,
    limit: u32,
}

impl PasswordQuota {
    /// How a requester is refused who used the quota up.
    pub const ERRORS: &'static [ErrorCode] = &[ErrorCode::TooMany];

    /// The quota of a caller.
    #[must_use]
    pub fn of(cx: &Context, pseudonyms: &PseudonymKey) -> Self {
        let caller = &cx.caller;
        Self::of_requester(
            caller.tenant.id.as_str(),
            [&caller.address.network(), caller.device.fingerprint()],
            [
                caller.limits.address_password_failures_per_hour,
                caller.limits.device_password_failures_per_hour,
            ],
            pseudonyms,
            cx.now,
        )
    }

    /// The quota of an address and a device, each with its limit.
    fn of_requester(
        tenant: &str,
        [address, device]: [&str; 2],
        [of_address, of_device]: [u32; 2],
        pseudonyms: &PseudonymKey,
        now: Timestamp,
    ) -> Self {
        let counter = |kind: &str, requester: &str, limit| Counter {
            requester: pseudonyms.pseudonym(&[kind, tenant, requester]),
            limit,
        };
        Self {
            counters: [
                counter("PASSWORD ADDRESS", address, of_address),
                counter("PASSWORD DEVICE", device, of_device),
            ],
            now,
        }
    }

    /// Counts an attempt, or refuses it as one too many and counts it nowhere.
    /// Fails with `TooMany` then.
    pub async fn count(&self, store: &Store) -> Result<()> {
        let counts = self.counters.iter().map(|one| store.write(self.add(one)));
        let mut counted = Vec::new();
        let mut refusal = None;
        for (counter, written) in self.counters.iter().zip(join_all(counts).await) {
            let error = match written {
                Ok(Written::Done(_)) => {
                    counted.push(store.write(self.take_off(counter)));
                    continue;
                }
                Ok(Written::Refused(_)) => {
                    Error::too_many(Rule::PasswordFailures, self.now.until(self.end()))
                }
                // It may be counted all the same: one too many until the hour ends.
                Err(error) => error,
            };
            refusal.get_or_insert(error);
        }
        let Some(refusal) = refusal else {
            return Ok(());
        };
        for error in join_all(counted).await.into_iter().filter_map(Result::err) {
            tracing::warn!("a refused attempt was not taken off: {}", chain(&error));
        }
        Err(refusal)
    }

    /// Takes an attempt off that was counted, whose password was right or was never compared.
    pub async fn give_back(&self, store: &Store) -> Result<()> {
        let back = self
            .counters
            .iter()
            .map(|one| store.write(self.take_off(one)));
        for written in join_all(back).await {
            written?;
        }
        Ok(())
    }

    fn add(&self, counter: &Counter) -> Write {
        self.change(counter, 1)
            .set("expires_at = :ends")
            .condition("attribute_not_exists(failed) OR failed < :most")
            .number(":most", counter.limit)
            .number(":ends", (self.end() + KEPT).secs())
    }

    fn take_off(&self, counter: &Counter) -> Write {
        self.change(counter, -1).condition("attribute_exists(pk)")
    }

    fn change(&self, counter: &Counter, by: i8) -> Write {
        let key = password_quota_key(&counter.requester, self.now.secs() / HOUR);
        Write::update(key).add("failed :by").number(":by", by)
    }

    fn end(&self) -> Timestamp {
        Timestamp::from_secs((self.now.secs() / HOUR + 1) * HOUR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{keys::kinds::Secret, storage::item::ItemKey};

    const TENANT: &str = "08f770f51f80d2f40f38c00cb199fd21";
    const ADDRESS: &str = "203.0.113.7";
    const DEVICE: &str = "156aysdna213sc50";
    /// The first second of an hour.
    const NOW: Timestamp = Timestamp::from_secs(1_800_000 * 1000);

    fn quota(tenant: &str, requester: [&str; 2], now: Timestamp) -> PasswordQuota {
        let pseudonyms = PseudonymKey::of(Secret::new([7; 32]));
        PasswordQuota::of_requester(tenant, requester, [100, 20], &pseudonyms, now)
    }

    fn keys(quota: &PasswordQuota) -> [ItemKey; 2] {
        quota.counters.each_ref().map(|one| quota.add(one).key)
    }

    #[test]
    fn an_address_and_a_device_are_counted_apart_and_for_each_tenant() {
        let [address, device] = keys(&quota(TENANT, [ADDRESS, DEVICE], NOW));
        assert_ne!(address, device);
        // An address that is sent as a fingerprint is no address.
        let [_, forged] = keys(&quota(TENANT, [ADDRESS, ADDRESS], NOW));
        assert_ne!(address, forged);
        let [same, other] = keys(&quota(TENANT, [ADDRESS, "another"], NOW));
        assert_eq!(same, address);
        assert_ne!(other, device);
        let [elsewhere, there] = keys(&quota("another", [ADDRESS, DEVICE], NOW));
        assert_ne!(elsewhere, address);
        assert_ne!(there, device);
    }

    #[test]
    fn no_address_or_fingerprint_is_in_a_key() {
        for key in keys(&quota(TENANT, [ADDRESS, DEVICE], NOW)) {
            assert!(!key.pk().contains(ADDRESS), "{key:?}");
            assert!(!key.pk().contains(DEVICE), "{key:?}");
        }
    }

    #[test]
    fn a_window_is_an_hour_of_the_clock() {
        let at = |seconds| {
            let now = NOW + Duration::from_secs(seconds);
            quota(TENANT, [ADDRESS, DEVICE], now)
        };
        assert_eq!(keys(&at(0)), keys(&at(HOUR - 1)));
        assert_ne!(keys(&at(0)), keys(&at(HOUR)));
        let last = at(HOUR - 1);
        assert_eq!(last.now.until(last.end()), Duration::from_secs(1));
        assert_eq!(at(0).end(), last.end());
    }

    #[test]
    fn an_attempt_is_taken_off_where_it_was_counted() {
        let quota = quota(TENANT, [ADDRESS, DEVICE], NOW);
        for counter in &quota.counters {
            assert_eq!(quota.take_off(counter).key, quota.add(counter).key);
        }
    }

    #[test]
    fn each_counter_has_its_own_limit() {
        let quota = quota(TENANT, [ADDRESS, DEVICE], NOW);
        let limits = quota.counters.each_ref().map(|counter| {
            let values = quota.add(counter).values;
            values[":most"].as_n().unwrap().clone()
        });
        assert_eq!(limits, ["100", "20"]);
    }
}
