//! The body of every call that takes a user name and its password.

use crate::{
    error::Result,
    request::body::{BodyReader, RequestBody},
    users::password::Password,
    values::profile_text::UserName,
};

/// The body: a user name and its password.
#[derive(Debug)]
pub struct NamePasswordRequest {
    pub(super) user_name: UserName,
    pub(super) password: Password,
}

impl RequestBody for NamePasswordRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            user_name: body.required("user_name")?,
            password: body.required("password")?,
        })
    }
}
