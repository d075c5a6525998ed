//! The key that a client gives a request which it may repeat.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    values::masked::masked,
};
use aws_lc_rs::digest::{Context, SHA256};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use lambda_http::{Request, RequestExt, http::HeaderValue};

/// The header.
pub const NAME: &str = "Idempotency-Key";
/// The longest key, in characters.
const LONGEST: usize = 255;

/// What a client calls its request, and which request that is.
#[derive(Clone)]
pub struct RequestKey {
    key: String,
    request: String,
}

masked!(RequestKey);

impl RequestKey {
    /// Of a request that has such a header: 1 to 255 printable characters of ASCII. The request is its path, its state token and its body.
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

    /// The key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The request, hashed.
    #[must_use]
    pub fn request(&self) -> &str {
        &self.request
    }
}
