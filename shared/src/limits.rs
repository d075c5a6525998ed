//! Counters of what one address or one device asks for.

use crate::{
    caller::Caller,
    clock::Timestamp,
    error::Error,
    keys::BlindKey,
    write::{Key, Table, Transaction, Write},
};

/// Length of a window, in seconds.
const HOUR: u64 = 3600;

/// Counts a send for the caller's address and for its device, or refuses it where one has had its share of the hour.
#[must_use]
pub fn count_send(caller: &Caller, blind: &BlindKey, now: Timestamp) -> Transaction {
    let limits = caller.tenant.limits;
    let counted = [
        ("ADDRESS", caller.address.network(), limits.address_sends_per_hour),
        ("DEVICE", caller.device.fingerprint().to_owned(), limits.device_sends_per_hour),
    ];
    counted.into_iter().fold(Transaction::default(), |transaction, (kind, who, limit)| {
        let who = blind.blind(&[kind, &caller.tenant.id.to_string(), &who]);
        let window = now.secs() / HOUR;
        let ends = Timestamp::from_secs((window + 1) * HOUR);
        let key = Key::new(Table::Transient, format!("LIMIT#{kind}#{who}#{window}"), "-");
        let count = Write::update(key, "ADD sends :one SET expires_at = :ends")
            .when("attribute_not_exists(sends) OR sends < :limit")
            .number(":one", 1)
            .number(":limit", limit)
            .number(":ends", ends.secs());
        transaction.and(count, move |_| Error::too_many(now.until(ends)))
    })
}
