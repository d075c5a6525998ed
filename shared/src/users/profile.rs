//! The profile of a user: the members of a registration other than contacts and password.
//!
//! The same type is stored as part of the user's item.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    platform::clock::Timestamp,
    request::body::BodyReader,
    tenants::{attribute, tenant::Tenant},
    values::{
        contact::Contact as _,
        email::Email,
        field::{Field as _, ParseContext},
        mobile::Mobile,
        profile_text::{Birthday, Gender, Line, Name, PictureUrl, UserName},
    },
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
    /// The tenant's extended attributes, as normalised by [`attribute::read_given`].
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub extension: Map<String, Value>,
}

impl Profile {
    /// Reads the profile. Fails with `Missing` if the tenant's policy requires a member that is
    /// absent, contacts and password included.
    pub fn read<R: BodyReader>(body: &R) -> Result<Self> {
        let profile = Self::read_given(body)?;
        let definitions = &body.policy().attributes;
        attribute::require_all(&profile.extension, definitions)?;
        let required = &body.policy().required;
        match required.iter().find(|name| !body.contains(name)) {
            Some(missing) => Err(Error::new(ErrorCode::Missing).with(missing)),
            None => Ok(profile),
        }
    }

    /// Reads those members of the profile that there are.
    pub fn read_given<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
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
            extension: attribute::read_given(body.object("extension")?, &body.policy().attributes)?,
        })
    }

    /// Refuses a user name that reads as a mobile or an e-mail, unless it is one of the contacts
    /// that the user has `proved`, in their normal forms: nobody goes by the contact of another.
    pub fn refuse_borrowed_name(&self, proved: &[String], context: &ParseContext) -> Result<()> {
        let Some(name) = self.user_name.as_ref().map(UserName::as_str) else {
            return Ok(());
        };
        let mobile = Mobile::read(name, context).map(|mobile| mobile.normal());
        let looks_like = mobile.or_else(|_| Email::read(name, context).map(|email| email.normal()));
        match looks_like {
            Ok(contact) if !proved.contains(&contact) => {
                Err(Error::new(ErrorCode::BadValue).with("user_name"))
            }
            _ => Ok(()),
        }
    }

    /// Refuses a user name that nobody may choose: [one that is
    /// borrowed](Self::refuse_borrowed_name), and any while names are reserved for the users
    /// of a [former tenant](crate::tenants::former_tenant::FormerTenant::reserves_names).
    pub fn check_chosen_name(
        &self,
        proved: &[String],
        tenant: &Tenant,
        now: Timestamp,
    ) -> Result<()> {
        if self.user_name.is_some() && tenant.reserves_names(now) {
            return Err(Error::new(ErrorCode::UserNameTaken));
        }
        self.refuse_borrowed_name(proved, &tenant.parse_context(now))
    }

    /// The profile with those members of another that there are.
    #[must_use]
    pub fn changed(self, to: Self) -> Self {
        let mut extension = self.extension;
        extension.extend(to.extension);
        Self {
            user_name: to.user_name.or(self.user_name),
            name: to.name.or(self.name),
            head_img: to.head_img.or(self.head_img),
            attr_gender: to.attr_gender.or(self.attr_gender),
            attr_birthday: to.attr_birthday.or(self.attr_birthday),
            attr_nick_name: to.attr_nick_name.or(self.attr_nick_name),
            mailing_address: to.mailing_address.or(self.mailing_address),
            zip_code: to.zip_code.or(self.zip_code),
            first_name: to.first_name.or(self.first_name),
            middle_name: to.middle_name.or(self.middle_name),
            last_name: to.last_name.or(self.last_name),
            industry: to.industry.or(self.industry),
            extension,
        }
    }
}
