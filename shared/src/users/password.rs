//! Passwords: the tenant's policy, and the hash that is stored.

use crate::{
    error::{Error, ErrorContext, Result, catalogue::ErrorCode},
    platform::entropy::Entropy,
    tenants::form_policy::PasswordPolicy,
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

/// 18,055 common passwords in lower case, one a line. NOTICE names the source.
const COMMON: &str = include_str!("../../data/common-passwords.txt");

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
    /// Checks the password against the tenant's policy and the list of common passwords. Fails with
    /// `WeakPassword`, with the first requirement that it does not meet.
    pub fn check_policy(&self, policy: PasswordPolicy) -> Result<()> {
        let weak = |lack: String| Err(Error::new(ErrorCode::WeakPassword).with(lack));
        let is = |kind: fn(char) -> bool| usize::from(self.0.chars().any(kind));
        let kinds = is(|letter| letter.is_ascii_lowercase())
            + is(|letter| letter.is_ascii_uppercase())
            + is(|letter| letter.is_ascii_digit())
            + is(|letter| !letter.is_ascii_alphanumeric());
        let folded = self.0.to_lowercase();
        if self.0.chars().count() < usize::from(policy.min_length) {
            weak(format!("min_length {}", policy.min_length))
        } else if kinds < usize::from(policy.min_kinds) {
            weak(format!("min_kinds {}", policy.min_kinds))
        } else if COMMON.lines().any(|common| common == folded) {
            weak("common".to_owned())
        } else {
            Ok(())
        }
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

    fn lack(text: &str, policy: PasswordPolicy) -> Option<String> {
        Password(text.to_owned())
            .check_policy(policy)
            .err()
            .map(|error| error.params()[0].clone())
    }

    #[test]
    fn the_policy_says_what_is_lacking() {
        let strict = PasswordPolicy {
            min_length: 10,
            min_kinds: 3,
        };
        assert_eq!(lack("QWE@qwe123", strict), None);
        assert_eq!(lack("QWE@qwe12", strict), Some("min_length 10".into()));
        assert_eq!(lack("qweqweqwe123", strict), Some("min_kinds 3".into()));
    }

    #[test]
    fn everybodys_password_is_refused_in_any_case() {
        for text in ["password", "Password", "12345678", "QWERTYUIOP"] {
            assert_eq!(
                lack(text, PasswordPolicy::default()),
                Some("common".into()),
                "{text}"
            );
        }
    }

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
