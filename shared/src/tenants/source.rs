//! An identity source: where a person is known from before they are known to us.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    values::identifiers::SourceId,
};
use serde::{Deserialize, Serialize};

/// A social application of the tenant's, such as its WeChat mini program.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name.
    pub id: SourceId,
    /// Whose accounts it brings.
    pub kind: SourceKind,
    /// The application's name over there (WeChat: appid).
    pub app_id: String,
    /// What is done with an account that is bound to nobody.
    pub unassociated: Unassociated,
    /// By which contacts its people prove who they are.
    #[serde(default = "any_proof")]
    pub verify: Vec<Verify>,
}

/// Whose accounts a source brings.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A WeChat mini program.
    WechatMiniprogram,
}

/// What is done with an account that is bound to nobody.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unassociated {
    /// It can be bound to an existing user.
    Bind,
    /// It can be bound to an existing user, or to a new one.
    BindOrRegister,
    /// It gets no further.
    Fail,
}

/// A contact to be proved, as the contract's `data` names it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verify {
    /// A mobile.
    #[serde(rename = "VERIFY_PHONE", alias = "phone")]
    Phone,
    /// An e-mail address.
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
