//! How a value of the contract is read from its text.

use serde_json::Value;
use time::Date;

/// What reading depends on, beyond the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseContext {
    /// The country calling code of a mobile written without one, such as 86.
    pub area_code: u16,
    /// How many digits a verification code has.
    pub code_length: u8,
    /// Today, in UTC.
    pub today: Date,
}

/// Why a text is not the value it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// It is not written as such a value is written.
    Format,
    /// It is well written, but not one of the values allowed.
    Value,
}

/// How a text is written, as far as a description of the API can say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSchema {
    /// The most characters it has.
    pub longest: usize,
    /// A regular expression that it matches (ECMA 262).
    pub pattern: Option<&'static str>,
    /// The only texts it can be, where they are few.
    pub one_of: Option<&'static [&'static str]>,
    /// One such text.
    pub example: &'static str,
}

impl FieldSchema {
    /// Any text that is not too long.
    #[must_use]
    pub const fn text(longest: usize, example: &'static str) -> Self {
        Self {
            longest,
            pattern: None,
            one_of: None,
            example,
        }
    }

    /// One that matches a pattern.
    #[must_use]
    pub const fn like(pattern: &'static str, longest: usize, example: &'static str) -> Self {
        Self {
            longest,
            pattern: Some(pattern),
            one_of: None,
            example,
        }
    }

    /// One of a few.
    #[must_use]
    pub const fn one_of(texts: &'static [&'static str]) -> Self {
        Self {
            longest: usize::MAX,
            pattern: None,
            one_of: Some(texts),
            example: texts[0],
        }
    }
}

/// A value of the contract. Reading is the only way for a client's text to become
/// one, so a value in hand has been checked and nothing downstream checks again.
pub trait Field: Sized {
    /// How such a text is written, for the description of the API.
    const SCHEMA: FieldSchema;

    /// Reads a text that is trimmed and not empty.
    fn read(text: &str, rules: &ParseContext) -> Result<Self, FieldError>;
}

/// `null`, and a text of nothing but spaces.
#[must_use]
pub fn is_absent(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}
