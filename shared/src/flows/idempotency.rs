//! Requests that may come again: what was done for one is known by the key that its client gave it.
//!
//! A client that heard nothing, or that the system is busy, repeats its request with the same `Idempotency-Key`, and gets an answer
//! that is as good as the first, while nothing is done twice. What was done is written in the transaction that does it. No
//! answer is kept, for it holds tokens: a repeat gets a session of its own.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    keys::{key_set::KeySet, kinds::PseudonymKey},
    platform::{Platform, clock::Timestamp, settings::BootError},
    request::{caller::Caller, idempotency_key::NAME},
    storage::{item::ItemKey, item_keys, store::Store, transaction::Transaction, write::Write},
    values::{identifiers::UserId, pseudonym::Pseudonym},
};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// How long a request may be repeated.
const LIFETIME: Duration = Duration::from_mins(10);

/// What was done for a request.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "done", rename_all = "snake_case")]
pub enum Recorded {
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
struct StoredResult {
    /// The request, its application and its device, blinded: the body holds codes.
    request: Pseudonym,
    #[serde(flatten)]
    done: Recorded,
    expires_at: Timestamp,
}

/// Knows requests that were answered.
pub struct Idempotency {
    store: Arc<Store>,
    pseudonyms: Arc<KeySet<PseudonymKey>>,
}

impl Idempotency {
    /// Needs the blinding key.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            pseudonyms: KeySet::of(platform)?,
        })
    }

    /// What was done for the caller's request before, if its key says that it is a repeat. The same key with another request, of another
    /// application or device, is refused.
    pub async fn done(&self, caller: &Caller, now: Timestamp) -> Result<Option<Recorded>> {
        let Some((key, request)) = self.names(caller, now).await? else {
            return Ok(None);
        };
        let kept = self
            .store
            .get::<StoredResult>(&key)
            .await?
            .filter(|kept| kept.expires_at > now);
        match kept {
            None => Ok(None),
            Some(kept) if kept.request == request => {
                caller.audit.repeated();
                Ok(Some(kept.done))
            }
            Some(_) => Err(other_request()),
        }
    }

    /// The write that remembers what is done for the caller's request.
    pub async fn remember(
        &self,
        caller: &Caller,
        done: Recorded,
        now: Timestamp,
    ) -> Result<Transaction> {
        let Some((key, request)) = self.names(caller, now).await? else {
            return Ok(Transaction::default());
        };
        let kept = StoredResult {
            request,
            done,
            expires_at: now + LIFETIME,
        };
        let put = Write::put(key, &kept)?
            .condition("attribute_not_exists(pk) OR expires_at <= :now")
            .number(":now", now.secs());
        Ok(Transaction::default().and(put, |_| other_request()))
    }

    /// The write that forgets it.
    pub async fn forget(&self, caller: &Caller, now: Timestamp) -> Result<Transaction> {
        let names = self.names(caller, now).await?;
        Ok(names
            .map(|(key, _)| Transaction::default().and_always(Write::delete(key)))
            .unwrap_or_default())
    }

    async fn names(&self, caller: &Caller, now: Timestamp) -> Result<Option<(ItemKey, Pseudonym)>> {
        let Some(given) = &caller.request_key else {
            return Ok(None);
        };
        let pseudonyms = self.pseudonyms.current(now).await?.key;
        let tenant = caller.tenant.id.as_str();
        let key = pseudonyms.pseudonym(&["ONCE", tenant, given.key()]);
        let (client, device) = (
            caller.application.client_id.as_str(),
            caller.device.fingerprint(),
        );
        let request = pseudonyms.pseudonym(&["REQUEST", tenant, client, device, given.request()]);
        Ok(Some((item_keys::idempotency_key(&key), request)))
    }
}

fn other_request() -> Error {
    Error::new(ErrorCode::BadValue).with(NAME)
}
