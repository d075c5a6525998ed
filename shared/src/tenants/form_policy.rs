//! A tenant's requirements on registrations: required members, passwords, extended attributes.

use crate::tenants::attribute::AttributeDefinition;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// One character, as the expression of [`PasswordPolicy::client_rules`] counts them. Without flags,
/// JavaScript sees UTF-16: a character is a pair of surrogates, or a unit that begins no pair. Java
/// sees whole characters, and the second half matches each of them.
const CHARACTER: &str = r"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\uD800-\uDBFF])";

/// What follows the end of a text. `$` would not do: Java finds it before a last line break, too.
const END: &str = r"(?![\s\S])";

/// A tenant's requirements on registrations.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct FormPolicy {
    /// Members of a registration that are optional in the contract and required by the tenant.
    pub required: Vec<String>,
    /// The requirements on passwords.
    pub password: PasswordPolicy,
    /// The extended attributes, which are the members of `extension`.
    pub attributes: Vec<AttributeDefinition>,
}

/// A tenant's requirements on passwords. Common passwords are always refused.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct PasswordPolicy {
    /// The minimum number of characters.
    pub min_length: u8,
    /// The minimum number of kinds of characters, of four: lower case, upper case, digits, others.
    pub min_kinds: u8,
    /// The maximum number of characters, 8 to 128.
    pub max_length: u8,
    /// How many equal characters may stand in a row; any number, if it is not set.
    pub max_repeats: Option<u8>,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self {
            min_length: 8,
            min_kinds: 1,
            max_length: 128,
            max_repeats: None,
        }
    }
}

impl PasswordPolicy {
    /// The rules that a client can check by itself, as the JSON text in `data` of
    /// `PASSWORD_WARN` and `PASSWORD_EXPIRED`: `{"maxLength","minLength","regEx"}`.
    ///
    /// `regEx` accepts exactly the passwords whose length, kinds of characters and repeats the
    /// policy accepts, in JavaScript and Java without flags. Its text is trimmed first, as that of
    /// every request is. The rules about names and common passwords cannot be in it: they depend on
    /// the user, and on a list.
    #[must_use]
    pub fn client_rules(self) -> String {
        json!({
            "maxLength": self.max_length,
            "minLength": self.least(),
            "regEx": self.expression(),
        })
        .to_string()
    }

    fn expression(self) -> String {
        let classes = one_of_each(self.min_kinds).iter();
        let kinds = classes.fold(String::new(), |kinds, class| {
            format!(r"{kinds}(?=[\s\S]*{class})")
        });
        let repeats = self.max_repeats.map_or_else(String::new, |most| {
            format!(r"(?![\s\S]*({CHARACTER})\1{{{most}}})")
        });
        let (least, most) = (self.least(), self.max_length);
        format!("^{kinds}{repeats}{CHARACTER}{{{least},{most}}}{END}")
    }

    /// The fewest characters of a password. One of so many kinds has as many characters.
    const fn least(self) -> u8 {
        if self.min_length < self.min_kinds {
            self.min_kinds
        } else {
            self.min_length
        }
    }
}

/// The classes of characters of each of which a password has one if it has so many kinds of
/// characters: of any `5 - min_kinds` of the four kinds, one occurs.
const fn one_of_each(min_kinds: u8) -> &'static [&'static str] {
    match min_kinds {
        0 | 1 => &[],
        2 => &["[^a-z]", "[^A-Z]", "[^0-9]", "[a-zA-Z0-9]"],
        3 => &[
            "[a-zA-Z]",
            "[a-z0-9]",
            "[A-Z0-9]",
            "[^a-zA-Z]",
            "[^a-z0-9]",
            "[^A-Z0-9]",
        ],
        _ => &["[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]"],
    }
}
