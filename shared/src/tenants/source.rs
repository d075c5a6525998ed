//! Identity sources: the social applications whose accounts users sign in with.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    values::identifiers::SourceId,
};
use serde::{Deserialize, Serialize};

/// A social application of a tenant, such as its WeChat mini program.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub id: SourceId,
    /// The social network and the way in which its accounts sign in.
    pub kind: SourceKind,
    /// The identifier of the application at the social network, for WeChat the appid.
    pub app_id: String,
    /// What an account that is bound to no user may do.
    pub unassociated: Unassociated,
    /// The kinds of contact by which an account may be bound.
    #[serde(default = "any_proof")]
    pub verify: Vec<Verify>,
}

/// The social network of a source, and the way in which its accounts sign in.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A WeChat mini program.
    WechatMiniprogram,
}

/// What an account that is bound to no user may do.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unassociated {
    /// It may be bound to an existing user.
    Bind,
    /// It may be bound to an existing user or to a new one.
    BindOrRegister,
    /// Its sign-in is refused.
    Fail,
}

/// A kind of contact that a code proves, as the member `data` of a response names it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verify {
    /// A code to a mobile phone.
    #[serde(rename = "VERIFY_PHONE", alias = "phone")]
    Phone,
    /// A code to an e-mail address.
    #[serde(rename = "VERIFY_EMAIL", alias = "email")]
    Email,
}

impl Source {
    /// Refuses a contact of a kind that the source does not list. `name` is the parameter's name.
    pub fn refuse_unlisted(&self, kind: Verify, name: &'static str) -> Result<()> {
        if self.verify.contains(&kind) {
            Ok(())
        } else {
            Err(Error::new(ErrorCode::BadValue).with(name))
        }
    }
}

fn any_proof() -> Vec<Verify> {
    vec![Verify::Phone, Verify::Email]
}
