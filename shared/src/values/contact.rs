//! The contacts that a user proves to own by a code: mobile numbers and e-mail addresses.
//!
//! Code that treats both alike is generic over [`Contact`].

use crate::values::{
    code_type::{CodeType, EmailType, SmsType},
    email::Email,
    field::Field,
    mobile::Mobile,
};

/// A mobile number or an e-mail address.
pub trait Contact: Field + Clone + Send + Sync {
    /// The purposes of codes that are sent to it.
    type CodeType: CodeType;
    /// The type of the codes that register a user by this contact.
    const REGISTER: Self::CodeType;
    /// The type of the codes that bind a social account to the owner of this contact.
    const BIND: Self::CodeType;
    /// The type of the codes that sign in the owner of this contact.
    const LOGIN: Self::CodeType;
    /// The type of the codes that set a new password in place of a forgotten one.
    const FORGET_PASSWORD: Self::CodeType;
    /// The type of the codes by which a user who has signed in changes their password, at calls
    /// of the EIAM contract.
    const CHANGE_PASSWORD: Self::CodeType;
    /// The same at calls of the CIAM contract.
    const UPDATE_PASSWORD: Self::CodeType;
    /// The type of the codes that make this the contact of a user in place of another.
    const CHANGE: Self::CodeType;
    /// The member of a request that holds it.
    const NAME: &'static str;

    /// The canonical form, which all spellings of one contact share. Keys and pseudonyms
    /// are made of it.
    fn normal(&self) -> String;
    /// One key for all contacts that are likely to reach one person's inbox or phone: for counting
    /// what is sent there and attempted there, and for nothing else.
    fn throttle_key(&self) -> String;
    /// The part that is its owner's alone: the national number of a mobile, and what stands before
    /// the `@` of an address. A password that contains it is easy to guess.
    fn personal_part(&self) -> &str;
    /// The kind of the contact, as settings name it.
    fn kind() -> ContactKind;
    /// The country of a mobile number (ISO 3166-1 alpha-2), by which text messages are limited.
    /// An e-mail address has none.
    fn country(&self) -> Option<&'static str>;
}

/// A kind of contact, as settings name it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ContactKind {
    /// A mobile phone number.
    Mobile,
    /// The address of an e-mail mailbox.
    Email,
}

impl Contact for Mobile {
    type CodeType = SmsType;
    const REGISTER: SmsType = SmsType::Register;
    const BIND: SmsType = SmsType::Bind;
    const LOGIN: SmsType = SmsType::Login;
    const FORGET_PASSWORD: SmsType = SmsType::ForgetPassword;
    const CHANGE_PASSWORD: SmsType = SmsType::ChangePassword;
    const UPDATE_PASSWORD: SmsType = SmsType::UpdatePassword;
    const CHANGE: SmsType = SmsType::UpdateMobile;
    const NAME: &'static str = "mobile";

    fn normal(&self) -> String {
        self.e164().to_owned()
    }

    fn throttle_key(&self) -> String {
        self.normal()
    }

    fn personal_part(&self) -> &str {
        self.parts().1
    }

    fn kind() -> ContactKind {
        ContactKind::Mobile
    }

    fn country(&self) -> Option<&'static str> {
        Mobile::country(self)
    }
}

impl Contact for Email {
    type CodeType = EmailType;
    const REGISTER: EmailType = EmailType::Register;
    const BIND: EmailType = EmailType::Bind;
    const LOGIN: EmailType = EmailType::Login;
    const FORGET_PASSWORD: EmailType = EmailType::ForgetPassword;
    const CHANGE_PASSWORD: EmailType = EmailType::ChangePassword;
    const UPDATE_PASSWORD: EmailType = EmailType::UpdatePassword;
    const CHANGE: EmailType = EmailType::UpdateEmail;
    const NAME: &'static str = "email";

    fn normal(&self) -> String {
        self.folded()
    }

    fn throttle_key(&self) -> String {
        Email::throttle_key(self)
    }

    fn personal_part(&self) -> &str {
        let address = self.as_given();
        address.rsplit_once('@').map_or(address, |(local, _)| local)
    }

    fn kind() -> ContactKind {
        ContactKind::Email
    }

    fn country(&self) -> Option<&'static str> {
        None
    }
}
