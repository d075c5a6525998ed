//! Where that is kept which concerns a destination: under names that tell nobody which destination it is.

use crate::{
    keys::kinds::PseudonymKey,
    platform::clock::Timestamp,
    request::caller::Caller,
    storage::{item::ItemKey, item_keys::destination_key},
    values::{contact::Contact, profile_text::UserName},
    verification::attempt_record::AttemptRecord,
};

/// The blinded names of a destination, and of whoever does something there.
pub struct Destination {
    /// The partition key of all that concerns it.
    pub destination: ItemKey,
    /// Address and device, at this destination: 16 hexadecimal digits.
    pub requester: String,
}

impl Destination {
    /// For a contact.
    pub fn of_contact(pseudonyms: &PseudonymKey, caller: &Caller, contact: &impl Contact) -> Self {
        Self::of(
            pseudonyms,
            caller,
            ["DEST", caller.tenant.id.as_str(), &contact.normal()],
        )
    }

    /// For a user name, whose password is tried.
    #[must_use]
    pub fn of_user_name(pseudonyms: &PseudonymKey, caller: &Caller, name: &UserName) -> Self {
        Self::of(
            pseudonyms,
            caller,
            ["NAME", caller.tenant.id.as_str(), &name.folded()],
        )
    }

    fn of(pseudonyms: &PseudonymKey, caller: &Caller, destination: [&str; 3]) -> Self {
        let destination = pseudonyms.pseudonym(&destination);
        let (network, device) = (caller.address.network(), caller.device.fingerprint());
        let requester = pseudonyms.tag(&["TRIER", &destination.to_string(), &network, device]);
        caller.audit.pseudonym("destination", &destination);
        Self {
            destination: destination_key(&caller.tenant.id, &destination),
            requester,
        }
    }

    /// What stands between the caller and the destination.
    #[must_use]
    pub fn guard<'a>(&'a self, caller: &'a Caller, now: Timestamp) -> AttemptRecord<'a> {
        AttemptRecord {
            destination: &self.destination,
            requester: &self.requester,
            limits: &caller.limits,
            now,
        }
    }
}
