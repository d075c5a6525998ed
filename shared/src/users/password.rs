//! Passwords, and the hashes of them that are stored. What a new one has to be like is in
//! [`crate::users::password_policy`].

use crate::{
    error::{ErrorContext, Result},
    platform::entropy::Entropy,
    values::{
        field::{Field, FieldError, FieldSchema, ParseContext},
        masked::masked,
    },
};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use serde::{Deserialize, Serialize};

/// The hash of 32 random bytes that nobody has.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$uPVvbq9E4LUnT4d81AvJmg$bBCiDb6ogoe721wiceSJfk1/x+IFcC+0DYWc+pWwGoI";

/// A password as typed: at most 128 characters. It prints masked, and only its hash is stored.
#[derive(Clone)]
pub struct Password(String);

/// The hash of a password: Argon2id in PHC string format.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoredPassword(String);

masked!(Password);

masked!(StoredPassword);

impl Password {
    /// The text, for the rules on new passwords and for nothing else.
    pub(super) fn as_typed(&self) -> &str {
        &self.0
    }

    /// Hashes the password with a new salt: Argon2id with 19 MiB, 2 passes and 1 lane, the minimum
    /// that OWASP recommends. That takes tens of milliseconds.
    pub fn hash(&self, entropy: &dyn Entropy) -> Result<StoredPassword> {
        let mut salt = [0; 16];
        entropy.fill(&mut salt);
        let hash: PasswordHash = hasher()?
            .hash_password_with_salt(self.0.as_bytes(), &salt)
            .internal("hashing a password")?;
        Ok(StoredPassword(hash.to_string()))
    }
}

impl Password {
    /// Tells whether `stored` is the hash of this password. The hashes are
    /// compared in constant time.
    pub fn matches(&self, stored: &StoredPassword) -> Result<bool> {
        let parsed = PasswordHash::new(&stored.0).internal("reading a stored password")?;
        Ok(hasher()?
            .verify_password(self.0.as_bytes(), &parsed)
            .is_ok())
    }
}

impl StoredPassword {
    /// The hash of no password. It is verified if there is no such user, so that the response takes
    /// as long as if there were one.
    #[must_use]
    pub fn nobodys() -> Self {
        Self(NOBODYS.to_owned())
    }
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(19_456, 2, 1, None).internal("setting up the password hash")?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

impl Field for Password {
    const SCHEMA: FieldSchema = FieldSchema::text(128, "QWE@qwe123");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        if text.chars().count() <= 128 {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldError::Format)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::entropy::SeededEntropy;

    #[test]
    fn a_password_matches_its_own_hash_only() {
        let stored = Password("correct horse".into())
            .hash(&SeededEntropy::new(1))
            .unwrap();
        assert!(Password("correct horse".into()).matches(&stored).unwrap());
        assert!(!Password("correct hors".into()).matches(&stored).unwrap());
        assert!(
            !Password("correct horse".into())
                .matches(&StoredPassword::nobodys())
                .unwrap()
        );
        assert!(
            StoredPassword::nobodys()
                .0
                .starts_with("$argon2id$v=19$m=19456,t=2,p=1$")
        );
    }

    #[test]
    fn a_hash_is_argon2id_with_its_own_salt() {
        let password = Password("correct horse".into());
        let entropy = SeededEntropy::new(1);
        let one = password.hash(&entropy).unwrap();
        let other = password.hash(&entropy).unwrap();
        assert!(
            one.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{}",
            one.0
        );
        assert_ne!(one.0, other.0);
    }
}
