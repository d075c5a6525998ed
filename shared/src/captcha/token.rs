//! What puzzles and passes have in common: their token, whom they were given to, and how they are refused.

use crate::{
    error::{Error, Result, catalogue::Code},
    keys::kinds::BlindKey,
    platform::clock::Timestamp,
    request::caller::Caller,
    storage::item::{Item, understand},
    values::{
        contact::Contact,
        email::Email,
        field::{Field, Flaw, Rules, Shape},
        masked::masked,
        mobile::Mobile,
        pseudonym::Blinded,
    },
};
use serde::Deserialize;
use std::fmt;

/// The name of a puzzle. Anything may be asked about; what is not a name is not found.
#[derive(Clone, Debug)]
pub struct Token(pub(super) String);

impl Field for Token {
    const SHAPE: Shape = Shape::text(64, "6f1ed002ab5595859014ebf0951522d9");

    fn read(text: &str, _: &Rules) -> Result<Self, Flaw> {
        if text.len() <= 64 { Ok(Self(text.to_owned())) } else { Err(Flaw::Format) }
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A puzzle or pass of this caller that is only too old is said to be; anything else is not known.
pub(crate) fn refused(item: &Item, caller: &Caller, now: Timestamp) -> Error {
    let kept: Option<Kept> = understand(item.clone()).ok();
    let is_old = |kept: Kept| {
        kept.given_to == given_to(caller) && kept.expires_at <= now && kept.mark.or(kept.spent).is_none()
    };
    Error::new(if kept.is_some_and(is_old) { Code::CaptchaExpired } else { Code::CaptchaInvalid })
}

/// What puzzles and passes have in common.
#[derive(Deserialize)]
pub(crate) struct Kept {
    given_to: String,
    expires_at: Timestamp,
    /// How the puzzle was answered.
    #[serde(default)]
    mark: Option<String>,
    /// Who spent the pass.
    #[serde(default)]
    spent: Option<String>,
}

pub(crate) fn given_to(caller: &Caller) -> String {
    format!("{}#{}", caller.tenant.id, caller.application.client_id)
}

pub(crate) fn blind_destination(blind: &BlindKey, caller: &Caller, destination: &Destination) -> Blinded {
    blind.blind(&["PASS", caller.tenant.id.as_str(), destination.as_str()])
}

/// Where a puzzle's pass lets a code go to: either kind, in its normal form.
#[derive(Clone, PartialEq, Eq)]
pub struct Destination(pub(super) String);

masked!(Destination);

impl Destination {
    /// Of a contact.
    pub fn of(contact: &impl Contact) -> Self {
        Self(contact.normal())
    }

    /// The normal form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Field for Destination {
    const SHAPE: Shape = Shape::text(254, "15201657321");

    fn read(text: &str, rules: &Rules) -> Result<Self, Flaw> {
        if text.contains('@') {
            Email::read(text, rules).map(|email| Self::of(&email))
        } else {
            Mobile::read(text, rules).map(|mobile| Self::of(&mobile))
        }
    }
}
