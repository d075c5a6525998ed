//! What a person can be reached at, and proves to own: a mobile number or an e-mail address.

use crate::{
    catalogue::Code,
    email::Email,
    field::{Field, Flaw, Rules, Shape},
    mobile::Mobile,
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
    /// Prefix of the item in Directory that says whose it is.
    const OWNER: &'static str;
    /// The answer where it belongs to somebody.
    const TAKEN: Code;

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
    const OWNER: &'static str = "MOBILE";
    const TAKEN: Code = Code::MobileTaken;

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
    const OWNER: &'static str = "EMAIL";
    const TAKEN: Code = Code::EmailTaken;

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

/// Where a puzzle's pass lets a code go to: either kind, in its normal form.
#[derive(Clone, PartialEq, Eq)]
pub struct Destination(String);

crate::masked!(Destination);

impl Destination {
    /// Of a contact.
    pub fn of(contact: &impl Contact) -> Self {
        Self(contact.normal())
    }

    /// The normal form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Field for Destination {
    const SHAPE: Shape = Shape::text(254, "15201657321");

    fn read(text: &str, rules: &Rules) -> Result<Self, Flaw> {
        if text.contains('@') {
            Email::read(text, rules).map(|email| Self::of(&email))
        } else {
            Mobile::read(text, rules).map(|mobile| Self::of(&mobile))
        }
    }
}

/// What a code is for, as clients name it.
pub trait CodeType: Field + Copy + Send + Sync {
    /// The name on the wire, under which the code is stored.
    fn wire(self) -> &'static str;
}

macro_rules! code_types {
    ($(#[$doc:meta])* $name:ident: $($variant:ident $wire:literal,)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $(#[doc = concat!("`", $wire, "`")] $variant,)+ }

        impl $name {
            /// All of them, in the contract's order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
        }

        impl CodeType for $name {
            fn wire(self) -> &'static str { match self { $(Self::$variant => $wire),+ } }
        }

        impl Field for $name {
            const SHAPE: Shape = Shape::one_of(&[$($wire),+]);

            fn read(text: &str, _: &Rules) -> Result<Self, Flaw> {
                Self::ALL.iter().copied().find(|known| known.wire() == text).ok_or(Flaw::Value)
            }
        }
    };
}

code_types! {
    /// What a texted code is for.
    SmsType:
    Login "LOGIN_SMS",
    Register "REGISTER_SMS",
    MfaAuth "MFA_AUTH_SMS",
    OtpRest "OTP_REST_SMS",
    ForgetPassword "FORGET_PWD_SMS",
    ChangePassword "CHANGE_PWD_SMS",
    UpdatePassword "UPDATE_PWD_SMS",
    UpdateMobile "UPDATE_MOBILE_SMS",
    Bind "BIND_MOBILE_SMS",
}

code_types! {
    /// What a mailed code is for.
    EmailType:
    Login "LOGIN_EMS",
    Register "REGISTER_EMS",
    MfaAuth "MFA_AUTH_EMS",
    ForgetPassword "FORGET_PWD_EMS",
    ChangePassword "CHANGE_PWD_EMS",
    UpdatePassword "UPDATE_PWD_EMS",
    UpdateEmail "UPDATE_EMAIL_EMS",
    Bind "BIND_EMAIL_EMS",
}
