//! Shows users what is stored of them.

use crate::{
    error::{ErrorContext, Result, catalogue::Dialect},
    observability::audit::Audited,
    tokens::open_session::SessionContext,
    users::user::UserContact,
    values::{email::Email, mobile::Mobile},
};
use serde::Serialize;
use serde_json::{Map, Value};

/// The profile of a user. What is absent is empty. Only contacts that the user has proved
/// to own are shown.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("examples" = [{
            "user_name": "zhangsan",
            "name": "张三",
            "head_img": "",
            "email": "zhangsan@qq.com",
            "mobile": "+86-15201657315",
            "attr_gender": "male",
            "attr_birthday": "2001-12-31",
            "attr_nick_name": "",
            "mailing_address": "",
            "zip_code": "",
            "first_name": "",
            "middle_name": "",
            "last_name": "",
            "industry": "",
            "extension": { "age": "18" },
        }]))
)]
#[derive(Debug, Serialize)]
pub struct ProfileResponse {
    pub user_name: String,
    pub name: String,
    pub head_img: String,
    pub email: String,
    /// With its area code, as in `+86-15201657315`.
    pub mobile: String,
    pub attr_gender: String,
    /// Year, month and day, as in `2001-12-31`.
    pub attr_birthday: String,
    pub attr_nick_name: String,
    pub mailing_address: String,
    pub zip_code: String,
    pub first_name: String,
    pub middle_name: String,
    pub last_name: String,
    pub industry: String,
    pub extension: Extension,
}

/// The tenant's extended attributes.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Extension {
    /// A JSON document in a string, for `oneaccess`.
    Text(String),
    Object(Map<String, Value>),
}

impl Audited for ProfileResponse {}

/// The profile of the user who asks.
pub fn show(SessionContext { cx, open }: &SessionContext) -> Result<ProfileResponse> {
    let user = &open.user;
    let stored = serde_json::to_value(&user.profile).internal("writing a profile")?;
    let member = |name: &str| stored[name].as_str().unwrap_or_default().to_owned();
    let extension = user.profile.extension.clone();
    let mobile = UserContact::proved(user.mobile.as_ref()).map(Mobile::shown);
    let email = UserContact::proved(user.email.as_ref()).map(Email::as_given);
    Ok(ProfileResponse {
        user_name: member("user_name"),
        name: member("name"),
        head_img: member("head_img"),
        email: email.unwrap_or_default().to_owned(),
        mobile: mobile.unwrap_or_default(),
        attr_gender: member("attr_gender"),
        attr_birthday: member("attr_birthday"),
        attr_nick_name: member("attr_nick_name"),
        mailing_address: member("mailing_address"),
        zip_code: member("zip_code"),
        first_name: member("first_name"),
        middle_name: member("middle_name"),
        last_name: member("last_name"),
        industry: member("industry"),
        extension: match cx.caller.application.dialect {
            Dialect::Oneaccess => Extension::Text(Value::Object(extension).to_string()),
            Dialect::Eiam | Dialect::Ciam => Extension::Object(extension),
        },
    })
}
