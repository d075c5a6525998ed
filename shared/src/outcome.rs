//! What a flow answers with: HTTP 200, and a status.

use crate::sessions::SessionToken;
use serde::Serialize;

/// Where a person got to.
#[derive(Debug, Serialize)]
#[serde(tag = "status")]
pub enum Outcome {
    /// In.
    #[serde(rename = "SUCCESS")]
    Success {
        /// To come back with.
        session_token: SessionToken,
        /// How long that is good for, in seconds.
        expire: u64,
        /// Who the person is.
        id_token: String,
    },
    /// Known, or proved, but not admitted.
    #[serde(rename = "ACCESS_DENIED")]
    AccessDenied,
}
