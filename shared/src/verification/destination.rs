//! Where that is kept which concerns a destination: under names that tell nobody which destination it is.

use crate::{
    keys::kinds::BlindKey,
    platform::clock::Timestamp,
    request::caller::Caller,
    storage::{item::Key, item_keys::destination_key},
    values::{contact::Contact, profile_text::UserName},
    verification::attempt_record::Guard,
};

/// The blinded names of a destination, and of whoever does something there.
pub struct Names {
    /// The partition key of all that concerns it.
    pub destination: Key,
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
        Self { destination: destination_key(&caller.tenant.id, &destination), trier }
    }

    /// What stands between the caller and the destination.
    #[must_use]
    pub fn guard<'a>(&'a self, caller: &'a Caller, now: Timestamp) -> Guard<'a> {
        Guard { destination: &self.destination, trier: &self.trier, limits: &caller.limits, now }
    }
}
