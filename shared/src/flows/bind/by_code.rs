//! What a person proves with when they bind a social account.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    request::body::{JsonBody, RequestBody},
    values::{contact::Contact, email::Email, mobile::Mobile, verification_code::VerifyCode},
};

/// What a person proves to be theirs: a mobile or an address, with the code that was sent there.
#[derive(Debug)]
pub enum VerifiedContactRequest {
    /// A mobile.
    Mobile(Mobile, VerifyCode),
    /// An address.
    Email(Email, VerifyCode),
}

impl RequestBody for VerifiedContactRequest {
    /// One of the two, and not both.
    fn read(form: &JsonBody<'_>) -> Result<Self> {
        match (form.has(Mobile::NAME), form.has(Email::NAME)) {
            (true, true) => Err(Error::new(ErrorCode::BadValue).with(Mobile::NAME)),
            (false, true) => Ok(Self::Email(
                form.required(Email::NAME)?,
                form.required("verify_code")?,
            )),
            _ => Ok(Self::Mobile(
                form.required(Mobile::NAME)?,
                form.required("verify_code")?,
            )),
        }
    }
}
