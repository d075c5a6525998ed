//! Proof that a caller owns a contact, with the writes that consume it.

use crate::{storage::transaction::Transaction, values::mobile::Mobile};

/// A contact that the caller has proved to own, and what is written once that has served its purpose.
///
/// Only [`Codes`] and WeChat's answer make one, so nobody is registered or bound under a contact that nobody proved.
#[must_use]
pub struct Verified<C> {
    pub(super) contact: C,
    pub(super) spend: Transaction,
    pub(super) refund: Transaction,
}

impl Verified<Mobile> {
    /// By WeChat's word, which costs no code of ours. For [`crate::providers::wechat::client`] alone.
    pub(crate) fn by_wechat(mobile: Mobile) -> Self {
        Self {
            contact: mobile,
            spend: Transaction::default(),
            refund: Transaction::default(),
        }
    }
}

impl<C> Verified<C> {
    /// The contact.
    pub const fn contact(&self) -> &C {
        &self.contact
    }

    /// Takes it apart: the contact, what spends the proof, and what makes up for the try where it was not spent.
    pub fn into_parts(self) -> (C, Transaction, Transaction) {
        (self.contact, self.spend, self.refund)
    }
}
