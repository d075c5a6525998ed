//! Reads the keys of several kinds in one call.

use crate::{
    error::Result,
    platform::{Platform, clock::Timestamp, settings::BootError},
    storage::{
        item::{Item, ItemKey},
        store::Store,
    },
};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// A key set, whatever its kind of key.
pub(super) trait Readable: Send + Sync {
    /// The item that it is read from.
    fn item(&self) -> &ItemKey;

    /// Whether it is time to read it again.
    fn is_due(&self, now: Timestamp) -> bool;

    /// Takes over what was read.
    fn load(&self, item: Option<Item>, now: Timestamp) -> Result<()>;
}

/// Reads the key sets of a function.
pub(super) struct KeyReader {
    store: Arc<Store>,
    /// Those that are read together. They own the reader, not it them.
    together: Mutex<Vec<Weak<dyn Readable>>>,
}

impl KeyReader {
    /// Returns the one that all key sets of a function share.
    ///
    /// It reads them while the function starts, when it has a whole core; that also opens the
    /// connection to DynamoDB. There may be no keys yet: the very first deployment starts functions
    /// before `rotate-keys` has run. What cannot be read then is read with the first request.
    pub(super) fn of(platform: &Platform) -> Result<Arc<Self>, BootError> {
        platform.shared(|| {
            let reader = Arc::new(Self {
                store: Store::of(platform)?,
                together: Mutex::default(),
            });
            let (early, clock) = (Arc::clone(&reader), Arc::clone(&platform.clock));
            platform.while_starting(async move { early.read_with(None, clock.now()).await });
            Ok(reader)
        })
    }

    /// Has a set read together with others from now on.
    pub(super) fn add(&self, set: Weak<dyn Readable>) {
        let mut together = self.together.lock().unwrap_or_else(PoisonError::into_inner);
        together.push(set);
    }

    /// Reads a set, and in the same call all others whose time has come.
    pub(super) async fn read(&self, set: &dyn Readable, now: Timestamp) -> Result<()> {
        self.read_with(Some(set), now).await
    }

    async fn read_with(&self, wanted: Option<&dyn Readable>, now: Timestamp) -> Result<()> {
        let due = self.due(now);
        let others = due.iter().map(|set| &**set);
        let others = others.filter(|set| wanted.is_none_or(|wanted| wanted.item() != set.item()));
        let sets: Vec<&dyn Readable> = wanted.into_iter().chain(others).collect();
        let items: Vec<ItemKey> = sets.iter().map(|set| set.item().clone()).collect();
        let items = self.store.get_all(&items).await?;
        let loaded = sets
            .into_iter()
            .zip(items)
            .map(|(set, item)| set.load(item, now));
        let mut loaded: Vec<Result<()>> = loaded.collect();
        if wanted.is_some() {
            // Another one that cannot be understood says so when it is wanted itself.
            loaded.truncate(1);
        }
        loaded.into_iter().collect()
    }

    fn due(&self, now: Timestamp) -> Vec<Arc<dyn Readable>> {
        let together = self.together.lock().unwrap_or_else(PoisonError::into_inner);
        let sets = together.iter().filter_map(Weak::upgrade);
        sets.filter(|set| set.is_due(now)).collect()
    }
}
