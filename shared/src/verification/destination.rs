//! Where the record of a destination is kept, and who asks: under pseudonyms, so that neither the
//! table nor the log tells which destination it is.

use crate::{
    keys::kinds::PseudonymKey,
    request::context::Context,
    storage::{item::ItemKey, item_keys::destination_key},
    values::{
        contact::Contact, email::Email, identifiers::UserId, mobile::Mobile, profile_text::UserName,
    },
    verification::{attempt_record::AttemptRecord, requester::Requester},
};

/// A contact that codes go to, or an identifier of somebody whose password is tried.
#[derive(Clone)]
pub struct Destination {
    /// The item that holds its codes, sends and attempts.
    pub key: ItemKey,
    pub requester: Requester,
}

/// What somebody goes by whose password is attempted. Attempts at each identifier of a user are
/// counted by themselves: a budget that they shared would tell that they belong together.
#[derive(Clone, Debug)]
pub enum Identifier {
    UserName(UserName),
    Mobile(Mobile),
    Email(Email),
    /// A user who has signed in already.
    User(UserId),
}

impl From<Mobile> for Identifier {
    fn from(mobile: Mobile) -> Self {
        Self::Mobile(mobile)
    }
}

impl From<Email> for Identifier {
    fn from(email: Email) -> Self {
        Self::Email(email)
    }
}

impl Destination {
    /// That of a contact. All addresses of one inbox are one destination; each of its codes is
    /// good for the address that it was sent to.
    pub fn of_contact(pseudonyms: &PseudonymKey, cx: &Context, contact: &impl Contact) -> Self {
        Self::of(pseudonyms, cx, "DEST", &contact.throttle_key())
    }

    /// That of whoever goes by an identifier, for attempts at their password. It is not the one
    /// that codes are sent to: whoever guesses at passwords locks nobody out of codes.
    #[must_use]
    pub fn of_identifier(pseudonyms: &PseudonymKey, cx: &Context, identifier: &Identifier) -> Self {
        let (kind, name) = match identifier {
            Identifier::UserName(name) => ("NAME", name.folded()),
            Identifier::Mobile(mobile) => ("PASSWORD OF MOBILE", mobile.throttle_key()),
            Identifier::Email(email) => ("PASSWORD OF EMAIL", Contact::throttle_key(email)),
            Identifier::User(id) => ("PASSWORD OF USER", id.to_string()),
        };
        Self::of(pseudonyms, cx, kind, &name)
    }

    fn of(pseudonyms: &PseudonymKey, cx: &Context, kind: &str, name: &str) -> Self {
        let tenant = &cx.caller.tenant.id;
        let id = pseudonyms.pseudonym(&[kind, tenant.as_str(), name]);
        cx.audit.pseudonym("destination", &id);
        let network = cx.caller.address.network();
        let device = cx.caller.device.fingerprint();
        let tag =
            |parts: &[&str]| pseudonyms.tag(&[&[parts[0], &id.to_string()], &parts[1..]].concat());
        Self {
            key: destination_key(tenant, &id),
            requester: Requester {
                id: tag(&["TRIER", &network, device]),
                device: tag(&["DEVICE", device]),
                address: tag(&["ADDRESS", &network]),
            },
        }
    }

    /// The record of the destination, as the caller of this request meets it.
    #[must_use]
    pub fn record<'a>(&'a self, cx: &'a Context) -> AttemptRecord<'a> {
        AttemptRecord {
            key: &self.key,
            requester: &self.requester,
            limits: &cx.caller.limits,
            now: cx.now,
        }
    }
}
