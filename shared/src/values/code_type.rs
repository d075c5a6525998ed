//! The purposes of verification codes, by the names that the contract has for them.
//!
//! A code is stored under its type and is good for nothing else.

use crate::values::field::{Field, FieldError, FieldSchema, ParseContext};
use serde::{Deserialize, Serialize};

/// What a code does, for the person who gets it: somebody who is talked into reading one out is to
/// see what they give away.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    SignIn,
    Register,
    /// Is the second factor of a sign-in.
    ConfirmSignIn,
    /// Resets a one-time-password generator.
    ResetOtp,
    /// Sets a new password in place of a forgotten one.
    ResetPassword,
    ChangePassword,
    /// Replaces a password that is too old.
    UpdatePassword,
    /// Changes the mobile number.
    ChangeMobile,
    /// Changes the e-mail address.
    ChangeEmail,
    /// Links a WeChat account.
    LinkWechat,
}

/// The purpose of a code that is sent to one kind of contact, as clients name it.
pub trait CodeType: Field + Copy + Send + Sync {
    /// The name on the wire, under which the code is stored too.
    fn wire(self) -> &'static str;
    /// What the code does for whoever enters it.
    fn purpose(self) -> Purpose;
}

macro_rules! code_types {
    ($(#[$doc:meta])* $name:ident: $($variant:ident $wire:literal $purpose:ident,)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $(#[doc = concat!("`", $wire, "`")] $variant,)+ }

        impl $name {
            /// Every type, in the order of the contract.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
        }

        impl CodeType for $name {
            fn wire(self) -> &'static str { match self { $(Self::$variant => $wire),+ } }

            fn purpose(self) -> Purpose { match self { $(Self::$variant => Purpose::$purpose),+ } }
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
    Login "LOGIN_SMS" SignIn,
    Register "REGISTER_SMS" Register,
    MfaAuth "MFA_AUTH_SMS" ConfirmSignIn,
    OtpRest "OTP_REST_SMS" ResetOtp,
    ForgetPassword "FORGET_PWD_SMS" ResetPassword,
    ChangePassword "CHANGE_PWD_SMS" ChangePassword,
    UpdatePassword "UPDATE_PWD_SMS" UpdatePassword,
    UpdateMobile "UPDATE_MOBILE_SMS" ChangeMobile,
    Bind "BIND_MOBILE_SMS" LinkWechat,
}

code_types! {
    /// The purpose of a code that is sent by e-mail.
    EmailType:
    Login "LOGIN_EMS" SignIn,
    Register "REGISTER_EMS" Register,
    MfaAuth "MFA_AUTH_EMS" ConfirmSignIn,
    ForgetPassword "FORGET_PWD_EMS" ResetPassword,
    ChangePassword "CHANGE_PWD_EMS" ChangePassword,
    UpdatePassword "UPDATE_PWD_EMS" UpdatePassword,
    UpdateEmail "UPDATE_EMAIL_EMS" ChangeEmail,
    Bind "BIND_EMAIL_EMS" LinkWechat,
}
