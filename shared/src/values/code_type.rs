//! The purposes of verification codes, by the names that the contract has for them.
//!
//! A code is stored under its type and is good for nothing else.

use crate::values::field::{Field, FieldError, FieldSchema, ParseContext};

/// The purpose of a code that is sent to one kind of contact.
pub trait CodeType: Field + Copy + Send + Sync {
    /// The name on the wire, under which the code is stored too.
    fn wire(self) -> &'static str;
}

macro_rules! code_types {
    ($(#[$doc:meta])* $name:ident: $($variant:ident $wire:literal,)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $(#[doc = concat!("`", $wire, "`")] $variant,)+ }

        impl $name {
            /// Every type, in the order of the contract.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
        }

        impl CodeType for $name {
            fn wire(self) -> &'static str { match self { $(Self::$variant => $wire),+ } }
        }

        impl Field for $name {
            const SCHEMA: FieldSchema = FieldSchema::one_of(&[$($wire),+]);

            fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
                Self::ALL.iter().copied().find(|known| known.wire() == text).ok_or(FieldError::Value)
            }
        }
    };
}

code_types! {
    /// The purpose of a code that is sent by text message.
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
    /// The purpose of a code that is sent by e-mail.
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
