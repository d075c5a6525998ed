//! RS256 with the key pair parsed once.
//!
//! On its own, jsonwebtoken parses the private key anew for each signature, which takes as long
//! as half a signature.

use crate::{
    error::{ErrorContext, Result},
    keys::{key_set::KeyKind, kinds::SigningKey},
    storage::item_keys::ItemKind,
};
use aws_lc_rs::{
    rand::SystemRandom,
    signature::{RSA_PKCS1_SHA256, RsaKeyPair},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use jsonwebtoken::{
    Algorithm, EncodingKey,
    crypto::{CryptoProvider, JwtSigner, aws_lc},
    errors::{Error, ErrorKind},
    signature::{self, Signer},
};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

/// Key pairs by their DER. A process sees a new one every few months.
static PARSED: LazyLock<RwLock<HashMap<Vec<u8>, Arc<RsaKeyPair>>>> = LazyLock::new(RwLock::default);

static PROVIDER: LazyLock<CryptoProvider> = LazyLock::new(|| CryptoProvider {
    signer_factory: signer,
    ..aws_lc::DEFAULT_PROVIDER.clone()
});

/// Makes jsonwebtoken sign in this way. Doing it again changes nothing.
pub fn install() {
    // An error says that it was done before.
    let _ = PROVIDER.install_default();
}

impl KeyKind for SigningKey {
    const ITEM: ItemKind = ItemKind::SigningKey;

    fn prepare(&self) {
        // One that cannot be parsed fails where it is used, and says so.
        let _ = key(self).map(|key| parsed(key.as_bytes()).map(drop));
    }
}

/// The key, as jsonwebtoken takes it.
pub fn key(key: &SigningKey) -> Result<EncodingKey> {
    let der = BASE64_STANDARD
        .decode(&key.pkcs8)
        .internal("understanding a signing key")?;
    Ok(EncodingKey::from_rsa_der(&der))
}

fn signer(algorithm: &Algorithm, key: &EncodingKey) -> Result<Box<dyn JwtSigner>, Error> {
    if *algorithm != Algorithm::RS256 {
        return (aws_lc::DEFAULT_PROVIDER.signer_factory)(algorithm, key);
    }
    Ok(Box::new(Rs256(parsed(key.as_bytes())?)))
}

fn parsed(der: &[u8]) -> Result<Arc<RsaKeyPair>, Error> {
    if let Some(pair) = PARSED
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .get(der)
    {
        return Ok(Arc::clone(pair));
    }
    let pair =
        RsaKeyPair::from_pkcs8(der).map_err(|error| ErrorKind::InvalidRsaKey(error.to_string()))?;
    let pair = Arc::new(pair);
    PARSED
        .write()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(der.to_vec(), Arc::clone(&pair));
    Ok(pair)
}

struct Rs256(Arc<RsaKeyPair>);

impl Signer<Vec<u8>> for Rs256 {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, signature::Error> {
        let mut signed = vec![0; self.0.public_modulus_len()];
        self.0
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                message,
                &mut signed,
            )
            .map_err(signature::Error::from_source)?;
        Ok(signed)
    }
}

impl JwtSigner for Rs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::RS256
    }
}
