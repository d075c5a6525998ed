//! Password hashes as other products write them: read, bounded in cost, and compared.
//!
//! `bindery user import` takes them over, and the first login by such a password replaces the hash
//! by one of ours ([`crate::users::password`]). docs/migration.md describes every form for whoever
//! exports them. Our own Argon2id hashes are read here as well: they are one form among others.
//!
//! A hash is refused when it is imported if one comparison would take more memory or time than a
//! login may: a function that compares passwords has 1,024 MB, which is also 0.58 of a CPU, and
//! everybody can make it compare. The bounds are those that take about a second there.

use crate::error::{Error, ErrorContext, Result};
use argon2::Argon2;
use aws_lc_rs::{
    constant_time::verify_slices_are_equal,
    digest::{self, digest},
    pbkdf2,
};
use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use sm3::{Digest as _, Sm3};
use std::{fmt, num::NonZeroU32, ops::RangeInclusive};

/// The longest hash in characters: a derived key and a salt of the largest sizes fit in.
const MAX_TEXT: usize = 1024;
/// The lengths of a salt in bytes. Each product has its own, and none of them is a reason to leave
/// a user behind; a salt that is absent is, since equal passwords then have equal hashes.
const SALT_LENGTHS: RangeInclusive<usize> = 1..=128;
/// The lengths of a hash in bytes. The PHC string format has no shorter ones: a short hash is
/// matched by many passwords.
const HASH_LENGTHS: RangeInclusive<usize> = 10..=512;

/// The most memory of Argon2, in KiB: 256 MiB.
const MAX_ARGON2_MEMORY: u32 = 262_144;
/// The most memory times passes of Argon2, in KiB: three passes over 256 MiB.
const MAX_ARGON2_WORK: u64 = 786_432;
/// The most lanes of Argon2. They are computed one after the other and share the memory.
const MAX_ARGON2_LANES: u32 = 16;
/// The highest cost of bcrypt; each step doubles the time.
const MAX_BCRYPT_COST: u32 = 13;
/// The most memory times parallelism of scrypt, in bytes: 128 MiB.
const MAX_SCRYPT_WORK: u64 = 134_217_728;

/// The form of base64 that products have in common: padding and the last bits are as they please.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const BCRYPT_BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::BCRYPT, LENIENT);

/// A password hash in a form that can be compared.
pub(crate) struct ForeignHash {
    function: HashFunction,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

/// How a hash was made of password and salt.
enum HashFunction {
    Argon2 {
        algorithm: argon2::Algorithm,
        version: argon2::Version,
        params: argon2::Params,
    },
    Bcrypt {
        cost: u32,
    },
    Pbkdf2 {
        algorithm: pbkdf2::Algorithm,
        iterations: NonZeroU32,
    },
    Scrypt(scrypt::Params),
    Salted(DigestAlgorithm, SaltPlace),
}

/// A digest that was made of salt and password without anything that makes it slow.
#[derive(Clone, Copy)]
enum DigestAlgorithm {
    Sha256,
    Sha512,
    Sm3,
}

/// Whether the salt was put before or behind the password.
#[derive(Clone, Copy)]
enum SaltPlace {
    Prefix,
    Suffix,
}

/// The reason why a text is no hash that can be imported. It quotes nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashError {
    /// The text names none of the functions that can be compared.
    UnknownFunction,
    /// The text names a function and is not of its form.
    Malformed,
    /// The salt or the hash is shorter or longer than can be taken over.
    Length,
    /// A comparison would take more than a login may. Holds the bound that is exceeded.
    TooExpensive(&'static str),
}

impl fmt::Display for HashError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFunction => f.write_str(
                "is of no function that can be compared: argon2id, argon2i, bcrypt, pbkdf2, \
                 scrypt, or salted sha256, sha512, sm3",
            ),
            Self::Malformed => f.write_str("is not in the form of its function"),
            Self::Length => write!(
                f,
                "has a salt or a hash of a length that cannot be taken over: {} to {} and {} to {} \
                 bytes",
                SALT_LENGTHS.start(),
                SALT_LENGTHS.end(),
                HASH_LENGTHS.start(),
                HASH_LENGTHS.end(),
            ),
            Self::TooExpensive(bound) => {
                write!(f, "takes more than a login may: at most {bound}")
            }
        }
    }
}

impl std::error::Error for HashError {}

impl ForeignHash {
    /// Reads a hash. Whatever is returned can be compared within the bounds of memory and time.
    pub(crate) fn read(text: &str) -> Result<Self, HashError> {
        let fields = text.strip_prefix('$').ok_or(HashError::UnknownFunction)?;
        if text.len() > MAX_TEXT {
            return Err(HashError::Length);
        }
        let (name, fields) = fields.split_once('$').ok_or(HashError::UnknownFunction)?;
        let fields: Vec<_> = fields.split('$').collect();
        match name {
            "argon2id" => argon2(argon2::Algorithm::Argon2id, &fields),
            "argon2i" => argon2(argon2::Algorithm::Argon2i, &fields),
            "2a" | "2b" | "2y" => bcrypt(&fields),
            "pbkdf2" | "pbkdf2-sha1" => pbkdf2(&PBKDF2_SHA1, &fields),
            "pbkdf2-sha256" => pbkdf2(&PBKDF2_SHA256, &fields),
            "pbkdf2-sha512" => pbkdf2(&PBKDF2_SHA512, &fields),
            "scrypt" => scrypt(&fields),
            "sha256" => salted(DigestAlgorithm::Sha256, &fields),
            "sha512" => salted(DigestAlgorithm::Sha512, &fields),
            "sm3" => salted(DigestAlgorithm::Sm3, &fields),
            _ => Err(HashError::UnknownFunction),
        }
    }

    /// Tells whether the hash is that of a password. The hashes are compared in constant time.
    pub(crate) fn matches(&self, password: &[u8]) -> Result<bool> {
        let computed = self.function.hash(password, &self.salt, self.hash.len())?;
        Ok(verify_slices_are_equal(&computed, &self.hash).is_ok())
    }

    /// Tells whether the hash is Argon2id in its current version with these parameters, and with a
    /// salt and a hash at least as long as ours.
    pub(crate) fn is_argon2id(&self, ours: &argon2::Params) -> bool {
        match &self.function {
            HashFunction::Argon2 {
                algorithm: argon2::Algorithm::Argon2id,
                version: argon2::Version::V0x13,
                params,
            } => {
                let costs = |of: &argon2::Params| (of.m_cost(), of.t_cost(), of.p_cost());
                costs(params) == costs(ours) && self.salt.len() >= 16 && self.hash.len() >= 32
            }
            _ => false,
        }
    }
}

impl HashFunction {
    /// Hashes a password to so many bytes.
    fn hash(&self, password: &[u8], salt: &[u8], length: usize) -> Result<Vec<u8>> {
        let mut hash = vec![0; length];
        match self {
            Self::Argon2 {
                algorithm,
                version,
                params,
            } => Argon2::new(*algorithm, *version, params.clone())
                .hash_password_into(password, salt, &mut hash)
                .internal("hashing by Argon2")?,
            Self::Bcrypt { cost } => {
                let salt = salt
                    .try_into()
                    .map_err(|_| Error::internal("hashing by bcrypt: the salt"))?;
                // The function takes 72 bytes, of which the last is a zero unless the password is
                // as long. What is beyond counts for nothing, as in every product that uses it.
                let mut input = password.to_vec();
                input.push(0);
                input.truncate(72);
                let computed = bcrypt::bcrypt(*cost, salt, &input);
                // The last byte is left out of the written form.
                hash.copy_from_slice(&computed[..BCRYPT_HASH]);
            }
            Self::Pbkdf2 {
                algorithm,
                iterations,
            } => pbkdf2::derive(*algorithm, *iterations, salt, password, &mut hash),
            Self::Scrypt(params) => {
                scrypt::scrypt(password, salt, params, &mut hash).internal("hashing by scrypt")?;
            }
            Self::Salted(algorithm, place) => {
                let input = match place {
                    SaltPlace::Prefix => [salt, password].concat(),
                    SaltPlace::Suffix => [password, salt].concat(),
                };
                hash = algorithm.digest(&input);
            }
        }
        Ok(hash)
    }
}

impl DigestAlgorithm {
    /// The number of bytes that it makes.
    const fn length(self) -> usize {
        match self {
            Self::Sha256 | Self::Sm3 => 32,
            Self::Sha512 => 64,
        }
    }

    fn digest(self, input: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => digest(&digest::SHA256, input).as_ref().to_vec(),
            Self::Sha512 => digest(&digest::SHA512, input).as_ref().to_vec(),
            Self::Sm3 => Sm3::digest(input).to_vec(),
        }
    }
}

/// `$argon2id$v=19$m=65536,t=3,p=4$SALT$HASH`. Without a version, it is the one before (16).
fn argon2(algorithm: argon2::Algorithm, fields: &[&str]) -> Result<ForeignHash, HashError> {
    let (version, fields) = match fields {
        ["v=19", fields @ ..] => (argon2::Version::V0x13, fields),
        ["v=16", fields @ ..] | fields => (argon2::Version::V0x10, fields),
    };
    let &[costs, salt, hash] = fields else {
        return Err(HashError::Malformed);
    };
    let [memory, passes, lanes] = parameters(costs, ["m", "t", "p"])?;
    let (memory, passes, lanes) = (number(memory)?, number(passes)?, number(lanes)?);
    if memory > MAX_ARGON2_MEMORY || u64::from(memory) * u64::from(passes) > MAX_ARGON2_WORK {
        return Err(HashError::TooExpensive(
            "256 MiB of memory (m=262144), and 768 MiB over all passes (m times t)",
        ));
    }
    if lanes > MAX_ARGON2_LANES {
        return Err(HashError::TooExpensive("16 lanes (p=16)"));
    }
    let (salt, hash) = (decode(salt, SALT_LENGTHS)?, decode(hash, HASH_LENGTHS)?);
    if salt.len() < argon2::MIN_SALT_LEN {
        return Err(HashError::Length);
    }
    let params = argon2::Params::new(memory, passes, lanes, Some(hash.len()))
        .map_err(|_| HashError::Malformed)?;
    Ok(ForeignHash {
        function: HashFunction::Argon2 {
            algorithm,
            version,
            params,
        },
        salt,
        hash,
    })
}

/// The number of bytes of a salt of bcrypt.
const BCRYPT_SALT: usize = 16;
/// The number of bytes of a hash of bcrypt.
const BCRYPT_HASH: usize = 23;

/// `$2b$12$` and 53 characters: 22 of the salt and 31 of the hash.
fn bcrypt(fields: &[&str]) -> Result<ForeignHash, HashError> {
    let &[cost, salt_and_hash] = fields else {
        return Err(HashError::Malformed);
    };
    let (salt, hash) = salt_and_hash
        .split_at_checked(22)
        .ok_or(HashError::Malformed)?;
    let bytes = |text: &str| BCRYPT_BASE64.decode(text).map_err(|_| HashError::Malformed);
    let (salt, hash) = (bytes(salt)?, bytes(hash)?);
    let is_two_digits = cost.len() == 2;
    let cost = number(Some(cost))?;
    if !is_two_digits || cost < 4 || salt.len() != BCRYPT_SALT || hash.len() != BCRYPT_HASH {
        return Err(HashError::Malformed);
    }
    if cost > MAX_BCRYPT_COST {
        return Err(HashError::TooExpensive("a cost of 13"));
    }
    let function = HashFunction::Bcrypt { cost };
    Ok(ForeignHash {
        function,
        salt,
        hash,
    })
}

/// One of the functions that PBKDF2 is used with.
struct Pbkdf2Kind {
    algorithm: pbkdf2::Algorithm,
    /// The number of bytes that one round of iterations makes.
    block: usize,
    /// The most iterations times blocks.
    max_work: u64,
    bound: &'static str,
}

const PBKDF2_SHA1: Pbkdf2Kind = Pbkdf2Kind {
    algorithm: pbkdf2::PBKDF2_HMAC_SHA1,
    block: 20,
    max_work: 2_000_000,
    bound: "2,000,000 iterations for each 20 bytes of the hash",
};
const PBKDF2_SHA256: Pbkdf2Kind = Pbkdf2Kind {
    algorithm: pbkdf2::PBKDF2_HMAC_SHA256,
    block: 32,
    max_work: 2_000_000,
    bound: "2,000,000 iterations for each 32 bytes of the hash",
};
const PBKDF2_SHA512: Pbkdf2Kind = Pbkdf2Kind {
    algorithm: pbkdf2::PBKDF2_HMAC_SHA512,
    block: 64,
    max_work: 1_000_000,
    bound: "1,000,000 iterations for each 64 bytes of the hash",
};

/// `$pbkdf2-sha256$i=600000,l=32$SALT$HASH`, or passlib's form with the number of iterations alone.
fn pbkdf2(kind: &Pbkdf2Kind, fields: &[&str]) -> Result<ForeignHash, HashError> {
    let &[costs, salt, hash] = fields else {
        return Err(HashError::Malformed);
    };
    let (iterations, length) = if costs.contains('=') {
        let [iterations, length] = parameters(costs, ["i", "l"])?;
        (iterations, length)
    } else {
        (Some(costs), None)
    };
    let iterations = number(iterations)?;
    let (salt, hash) = (decode(salt, SALT_LENGTHS)?, decode(hash, HASH_LENGTHS)?);
    let is_of_length = match length {
        None => true,
        length => number(length)? as usize == hash.len(),
    };
    if !is_of_length {
        return Err(HashError::Malformed);
    }
    let blocks = hash.len().div_ceil(kind.block) as u64;
    if u64::from(iterations) * blocks > kind.max_work {
        return Err(HashError::TooExpensive(kind.bound));
    }
    let function = HashFunction::Pbkdf2 {
        algorithm: kind.algorithm,
        iterations: NonZeroU32::new(iterations).ok_or(HashError::Malformed)?,
    };
    Ok(ForeignHash {
        function,
        salt,
        hash,
    })
}

/// `$scrypt$ln=16,r=8,p=1$SALT$HASH`, where `ln` is the binary logarithm of N.
fn scrypt(fields: &[&str]) -> Result<ForeignHash, HashError> {
    let &[costs, salt, hash] = fields else {
        return Err(HashError::Malformed);
    };
    let [log_n, block_size, parallelism] = parameters(costs, ["ln", "r", "p"])?;
    let (log_n, block_size, parallelism) =
        (number(log_n)?, number(block_size)?, number(parallelism)?);
    let work = 1_u64
        .checked_shl(log_n)
        .and_then(|n| n.checked_mul(128)?.checked_mul(block_size.into()))
        .and_then(|memory| memory.checked_mul(parallelism.into()));
    if work.is_none_or(|work| work > MAX_SCRYPT_WORK) {
        return Err(HashError::TooExpensive(
            "128 MiB of memory times parallelism (N=131072, r=8, p=1)",
        ));
    }
    let log_n = u8::try_from(log_n).map_err(|_| HashError::Malformed)?;
    let params =
        scrypt::Params::new(log_n, block_size, parallelism).map_err(|_| HashError::Malformed)?;
    Ok(ForeignHash {
        function: HashFunction::Scrypt(params),
        salt: decode(salt, SALT_LENGTHS)?,
        hash: decode(hash, HASH_LENGTHS)?,
    })
}

/// `$sha256$salt=prefix$SALT$HASH`: a form of our own, for products that keep a plain digest of
/// salt and password. The salt is base64 of the bytes that were put before (`prefix`) or behind
/// (`suffix`) the password, and the hash hexadecimal or base64, which its length tells.
fn salted(algorithm: DigestAlgorithm, fields: &[&str]) -> Result<ForeignHash, HashError> {
    let &[place, salt, hash] = fields else {
        return Err(HashError::Malformed);
    };
    let place = match place {
        "salt=prefix" => SaltPlace::Prefix,
        "salt=suffix" => SaltPlace::Suffix,
        _ => return Err(HashError::Malformed),
    };
    let salt = decode(salt, SALT_LENGTHS)?;
    let hash = if hash.len() == 2 * algorithm.length() {
        hexadecimal(hash)?
    } else {
        decode(hash, HASH_LENGTHS)?
    };
    if hash.len() != algorithm.length() {
        return Err(HashError::Malformed);
    }
    let function = HashFunction::Salted(algorithm, place);
    Ok(ForeignHash {
        function,
        salt,
        hash,
    })
}

/// The values of `a=1,b=2` by their names. Another name, and a name that comes twice, is refused.
fn parameters<'t, const N: usize>(
    text: &'t str,
    names: [&str; N],
) -> Result<[Option<&'t str>; N], HashError> {
    let mut values = [None; N];
    for parameter in text.split(',') {
        let (name, value) = parameter.split_once('=').ok_or(HashError::Malformed)?;
        let place = names.iter().position(|known| *known == name);
        let slot = &mut values[place.ok_or(HashError::Malformed)?];
        if slot.replace(value).is_some() {
            return Err(HashError::Malformed);
        }
    }
    Ok(values)
}

/// A number in decimal digits and nothing else.
fn number(text: Option<&str>) -> Result<u32, HashError> {
    let text = text.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    text.and_then(|text| text.parse().ok())
        .ok_or(HashError::Malformed)
}

/// Decodes base64, also with the dots that passlib writes for plus signs.
fn decode(text: &str, lengths: RangeInclusive<usize>) -> Result<Vec<u8>, HashError> {
    let text = text.replace('.', "+");
    let bytes = BASE64.decode(text).map_err(|_| HashError::Malformed)?;
    if lengths.contains(&bytes.len()) {
        Ok(bytes)
    } else {
        Err(HashError::Length)
    }
}

fn hexadecimal(text: &str) -> Result<Vec<u8>, HashError> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let byte = |pair: &[u8]| match pair {
        [high, low] => u8::try_from(digit(high)? * 16 + digit(low)?).ok(),
        _ => None,
    };
    let bytes: Option<_> = text.as_bytes().chunks(2).map(byte).collect();
    bytes.ok_or(HashError::Malformed)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Deserialize;

    /// A password, and its hash as another product writes it.
    #[derive(Deserialize)]
    pub(crate) struct Vector {
        pub(crate) name: String,
        pub(crate) password: String,
        pub(crate) hash: String,
    }

    /// What `tests/cases/foreign_hashes.py` made with libraries that are none of ours.
    pub(crate) fn vectors() -> Vec<Vector> {
        serde_json::from_str(include_str!("../../../tests/cases/foreign_hashes.json")).unwrap()
    }

    fn read(text: &str) -> Result<ForeignHash, HashError> {
        ForeignHash::read(text)
    }

    fn error(text: &str) -> Option<HashError> {
        read(text).err()
    }

    #[test]
    fn a_password_matches_the_hash_that_another_product_made_of_it() {
        for vector in vectors() {
            let hash = read(&vector.hash).unwrap();
            let password = vector.password.as_bytes();
            assert!(hash.matches(password).unwrap(), "{}", vector.name);
            assert!(!hash.matches(&password[1..]).unwrap(), "{}", vector.name);
        }
    }

    #[test]
    fn every_bit_of_a_hash_counts() {
        // Those that are quick: the comparison is the same for all.
        for vector in vectors()
            .iter()
            .filter(|vector| vector.name.contains("salt "))
        {
            let mut hash = read(&vector.hash).unwrap();
            for place in 0..hash.hash.len() {
                hash.hash[place] ^= 1;
                assert!(!hash.matches(vector.password.as_bytes()).unwrap());
                hash.hash[place] ^= 1;
            }
            assert!(hash.matches(vector.password.as_bytes()).unwrap());
        }
    }

    #[test]
    fn bcrypt_compares_72_bytes() {
        let hash = read("$2b$04$abcdefghijklmnopqrstuuFPQRwKphWzuaSmDjmPnQTPtR2ZU7P4y").unwrap();
        let of_72 = HashFunction::Bcrypt { cost: 4 }
            .hash(&[b'x'; 72], &hash.salt, BCRYPT_HASH)
            .unwrap();
        let of = |length: usize| {
            HashFunction::Bcrypt { cost: 4 }
                .hash(&vec![b'x'; length], &hash.salt, BCRYPT_HASH)
                .unwrap()
        };
        assert_eq!(of(73), of_72);
        assert_ne!(of(71), of_72);
        assert_ne!(of(0), of_72);
    }

    #[test]
    fn what_takes_more_than_a_login_may_is_refused() {
        let salted = "$8PHy8/T19vf4+fr7/P3+/w$tqtoASgxj/No3faEsNWd9NIpXH9LebHOHgZ2XHh0AZk";
        let bcrypt = "$abcdefghijklmnopqrstuun3wPhoUkROgTWo6BoU850OflZSEC656";
        for (within, beyond) in [
            (
                "$argon2id$v=19$m=262144,t=3,p=1",
                "$argon2id$v=19$m=262145,t=1,p=1",
            ),
            (
                "$argon2i$v=19$m=196608,t=4,p=1",
                "$argon2i$v=19$m=196608,t=5,p=1",
            ),
            (
                "$argon2id$v=19$m=1024,t=1,p=16",
                "$argon2id$v=19$m=1024,t=1,p=17",
            ),
            (
                "$argon2id$v=19$m=8,t=98304,p=1",
                "$argon2id$v=19$m=8,t=98305,p=1",
            ),
            ("$pbkdf2-sha256$i=2000000", "$pbkdf2-sha256$i=2000001"),
            ("$pbkdf2-sha256$2000000", "$pbkdf2-sha256$4294967295"),
            ("$pbkdf2-sha512$i=1000000", "$pbkdf2-sha512$i=1000001"),
            // 32 bytes are two blocks of SHA-1.
            ("$pbkdf2$i=1000000", "$pbkdf2-sha1$i=1000001"),
            ("$scrypt$ln=17,r=8,p=1", "$scrypt$ln=18,r=8,p=1"),
            ("$scrypt$ln=14,r=8,p=8", "$scrypt$ln=14,r=8,p=9"),
            ("$scrypt$ln=10,r=1024,p=1", "$scrypt$ln=10,r=1025,p=1"),
            ("$scrypt$ln=17,r=1,p=8", "$scrypt$ln=64,r=1,p=1"),
        ] {
            let of = |costs: &str| error(&format!("{costs}{salted}"));
            assert_eq!(of(within), None, "{within}");
            let refused = of(beyond);
            let is_bound = matches!(refused, Some(HashError::TooExpensive(_)));
            assert!(is_bound, "{beyond}: {refused:?}");
        }
        assert_eq!(error(&format!("$2b$13{bcrypt}")), None);
        for cost in ["14", "31", "99"] {
            let refused = error(&format!("$2b${cost}{bcrypt}"));
            assert_eq!(refused, Some(HashError::TooExpensive("a cost of 13")));
        }
    }

    #[test]
    fn what_is_no_hash_is_refused() {
        let salt = "8PHy8/T19vf4+fr7/P3+/w";
        let hash = "tqtoASgxj/No3faEsNWd9NIpXH9LebHOHgZ2XHh0AZk";
        let bcrypt = "abcdefghijklmnopqrstuun3wPhoUkROgTWo6BoU850OflZSEC656";
        for (text, reason) in [
            ("", HashError::UnknownFunction),
            ("QWE@qwe123", HashError::UnknownFunction),
            ("$argon2id", HashError::UnknownFunction),
            // The digest of MD5, of crypt(3), and the bcrypt of a program that had a defect.
            (
                "$1$abcdefgh$irWbblnpmw.5z7wgBnprh0",
                HashError::UnknownFunction,
            ),
            ("$6$salt$hash", HashError::UnknownFunction),
            (&format!("$2x$10${bcrypt}"), HashError::UnknownFunction),
            (
                &format!("$argon2d$v=19$m=8,t=1,p=1${salt}${hash}"),
                HashError::UnknownFunction,
            ),
            (
                &format!("$argon2id$v=18$m=8,t=1,p=1${salt}${hash}"),
                HashError::Malformed,
            ),
            // A hash that was made with a secret which we do not have.
            (
                &format!("$argon2id$v=19$m=8,t=1,p=1,keyid=Hj5+dsK0${salt}${hash}"),
                HashError::Malformed,
            ),
            (
                &format!("$argon2id$v=19$m=8,t=1${salt}${hash}"),
                HashError::Malformed,
            ),
            (
                &format!("$argon2id$v=19$m=8,m=8,t=1,p=1${salt}${hash}"),
                HashError::Malformed,
            ),
            (
                &format!("$argon2id$v=19$m=8,t=0,p=1${salt}${hash}"),
                HashError::Malformed,
            ),
            (
                &format!("$argon2id$v=19$m=+8,t=1,p=1${salt}${hash}"),
                HashError::Malformed,
            ),
            (
                &format!("$argon2id$v=19$m=8,t=1,p=1${salt}"),
                HashError::Malformed,
            ),
            (
                &format!("$argon2id$v=19$m=8,t=1,p=1$AAAAAA${hash}"),
                HashError::Length,
            ),
            (
                &format!("$argon2id$v=19$m=8,t=1,p=1${salt}$AAAA"),
                HashError::Length,
            ),
            (&format!("$2b$03${bcrypt}"), HashError::Malformed),
            (&format!("$2b$010${bcrypt}"), HashError::Malformed),
            (&format!("$2b$10${bcrypt}x"), HashError::Malformed),
            (&format!("$2b$10${}", &bcrypt[1..]), HashError::Malformed),
            ("$2b$10$密码密码密码密码密码", HashError::Malformed),
            (
                &format!("$pbkdf2-sha256$i=0${salt}${hash}"),
                HashError::Malformed,
            ),
            (
                &format!("$pbkdf2-sha256$i=1000,l=31${salt}${hash}"),
                HashError::Malformed,
            ),
            (&format!("$pbkdf2-sha256$1000$${hash}"), HashError::Length),
            (&format!("$pbkdf2-sha256$1000${salt}$"), HashError::Length),
            (
                &format!("$scrypt$ln=0,r=8,p=0${salt}${hash}"),
                HashError::Malformed,
            ),
            (
                &format!("$scrypt$ln=4,r=8,p=1${salt}$AAAA"),
                HashError::Length,
            ),
            (
                &format!("$sha256$salt=none${salt}${hash}"),
                HashError::Malformed,
            ),
            (&format!("$sha256$salt=prefix$${hash}"), HashError::Length),
            (
                &format!("$sha512$salt=prefix${salt}${hash}"),
                HashError::Malformed,
            ),
            (
                &format!("$sm3$salt=prefix${salt}${}", "g".repeat(64)),
                HashError::Malformed,
            ),
            (
                &format!("$sm3$salt=prefix${}${hash}", "A".repeat(2000)),
                HashError::Length,
            ),
        ] {
            assert_eq!(error(text), Some(reason), "{text}");
            assert!(!reason.to_string().contains(hash), "{reason}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(
            name in "argon2id|2b|pbkdf2|pbkdf2-sha512|scrypt|sha256|sm3",
            rest in "[$=,0-9a-z/+]{0,90}",
        ) {
            let _ = read(&format!("${name}${rest}"));
        }
    }
}
