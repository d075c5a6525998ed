//! `GET /api/v2/sdk/public-key`: gets the key under which an application's clients encrypt
//! `X-signature`.
//!
//! It is good for at least an hour.

use serde::Serialize;
use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    keys::{key_set::ClientKeySets, kinds::EncryptionKey},
    observability::audit::Audited,
    platform::{Platform, settings::BootError},
    request::context::Context,
};
use std::sync::Arc;

pub struct PublicKey(Arc<ClientKeySets<EncryptionKey>>);

/// An RSA key of 2048 bits, for OAEP with SHA-256 and MGF1 with SHA-256.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("examples" = [{ "public_key": "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA" }]))
)]
#[derive(Debug, Serialize)]
pub struct PublicKeyResponse {
    /// A `SubjectPublicKeyInfo` in DER, in base64. It is good for at least an hour.
    public_key: String,
}

impl Audited for PublicKeyResponse {}

impl Endpoint for PublicKey {
    const ERRORS: ErrorGroups = &[];
    type Context = Context;
    type Request = ();
    type Response = PublicKeyResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(ClientKeySets::of(platform)?))
    }

    async fn call(&self, cx: &Context, (): ()) -> Result<PublicKeyResponse> {
        let keys = self.0.of_client(&cx.caller.application.client_id);
        let current = keys.current(cx.now).await?;
        Ok(PublicKeyResponse {
            public_key: current.key.spki,
        })
    }
}
