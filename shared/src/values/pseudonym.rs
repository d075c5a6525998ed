//! Keyed hashes of personal data, for keys and for the log.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A name for something that is not to be stored or logged: 43 characters of base64url, the same every time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pseudonym(pub(crate) String);

impl fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
