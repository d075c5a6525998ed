//! Secrets: what is kept in the Keys table, and which of it is in use.

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

/// How long a process goes on with the keys it read. Every new key but the very first is written
/// at least a day before its use, so all processes have it by then.
const READ_EVERY: Duration = Duration::from_mins(10);

/// A kind of key. All keys of one kind are the items under one partition key, so that a
/// function's role can be limited to the kinds it uses.
pub trait KeyKind: DeserializeOwned + Send + Sync + 'static {
    /// Its items.
    const ITEM: ItemKind;

    /// Does what would slow down the first use of the key that was just read and is the one in use.
    fn prepare(&self) {}
}

/// A key, and when it is the one to use.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeyVersion<K> {
    /// Its place among its kind, from 1.
    pub number: u64,
    /// Its name, where something made with it names it.
    pub id: String,
    /// From when on it is used, until the next one is.
    pub use_from: Timestamp,
    /// The key.
    #[serde(flatten)]
    pub key: K,
}

/// All keys of one kind, read at start and again every ten minutes.
pub struct KeySet<K> {
    store: Arc<Store>,
    read: RwLock<(Timestamp, Arc<Vec<KeyVersion<K>>>)>,
}

impl<K: KeyKind> KeySet<K> {
    /// Those that all parts of a function share. They are read while it starts, when it has a whole core, which also opens the
    /// connection to DynamoDB. There may be none yet: the very first deployment starts functions before `rotate-keys` has run. And
    /// what cannot be read then is read with the first request.
    pub fn of(platform: &Platform) -> Result<Arc<Self>, BootError> {
        platform.shared(|| {
            let keys = Arc::new(Self {
                store: Store::of(platform)?,
                read: RwLock::default(),
            });
            let (warming, now) = (Arc::clone(&keys), platform.clock.now());
            platform.while_starting(async move { warming.refresh(now).await.map(drop) });
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

    /// All of them, oldest first.
    pub async fn all(&self, now: Timestamp) -> Result<Arc<Vec<KeyVersion<K>>>> {
        let (read_at, keys) = self
            .read
            .read()
            .map(|read| read.clone())
            .unwrap_or_default();
        let is_fresh = now < read_at + READ_EVERY && in_use(&keys, now).is_some();
        if is_fresh {
            return Ok(keys);
        }
        match self.refresh(now).await {
            // Old keys are better than none: they stay valid for a day after their successor is known.
            Err(_) if !keys.is_empty() => Ok(keys),
            other => other,
        }
    }

    /// The one in use, for making something new.
    pub async fn current(&self, now: Timestamp) -> Result<KeyVersion<K>>
    where
        K: Clone,
    {
        let keys = self.all(now).await?;
        in_use(&keys, now)
            .cloned()
            .ok_or_else(|| Error::internal("looking for a key: rotate-keys has not run"))
    }

    /// The one with this name, for checking something old.
    pub async fn named(&self, id: &str, now: Timestamp) -> Result<Option<KeyVersion<K>>>
    where
        K: Clone,
    {
        Ok(self
            .all(now)
            .await?
            .iter()
            .find(|key| key.id == id)
            .cloned())
    }
}

/// Of all keys of a kind, oldest first, the one to make something new with.
fn in_use<K>(keys: &[KeyVersion<K>], now: Timestamp) -> Option<&KeyVersion<K>> {
    keys.iter().rev().find(|key| key.use_from <= now)
}
