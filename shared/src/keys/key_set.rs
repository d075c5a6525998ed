//! The versions of one kind of key, read from the Keys table and cached by the process.
//!
//! The current version makes new codes, tokens and pseudonyms; older ones stay until nothing that
//! they made is valid any more. [`crate::keys::rotation`] adds and removes versions.

use crate::{
    error::{Error, Result},
    platform::{Platform, clock::Timestamp, settings::BootError},
    storage::{
        item::from_item,
        item_keys::{ItemKind, key_versions},
        store::Store,
    },
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    sync::{Arc, RwLock},
    time::Duration,
};

/// How long a process waits at least before it reads the keys again because something names one
/// that it does not know. Strangers can make such names up.
const READ_AGAIN_AFTER: Duration = Duration::from_secs(10);

/// A kind of key. All versions of a kind share a partition key, so that the role of a function can
/// be limited to the kinds that it uses.
pub trait KeyKind: DeserializeOwned + Send + Sync + 'static {
    /// The items that hold its versions.
    const ITEM: ItemKind;
    /// How long a process uses the keys that it has read. A new key is written at least a day
    /// before its first use, so all processes have it by then, unless it replaces a revoked one: a
    /// revoked key may be used for so long.
    const READ_EVERY: Duration = Duration::from_mins(10);

    /// Prepares a key that was just read and is the current one, so that its first use is not slow.
    fn prepare(&self) {}
}

/// One version of a key, and when it is current.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeyVersion<K> {
    /// The number of the version, from 1, which is its sort key.
    pub number: u64,
    /// The name by which tokens and stored codes refer to it, such as the `kid` of a JWT.
    pub id: String,
    /// The time from which on it is current, until that of the next version.
    pub use_from: Timestamp,
    #[serde(flatten)]
    pub key: K,
}

/// All versions of one kind of key, read at start and again after [`KeyKind::READ_EVERY`].
pub struct KeySet<K> {
    store: Arc<Store>,
    read: RwLock<(Timestamp, Arc<Vec<KeyVersion<K>>>)>,
}

impl<K: KeyKind> KeySet<K> {
    /// Returns the set that all parts of a function share.
    ///
    /// The keys are read while the function starts, when it has a whole core; that also opens the
    /// connection to DynamoDB. There may be none yet: the very first deployment starts functions
    /// before `rotate-keys` has run. What cannot be read then is read with the first request.
    pub fn of(platform: &Platform) -> Result<Arc<Self>, BootError> {
        platform.shared(|| {
            let keys = Arc::new(Self {
                store: Store::of(platform)?,
                read: RwLock::default(),
            });
            let read_early = Arc::clone(&keys);
            let now = platform.clock.now();
            platform.while_starting(async move { read_early.refresh(now).await.map(drop) });
            Ok(keys)
        })
    }

    async fn refresh(&self, now: Timestamp) -> Result<Arc<Vec<KeyVersion<K>>>> {
        let items = self.store.query(&key_versions(K::ITEM)).await?;
        let keys = items
            .into_iter()
            .map(from_item)
            .collect::<Result<Vec<KeyVersion<K>>>>()?;
        if let Some(current) = in_use(&keys, now) {
            current.key.prepare();
        }
        let keys = Arc::new(keys);
        if let Ok(mut read) = self.read.write() {
            *read = (now, Arc::clone(&keys));
        }
        Ok(keys)
    }

    /// Returns all versions, oldest first. They are read again after
    /// [`KeyKind::READ_EVERY`], or at once if none is current.
    pub async fn all(&self, now: Timestamp) -> Result<Arc<Vec<KeyVersion<K>>>> {
        let (read_at, keys) = self.last_read();
        let is_fresh = now < read_at + K::READ_EVERY && in_use(&keys, now).is_some();
        if is_fresh {
            return Ok(keys);
        }
        match self.refresh(now).await {
            // Old keys are better than none: they stay valid for a day after
            // their successor is known.
            Err(_) if !keys.is_empty() => Ok(keys),
            other => other,
        }
    }

    /// Returns all versions, read once more unless that was done a moment ago: for something that
    /// none of [those known](Self::all) fits. Its key may have replaced a revoked one since.
    pub async fn renewed(&self, now: Timestamp) -> Result<Arc<Vec<KeyVersion<K>>>> {
        let (read_at, keys) = self.last_read();
        if now < read_at + READ_AGAIN_AFTER {
            return Ok(keys);
        }
        self.refresh(now).await
    }

    fn last_read(&self) -> (Timestamp, Arc<Vec<KeyVersion<K>>>) {
        self.read
            .read()
            .map(|read| read.clone())
            .unwrap_or_default()
    }

    /// Returns the current version, with which to make something new. Fails with `Busy` if there is
    /// none, which is to say that `rotate-keys` has never run.
    pub async fn current(&self, now: Timestamp) -> Result<KeyVersion<K>>
    where
        K: Clone,
    {
        let keys = self.all(now).await?;
        in_use(&keys, now)
            .cloned()
            .ok_or_else(|| Error::internal("looking for a key: rotate-keys has not run"))
    }

    /// Returns the version of that name, with which to check something old.
    pub async fn named(&self, id: &str, now: Timestamp) -> Result<Option<KeyVersion<K>>>
    where
        K: Clone,
    {
        let is_it = |key: &&KeyVersion<K>| key.id == id;
        if let Some(known) = self.all(now).await?.iter().find(is_it) {
            return Ok(Some(known.clone()));
        }
        Ok(self.renewed(now).await?.iter().find(is_it).cloned())
    }
}

/// The current one of all versions, which are sorted oldest first.
fn in_use<K>(keys: &[KeyVersion<K>], now: Timestamp) -> Option<&KeyVersion<K>> {
    keys.iter().rev().find(|key| key.use_from <= now)
}
