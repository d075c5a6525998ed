//! What a person can be reached at, and proves to own: a mobile number or an e-mail address.

use crate::{
    error::catalogue::ErrorCode,
    values::{
        code_type::{CodeType, EmailType, SmsType},
        email::Email,
        field::Field,
        mobile::Mobile,
    },
};

/// A mobile number or an e-mail address.
pub trait Contact: Field + Clone + Send + Sync {
    /// What a code sent there can be for.
    type CodeType: CodeType;
    /// The codes that register its owner.
    const REGISTER: Self::CodeType;
    /// The codes that bind a social account to its owner.
    const BIND: Self::CodeType;
    /// Its name on the wire.
    const NAME: &'static str;
    /// The answer where it belongs to somebody.
    const TAKEN: ErrorCode;

    /// The one form that all its spellings share.
    fn normal(&self) -> String;
    /// The kind of the contact, for an application's policy.
    fn kind() -> ContactKind;
    /// The country that a text goes to, by ISO 3166-1 alpha-2; a mail goes to none.
    fn country(&self) -> Option<&'static str>;
}

/// Which of the two.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ContactKind {
    /// A mobile number.
    Mobile,
    /// An e-mail address.
    Email,
}

impl Contact for Mobile {
    type CodeType = SmsType;
    const REGISTER: SmsType = SmsType::Register;
    const BIND: SmsType = SmsType::Bind;
    const NAME: &'static str = "mobile";
    const TAKEN: ErrorCode = ErrorCode::MobileTaken;

    fn normal(&self) -> String {
        self.e164().to_owned()
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
    const NAME: &'static str = "email";
    const TAKEN: ErrorCode = ErrorCode::EmailTaken;

    fn normal(&self) -> String {
        self.folded()
    }

    fn kind() -> ContactKind {
        ContactKind::Email
    }

    fn country(&self) -> Option<&'static str> {
        None
    }
}
