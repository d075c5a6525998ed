//! The secrets by which an application's server proves that it is the application's.
//!
//! What is stored is a SHA-256 of each, salted with the application's identifier. A secret is long
//! and random, so that nobody finds it by trying secrets, however fast a hash is; a slow hash, as
//! passwords need, would only let strangers make us work. That the salt is no secret and does not
//! change has the same reason, and lets `bindery apply` see that a secret is the one in the table.

use crate::values::{
    field::{Field, FieldError, FieldSchema, ParseContext},
    identifiers::ClientId,
    masked::masked,
};
use aws_lc_rs::{
    constant_time::verify_slices_are_equal,
    digest::{Context, SHA256},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize};
use std::ops::RangeInclusive;

/// How many characters a secret may have. The least is 128 bits as hexadecimal digits.
const LENGTHS: RangeInclusive<usize> = 32..=128;
/// The fewest different characters of a secret: fewer are no random text of that length.
const MIN_DISTINCT: usize = 8;
/// How many secrets are good at a time, while one takes the place of another.
const MOST: usize = 2;

/// A secret of an application, as the owner's file or a request gives it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct ClientSecret(String);

masked!(ClientSecret);

/// One secret, or several.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(untagged, expecting = "must be a text, or a list of texts, in quotes")]
pub enum SecretsOfFile {
    /// The only secret of the application.
    One(ClientSecret),
    /// Those that are good at a time.
    Several(Vec<ClientSecret>),
}

/// Reads the secrets of an application from the owner's file.
pub fn secrets_of_file<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<ClientSecret>>, D::Error> {
    let given = Option::<SecretsOfFile>::deserialize(deserializer)?;
    Ok(given.map(|given| match given {
        SecretsOfFile::One(secret) => vec![secret],
        SecretsOfFile::Several(secrets) => secrets,
    }))
}

/// What is wrong with the secrets of an application, if anything is. It does not quote them.
#[must_use]
pub fn mistake_of(secrets: &[ClientSecret]) -> Option<&'static str> {
    if secrets.len() > MOST {
        return Some("at most two secrets are good at a time");
    }
    let is_of_length = |secret: &ClientSecret| LENGTHS.contains(&secret.0.len());
    if !secrets.iter().all(is_of_length) {
        return Some("a secret has 32 to 128 characters; openssl rand -hex 32 prints one");
    }
    // No encoding of a form, a query or HTTP Basic changes these.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    if !secrets.iter().all(|secret| secret.0.bytes().all(is_plain)) {
        return Some("a secret has only letters, digits, _ and -; openssl rand -hex 32 prints one");
    }
    let is_varied = |secret: &ClientSecret| {
        let distinct: std::collections::BTreeSet<_> = secret.0.bytes().collect();
        distinct.len() >= MIN_DISTINCT
    };
    if !secrets.iter().all(is_varied) {
        return Some("a secret must be random; openssl rand -hex 32 prints one");
    }
    None
}

/// The item of the hashes of an application's secrets.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct SecretHashes {
    hashes: Vec<String>,
}

impl SecretHashes {
    /// The hashes of these secrets.
    #[must_use]
    pub fn of(client: &ClientId, secrets: &[ClientSecret]) -> Self {
        let hashes = secrets.iter().map(|secret| secret.hash(client)).collect();
        Self { hashes }
    }

    /// Tells whether a secret is one of the application's. Takes as long whatever is presented.
    #[must_use]
    pub fn contain(&self, client: &ClientId, presented: &ClientSecret) -> bool {
        let hash = presented.hash(client);
        let is_it =
            |known: &String| verify_slices_are_equal(known.as_bytes(), hash.as_bytes()).is_ok();
        self.hashes.iter().filter(|known| is_it(known)).count() > 0
    }
}

impl ClientSecret {
    fn hash(&self, client: &ClientId) -> String {
        let mut context = Context::new(&SHA256);
        for part in [client.as_str(), &self.0] {
            // Each part after its length, so that no other two parts give the same hash.
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part.as_bytes());
        }
        BASE64_URL_SAFE_NO_PAD.encode(context.finish())
    }

    /// The text of an `Authorization` header.
    #[must_use]
    pub fn presented(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Whatever a request gives. What cannot be a secret is a wrong one.
impl Field for ClientSecret {
    const SCHEMA: FieldSchema = FieldSchema::text(
        *LENGTHS.end(),
        "c9b1e0b4f8d24a6e9a3d5f7081c2e4a6b8d0f1e3a5c7092b4d6f8e1a3c5b7d90",
    );

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        Ok(Self::presented(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "c9b1e0b4f8d24a6e9a3d5f7081c2e4a6";

    fn client(name: &str) -> ClientId {
        name.to_owned().try_into().unwrap()
    }

    #[test]
    fn a_secret_is_recognised_by_its_hash_for_its_own_application_alone() {
        let secrets = [SECRET, "0123456789abcdef0123456789abcdef"].map(ClientSecret::presented);
        let stored = SecretHashes::of(&client("one"), &secrets);
        for secret in &secrets {
            assert!(stored.contain(&client("one"), secret));
            assert!(!stored.contain(&client("two"), secret));
        }
        for wrong in [
            "",
            &SECRET[1..],
            &format!("{SECRET} "),
            &SECRET.to_uppercase(),
        ] {
            let wrong = ClientSecret::presented(wrong);
            assert!(!stored.contain(&client("one"), &wrong), "{wrong:?}");
        }
        let text = serde_json::to_string(&stored).unwrap();
        assert!(!text.contains(SECRET) && !format!("{secrets:?}").contains(SECRET));
    }

    #[test]
    fn a_secret_that_is_easy_to_guess_is_refused() {
        let mistake = |texts: &[&str]| {
            let secrets: Vec<_> = texts
                .iter()
                .map(|text| ClientSecret::presented(text))
                .collect();
            mistake_of(&secrets)
        };
        assert_eq!(mistake(&[]), None);
        assert_eq!(mistake(&[SECRET, SECRET]), None);
        for (secrets, said) in [
            (&[SECRET; 3][..], "at most two"),
            (&[SECRET, &SECRET[1..]], "32 to 128"),
            (&[&SECRET.repeat(5)], "32 to 128"),
            (&["c9b1e0b4f8d24a6e 9a3d5f7081c2e4a"], "only letters"),
            (&["c9b1e0b4f8d24a6e+9a3d5f7081c2e4a"], "only letters"),
            (&["abababababababababababababababab"], "random"),
        ] {
            let found = mistake(secrets).unwrap_or_default();
            assert!(found.contains(said), "{secrets:?}: {found}");
        }
    }
}
