//! The form a person fills in, beside the contact that is being proved.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    request::body::BodyReader,
    tenants::attribute,
    values::profile_text::{Birthday, Gender, Line, Name, PictureUrl, UserName},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Everything but contacts and password. Names are the contract's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Unique in the tenant, whatever its case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<UserName>,
    /// As shown to others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    /// A picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head_img: Option<PictureUrl>,
    /// The contract's three values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attr_gender: Option<Gender>,
    /// A day that was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attr_birthday: Option<Birthday>,
    /// May hold emoji, as nicknames do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attr_nick_name: Option<Line<64>>,
    /// One line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mailing_address: Option<Line<256>>,
    /// Any country's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip_code: Option<Line<16>>,
    /// Given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<Name>,
    /// Second given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<Name>,
    /// Family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<Name>,
    /// Free text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub industry: Option<Line<64>>,
    /// The tenant's own attributes, in their stored form.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub extension: Map<String, Value>,
}

impl Profile {
    /// Reads the members of the contract, and whatever else the tenant asks for.
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
