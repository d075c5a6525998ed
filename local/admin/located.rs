//! Values of the configuration file, with the line on which each of them stands.

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Number, Value};
use serde_saphyr::Spanned;
use std::{collections::BTreeMap, fmt};

/// The lines of the values in an entry of the file, by their
/// paths, such as `form.attributes[0].name`.
pub(crate) type Lines = BTreeMap<String, u64>;

/// A value of any type, in which every value has its place in the file.
pub(crate) enum Located {
    Scalar(Value),
    List(Vec<Spanned<Located>>),
    Members(BTreeMap<String, Spanned<Located>>),
}

impl Located {
    /// Takes the places off, and notes the lines of what is inside the value at `path`.
    pub(crate) fn into_value(self, path: &str, lines: &mut Lines) -> Value {
        let mut inner = |path: String, located: Spanned<Self>| {
            lines.insert(path.clone(), located.defined.line());
            located.value.into_value(&path, lines)
        };
        match self {
            Self::Scalar(value) => value,
            Self::List(items) => {
                let items = items.into_iter().enumerate();
                Value::Array(
                    items
                        .map(|(index, item)| inner(item_path(path, index), item))
                        .collect(),
                )
            }
            Self::Members(members) => {
                let members = members.into_iter();
                Value::Object(
                    members
                        .map(|(name, member)| {
                            (name.clone(), inner(member_path(path, &name), member))
                        })
                        .collect(),
                )
            }
        }
    }
}

/// The path of a member of the value at `path`.
pub(crate) fn member_path(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

/// The path of an item of the list at `path`.
pub(crate) fn item_path(path: &str, index: usize) -> String {
    format!("{path}[{index}]")
}

impl<'de> Deserialize<'de> for Located {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Located;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Located, E> {
        Ok(Located::Scalar(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Located, E> {
        Ok(Located::Scalar(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Located, E> {
        Ok(Located::Scalar(value.into()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Located, E> {
        let number = Number::from_i128(value);
        let number = number.ok_or_else(|| E::custom("the number is too large"))?;
        Ok(Located::Scalar(Value::Number(number)))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Located, E> {
        let number = Number::from_u128(value);
        let number = number.ok_or_else(|| E::custom("the number is too large"))?;
        Ok(Located::Scalar(Value::Number(number)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Located, E> {
        Ok(Located::Scalar(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Located, E> {
        Ok(Located::Scalar(value.into()))
    }

    fn visit_unit<E: Error>(self) -> Result<Located, E> {
        Ok(Located::Scalar(Value::Null))
    }

    fn visit_none<E: Error>(self) -> Result<Located, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Located, D::Error> {
        Located::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Located, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Located::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Located, A::Error> {
        let mut members = BTreeMap::new();
        while let Some((name, member)) = map.next_entry()? {
            members.insert(name, member);
        }
        Ok(Located::Members(members))
    }
}
