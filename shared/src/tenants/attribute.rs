//! Extended attributes: members that a tenant adds to the profiles of its users.
//!
//! Clients send them in `extension`. A value is stored in a normal form, so that `18` and `"18"`
//! are the same value.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    values::{field::is_absent, profile_text::CalendarDate},
};
use regex_lite::Regex;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

/// The maximum length of a text, in characters.
const MAX_TEXT: usize = 256;

/// The type of an extended attribute.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttributeKind {
    /// Text of at most 256 characters.
    String,
    /// An integer, as a number or in a string.
    Integer,
    /// A number, as a number or in a string.
    Number,
    /// `true` or `false`, as such or in a string.
    Boolean,
    /// A date in the form `yyyy-MM-dd`.
    Date,
    /// One of these texts.
    Enum(Vec<String>),
}

/// The definition of an extended attribute.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct AttributeDefinition {
    /// The name of the member in `extension`.
    pub name: String,
    /// The type of the value.
    pub kind: AttributeKind,
    /// Whether a registration without it is refused.
    #[serde(default)]
    pub required: bool,
    /// A regular expression that the whole text must match.
    #[serde(default)]
    pub pattern: Option<String>,
    /// Whether no two users of the tenant may have the same value.
    #[serde(default)]
    pub unique: bool,
}

impl AttributeDefinition {
    /// Converts a value to its normal form. Fails with `WrongType`, `BadFormat` or `BadValue`, with
    /// the name of the attribute.
    fn read(&self, value: &Value) -> Result<Value> {
        let refuse = |code| Error::new(code).with(format_args!("extension.{}", self.name));
        let text = match value {
            Value::String(text) => Some(text.trim()),
            _ => None,
        };
        let stored = match &self.kind {
            AttributeKind::String | AttributeKind::Date | AttributeKind::Enum(_) => {
                Value::from(text.ok_or_else(|| refuse(ErrorCode::WrongType))?)
            }
            AttributeKind::Integer | AttributeKind::Number => {
                let number = match value {
                    Value::Number(number) => number.clone(),
                    Value::String(text) => text
                        .trim()
                        .parse()
                        .map_err(|_| refuse(ErrorCode::BadFormat))?,
                    _ => return Err(refuse(ErrorCode::WrongType)),
                };
                let whole = number.is_i64() || number.is_u64();
                if self.kind == AttributeKind::Integer && !whole {
                    return Err(refuse(ErrorCode::BadFormat));
                }
                Value::Number(number)
            }
            AttributeKind::Boolean => match (value, text) {
                (Value::Bool(_), _) => value.clone(),
                (_, Some("true")) => Value::Bool(true),
                (_, Some("false")) => Value::Bool(false),
                (_, Some(_)) => return Err(refuse(ErrorCode::BadFormat)),
                _ => return Err(refuse(ErrorCode::WrongType)),
            },
        };
        if let Some(text) = stored.as_str() {
            let well_written = text.chars().count() <= MAX_TEXT
                && !text.chars().any(char::is_control)
                && (self.kind != AttributeKind::Date || CalendarDate::parse(text).is_some())
                && self.pattern_matches(text);
            if !well_written {
                return Err(refuse(ErrorCode::BadFormat));
            }
            if matches!(&self.kind, AttributeKind::Enum(allowed) if !allowed.iter().any(|one| one == text))
            {
                return Err(refuse(ErrorCode::BadValue));
            }
        }
        Ok(stored)
    }

    /// Tells whether the whole text matches. A pattern that does not compile matches nothing.
    fn pattern_matches(&self, text: &str) -> bool {
        self.pattern.as_ref().is_none_or(|pattern| {
            Regex::new(&format!("^(?:{pattern})$")).is_ok_and(|regex| regex.is_match(text))
        })
    }
}

/// Tells whether a pattern is a valid regular expression.
#[must_use]
pub fn compiles(pattern: &str) -> bool {
    Regex::new(pattern).is_ok()
}

/// Checks the members of `extension` against the tenant's definitions and returns them in
/// normal form. Fails with `UndefinedAttribute` if a name is not defined, and for values
/// as their definition says.
pub fn read_given(
    given: Option<&Map<String, Value>>,
    definitions: &[AttributeDefinition],
) -> Result<Map<String, Value>> {
    let empty = Map::new();
    let given = given.unwrap_or(&empty);
    if let Some(name) = given
        .keys()
        .find(|name| definitions.iter().all(|known| known.name != **name))
    {
        // An undefined name is text of the client's. It is repeated only if it looks like a name,
        // as it may be personal data.
        let is_name = name.len() <= 64
            && name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        return Err(Error::new(ErrorCode::UndefinedAttribute).with(if is_name {
            name
        } else {
            "extension"
        }));
    }
    let mut attributes = Map::new();
    for definition in definitions {
        let value = given.get(&definition.name);
        if let Some(value) = value.filter(|value| !is_absent(value)) {
            attributes.insert(definition.name.clone(), definition.read(value)?);
        }
    }
    Ok(attributes)
}

/// Fails with `Missing` if an attribute that the tenant requires is absent.
pub fn require_all(
    attributes: &Map<String, Value>,
    definitions: &[AttributeDefinition],
) -> Result<()> {
    let mut required = definitions.iter().filter(|definition| definition.required);
    match required.find(|definition| !attributes.contains_key(&definition.name)) {
        Some(missing) => {
            Err(Error::new(ErrorCode::Missing).with(format_args!("extension.{}", missing.name)))
        }
        None => Ok(()),
    }
}

/// The text of a value in normal form, for the item that keeps it unique. Texts that differ in case
/// only are the same value.
#[must_use]
pub fn folded(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_lowercase(),
        Value::Number(number) => canonical(number),
        other => other.to_string(),
    }
}

fn canonical(number: &Number) -> String {
    match number.as_f64() {
        Some(float) if !(number.is_i64() || number.is_u64()) => float.to_string(),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn attribute(kind: AttributeKind) -> AttributeDefinition {
        AttributeDefinition {
            name: "a".into(),
            kind,
            required: false,
            pattern: None,
            unique: false,
        }
    }

    fn read(definition: &AttributeDefinition, value: Value) -> Result<Value, ErrorCode> {
        let given = Map::from_iter([("a".to_owned(), value)]);
        let read = read_given(Some(&given), std::slice::from_ref(definition));
        read.map(|all| all.get("a").cloned().unwrap_or_default())
            .map_err(|error| error.code())
    }

    #[test]
    fn each_kind_takes_its_values() {
        use AttributeKind::{Boolean, Date, Enum, Integer, Number, String};
        let sizes = || Enum(vec!["S".into(), "M".into()]);
        for (kind, given, expected) in [
            (String, json!(" x "), Ok(json!("x"))),
            (String, json!(1), Err(ErrorCode::WrongType)),
            (String, json!("x".repeat(257)), Err(ErrorCode::BadFormat)),
            (Integer, json!("18"), Ok(json!(18))),
            (Integer, json!(18), Ok(json!(18))),
            (Integer, json!("18.5"), Err(ErrorCode::BadFormat)),
            (Integer, json!("eighteen"), Err(ErrorCode::BadFormat)),
            (Integer, json!([18]), Err(ErrorCode::WrongType)),
            (Number, json!("1.5"), Ok(json!(1.5))),
            (Boolean, json!("true"), Ok(json!(true))),
            (Boolean, json!(false), Ok(json!(false))),
            (Boolean, json!("yes"), Err(ErrorCode::BadFormat)),
            (Date, json!("2022-02-17"), Ok(json!("2022-02-17"))),
            (Date, json!("2022-02-30"), Err(ErrorCode::BadFormat)),
            (sizes(), json!("M"), Ok(json!("M"))),
            (sizes(), json!("L"), Err(ErrorCode::BadValue)),
        ] {
            assert_eq!(
                read(&attribute(kind.clone()), given.clone()),
                expected,
                "{kind:?} {given}"
            );
        }
    }

    #[test]
    fn a_pattern_is_matched_in_full() {
        let definition = AttributeDefinition {
            pattern: Some("[a-z]{3}|x".into()),
            ..attribute(AttributeKind::String)
        };
        assert_eq!(read(&definition, json!("abc")), Ok(json!("abc")));
        assert_eq!(read(&definition, json!("abcd")), Err(ErrorCode::BadFormat));
        let broken = AttributeDefinition {
            pattern: Some("[".into()),
            ..attribute(AttributeKind::String)
        };
        assert_eq!(read(&broken, json!("abc")), Err(ErrorCode::BadFormat));
    }

    #[test]
    fn required_and_undefined_attributes_are_named() {
        let definition = AttributeDefinition {
            required: true,
            ..attribute(AttributeKind::String)
        };
        let missing = require_all(&Map::new(), std::slice::from_ref(&definition)).unwrap_err();
        assert_eq!(
            (missing.code(), missing.params()),
            (ErrorCode::Missing, &["extension.a".to_owned()][..])
        );
        for (name, shown) in [
            ("height", "height"),
            ("15201657315", "extension"),
            ("a b", "extension"),
        ] {
            let given = Map::from_iter([(name.to_owned(), json!(1))]);
            let undefined = read_given(Some(&given), &[]).unwrap_err();
            assert_eq!(
                (undefined.code(), undefined.params()),
                (ErrorCode::UndefinedAttribute, &[shown.to_owned()][..])
            );
        }
    }

    #[test]
    fn one_value_written_differently_is_one_value() {
        assert_eq!(folded(&json!("ABC")), folded(&json!("abc")));
        assert_eq!(folded(&json!(1.50)), "1.5");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            for kind in [AttributeKind::Integer, AttributeKind::Number, AttributeKind::Boolean, AttributeKind::Date] {
                let _ = read(&attribute(kind), json!(text));
            }
        }
    }
}
