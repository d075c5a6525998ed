//! A verification code as the record of its destination holds it.

use crate::{
    platform::clock::Timestamp, rate_limits::send_quotas::UnverifiedText,
    verification::requester::Requester,
};
use serde::{Deserialize, Serialize};

/// A code as it is stored: not the digits, but a MAC over them and all they are good for.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct StoredCode {
    pub(super) mac: String,
    pub(super) salt: String,
    pub(super) pepper: String,
    /// Tags of the device and the address that asked for it: attempts from there are
    /// those of a requester.
    #[serde(default)]
    pub(super) device: String,
    #[serde(default)]
    pub(super) address: String,
    pub(super) expires_at: Timestamp,
    /// Where it counts as sent and not used, if it was texted.
    #[serde(
        rename = "outstanding",
        skip_serializing_if = "Option::is_none",
        default
    )]
    pub(crate) unverified_text: Option<UnverifiedText>,
    /// Whether it was consumed.
    #[serde(default)]
    pub(super) spent: bool,
}

impl StoredCode {
    pub(super) fn mac(&self) -> &str {
        &self.mac
    }

    pub(super) fn was_requested_by(&self, requester: &Requester) -> bool {
        self.device == requester.device || self.address == requester.address
    }
}
