//! `GET /api/v1/oauth2/keys`: lists the keys that verify an `id_token`.
//!
//! They are a JWK set (RFC 7517): the public half of our signing keys. Keep it for an hour, and get
//! it again where an `id_token` names a key that is not in it.

use serde::Serialize;
use shared::{
    api::{endpoint::Endpoint, extract::Anonymous},
    error::{Result, catalogue::ErrorGroups},
    keys::{key_set::KeySet, kinds::PublicKey},
    observability::audit::Audited,
    platform::{Platform, settings::BootError},
};
use std::{sync::Arc, time::Duration};

pub struct Oauth2Keys(Arc<KeySet<PublicKey>>);

/// A JWK set (RFC 7517, section 5).
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("examples" = [{
        "keys": [{
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": "1",
            "n": "uHqEJz5n1eXHkR2bZy0vVtE3mWc8s7Qw",
            "e": "AQAB",
        }],
    }]))
)]
#[derive(Debug, Serialize)]
pub struct JwkSet {
    /// The keys, the one in use and those that were or will be.
    keys: Vec<Jwk>,
}

/// A key that verifies RS256 signatures.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize)]
pub struct Jwk {
    kty: &'static str,
    #[serde(rename = "use")]
    usage: &'static str,
    alg: &'static str,
    kid: String,
    #[serde(flatten)]
    key: PublicKey,
}

impl Audited for JwkSet {}

impl Endpoint for Oauth2Keys {
    const CACHE_FOR: Duration = Duration::from_hours(1);
    const ERRORS: ErrorGroups = &[];
    type Context = Anonymous;
    type Request = ();
    type Response = JwkSet;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(KeySet::of(platform)?))
    }

    async fn call(&self, cx: &Anonymous, (): ()) -> Result<JwkSet> {
        let published = self.0.all(cx.now).await?;
        let jwk = |id: &String, key: &PublicKey| Jwk {
            kty: "RSA",
            usage: "sig",
            alg: "RS256",
            kid: id.clone(),
            key: key.clone(),
        };
        Ok(JwkSet {
            keys: published
                .iter()
                .map(|dated| jwk(&dated.id, &dated.key))
                .collect(),
        })
    }
}
