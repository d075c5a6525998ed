//! The access tokens of third parties' APIs, shared by all instances of all functions.
//!
//! A token is an item in the Transient table. The instance that finds it old takes a lease, by a
//! conditional write, and renews it; the others use the old one while it lasts, or wait.

use crate::{
    error::Result,
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    storage::{
        item::{ItemKey, from_item},
        item_keys::access_token_key,
        store::Store,
        write::{Write, Written},
    },
    values::identifiers::TenantId,
};
use serde::Deserialize;
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
    time::Duration,
};

/// How long before its expiry a token is renewed.
const EARLY: Duration = Duration::from_mins(5);
/// How long an instance has to renew the token before another may try.
const LEASE: Duration = Duration::from_secs(8);

/// The item of a token.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct StoredToken {
    access_token: String,
    renew_at: Timestamp,
    expires_at: Timestamp,
}

impl StoredToken {
    /// Tells whether the token need not be renewed yet and is not `stale`.
    fn is_fresh(&self, stale: Option<&str>, now: Timestamp) -> bool {
        self.renew_at > now && stale != Some(self.access_token.as_str())
    }
}

/// The state in which a token is found.
pub enum Lookup {
    /// The token can be used.
    Valid(String),
    /// There is no usable token, and the caller must renew it.
    Renew(Lease),
    /// There is no usable token, and another instance is renewing it.
    Wait,
}

/// The right to renew a token, for eight seconds.
pub struct Lease {
    key: ItemKey,
    holder: String,
}

/// The cache of access tokens, in this process and in the table.
pub struct UpstreamTokens {
    store: Arc<Store>,
    entropy: Arc<dyn Entropy>,
    /// Tokens that this process has read. They are used until they must be renewed.
    known: RwLock<HashMap<ItemKey, StoredToken>>,
}

impl UpstreamTokens {
    /// Needs the Transient table.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
            known: RwLock::default(),
        })
    }

    /// Looks up the token of an application, but not `stale`, which the third party has
    /// refused. Of all callers that find it old, one gets the lease; the others get the old
    /// token while it lasts.
    pub async fn look_up(
        &self,
        tenant: &TenantId,
        app_id: &str,
        stale: Option<&str>,
        now: Timestamp,
    ) -> Result<Lookup> {
        let key = access_token_key(tenant, app_id);
        let known = self
            .known
            .read()
            .ok()
            .and_then(|known| known.get(&key).cloned());
        if let Some(known) = known
            && known.is_fresh(stale, now)
        {
            return Ok(Lookup::Valid(known.access_token));
        }
        let stored: StoredToken = self.store.get(&key).await?.unwrap_or_default();
        if stored.is_fresh(stale, now) {
            self.remember(key, &stored);
            return Ok(Lookup::Valid(stored.access_token));
        }
        let holder = self.entropy.text(ALPHANUMERIC, 16);
        let take = Write::update(key.clone())
            .idempotent_by(&holder)
            .set("lease_until = :until, expires_at = if_not_exists(expires_at, :now)")
            .condition("attribute_not_exists(lease_until) OR lease_until <= :now")
            .number(":now", now.secs())
            .number(":until", (now + LEASE).secs());
        match self.store.write(take).await? {
            Written::Done(item) => {
                // Another instance may have renewed it between our read and our lease.
                let latest: StoredToken = from_item(item)?;
                Ok(if latest.is_fresh(stale, now) {
                    Lookup::Valid(latest.access_token)
                } else {
                    Lookup::Renew(Lease { key, holder })
                })
            }
            Written::Refused(_)
                if stored.expires_at > now && stale != Some(stored.access_token.as_str()) =>
            {
                Ok(Lookup::Valid(stored.access_token))
            }
            Written::Refused(_) => Ok(Lookup::Wait),
        }
    }

    /// Stores a renewed token for all instances. `lifetime` counts from `now`.
    pub async fn keep(
        &self,
        Lease { key, holder }: Lease,
        token: &str,
        lifetime: Duration,
        now: Timestamp,
    ) -> Result<()> {
        let expires_at = now + lifetime;
        let renewed = StoredToken {
            access_token: token.to_owned(),
            renew_at: expires_at - EARLY,
            expires_at,
        };
        let write = Write::update(key.clone())
            .set("access_token = :token, renew_at = :renew_at, expires_at = :expires_at")
            .remove("lease_until")
            .condition("mark = :holder")
            .text(":holder", holder)
            .text(":token", token)
            .number(":renew_at", renewed.renew_at.secs())
            .number(":expires_at", renewed.expires_at.secs());
        self.remember(key, &renewed);
        // Refused if the lease ran out and another instance has it: its token is as good.
        self.store.write(write).await.map(|_| ())
    }

    fn remember(&self, key: ItemKey, token: &StoredToken) {
        if let Ok(mut known) = self.known.write() {
            known.insert(key, token.clone());
        }
    }
}
