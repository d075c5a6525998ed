//! Proof that a caller owns a contact, with the writes that consume it.

use crate::{
    error::{Error, Result},
    storage::{store::Store, transaction::Transaction},
    values::mobile::Mobile,
};

/// What was proved, and what becomes of the proof: a flow commits exactly one of the two.
#[must_use]
#[derive(Default)]
pub struct Proof {
    /// Consumes the proof, in the transaction that it serves.
    pub consume: Transaction<'static>,
    /// Gives the attempt back where the proof served nothing.
    pub refund: Refund,
}

/// What becomes of a proof that served nothing, as where the form that came with it is refused.
pub enum Refund {
    /// These writes give it back.
    Given(Transaction<'static>),
    /// It was given back so often that it no longer is. The client gets this error in place of what
    /// the flow found: otherwise one code would probe which user names are taken.
    Exhausted(fn() -> Error),
}

impl Refund {
    /// Gives the proof back, and returns what the client hears: the outcome that made the proof
    /// useless, unless it was given back too often.
    pub async fn settle<T>(self, store: &Store, outcome: Result<T>) -> Result<T> {
        match self {
            Self::Given(refund) => {
                // Refused where the proof was consumed all the same: nothing to give back.
                let _ = store.commit(refund).await;
                outcome
            }
            Self::Exhausted(error) => Err(error()),
        }
    }

    /// Gives the proof back unless it served, and returns what the client hears.
    pub async fn unless_served<T>(self, store: &Store, outcome: Result<T>) -> Result<T> {
        match outcome {
            Ok(_) => outcome,
            Err(_) => self.settle(store, outcome).await,
        }
    }
}

impl Default for Refund {
    fn default() -> Self {
        Self::Given(Transaction::default())
    }
}

/// A contact that the caller has proved to own.
///
/// Only [`Codes`](super::codes::Codes) and WeChat's answer make one, so nobody is registered or
/// bound under a contact that nobody proved.
#[must_use]
pub struct Verified<C> {
    contact: C,
    proof: Proof,
}

impl Verified<Mobile> {
    /// By WeChat's word, which costs no code of ours. For the client of WeChat's API alone.
    pub(crate) fn by_wechat(mobile: Mobile) -> Self {
        Self {
            contact: mobile,
            proof: Proof::default(),
        }
    }
}

impl<C> Verified<C> {
    pub(super) fn by_code(contact: C, proof: Proof) -> Self {
        Self { contact, proof }
    }

    pub const fn contact(&self) -> &C {
        &self.contact
    }

    pub fn into_parts(self) -> (C, Proof) {
        (self.contact, self.proof)
    }
}
