//! The profile of a user: the members of a registration other than contacts and password.
//!
//! The same type is stored as part of the user's item.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    request::body::BodyReader,
    tenants::attribute,
    values::profile_text::{Birthday, Gender, Line, Name, PictureUrl, UserName},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The members of the contract, by their names on the wire, and the tenant's extended attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// The user name, unique in the tenant regardless of case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<UserName>,
    /// The name that is shown to others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head_img: Option<PictureUrl>,
    /// One of the three values that the contract has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attr_gender: Option<Gender>,
    /// The date of birth, not later than today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attr_birthday: Option<Birthday>,
    /// The nickname, which may contain emoji.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attr_nick_name: Option<Line<64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mailing_address: Option<Line<256>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip_code: Option<Line<16>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<Name>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<Name>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<Name>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub industry: Option<Line<64>>,
    /// The tenant's extended attributes, as normalised by [`attribute::read_all`].
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub extension: Map<String, Value>,
}

impl Profile {
    /// Reads the profile. Fails with `Missing` if the tenant's policy requires a member that is
    /// absent, contacts and password included.
    pub fn read<R: BodyReader>(body: &R) -> Result<Self> {
        let profile = Self {
            user_name: body.optional("user_name")?,
            name: body.optional("name")?,
            head_img: body.optional("head_img")?,
            attr_gender: body.optional("attr_gender")?,
            attr_birthday: body.optional("attr_birthday")?,
            attr_nick_name: body.optional("attr_nick_name")?,
            mailing_address: body.optional("mailing_address")?,
            zip_code: body.optional("zip_code")?,
            first_name: body.optional("first_name")?,
            middle_name: body.optional("middle_name")?,
            last_name: body.optional("last_name")?,
            industry: body.optional("industry")?,
            extension: attribute::read_all(body.object("extension")?, &body.policy().attributes)?,
        };
        match body
            .policy()
            .required
            .iter()
            .find(|name| !body.contains(name))
        {
            Some(missing) => Err(Error::new(ErrorCode::Missing).with(missing)),
            None => Ok(profile),
        }
    }
}
