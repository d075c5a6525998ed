//! Requests that may come again: what was done for one is known by the key that its client gave it.
//!
//! A client that heard nothing, or that the system is busy, repeats its request with the same `Idempotency-Key`, and gets an answer
//! that is as good as the first, while nothing is done twice. What was done is written in the transaction that does it. No
//! answer is kept, for it holds tokens: a repeat gets a session of its own.

use crate::{
    error::{Error, Result, catalogue::Code},
    keys::{key_set::KeySet, kinds::BlindKey},
    platform::{Platform, clock::Timestamp, settings::BootError},
    request::{caller::Caller, idempotency_key::NAME},
    storage::{item::Key, item_keys, store::Store, transaction::Transaction, write::Write},
    values::{identifiers::UserId, pseudonym::Blinded},
};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// How long a request may be repeated.
const LIFETIME: Duration = Duration::from_mins(10);

/// What was done for a request.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "done", rename_all = "snake_case")]
pub enum Done {
    /// A code was sent.
    Sent,
    /// A user was let in.
    Entered {
        /// Who.
        user_id: UserId,
        /// How long the session lasts, in seconds.
        seconds: u64,
    },
    /// A user was asked for a second factor.
    Asked {
        /// Who.
        user_id: UserId,
    },
}

/// It, as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The request, its application and its device, blinded: the body holds codes.
    request: Blinded,
    #[serde(flatten)]
    done: Done,
    expires_at: Timestamp,
}

/// Knows requests that were answered.
pub struct Once {
    store: Arc<Store>,
    blind: Arc<KeySet<BlindKey>>,
}

impl Once {
    /// Needs the blinding key.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self { store: Store::of(platform)?, blind: KeySet::of(platform)? })
    }

    /// What was done for the caller's request before, if its key says that it is a repeat. The same key with another request, of another
    /// application or device, is refused.
    pub async fn done(&self, caller: &Caller, now: Timestamp) -> Result<Option<Done>> {
        let Some((key, request)) = self.names(caller, now).await? else { return Ok(None) };
        let kept = self.store.get::<Kept>(&key).await?.filter(|kept| kept.expires_at > now);
        match kept {
            None => Ok(None),
            Some(kept) if kept.request == request => {
                caller.trail.repeated();
                Ok(Some(kept.done))
            }
            Some(_) => Err(other_request()),
        }
    }

    /// The write that remembers what is done for the caller's request.
    pub async fn remember(&self, caller: &Caller, done: Done, now: Timestamp) -> Result<Transaction> {
        let Some((key, request)) = self.names(caller, now).await? else { return Ok(Transaction::default()) };
        let kept = Kept { request, done, expires_at: now.after(LIFETIME) };
        let put = Write::put(key, &kept)?
            .when("attribute_not_exists(pk) OR expires_at <= :now")
            .number(":now", now.secs());
        Ok(Transaction::default().and(put, |_| other_request()))
    }

    /// The write that forgets it.
    pub async fn forget(&self, caller: &Caller, now: Timestamp) -> Result<Transaction> {
        let names = self.names(caller, now).await?;
        Ok(names.map(|(key, _)| Transaction::default().and_always(Write::delete(key))).unwrap_or_default())
    }

    async fn names(&self, caller: &Caller, now: Timestamp) -> Result<Option<(Key, Blinded)>> {
        let Some(given) = &caller.request_key else { return Ok(None) };
        let blind = self.blind.current(now).await?.key;
        let tenant = caller.tenant.id.as_str();
        let key = blind.blind(&["ONCE", tenant, given.key()]);
        let (client, device) = (caller.application.client_id.as_str(), caller.device.fingerprint());
        let request = blind.blind(&["REQUEST", tenant, client, device, given.request()]);
        Ok(Some((item_keys::idempotency_key(&key), request)))
    }
}

fn other_request() -> Error {
    Error::new(Code::BadValue).with(NAME)
}
