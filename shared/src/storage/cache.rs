//! Items that a process keeps in memory for a minute, for what is needed with each request and
//! rarely changed.

use crate::{
    error::Result,
    platform::clock::Timestamp,
    storage::{item::ItemKey, store::Store},
};
use serde::de::DeserializeOwned;
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, RwLock},
    time::Duration,
};

/// How long a process uses what it has read. A changed item is in use
/// everywhere within a minute.
const READ_EVERY: Duration = Duration::from_mins(1);

/// Items that were read less than a minute ago. The absence of an item is not cached, so that
/// requests for made-up names cannot fill the memory.
pub struct Cache<N, T>(RwLock<HashMap<N, (Timestamp, Arc<T>)>>);

impl<N, T> Default for Cache<N, T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<N: Clone + Eq + Hash, T: DeserializeOwned> Cache<N, T> {
    /// Returns an item, if there is one: as it is, or was within the last minute.
    pub async fn get(
        &self,
        store: &Store,
        name: &N,
        key: fn(&N) -> ItemKey,
        now: Timestamp,
    ) -> Result<Option<Arc<T>>> {
        let cached = self
            .0
            .read()
            .ok()
            .and_then(|items| items.get(name).cloned());
        match cached {
            Some((read_at, value)) if now < read_at + READ_EVERY => Ok(Some(value)),
            _ => self.read(store, name, key, now).await,
        }
    }

    /// Returns an item as it is, and keeps it for the next minute.
    pub async fn read(
        &self,
        store: &Store,
        name: &N,
        key: fn(&N) -> ItemKey,
        now: Timestamp,
    ) -> Result<Option<Arc<T>>> {
        let found = store.get::<T>(&key(name)).await?.map(Arc::new);
        if let Ok(mut items) = self.0.write() {
            match &found {
                Some(value) => items.insert(name.clone(), (now, Arc::clone(value))),
                None => items.remove(name),
            };
        }
        Ok(found)
    }
}
