//! What a sign-in was proved by, as sessions and `id_token`s record it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A proof that a user gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// A WeChat account that was linked to the user before.
    Wechat,
    /// A phone number that WeChat vouches for.
    WechatPhone,
    /// A code to the mobile.
    Sms,
    /// A code to the e-mail address.
    Mail,
    /// The password.
    Password,
}

/// Proofs of one kind fall together: whoever has the phone has all that comes to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactorKind {
    /// A social account.
    Social,
    /// A mobile.
    Mobile,
    /// A mailbox.
    Email,
    /// A password.
    Password,
}

impl Factor {
    /// The kind that it counts as.
    #[must_use]
    pub const fn kind(self) -> FactorKind {
        match self {
            Self::Wechat => FactorKind::Social,
            Self::WechatPhone | Self::Sms => FactorKind::Mobile,
            Self::Mail => FactorKind::Email,
            Self::Password => FactorKind::Password,
        }
    }

    /// The word of RFC 8176 for it, or ours where that has none.
    const fn amr(self) -> &'static str {
        match self {
            Self::Wechat | Self::WechatPhone => "wechat",
            Self::Sms => "sms",
            Self::Mail => "otp",
            Self::Password => "pwd",
        }
    }
}

/// How many kinds of proof these are.
#[must_use]
pub fn count_kinds(factors: &[Factor]) -> usize {
    let kinds: BTreeSet<_> = factors.iter().map(|factor| factor.kind()).collect();
    kinds.len()
}

/// The `amr` claim: one word for each proof, and `mfa` where they are of several kinds.
#[must_use]
pub fn amr(factors: &[Factor]) -> Vec<&'static str> {
    let mut words: Vec<_> = factors.iter().map(|factor| factor.amr()).collect();
    words.dedup();
    if count_kinds(factors) > 1 {
        words.push("mfa");
    }
    words
}
