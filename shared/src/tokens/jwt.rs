//! Signed JWTs whose headers have exactly the members, in exactly the order, of the published
//! documents: clients compare tokens' first bytes.

use crate::error::{ErrorContext, Result};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde::Serialize;

/// Encodes and signs a token (RFC 7515, compact serialization).
pub(super) fn encode(
    header: &impl Serialize,
    claims: &impl Serialize,
    key: &EncodingKey,
    algorithm: Algorithm,
) -> Result<String> {
    let header = serde_json::to_vec(header).internal("writing the header of a token")?;
    let claims = serde_json::to_vec(claims).internal("writing the claims of a token")?;
    let header = BASE64_URL_SAFE_NO_PAD.encode(header);
    let claims = BASE64_URL_SAFE_NO_PAD.encode(claims);
    let signed = format!("{header}.{claims}");
    let signature = crypto::sign(signed.as_bytes(), key, algorithm).internal("signing a token")?;
    Ok(format!("{signed}.{signature}"))
}
