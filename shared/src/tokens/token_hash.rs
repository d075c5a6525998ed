//! What random tokens are stored by.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};

/// The name of a token: its SHA-256, which tells nobody the token. Of a random text of 190 bits, a
/// plain hash is as good as a slow one.
pub(super) fn of(token: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, token.as_bytes()))
}
