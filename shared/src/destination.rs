//! Where that is kept which concerns a destination: under names that tell nobody which destination it is.

use crate::{
    caller::Caller,
    clock::Timestamp,
    contact::{CodeType, Contact},
    guard::Guard,
    keys::BlindKey,
    text::UserName,
};

/// The blinded names of a destination, and of whoever does something there.
pub struct Names {
    /// The partition key of all that concerns it.
    pub destination: String,
    /// Address and device, at this destination: 16 hexadecimal digits.
    pub trier: String,
}

impl Names {
    /// For a contact.
    pub fn of_contact(blind: &BlindKey, caller: &Caller, contact: &impl Contact) -> Self {
        Self::of(blind, caller, ["DEST", caller.tenant.id.as_str(), &contact.normal()])
    }

    /// For a user name, whose password is tried.
    #[must_use]
    pub fn of_user_name(blind: &BlindKey, caller: &Caller, name: &UserName) -> Self {
        Self::of(blind, caller, ["NAME", caller.tenant.id.as_str(), &name.folded()])
    }

    fn of(blind: &BlindKey, caller: &Caller, destination: [&str; 3]) -> Self {
        let destination = blind.blind(&destination);
        let (network, device) = (caller.address.network(), caller.device.fingerprint());
        let trier = blind.tag(&["TRIER", &destination.to_string(), &network, device]);
        caller.trail.blinded("destination", &destination);
        Self { destination: format!("DEST#{}#{destination}", caller.tenant.id), trier }
    }

    /// What stands between the caller and the destination.
    #[must_use]
    pub fn guard<'a>(&'a self, caller: &'a Caller, now: Timestamp) -> Guard<'a> {
        Guard { destination: &self.destination, trier: &self.trier, limits: &caller.limits, now }
    }
}

/// Where a code of one type and application is within the guard's item.
pub struct Place {
    /// The attribute that holds the code.
    pub code: String,
    /// The attribute that counts its tries.
    pub tries: String,
}

impl Place {
    /// For a code of this type, of the caller's application.
    pub fn of(blind: &BlindKey, caller: &Caller, kind: impl CodeType) -> Self {
        let tag = blind.tag(&["CODE", kind.wire(), caller.application.client_id.as_str()]);
        Self { code: format!("code_{tag}"), tries: format!("tries_{tag}") }
    }
}
