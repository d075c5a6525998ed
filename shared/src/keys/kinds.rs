//! The kinds of keys, and what each is used for.

use crate::{
    error::Result,
    keys::key_set::KeyKind,
    storage::item_keys::ItemKind,
    values::{masked::masked, pseudonym::Pseudonym},
};
use aws_lc_rs::hmac;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

/// 256 random bits.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Secret(hmac::Key, String);

masked!(Secret);

masked!(SigningKey);

impl Secret {
    /// Of 32 random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(
            hmac::Key::new(hmac::HMAC_SHA256, &bytes),
            BASE64_URL_SAFE_NO_PAD.encode(bytes),
        )
    }

    /// The bits, in base64url: for a library that takes a key as bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.1.as_bytes()
    }

    /// HMAC-SHA-256 over the parts, each with its length before it, so that no two lists of parts are one message.
    #[must_use]
    pub fn mac(&self, parts: &[&str]) -> hmac::Tag {
        let mut context = hmac::Context::with_key(&self.0);
        for part in parts {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part.as_bytes());
        }
        context.sign()
    }
}

impl TryFrom<String> for Secret {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let bytes = BASE64_URL_SAFE_NO_PAD
            .decode(&text)
            .ok()
            .and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self::new).ok_or("not a secret of 256 bits")
    }
}

impl From<Secret> for String {
    fn from(secret: Secret) -> Self {
        secret.1
    }
}

/// What the MACs of verification codes are keyed with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pepper {
    /// The pepper.
    pub secret: Secret,
}

/// What state tokens are signed with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StateKey {
    /// The key.
    pub secret: Secret,
}

/// What destinations, devices and addresses are hashed with where they serve as keys. It never changes:
/// with a new one, every guard and limit would start from nothing.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PseudonymKey {
    /// The key.
    pub secret: Secret,
}

impl PseudonymKey {
    /// A name for something that is not to be stored or logged.
    #[must_use]
    pub fn pseudonym(&self, parts: &[&str]) -> Pseudonym {
        Pseudonym(BASE64_URL_SAFE_NO_PAD.encode(self.secret.mac(parts)))
    }

    /// A short one, of 16 hexadecimal digits, which may be part of an attribute's name.
    #[must_use]
    pub fn tag(&self, parts: &[&str]) -> String {
        let mac = self.secret.mac(parts);
        mac.as_ref()
            .iter()
            .take(8)
            .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }
}

/// The private half of a key for `id_tokens`.
#[derive(Clone, Serialize, Deserialize)]
pub struct SigningKey {
    /// PKCS #8, in base64.
    pub pkcs8: String,
}

/// The public half, as a key set shows it (RFC 7517, RFC 7518 section 6.3.1).
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PublicKey {
    /// Modulus, in base64url.
    pub n: String,
    /// Exponent, in base64url.
    pub e: String,
}

impl KeyKind for Pepper {
    const ITEM: ItemKind = ItemKind::Pepper;
}

impl KeyKind for StateKey {
    const ITEM: ItemKind = ItemKind::StateKey;
}

impl KeyKind for PseudonymKey {
    const ITEM: ItemKind = ItemKind::PseudonymKey;
}

impl KeyKind for PublicKey {
    const ITEM: ItemKind = ItemKind::PublicKey;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_parts_that_read_the_same_are_not_the_same() {
        let secret = Secret::new([7; 32]);
        assert_ne!(
            secret.mac(&["ab", "c"]).as_ref(),
            secret.mac(&["a", "bc"]).as_ref()
        );
        assert_eq!(
            secret.mac(&["ab", "c"]).as_ref(),
            secret.mac(&["ab", "c"]).as_ref()
        );
    }

    #[test]
    fn a_secret_prints_masked() {
        assert_eq!(
            format!(
                "{:?}",
                Pepper {
                    secret: Secret::new([7; 32])
                }
            ),
            "Pepper { secret: Secret(***) }"
        );
    }
}
