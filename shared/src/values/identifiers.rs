//! Identifiers of applications, tenants, identity sources, countries and users.
//!
//! Each checks its form wherever it is read, from a request as from the database.

use crate::{
    platform::{clock::Timestamp, entropy::Entropy},
    values::{
        field::{Field, FieldError, FieldSchema, ParseContext},
        masked::masked,
        numbering_plan,
    },
};
use serde::{Deserialize, Serialize};
use std::fmt;
use time::macros::format_description;

/// Declares a string type whose values all satisfy a predicate, and what its values are,
/// for whoever writes another.
macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $form:literal: $legal:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl TryFrom<String> for $name {
            type Error = &'static str;

            fn try_from(text: String) -> Result<Self, &'static str> {
                let legal: fn(&str) -> bool = $legal;
                if legal(&text) { Ok(Self(text)) } else { Err(concat!("not ", $form)) }
            }
        }

        impl $name {
            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

identifier! {
    /// The identifier of an application: 1 to 64 of `[A-Za-z0-9_-]`.
    ClientId, "1 to 64 letters, digits, _ and -": |text| (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
}

impl Field for ClientId {
    const SCHEMA: FieldSchema =
        FieldSchema::like("^[A-Za-z0-9_-]+$", 64, "p8mC2vXq4Lr7Tz1Nw6Yb3Kd9Hs5Gf0Ja");

    /// What cannot be an identifier is an unknown one.
    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        Self::try_from(text.to_owned()).map_err(|_| FieldError::Value)
    }
}

identifier! {
    /// The identifier of an identity source: 1 to 64 of `[A-Za-z0-9_-]`.
    SourceId, "1 to 64 letters, digits, _ and -": |text| (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
}

identifier! {
    /// The name that a tenant gives to a carrier of messages: 1 to 32 of `[a-z0-9_-]`.
    CarrierId, "1 to 32 lower-case letters, digits, _ and -": |text| (1..=32).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte))
}

impl CarrierId {
    /// The name of a carrier that every stack has.
    #[must_use]
    pub fn of_stack(name: &'static str) -> Self {
        Self(name.to_owned())
    }
}

identifier! {
    /// The identifier of a tenant: 32 lower-case hexadecimal digits.
    TenantId, "32 digits and letters from a to f": |text| text.len() == 32
        && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// The identifier of a user in the product that the user was imported from: 1 to 128 characters
/// other than control characters. It may be a name or an address there, so it prints masked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ExternalId(String);

masked!(ExternalId);

impl ExternalId {
    /// The identifier as the other product writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ExternalId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let is_of_length = (1..=128).contains(&text.chars().count());
        if is_of_length && !text.chars().any(char::is_control) {
            Ok(Self(text))
        } else {
            Err("not 1 to 128 characters without control characters")
        }
    }
}

impl From<ExternalId> for String {
    fn from(id: ExternalId) -> Self {
        id.0
    }
}

impl Field for ExternalId {
    const SCHEMA: FieldSchema = FieldSchema::text(128, "u-1001");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        Self::try_from(text.to_owned()).map_err(|_| FieldError::Format)
    }
}

identifier! {
    /// A country in the numbering plan, by ISO 3166-1 alpha-2, such as `CN`; `*` is all of them.
    CountryCode, "the two letters of a country by ISO 3166-1, nor *": |text| text == "*"
        || numbering_plan::all().any(|region| region.country_code == text)
}

identifier! {
    /// The identifier of a user: `yyyyMMddHHmmssSSS-XXXX-XXXXXXXXX`, the time of creation in UTC
    /// and 13 random hexadecimal digits.
    UserId, "the id of a user": |text| {
        let shape = |(place, byte): (usize, u8)| match place {
            0..17 => byte.is_ascii_digit(),
            17 | 22 => byte == b'-',
            _ => byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte),
        };
        text.len() == 32 && text.bytes().enumerate().all(shape)
    }
}

impl UserId {
    /// An identifier that no user can have: its date does not exist.
    #[must_use]
    pub fn nobody() -> Self {
        Self("00000000000000000-0000-000000000".to_owned())
    }

    /// Makes the identifier of a user who is created at `now`.
    #[must_use]
    pub fn draw(entropy: &dyn Entropy, now: Timestamp) -> Self {
        let moment =
            format_description!("[year][month][day][hour][minute][second][subsecond digits:3]");
        let moment = now.calendar().format(moment).unwrap_or_default();
        let hex = |length| entropy.text(b"0123456789ABCDEF", length);
        Self(format!("{moment}-{}-{}", hex(4), hex(9)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::entropy::SeededEntropy;

    #[test]
    fn a_user_id_begins_with_its_moment() {
        let id = UserId::draw(
            &SeededEntropy::new(1),
            Timestamp::from_millis(1_795_165_200_042),
        );
        assert!(id.0.starts_with("20261120090000042-"), "{id}");
        assert_eq!(UserId::try_from(id.0.clone()), Ok(id));
    }

    #[test]
    fn names_of_another_shape_are_refused() {
        for text in ["", "a b", "客户", "a/b", &"a".repeat(65)] {
            assert!(ClientId::try_from(text.to_owned()).is_err(), "{text}");
        }
        for text in [
            "",
            "08F770F51F80D2F40F38C00CB199FD21",
            "08f770f51f80d2f40f38c00cb199fd2",
            "tenant",
        ] {
            assert!(TenantId::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
