//! What a person proves with when they bind a social account.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    request::body::{BodyReader, RequestBody},
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
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        match (body.contains(Mobile::NAME), body.contains(Email::NAME)) {
            (true, true) => Err(Error::new(ErrorCode::BadValue).with(Mobile::NAME)),
            (false, true) => Ok(Self::Email(
                body.required(Email::NAME)?,
                body.required("verify_code")?,
            )),
            _ => Ok(Self::Mobile(
                body.required(Mobile::NAME)?,
                body.required("verify_code")?,
            )),
        }
    }
}
