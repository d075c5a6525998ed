//! The versions of one kind of key, read from the Keys table and cached by the process.
//!
//! The current version makes new codes, tokens and pseudonyms; older ones stay until nothing that
//! they made is valid any more. [`crate::keys::rotation`] adds and removes versions.

use crate::{
    error::{Error, Result},
    keys::reader::{KeyReader, Readable},
    platform::{Platform, clock::Timestamp, settings::BootError},
    storage::{
        item::{Item, ItemKey, from_item},
        item_keys::{ItemKind, client_keys_key, keys_key},
    },
    values::identifiers::ClientId,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock, Weak},
    time::Duration,
};

/// How long a process waits at least before it reads the keys again because something names one
/// that it does not know. Strangers can make such names up.
const READ_AGAIN_AFTER: Duration = Duration::from_secs(10);

/// A kind of key. All versions of a kind are in one item, or in one item of each application where
/// each has its own, so that the role of a function can be limited to the kinds that it uses.
pub trait KeyKind: DeserializeOwned + Send + Sync + 'static {
    /// The item that holds its versions.
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
    /// The number of the version, from 1.
    pub number: u64,
    /// The name by which tokens and stored codes refer to it, such as the `kid` of a JWT.
    pub id: String,
    /// The time from which on it is current, until that of the next version.
    pub use_from: Timestamp,
    #[serde(flatten)]
    pub key: K,
}

/// All versions of one kind of key, as their item has them.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredKeys<K> {
    /// Counts the changes of the item, from 1; 0 where there is none.
    pub revision: u64,
    /// Oldest first.
    pub versions: Vec<KeyVersion<K>>,
}

impl<K: DeserializeOwned> StoredKeys<K> {
    /// Those of an item that was read, if there is one.
    pub(super) fn of(item: Option<Item>) -> Result<Self> {
        let none = Self {
            revision: 0,
            versions: Vec::new(),
        };
        item.map_or(Ok(none), from_item)
    }
}

/// All versions of one kind of key, read at start and again after [`KeyKind::READ_EVERY`].
pub struct KeySet<K> {
    reader: Arc<KeyReader>,
    item: ItemKey,
    read: RwLock<(Timestamp, Arc<Vec<KeyVersion<K>>>)>,
}

/// The [`KeySet`]s of one kind of key that each application has of its own. An application's are
/// read when they are first needed.
pub struct ClientKeySets<K> {
    reader: Arc<KeyReader>,
    /// By application. Only applications that exist are asked for.
    sets: RwLock<HashMap<ClientId, Arc<KeySet<K>>>>,
}

impl<K: KeyKind> ClientKeySets<K> {
    /// Returns those that all parts of a function share.
    pub fn of(platform: &Platform) -> Result<Arc<Self>, BootError> {
        platform.shared(|| {
            Ok(Arc::new(Self {
                reader: KeyReader::of(platform)?,
                sets: RwLock::default(),
            }))
        })
    }

    /// Returns the set of an application.
    #[must_use]
    pub fn of_client(&self, client: &ClientId) -> Arc<KeySet<K>> {
        let sets = self.sets.read().unwrap_or_else(PoisonError::into_inner);
        let known = sets.get(client).cloned();
        drop(sets);
        known.unwrap_or_else(|| {
            let item = client_keys_key(K::ITEM, client);
            let new = Arc::new(KeySet::new(Arc::clone(&self.reader), item));
            let mut sets = self.sets.write().unwrap_or_else(PoisonError::into_inner);
            // Another request may have been faster: all are to share one set.
            Arc::clone(sets.entry(client.clone()).or_insert(new))
        })
    }
}

impl<K: KeyKind> KeySet<K> {
    fn new(reader: Arc<KeyReader>, item: ItemKey) -> Self {
        Self {
            reader,
            item,
            read: RwLock::default(),
        }
    }

    /// Returns the set that all parts of a function share. It is read while the function starts, in
    /// one call with the other sets of the function.
    pub fn of(platform: &Platform) -> Result<Arc<Self>, BootError> {
        platform.shared(|| {
            let reader = KeyReader::of(platform)?;
            let keys = Arc::new(Self::new(Arc::clone(&reader), keys_key(K::ITEM)));
            let set: Weak<Self> = Arc::downgrade(&keys);
            reader.add(set);
            Ok(keys)
        })
    }

    async fn refresh(&self, now: Timestamp) -> Result<Arc<Vec<KeyVersion<K>>>> {
        self.reader.read(self, now).await?;
        Ok(self.last_read().1)
    }

    /// Returns all versions, oldest first. They are read again after
    /// [`KeyKind::READ_EVERY`], or at once if none is current.
    pub async fn all(&self, now: Timestamp) -> Result<Arc<Vec<KeyVersion<K>>>> {
        let keys = self.last_read().1;
        if !self.is_due(now) {
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

impl<K: KeyKind> Readable for KeySet<K> {
    fn item(&self) -> &ItemKey {
        &self.item
    }

    fn is_due(&self, now: Timestamp) -> bool {
        let (read_at, keys) = self.last_read();
        read_at + K::READ_EVERY <= now || in_use(&keys, now).is_none()
    }

    fn load(&self, item: Option<Item>, now: Timestamp) -> Result<()> {
        let keys = StoredKeys::<K>::of(item)?.versions;
        if let Some(current) = in_use(&keys, now) {
            current.key.prepare();
        }
        let mut read = self.read.write().unwrap_or_else(PoisonError::into_inner);
        *read = (now, Arc::new(keys));
        Ok(())
    }
}

/// The versions with which something may have been made that is still good, newest first: the
/// current one, and each before it whose successor has been in use for less than `grace`. `keys`
/// are sorted oldest first.
pub fn accepted<K>(
    keys: &[KeyVersion<K>],
    now: Timestamp,
    grace: Duration,
) -> impl Iterator<Item = &KeyVersion<K>> {
    let successors = keys.iter().skip(1).map(Some).chain([None]);
    let is_accepted = move |(key, successor): &(&KeyVersion<K>, Option<&KeyVersion<K>>)| {
        key.use_from <= now && successor.is_none_or(|next| now < next.use_from + grace)
    };
    let accepted = keys.iter().zip(successors).filter(is_accepted);
    let accepted: Vec<_> = accepted.map(|(key, _)| key).collect();
    accepted.into_iter().rev()
}

/// The current one of all versions, which are sorted oldest first.
fn in_use<K>(keys: &[KeyVersion<K>], now: Timestamp) -> Option<&KeyVersion<K>> {
    keys.iter().rev().find(|key| key.use_from <= now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_accepted_from_its_first_use_until_its_successor_has_been_in_use_for_a_while() {
        let key = |number, use_from| KeyVersion {
            number,
            id: String::new(),
            use_from: Timestamp::from_secs(use_from),
            key: (),
        };
        let keys = [key(1, 0), key(2, 1000), key(3, 2000)];
        for (now, expected) in [
            (999, &[1][..]),
            (1000, &[2, 1]),
            (1059, &[2, 1]),
            (1060, &[2]),
            (2059, &[3, 2]),
            (2060, &[3]),
        ] {
            let now = Timestamp::from_secs(now);
            let accepted = accepted(&keys, now, Duration::from_mins(1));
            let numbers: Vec<_> = accepted.map(|key| key.number).collect();
            assert_eq!(numbers, expected, "{now:?}");
        }
    }
}
