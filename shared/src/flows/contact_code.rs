//! The body of every call that takes a contact and the code that was sent there.

use crate::{
    error::Result,
    request::body::{BodyReader, RequestBody},
    values::{contact::Contact, verification_code::VerifyCode},
};

/// The body: a contact, and the code that was sent there.
#[derive(Debug)]
pub struct ContactCodeRequest<C> {
    pub(super) contact: C,
    pub(super) code: VerifyCode,
}

impl<C: Contact> RequestBody for ContactCodeRequest<C> {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            contact: body.required(C::NAME)?,
            code: body.required("verify_code")?,
        })
    }
}
