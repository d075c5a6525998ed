//! RSA-OAEP with SHA-256 (RFC 8017, section 7.1): the key pairs under whose public halves clients
//! encrypt what only we are to read.
//!
//! Size of the keys, hash, mask generation and the empty label are fixed here; nothing in a
//! message chooses among them.

use crate::{
    error::{ErrorContext, Result},
    values::masked::masked,
};
use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der},
    rsa::{KeySize, OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, PrivateDecryptingKey},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The length of the modulus, in bits.
const BITS: usize = 2048;
/// The length of whatever is encrypted under such a key, in bytes.
pub const CIPHERTEXT_LENGTH: usize = BITS / 8;

/// A key pair of RSA with 2048 bits. It is stored in PKCS #8 form, in base64, and printed masked.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OaepKeyPair {
    /// Parsed once, when it is read from the table.
    private: Arc<OaepPrivateDecryptingKey>,
    pkcs8: String,
    public: String,
}

masked!(OaepKeyPair);

impl OaepKeyPair {
    /// Makes a new pair, which takes a tenth of a second of a whole core, give or take.
    pub fn generate() -> Result<Self> {
        let private = PrivateDecryptingKey::generate(KeySize::Rsa2048);
        let private = private.internal("generating a decryption key")?;
        let der: Pkcs8V1Der<'_> = private.as_der().internal("encoding a decryption key")?;
        let pkcs8 = BASE64_STANDARD.encode(der.as_ref());
        Self::new(&private, pkcs8).internal("encoding a decryption key")
    }

    fn new(
        private: &PrivateDecryptingKey,
        pkcs8: String,
    ) -> std::result::Result<Self, aws_lc_rs::error::Unspecified> {
        let public: PublicKeyX509Der<'_> = private.public_key().as_der()?;
        Ok(Self {
            private: Arc::new(OaepPrivateDecryptingKey::new(private.clone())?),
            public: BASE64_STANDARD.encode(public.as_ref()),
            pkcs8,
        })
    }

    /// The public half: a `SubjectPublicKeyInfo` (RFC 5280, section 4.1) in DER, in base64.
    #[must_use]
    pub fn public_half(&self) -> &str {
        &self.public
    }

    /// Decrypts a message of [`CIPHERTEXT_LENGTH`] bytes. Nothing tells why
    /// one cannot be decrypted.
    #[must_use]
    pub fn decrypt(&self, ciphertext: &[u8]) -> Option<Vec<u8>> {
        let mut buffer = vec![0; self.private.min_output_size()];
        let algorithm = &OAEP_SHA256_MGF1SHA256;
        let plaintext = self
            .private
            .decrypt(algorithm, ciphertext, &mut buffer, None);
        plaintext.ok().map(|plaintext| plaintext.to_vec())
    }
}

impl TryFrom<String> for OaepKeyPair {
    type Error = &'static str;

    fn try_from(pkcs8: String) -> std::result::Result<Self, &'static str> {
        let bad = "not a key pair of RSA in PKCS #8 form";
        let der = BASE64_STANDARD.decode(&pkcs8).map_err(|_| bad)?;
        let private = PrivateDecryptingKey::from_pkcs8(&der).map_err(|_| bad)?;
        if private.key_size_bits() != BITS {
            return Err("not a key of 2048 bits");
        }
        Self::new(&private, pkcs8).map_err(|_| bad)
    }
}

impl From<OaepKeyPair> for String {
    fn from(pair: OaepKeyPair) -> Self {
        pair.pkcs8
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::rsa::{
        OAEP_SHA1_MGF1SHA1, OaepAlgorithm, OaepPublicEncryptingKey, PublicEncryptingKey,
    };

    fn encrypt(
        pair: &OaepKeyPair,
        algorithm: &'static OaepAlgorithm,
        label: Option<&[u8]>,
    ) -> Vec<u8> {
        let der = BASE64_STANDARD.decode(pair.public_half()).unwrap();
        let public = PublicEncryptingKey::from_der(&der).unwrap();
        let public = OaepPublicEncryptingKey::new(public).unwrap();
        let mut ciphertext = vec![0; public.ciphertext_size()];
        let message = b"a message";
        let written = public.encrypt(algorithm, message, &mut ciphertext, label);
        assert_eq!(written.unwrap().len(), CIPHERTEXT_LENGTH);
        ciphertext
    }

    #[test]
    fn what_is_encrypted_under_the_public_half_is_read_by_the_stored_pair_alone() {
        let pair = OaepKeyPair::generate().unwrap();
        let stored = String::from(pair.clone());
        let ciphertext = encrypt(&pair, &OAEP_SHA256_MGF1SHA256, None);
        let read = OaepKeyPair::try_from(stored).unwrap();
        assert_eq!(read.decrypt(&ciphertext).unwrap(), b"a message");
        let other = OaepKeyPair::generate().unwrap();
        assert_eq!(other.decrypt(&ciphertext), None);
    }

    #[test]
    fn another_hash_label_or_length_is_not_read() {
        let pair = OaepKeyPair::generate().unwrap();
        let sha1 = encrypt(&pair, &OAEP_SHA1_MGF1SHA1, None);
        let labelled = encrypt(&pair, &OAEP_SHA256_MGF1SHA256, Some(b"label"));
        let right = encrypt(&pair, &OAEP_SHA256_MGF1SHA256, None);
        let longer = [&right[..], &[0]].concat();
        let pieces: [&[u8]; 6] = [&sha1, &labelled, &right[1..], &longer, &[], &[0; 256]];
        for ciphertext in pieces {
            assert_eq!(pair.decrypt(ciphertext), None);
        }
    }

    #[test]
    fn keys_of_other_sizes_and_kinds_are_refused() {
        let large = PrivateDecryptingKey::generate(KeySize::Rsa3072).unwrap();
        let large: Pkcs8V1Der<'_> = large.as_der().unwrap();
        for text in [BASE64_STANDARD.encode(large.as_ref()), "bm8=".to_owned()] {
            assert!(OaepKeyPair::try_from(text).is_err());
        }
        let printed = format!("{:?}", OaepKeyPair::generate().unwrap());
        assert_eq!(printed, "OaepKeyPair(***)");
    }
}
