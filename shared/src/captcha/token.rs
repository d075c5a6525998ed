//! What puzzles and passes have in common: their token, whom they were given to, and
//! how they are refused.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    keys::kinds::PseudonymKey,
    platform::clock::Timestamp,
    request::context::Context,
    storage::item::{Item, from_item},
    values::{
        contact::Contact,
        email::Email,
        field::{Field, FieldError, FieldSchema, ParseContext},
        masked::masked,
        mobile::Mobile,
        pseudonym::Pseudonym,
    },
};
use serde::Deserialize;
use std::fmt;

/// The name of a puzzle. Anything may be asked about; what is not a name is not found.
#[derive(Clone, Debug)]
pub struct Token(pub(super) String);

impl Field for Token {
    const SCHEMA: FieldSchema = FieldSchema::text(64, "6f1ed002ab5595859014ebf0951522d9");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        if text.len() <= 64 {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldError::Format)
        }
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A puzzle or pass of this caller that is only too old is said to be; anything else is not known.
pub(crate) fn refused(item: &Item, cx: &Context) -> Error {
    refusal(from_item(item.clone()).ok(), cx)
}

/// The same of what was read.
pub(crate) fn refusal(stored: Option<StoredPuzzle>, cx: &Context) -> Error {
    let is_old = |stored: StoredPuzzle| {
        stored.issued_to == issued_to(cx)
            && stored.expires_at <= cx.now
            && stored.mark.or(stored.spent).is_none()
    };
    Error::new(if stored.is_some_and(is_old) {
        ErrorCode::CaptchaExpired
    } else {
        ErrorCode::CaptchaInvalid
    })
}

/// What puzzles and passes have in common.
#[derive(Deserialize)]
pub(crate) struct StoredPuzzle {
    #[serde(rename = "given_to")]
    pub(super) issued_to: String,
    pub(super) expires_at: Timestamp,
    /// Where a pass lets a code go to.
    #[serde(default)]
    pub(super) destination: Option<Pseudonym>,
    /// How the puzzle was answered.
    #[serde(default)]
    mark: Option<String>,
    /// Who spent the pass.
    #[serde(default)]
    pub(super) spent: Option<String>,
}

pub(crate) fn issued_to(cx: &Context) -> String {
    format!(
        "{}#{}",
        cx.caller.tenant.id, cx.caller.application.client_id
    )
}

pub(crate) fn recipient_pseudonym(
    pseudonyms: &PseudonymKey,
    cx: &Context,
    destination: &Recipient,
) -> Pseudonym {
    pseudonyms.pseudonym(&["PASS", cx.caller.tenant.id.as_str(), destination.as_str()])
}

/// Where a puzzle's pass lets a code go to: either kind, in its normal form.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient(pub(super) String);

masked!(Recipient);

impl Recipient {
    pub fn of(contact: &impl Contact) -> Self {
        Self(contact.normal())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Field for Recipient {
    const SCHEMA: FieldSchema = FieldSchema::text(254, "15201657321");

    fn read(text: &str, rules: &ParseContext) -> Result<Self, FieldError> {
        if text.contains('@') {
            Email::read(text, rules).map(|email| Self::of(&email))
        } else {
            Mobile::read(text, rules).map(|mobile| Self::of(&mobile))
        }
    }
}
