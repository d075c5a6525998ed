//! Parsing of the string members of a request into typed values.
//!
//! A type that implements [`Field`] states how it is parsed and how the API description shows it.
//! [`crate::request::body::BodyReader`] calls the parser and turns a [`FieldError`] into the
//! client's error, with the name of the member.

use serde_json::Value;
use time::Date;

/// Settings that decide how a text is parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseContext {
    /// Country calling code of a mobile number without one, such as 86.
    pub area_code: u16,
    /// Number of digits of a verification code.
    pub code_length: u8,
    /// The current date in UTC, the latest possible birthday.
    pub today: Date,
}

impl ParseContext {
    /// The country calling code of a tenant that sets none: China.
    pub const DEFAULT_AREA_CODE: u16 = 86;
    /// The number of digits of a code for a tenant that sets none.
    pub const DEFAULT_CODE_LENGTH: u8 = 6;

    /// The context of a tenant that keeps the defaults.
    #[must_use]
    pub const fn new(today: Date) -> Self {
        Self {
            area_code: Self::DEFAULT_AREA_CODE,
            code_length: Self::DEFAULT_CODE_LENGTH,
            today,
        }
    }
}

/// The context of unit tests: the defaults, on 2026-11-20.
#[cfg(test)]
pub(crate) const TEST_CONTEXT: ParseContext =
    ParseContext::new(time::macros::date!(2026 - 11 - 20));

/// The reason why a text is not a value of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// The text is malformed. The client's error is `BadFormat`.
    Format,
    /// The text is well-formed, but not one of the values allowed. The
    /// client's error is `BadValue`.
    Value,
}

/// What the API description says of the text of a [`Field`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSchema {
    /// The maximum length in characters.
    pub longest: usize,
    /// A regular expression (ECMA 262) that every valid text matches.
    pub pattern: Option<&'static str>,
    /// All valid texts, of an enumeration.
    pub one_of: Option<&'static [&'static str]>,
    /// A text that the parser accepts.
    pub example: &'static str,
}

impl FieldSchema {
    /// Any text of at most `longest` characters.
    #[must_use]
    pub const fn text(longest: usize, example: &'static str) -> Self {
        Self {
            longest,
            pattern: None,
            one_of: None,
            example,
        }
    }

    /// A text that matches `pattern` and has at most `longest` characters.
    #[must_use]
    pub const fn like(pattern: &'static str, longest: usize, example: &'static str) -> Self {
        Self {
            longest,
            pattern: Some(pattern),
            one_of: None,
            example,
        }
    }

    /// An enumeration, of which the first text is the example.
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

/// A value that is parsed from a string member of a request.
///
/// Parsing is the only way for a client's text to become such a value, so code that holds one
/// need not check it again.
pub trait Field: Sized {
    /// How the API description shows it.
    const SCHEMA: FieldSchema;

    /// Parses a text that is trimmed and not empty.
    fn read(text: &str, context: &ParseContext) -> Result<Self, FieldError>;
}

/// Tells whether a member counts as absent: `null`, or a string of nothing but white space.
#[must_use]
pub fn is_absent(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}
