//! Keyed hashes of personal data. They stand in for it in item keys and in audit events.
//!
//! They are made by [`crate::keys::kinds::PseudonymKey`] and cannot be reversed.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An HMAC-SHA-256 of personal data, as 43 characters of base64url.
///
/// The same data has the same pseudonym as long as the key stays the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pseudonym(pub(crate) String);

impl fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
