//! Authentication factors, as sessions and `id_token`s record them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A proof of identity that a user gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// A WeChat account that was linked to the user before.
    Wechat,
    /// A phone number that WeChat has verified.
    WechatPhone,
    /// A code sent to the mobile phone.
    Sms,
    /// A code sent to the e-mail address.
    Mail,
    Password,
}

/// The kind of a factor. Two factors of one kind count as one: whoever has the phone has all that
/// is sent to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactorKind {
    Social,
    Mobile,
    Email,
    Password,
}

impl Factor {
    /// The kind as which the factor counts.
    #[must_use]
    pub const fn kind(self) -> FactorKind {
        match self {
            Self::Wechat => FactorKind::Social,
            Self::WechatPhone | Self::Sms => FactorKind::Mobile,
            Self::Mail => FactorKind::Email,
            Self::Password => FactorKind::Password,
        }
    }

    /// Its value in the `amr` claim, from RFC 8176, or one of our own if that has none.
    const fn amr(self) -> &'static str {
        match self {
            Self::Wechat | Self::WechatPhone => "wechat",
            Self::Sms => "sms",
            Self::Mail => "otp",
            Self::Password => "pwd",
        }
    }
}

/// Counts the kinds of these factors.
#[must_use]
pub fn count_kinds(factors: &[Factor]) -> usize {
    let kinds: BTreeSet<_> = factors.iter().map(|factor| factor.kind()).collect();
    kinds.len()
}

/// The `amr` claim: one value for each factor, and `mfa` if they are of several kinds.
#[must_use]
pub fn amr(factors: &[Factor]) -> Vec<&'static str> {
    let mut words: Vec<_> = factors.iter().map(|factor| factor.amr()).collect();
    words.dedup();
    if count_kinds(factors) > 1 {
        words.push("mfa");
    }
    words
}
