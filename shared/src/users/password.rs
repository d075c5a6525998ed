//! Passwords, and the hashes of them that are stored. What a new one has to be
//! like is in [`crate::users::password_policy`].

use crate::{
    error::{ErrorContext, Result},
    platform::entropy::Entropy,
    users::foreign_hash::{ForeignHash, HashError},
    values::{
        field::{Field, FieldError, FieldSchema, ParseContext},
        masked::masked,
    },
};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, phc::PasswordHash},
};
use serde::{Deserialize, Serialize};
use std::hint::black_box;

/// The hash of 32 random bytes that nobody has.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$uPVvbq9E4LUnT4d81AvJmg$bBCiDb6ogoe721wiceSJfk1/x+IFcC+0DYWc+pWwGoI";

/// A password as typed: at most 128 characters. It prints masked, and only its hash is stored.
#[derive(Clone)]
pub struct Password(String);

/// The hash of a password: Argon2id in PHC string format. That of an imported user may be in any
/// form of [`ForeignHash`] until their first login.
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

    /// The text, for the tenant that its user comes from and for nobody else.
    pub(crate) fn for_former_tenant(&self) -> &str {
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

/// The comparison of a password with a stored hash.
struct Comparison {
    is_match: bool,
    /// Whether the password matches the hash of nobody: `Some` if that was compared as well.
    matches_nobodys: Option<bool>,
}

impl Password {
    /// Tells whether `stored` is the hash of this password, in whatever form it is. The hashes are
    /// compared in constant time.
    ///
    /// A wrong password takes at least as long as one of a user of ours: where a hash of another
    /// form does not match, a hash of our own is computed as well. Where it matches, whoever calls
    /// this replaces it ([`StoredPassword::is_outdated`]), which takes as long.
    pub fn matches(&self, stored: &StoredPassword) -> Result<bool> {
        let Comparison {
            is_match,
            matches_nobodys,
        } = self.compare(stored)?;
        // Keeps the compiler from leaving out the second hash, whose result nobody uses.
        black_box(matches_nobodys);
        Ok(is_match)
    }

    fn compare(&self, stored: &StoredPassword) -> Result<Comparison> {
        let is_of = |hash: &StoredPassword| hash.read()?.matches(self.0.as_bytes());
        let is_match = is_of(stored)?;
        let matches_nobodys = if is_match || !stored.is_outdated() {
            None
        } else {
            Some(is_of(&StoredPassword::nobodys())?)
        };
        Ok(Comparison {
            is_match,
            matches_nobodys,
        })
    }
}

impl StoredPassword {
    /// Takes over a hash that another product wrote.
    pub fn import(hash: String) -> Result<Self, HashError> {
        ForeignHash::read(&hash).map(|_| Self(hash))
    }

    /// The hash of no password. It is verified if there is no such user, so that the response takes
    /// as long as if there were one.
    #[must_use]
    pub fn nobodys() -> Self {
        Self(NOBODYS.to_owned())
    }

    /// Tells whether the hash is to be replaced by a new one of the same password once somebody
    /// proves to know that: it was made by another algorithm than ours, or with other parameters.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        let ours = params();
        !ours.is_ok_and(|ours| self.read().is_ok_and(|hash| hash.is_argon2id(&ours)))
    }

    fn read(&self) -> Result<ForeignHash> {
        ForeignHash::read(&self.0).internal("reading a stored password")
    }
}

fn params() -> Result<Params> {
    Params::new(19_456, 2, 1, None).internal("setting up the password hash")
}

fn hasher() -> Result<Argon2<'static>> {
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params()?))
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
    use crate::{platform::entropy::SeededEntropy, users::foreign_hash::tests::vectors};

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
    fn a_password_matches_an_imported_hash_which_is_outdated() {
        for vector in vectors() {
            let stored = StoredPassword::import(vector.hash).unwrap();
            let password = Password(vector.password);
            assert!(password.matches(&stored).unwrap(), "{}", vector.name);
            assert!(stored.is_outdated(), "{}", vector.name);
            let ours = password.hash(&SeededEntropy::new(1)).unwrap();
            assert!(!ours.is_outdated());
            assert!(password.matches(&ours).unwrap());
        }
        assert!(!StoredPassword::nobodys().is_outdated());
    }

    #[test]
    fn argon2_of_other_parameters_is_outdated() {
        for (ours, other) in [
            ("m=19456", "m=19455"),
            ("t=2", "t=3"),
            ("p=1", "p=2"),
            ("v=19", "v=16"),
            ("argon2id", "argon2i"),
            ("$uPVvbq9E4LUnT4d81AvJmg$", "$uPVvbq9E4LUnT4d81AvJ$"),
        ] {
            let changed = NOBODYS.replace(ours, other);
            assert_ne!(changed, NOBODYS);
            let stored = StoredPassword::import(changed).unwrap();
            assert!(stored.is_outdated(), "{other}");
        }
        let shorter = &NOBODYS[..NOBODYS.len() - 4];
        assert!(
            StoredPassword::import(shorter.to_owned())
                .unwrap()
                .is_outdated()
        );
    }

    #[test]
    fn a_wrong_password_of_an_imported_user_takes_a_hash_of_ours_as_well() {
        let wrong = Password("wrong".to_owned());
        for vector in vectors() {
            let stored = StoredPassword::import(vector.hash).unwrap();
            let compared = wrong.compare(&stored).unwrap();
            assert!(!compared.is_match);
            assert_eq!(compared.matches_nobodys, Some(false), "{}", vector.name);
            let right = Password(vector.password).compare(&stored).unwrap();
            assert_eq!(right.matches_nobodys, None, "{}", vector.name);
        }
        let of_ours = wrong.compare(&StoredPassword::nobodys()).unwrap();
        assert_eq!((of_ours.is_match, of_ours.matches_nobodys), (false, None));
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
