//! What a verification code is for, as clients name it.

use crate::values::field::{Field, FieldError, FieldSchema, ParseContext};

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
            const SCHEMA: FieldSchema = FieldSchema::one_of(&[$($wire),+]);

            fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
                Self::ALL.iter().copied().find(|known| known.wire() == text).ok_or(FieldError::Value)
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
