//! Finds the members of the configuration file that are no settings.
//!
//! Functions skip members of what is stored that they do not know: otherwise those of an older
//! version would answer nothing once a setting of a newer one is applied. So a mistake in the name
//! of a setting has to be found before it is written, and here is where.
//!
//! A type is read through [`Strict`], which compares the members that there are to those that
//! serde asks for, at any depth. A type that has flattened members asks for none by name: its own
//! are those of its JSON schema. What is flattened must have no members that have members
//! themselves: serde reads those from a copy.

use crate::admin::located::{item_path, member_path};
use schemars::{JsonSchema, Schema, schema_for};
use serde::{
    Deserializer,
    de::{
        IntoDeserializer, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::{Map, Value};
use std::cell::RefCell;

/// A member that is no setting.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UnknownMember {
    /// Where it is in its entry, such as `form.passwrod`.
    pub path: String,
    /// The names of the settings there, in the order of the documentation.
    pub known: Vec<String>,
    /// Whether it is beside flattened members.
    pub is_flattened: bool,
}

impl UnknownMember {
    /// The name of the setting that it is most like, if it is like one.
    pub(crate) fn nearest(&self) -> Option<&str> {
        let name = self.path.rsplit('.').next().unwrap_or_default();
        let distance = |known: &&String| strsim::damerau_levenshtein(name, known);
        let nearest = self.known.iter().min_by_key(distance)?;
        // A third of the letters may be wrong: of more, it is another word.
        (distance(&nearest) * 3 <= name.len()).then_some(nearest)
    }
}

/// Notes the unknown members of an entry while it is read.
pub(crate) struct Finder {
    /// The names of the entry's own members.
    own: Vec<String>,
    found: RefCell<Vec<UnknownMember>>,
}

impl Finder {
    /// A finder for entries of a type.
    pub(crate) fn of<T: JsonSchema>() -> Self {
        Self {
            own: member_names(&schema_for!(T)),
            found: RefCell::default(),
        }
    }

    /// What a type is read from: the members that it knows.
    pub(crate) const fn strict(&self, members: Map<String, Value>) -> Strict<'_> {
        Strict {
            value: Value::Object(members),
            path: String::new(),
            finder: self,
        }
    }

    /// The unknown members of all that was read.
    pub(crate) fn into_found(self) -> Vec<UnknownMember> {
        self.found.into_inner()
    }
}

/// The names of a type's members, those of its flattened ones included.
fn member_names(schema: &Schema) -> Vec<String> {
    let names = |schema: &Value| -> Vec<String> {
        let properties = schema.get("properties").and_then(Value::as_object);
        properties
            .map(|properties| properties.keys().cloned().collect())
            .unwrap_or_default()
    };
    let whole = schema.as_value();
    let variants = whole.get("oneOf").and_then(Value::as_array);
    let of_variants = variants.into_iter().flatten().flat_map(names);
    names(whole).into_iter().chain(of_variants).collect()
}

/// Reads a value as [`Value`] does, but for members that are not known: they are
/// noted and left out.
#[derive(Clone)]
pub(crate) struct Strict<'f> {
    value: Value,
    path: String,
    finder: &'f Finder,
}

impl Strict<'_> {
    fn leave_out_unknown(&mut self, known: &[&str], is_flattened: bool) {
        let Value::Object(members) = &mut self.value else {
            return;
        };
        members.retain(|name, _| {
            let is_known = known.contains(&name.as_str());
            if !is_known {
                self.finder.found.borrow_mut().push(UnknownMember {
                    path: member_path(&self.path, name),
                    known: known.iter().map(ToString::to_string).collect(),
                    is_flattened,
                });
            }
            is_known
        });
    }
}

impl<'de> Deserializer<'de> for Strict<'_> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        let Self {
            value,
            path,
            finder,
        } = self;
        match value {
            Value::Array(items) => {
                let items = items.into_iter().enumerate().map(|(index, value)| Strict {
                    value,
                    path: item_path(&path, index),
                    finder,
                });
                SeqDeserializer::new(items).deserialize_any(visitor)
            }
            Value::Object(members) => {
                let members = members.into_iter().map(|(name, value)| {
                    let path = member_path(&path, &name);
                    (
                        name,
                        Strict {
                            value,
                            path,
                            finder,
                        },
                    )
                });
                MapDeserializer::new(members).deserialize_any(visitor)
            }
            scalar => scalar.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        mut self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.leave_out_unknown(fields, false);
        self.deserialize_any(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Self::Error> {
        // Members within are those of a mapping whose names are free, or values of an enumeration.
        if self.path.is_empty() {
            let finder = self.finder;
            let own: Vec<_> = finder.own.iter().map(String::as_str).collect();
            self.leave_out_unknown(&own, true);
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        if self.value.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.value.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct identifier ignored_any
    }
}

impl IntoDeserializer<'_, serde_json::Error> for Strict<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
