//! The `Idempotency-Key` header, by which a client may repeat a request without doing it twice.
//!
//! This module reads the key and identifies the request; the flows keep the record
//! of what was done.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    values::masked::masked,
};
use aws_lc_rs::digest::{Context, SHA256};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use lambda_http::{Request, RequestExt, http::HeaderValue};

/// The name of the header.
pub const NAME: &str = "Idempotency-Key";
/// The maximum length of a key in characters.
const LONGEST: usize = 255;

/// The key of a request, and a digest of the request by which a key that is used for another one is
/// noticed. It prints masked, since a key may be personal data.
#[derive(Clone)]
pub struct IdempotencyKey {
    key: String,
    request: String,
}

masked!(IdempotencyKey);

impl IdempotencyKey {
    /// Reads the key: 1 to 255 printable ASCII characters, else the error is `BadFormat`. `None` if
    /// the request has no such header.
    ///
    /// `state_token` is the name of the header of the state token. Path, state token and body are
    /// what identifies the request.
    pub fn read(request: &Request, state_token: &str) -> Result<Option<Self>> {
        let Some(key) = request.headers().get(NAME) else {
            return Ok(None);
        };
        let key = key.to_str().unwrap_or_default().trim();
        if key.is_empty() || key.len() > LONGEST {
            return Err(Error::new(ErrorCode::BadFormat).with(NAME));
        }
        let token = request
            .headers()
            .get(state_token)
            .map(HeaderValue::as_bytes)
            .unwrap_or_default();
        let mut digest = Context::new(&SHA256);
        for part in [request.raw_http_path().as_bytes(), token, request.body()] {
            digest.update(&(part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        Ok(Some(Self {
            key: key.to_owned(),
            request: BASE64_URL_SAFE_NO_PAD.encode(digest.finish()),
        }))
    }

    /// The key as the client sent it, without surrounding white space.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The SHA-256 of the request's path, state token and body, in base64url.
    #[must_use]
    pub fn request(&self) -> &str {
        &self.request
    }
}
