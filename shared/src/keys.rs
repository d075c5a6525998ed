//! Secrets: what is kept in the Keys table, and which of it is in use.

use crate::{
    clock::Timestamp,
    error::{Error, Result},
    masked,
    platform::{BootError, Platform},
    store::Store,
    write::{Key, Table, understand},
};
use aws_lc_rs::hmac;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    fmt,
    sync::{Arc, RwLock},
    time::Duration,
};

/// How long a process goes on with the keys it read. Every new key but the very first is written
/// at least a day before its use, so all processes have it by then.
const READ_EVERY: Duration = Duration::from_mins(10);

/// A kind of key. All keys of one kind are the items under one partition key, so that a
/// function's role can be limited to the kinds it uses.
pub trait Kind: DeserializeOwned + Send + Sync + 'static {
    /// The partition key.
    const PK: &'static str;

    /// Does what would slow down the first use of the key that was just read and is the one in use.
    fn prepare(&self) {}
}

/// A key, and when it is the one to use.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Dated<K> {
    /// Its place among its kind, from 1.
    pub number: u64,
    /// Its name, where something made with it names it.
    pub id: String,
    /// From when on it is used, until the next one is.
    pub use_from: Timestamp,
    /// The key.
    #[serde(flatten)]
    pub key: K,
}

/// Where the key of a number is kept.
#[must_use]
pub fn key<K: Kind>(number: u64) -> Key {
    Key::new(Table::Keys, K::PK, format!("{number:08}"))
}

/// All keys of one kind, read at start and again every ten minutes.
pub struct KeySet<K> {
    store: Arc<Store>,
    read: RwLock<(Timestamp, Arc<Vec<Dated<K>>>)>,
}

impl<K: Kind> KeySet<K> {
    /// Those that all parts of a function share. They are read while it starts, when it has a whole core, which also opens the
    /// connection to DynamoDB. There may be none yet: the very first deployment starts functions before `rotate-keys` has run. And
    /// what cannot be read then is read with the first request.
    pub fn of(platform: &Platform) -> Result<Arc<Self>, BootError> {
        platform.shared(|| {
            let keys = Arc::new(Self { store: platform.store()?, read: RwLock::default() });
            let (warming, now) = (Arc::clone(&keys), platform.clock.now());
            platform.while_starting(async move { warming.refresh(now).await.map(drop) });
            Ok(keys)
        })
    }

    async fn refresh(&self, now: Timestamp) -> Result<Arc<Vec<Dated<K>>>> {
        let items = self.store.query(Table::Keys, K::PK).await?;
        let keys = items.into_iter().map(understand).collect::<Result<Vec<Dated<K>>>>()?;
        if let Some(current) = in_use(&keys, now) {
            current.key.prepare();
        }
        let keys = Arc::new(keys);
        if let Ok(mut read) = self.read.write() {
            *read = (now, Arc::clone(&keys));
        }
        Ok(keys)
    }

    /// All of them, oldest first.
    pub async fn all(&self, now: Timestamp) -> Result<Arc<Vec<Dated<K>>>> {
        let (read_at, keys) = self.read.read().map(|read| read.clone()).unwrap_or_default();
        let is_fresh = now < read_at.after(READ_EVERY) && in_use(&keys, now).is_some();
        if is_fresh {
            return Ok(keys);
        }
        match self.refresh(now).await {
            // Old keys are better than none: they stay valid for a day after their successor is known.
            Err(_) if !keys.is_empty() => Ok(keys),
            other => other,
        }
    }

    /// The one in use, for making something new.
    pub async fn current(&self, now: Timestamp) -> Result<Dated<K>>
    where
        K: Clone,
    {
        let keys = self.all(now).await?;
        in_use(&keys, now)
            .cloned()
            .ok_or_else(|| Error::impossible("looking for a key: rotate-keys has not run"))
    }

    /// The one with this name, for checking something old.
    pub async fn named(&self, id: &str, now: Timestamp) -> Result<Option<Dated<K>>>
    where
        K: Clone,
    {
        Ok(self.all(now).await?.iter().find(|key| key.id == id).cloned())
    }
}

/// Of all keys of a kind, oldest first, the one to make something new with.
fn in_use<K>(keys: &[Dated<K>], now: Timestamp) -> Option<&Dated<K>> {
    keys.iter().rev().find(|key| key.use_from <= now)
}

/// 256 random bits.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Secret(hmac::Key, String);

masked!(Secret, SigningKey);

impl Secret {
    /// Of 32 random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, &bytes), BASE64_URL_SAFE_NO_PAD.encode(bytes))
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
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(&text).ok().and_then(|bytes| bytes.try_into().ok());
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
pub struct BlindKey {
    /// The key.
    pub secret: Secret,
}

/// A name for something that is not to be stored or logged: 43 characters of base64url, the same every time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Blinded(String);

impl fmt::Display for Blinded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl BlindKey {
    /// A name for something that is not to be stored or logged.
    #[must_use]
    pub fn blind(&self, parts: &[&str]) -> Blinded {
        Blinded(BASE64_URL_SAFE_NO_PAD.encode(self.secret.mac(parts)))
    }

    /// A short one, of 16 hexadecimal digits, which may be part of an attribute's name.
    #[must_use]
    pub fn tag(&self, parts: &[&str]) -> String {
        let mac = self.secret.mac(parts);
        mac.as_ref().iter().take(8).fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
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

impl Kind for Pepper {
    const PK: &'static str = "PEPPER";
}

impl Kind for StateKey {
    const PK: &'static str = "STATE";
}

impl Kind for BlindKey {
    const PK: &'static str = "BLIND";
}

impl Kind for PublicKey {
    const PK: &'static str = "PUBLIC";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_parts_that_read_the_same_are_not_the_same() {
        let secret = Secret::new([7; 32]);
        assert_ne!(secret.mac(&["ab", "c"]).as_ref(), secret.mac(&["a", "bc"]).as_ref());
        assert_eq!(secret.mac(&["ab", "c"]).as_ref(), secret.mac(&["ab", "c"]).as_ref());
    }

    #[test]
    fn a_secret_prints_masked() {
        assert_eq!(
            format!("{:?}", Pepper { secret: Secret::new([7; 32]) }),
            "Pepper { secret: Secret(***) }"
        );
    }
}
