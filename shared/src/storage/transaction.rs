//! Several writes that all happen or none does, each with the error that its refusal means.

use crate::{
    error::Error,
    storage::{item::Item, write::Write},
};
use std::sync::Arc;

/// The error that a refusal means, told the item that stood in the way.
pub(crate) type Refusal<'a> = Arc<dyn Fn(&Item) -> Error + Send + Sync + 'a>;

/// Several writes that all happen, or none does. What says what a refusal means
/// may borrow for `'a`.
#[derive(Clone, Default)]
pub struct Transaction<'a> {
    pub(crate) writes: Vec<(Write, Refusal<'a>)>,
    pub(crate) followers: Vec<Write>,
}

impl<'a> Transaction<'a> {
    /// Adds a write, and the error that its refusal means. It is told the item that
    /// stood in the way.
    #[must_use]
    pub fn and(
        mut self,
        write: Write,
        refusal: impl Fn(&Item) -> Error + Send + Sync + 'a,
    ) -> Self {
        self.writes.push((write, Arc::new(refusal)));
        self
    }

    /// How many writes it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.writes.len()
    }

    /// Whether it writes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    /// Adds a write that has no condition.
    #[must_use]
    pub fn and_always(self, write: Write) -> Self {
        self.and(write, |_| Error::internal("writing without a condition"))
    }

    /// Adds all of another's writes.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.writes.extend(other.writes);
        self.followers.extend(other.followers);
        self
    }

    /// Adds a write that is made by itself once the transaction is done. It is for counters that
    /// everybody writes to: in a transaction, such an item would make transactions of people who
    /// have nothing to do with each other conflict. Nothing may depend on it: where it fails, it is
    /// logged and lost, and where an answer gets lost, it may have been done all the same.
    #[must_use]
    pub fn and_then(mut self, write: Write) -> Self {
        self.followers.push(write);
        self
    }
}
