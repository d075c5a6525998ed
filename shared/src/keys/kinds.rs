//! The kinds of keys and what each is used for.
//!
//! Each kind is a separate type, so that a pepper cannot sign a token.

use crate::{
    error::Result,
    keys::{key_set::KeyKind, oaep::OaepKeyPair},
    storage::item_keys::ItemKind,
    values::{masked::masked, pseudonym::Pseudonym},
};
use aws_lc_rs::hmac;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A symmetric key of 256 random bits, stored in base64url and printed masked.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Secret(hmac::Key, String);

masked!(Secret);

masked!(SigningKey);

impl Secret {
    /// Makes a key of 32 random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(
            hmac::Key::new(hmac::HMAC_SHA256, &bytes),
            BASE64_URL_SAFE_NO_PAD.encode(bytes),
        )
    }

    /// The key in base64url, not the 32 bytes themselves, for a library that takes a key as bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.1.as_bytes()
    }

    /// Computes an HMAC-SHA-256 over the parts. Each part is preceded by its length, so that no two
    /// lists of parts give the same message.
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

/// The key of the MACs of verification codes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pepper {
    pub secret: Secret,
}

/// The key that signs state tokens.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StateKey {
    pub secret: Secret,
}

/// The key of the pseudonyms of destinations, devices and addresses.
///
/// It is never rotated: with a new one, every lock and limit would start from zero.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PseudonymKey {
    pub secret: Secret,
}

impl PseudonymKey {
    pub(crate) const fn of(secret: Secret) -> Self {
        Self { secret }
    }

    /// The pseudonym of something that must not be stored or logged.
    #[must_use]
    pub fn pseudonym(&self, parts: &[&str]) -> Pseudonym {
        Pseudonym(BASE64_URL_SAFE_NO_PAD.encode(self.secret.mac(parts)))
    }

    /// A short pseudonym of 16 hexadecimal digits, which may be part of an attribute's name.
    #[must_use]
    pub fn tag(&self, parts: &[&str]) -> String {
        let mut tag = hex::encode(self.secret.mac(parts));
        tag.truncate(16);
        tag
    }
}

/// The private key that signs `id_token`s.
#[derive(Clone, Serialize, Deserialize)]
pub struct SigningKey {
    /// The key pair in PKCS #8 form, in base64.
    pub pkcs8: String,
}

/// The public key of a [`SigningKey`], with the members of a JWK (RFC 7518, section 6.3.1).
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PublicKey {
    #[cfg_attr(feature = "schema", schemars(description = "Modulus, in base64url."))]
    pub n: String,
    #[cfg_attr(feature = "schema", schemars(description = "Exponent, in base64url."))]
    pub e: String,
}

/// The private key that decrypts the signatures (`X-signature`) of one application's clients.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DecryptionKey {
    pub pkcs8: OaepKeyPair,
}

/// The public key of a [`DecryptionKey`], under which clients encrypt.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EncryptionKey {
    /// A `SubjectPublicKeyInfo` in DER, in base64.
    pub spki: String,
}

/// How long a [`DecryptionKey`] is accepted once its successor is in use: clients may keep the
/// public key so long.
pub const DECRYPTION_GRACE: Duration = Duration::from_hours(1);

impl Pepper {
    pub(crate) const fn of(secret: Secret) -> Self {
        Self { secret }
    }
}

impl KeyKind for Pepper {
    const ITEM: ItemKind = ItemKind::Pepper;
}

impl StateKey {
    pub(crate) const fn of(secret: Secret) -> Self {
        Self { secret }
    }
}

impl KeyKind for StateKey {
    const ITEM: ItemKind = ItemKind::StateKey;
}

impl KeyKind for PseudonymKey {
    const ITEM: ItemKind = ItemKind::PseudonymKey;
}

impl KeyKind for PublicKey {
    const ITEM: ItemKind = ItemKind::PublicKey;
    // A key that replaces a revoked one was never announced: whoever checks its tokens asks here.
    const READ_EVERY: Duration = Duration::from_mins(1);
}

impl KeyKind for DecryptionKey {
    const ITEM: ItemKind = ItemKind::DecryptionKey;
}

impl KeyKind for EncryptionKey {
    const ITEM: ItemKind = ItemKind::EncryptionKey;
    // A key that replaces a revoked one was never announced: what is encrypted under the old one is
    // refused.
    const READ_EVERY: Duration = Duration::from_mins(1);
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
