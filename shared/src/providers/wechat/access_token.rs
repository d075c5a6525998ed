//! Access tokens of others' APIs, shared by all instances and renewed by one of them.

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

/// How long before its end a token is renewed.
const EARLY: Duration = Duration::from_mins(5);
/// How long one instance has to renew it, before another may try.
const LEASE: Duration = Duration::from_secs(8);
/// A token as it is kept.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct StoredToken {
    access_token: String,
    renew_at: Timestamp,
    expires_at: Timestamp,
}

impl StoredToken {
    /// Whether it is not yet to be renewed, and is not the one that was found stale.
    fn is_fresh(&self, stale: Option<&str>, now: Timestamp) -> bool {
        self.renew_at > now && stale != Some(self.access_token.as_str())
    }
}

/// What a look shows.
pub enum Look {
    /// A token that can be used.
    Good(String),
    /// None, and it is up to the looker to renew it.
    Renew(Lease),
    /// None, and somebody else is renewing it.
    Wait,
}

/// The right to renew a token, for a few seconds.
pub struct Lease {
    key: ItemKey,
    holder: String,
}

/// The tokens.
pub struct UpstreamTokens {
    store: Arc<Store>,
    entropy: Arc<dyn Entropy>,
    /// Those that this process knows, until they are to be renewed or turn out to be stale.
    known: RwLock<HashMap<ItemKey, StoredToken>>,
}

impl UpstreamTokens {
    /// Needs nothing but the Transient table.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
            known: RwLock::default(),
        })
    }

    /// Looks for the token of that name, other than `stale`. Of all who find it old, one gets the lease to renew it; the
    /// others go on with the old one while it lasts.
    pub async fn look(
        &self,
        tenant: &TenantId,
        app_id: &str,
        stale: Option<&str>,
        now: Timestamp,
    ) -> Result<Look> {
        let key = access_token_key(tenant, app_id);
        let known = self
            .known
            .read()
            .ok()
            .and_then(|known| known.get(&key).cloned());
        if let Some(known) = known
            && known.is_fresh(stale, now)
        {
            return Ok(Look::Good(known.access_token));
        }
        let kept: StoredToken = self.store.get(&key).await?.unwrap_or_default();
        if kept.is_fresh(stale, now) {
            self.remember(key, &kept);
            return Ok(Look::Good(kept.access_token));
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
                // Somebody may have renewed it between our look and our lease.
                let latest: StoredToken = from_item(item)?;
                Ok(if latest.is_fresh(stale, now) {
                    Look::Good(latest.access_token)
                } else {
                    Look::Renew(Lease { key, holder })
                })
            }
            Written::Refused(_)
                if kept.expires_at > now && stale != Some(kept.access_token.as_str()) =>
            {
                Ok(Look::Good(kept.access_token))
            }
            Written::Refused(_) => Ok(Look::Wait),
        }
    }

    /// Keeps a renewed token for everybody.
    pub async fn keep(
        &self,
        Lease { key, holder }: Lease,
        token: &str,
        lifetime: Duration,
        now: Timestamp,
    ) -> Result<()> {
        let expires_at = now + lifetime;
        let kept = StoredToken {
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
            .number(":renew_at", kept.renew_at.secs())
            .number(":expires_at", kept.expires_at.secs());
        self.remember(key, &kept);
        // Refused where the lease ran out and another instance has it: its token is as good.
        self.store.write(write).await.map(|_| ())
    }

    fn remember(&self, key: ItemKey, kept: &StoredToken) {
        if let Ok(mut known) = self.known.write() {
            known.insert(key, kept.clone());
        }
    }
}
