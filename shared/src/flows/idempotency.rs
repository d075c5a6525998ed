//! Idempotency-Key: a repeated request gets an equivalent response, and nothing is done twice.
//!
//! What was done is recorded in the transaction that does it, for ten minutes. Responses are not
//! stored, they hold tokens: a replay starts a session of its own, through the same checks as any
//! sign-in, at most three times, and only while the sessions that were started before it are alive.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    keys::{key_set::KeySet, kinds::PseudonymKey},
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    request::{context::Context, idempotency_key::NAME},
    storage::{
        item::ItemKey, item_keys::idempotency_key, store::Store, transaction::Transaction,
        write::Write,
    },
    tokens::{session::SessionTerms, state_token::Purpose},
    values::{identifiers::UserId, pseudonym::Pseudonym},
};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// How long a request may be repeated.
const LIFETIME: Duration = Duration::from_mins(10);
/// How often. Each replay is a session more.
const MAX_REPLAYS: u64 = 3;

/// What was done for a request.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "done", rename_all = "snake_case")]
pub enum Recorded {
    /// A code was counted and stored, and is being sent.
    Sending {
        /// The name under which the captcha pass was spent.
        pass: String,
    },
    /// A code was sent.
    Sent,
    /// A session was started.
    #[serde(rename = "entered")]
    SessionStarted {
        user_id: UserId,
        /// What the session was started with.
        #[serde(flatten)]
        terms: SessionTerms,
        /// The names of the session and of those that replays started.
        #[serde(default)]
        sessions: Vec<String>,
    },
    /// A second factor or a new password was required.
    #[serde(rename = "asked")]
    ChallengeIssued(Purpose),
}

/// A record as it is stored.
#[derive(Serialize, Deserialize)]
struct StoredResult {
    /// The request, hashed: its body holds codes.
    request: Pseudonym,
    #[serde(flatten)]
    done: Recorded,
    /// When it was done.
    #[serde(default)]
    at: Timestamp,
    /// The one of several simultaneous requests that did it.
    #[serde(rename = "made_by", default)]
    by: String,
    #[serde(default)]
    replays: u64,
    expires_at: Timestamp,
}

/// What an earlier request of the same key did.
pub struct Earlier {
    pub done: Recorded,
    /// When it was done.
    pub at: Timestamp,
    /// The one of several simultaneous requests that did it.
    pub by: String,
    key: ItemKey,
}

/// Knows requests that were answered.
pub struct Idempotency {
    store: Arc<Store>,
    pseudonyms: Arc<KeySet<PseudonymKey>>,
    entropy: Arc<dyn Entropy>,
}

impl Idempotency {
    /// Needs the pseudonym key.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            pseudonyms: KeySet::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// What was done before, if the key says that the request is a repeat. The same key with
    /// another request is refused.
    pub async fn find(&self, cx: &Context) -> Result<Option<Earlier>> {
        let Some((key, request)) = self.names(cx).await? else {
            return Ok(None);
        };
        let stored = self.store.get::<StoredResult>(&key).await?;
        match stored.filter(|stored| stored.expires_at > cx.now) {
            None => Ok(None),
            Some(stored) if stored.request == request => {
                cx.audit.repeated();
                Ok(Some(Earlier {
                    done: stored.done,
                    at: stored.at,
                    by: stored.by,
                    key,
                }))
            }
            Some(_) => Err(refused()),
        }
    }

    /// The write that records what is done. `by` tells simultaneous requests apart.
    pub async fn record(
        &self,
        cx: &Context,
        done: Recorded,
        by: &str,
    ) -> Result<Transaction<'static>> {
        let Some((key, request)) = self.names(cx).await? else {
            return Ok(Transaction::default());
        };
        let stored = StoredResult {
            request,
            done,
            at: cx.now,
            by: by.to_owned(),
            replays: 0,
            expires_at: cx.now + LIFETIME,
        };
        let put = Write::put(key, &stored)?
            .condition("attribute_not_exists(pk) OR expires_at <= :now")
            .number(":now", cx.now.secs());
        Ok(Transaction::default().and(put, |_| refused()))
    }

    /// A name for one of several simultaneous requests.
    #[must_use]
    pub fn draw_name(&self) -> String {
        self.entropy.text(ALPHANUMERIC, 12)
    }

    /// The write that turns *sending* into *sent*.
    pub async fn sent(&self, cx: &Context, by: &str) -> Result<Option<Write>> {
        let names = self.names(cx).await?;
        Ok(names.map(|(key, _)| {
            Write::update(key)
                .set("done = :sent")
                .remove("pass")
                .condition("made_by = :by")
                .text(":sent", "sent")
                .text(":by", by)
        }))
    }

    /// The write that counts a replay, and refuses it where there were enough. The session that the
    /// replay starts, if it does, is noted beside those before it.
    pub fn replayed(
        &self,
        earlier: &Earlier,
        session: Option<&str>,
    ) -> Result<Transaction<'static>> {
        let count = Write::update(earlier.key.clone())
            .add("replays :one")
            .condition("attribute_not_exists(replays) OR replays < :most")
            .number(":one", 1)
            .number(":most", MAX_REPLAYS);
        let count = match session {
            Some(session) => count
                .set("sessions = list_append(if_not_exists(sessions, :none), :session)")
                .value(":none", &[(); 0])?
                .value(":session", &[session])?,
            None => count,
        };
        Ok(Transaction::default().and(count, |_| refused()))
    }

    /// The write that forgets what this request recorded.
    pub async fn forget(&self, cx: &Context, by: &str) -> Result<Transaction<'static>> {
        let Some((key, _)) = self.names(cx).await? else {
            return Ok(Transaction::default());
        };
        let delete = Write::delete(key)
            .condition("attribute_not_exists(pk) OR made_by = :by")
            .text(":by", by);
        Ok(Transaction::default().and(delete, |_| Error::internal("forgetting a request")))
    }

    /// Where the record of the request is, and what it is compared by. Keys are of one application
    /// and device: nobody meets the key of another.
    async fn names(&self, cx: &Context) -> Result<Option<(ItemKey, Pseudonym)>> {
        let caller = &cx.caller;
        let Some(given) = &caller.idempotency_key else {
            return Ok(None);
        };
        let pseudonyms = self.pseudonyms.current(cx.now).await?.key;
        let tenant = caller.tenant.id.as_str();
        let client = caller.application.client_id.as_str();
        let device = caller.device.fingerprint();
        let name = pseudonyms.pseudonym(&["ONCE", tenant, client, device, given.key()]);
        let request = pseudonyms.pseudonym(&["REQUEST", tenant, client, device, given.request()]);
        Ok(Some((idempotency_key(&name), request)))
    }
}

fn refused() -> Error {
    Error::new(ErrorCode::BadValue).with(NAME)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn records_are_stored_under_names_that_do_not_change() {
        let user_id = "20220526165433582-0A12-3B4C5D6E7".to_owned();
        let state = json!({ "done": "asked", "purpose": "second_factor", "user_id": user_id,
                            "factors": ["sms"], "generation": 3 });
        let session = json!({ "done": "entered", "user_id": user_id, "seconds": 60,
                              "origin": "login", "factors": ["wechat"], "sessions": ["a name"] });
        for stored in [state, session, json!({ "done": "sent" })] {
            let recorded: Recorded = serde_json::from_value(stored.clone()).unwrap();
            assert_eq!(serde_json::to_value(recorded).unwrap(), stored);
        }
    }
}
