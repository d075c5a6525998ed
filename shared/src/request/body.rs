//! The body of a request, JSON or a form, read member by member into a typed value.
//!
//! The server parses a [`ParsedBody`] and hands it to the endpoint's [`RequestBody`]. Each
//! mistake is reported with the name of its member. A name that occurs twice is refused, but
//! only if it is read.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    tenants::form_policy::FormPolicy,
    values::field::{Field, FieldError, ParseContext, is_absent},
};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::{borrow::Cow, fmt};

/// Reads the members of a request's body for a [`RequestBody`].
///
/// Implemented by [`ParsedBody`] for requests, and by the generator of the API description, which
/// notes the members that are asked for. A `RequestBody` therefore names each member through
/// these methods and through nothing else.
pub trait BodyReader {
    /// Reads a member that must be present. Fails with [`ErrorCode::Missing`] if it is absent,
    /// [`ErrorCode::WrongType`] if it is not a string, [`ErrorCode::BadFormat`] or
    /// [`ErrorCode::BadValue`] if `F` refuses its text; each names the member.
    fn required<F: Field>(&self, name: &'static str) -> Result<F>;

    /// Reads a member that may be absent. Fails as [`BodyReader::required`] does otherwise.
    fn optional<F: Field>(&self, name: &'static str) -> Result<Option<F>>;

    /// Reads a member that is a JSON object and may be absent; any
    /// other type is [`ErrorCode::WrongType`].
    fn object(&self, name: &'static str) -> Result<Option<&Map<String, Value>>>;

    /// Reads a member that is `true` or `false` and may be absent; any other type is
    /// [`ErrorCode::WrongType`].
    fn flag(&self, name: &'static str) -> Result<Option<bool>>;

    /// Reads the entries of a body that is a [list](BodyEncoding::List), each with the members
    /// that `read` asks for, up to `most` of them.
    fn entries<T>(&self, most: usize, read: impl Fn(&Self) -> Result<T>) -> Result<Vec<T>>;

    /// Tells whether a member is present, whatever its type. A `RequestBody` that has alternative
    /// forms decides by this which one it reads.
    fn contains(&self, name: &str) -> bool;

    /// The tenant's requirements on forms and passwords.
    fn policy(&self) -> &FormPolicy;
}

/// How the members of a request are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyEncoding {
    /// No body is read, and its `Content-Type` is not checked either.
    None,
    /// The body is a JSON object.
    Json,
    /// The body is a JSON array of objects. Its `Content-Type` is not checked, as no script of a
    /// page can call what takes such bodies: a token in the address proves who calls.
    List,
    /// The body is a form (`application/x-www-form-urlencoded`), and the query another part of it.
    Form,
}

/// A value that is read from the body of a request.
pub trait RequestBody: Sized {
    /// What the members are read from.
    const ENCODING: BodyEncoding = BodyEncoding::Json;

    /// Reads the members in the order in which the contract lists them: the first mistake found is
    /// the one that is reported.
    fn read<R: BodyReader>(body: &R) -> Result<Self>;
}

impl RequestBody for () {
    const ENCODING: BodyEncoding = BodyEncoding::None;

    fn read<R: BodyReader>(_: &R) -> Result<Self> {
        Ok(())
    }
}

/// The members of a request's body.
///
/// Members that nobody reads are ignored. `null` and a string of white space count as absent, and
/// strings are trimmed before they are parsed.
#[derive(Debug)]
pub struct ParsedBody<'r> {
    members: Members,
    /// Those of a list, which has no members itself.
    entries: Vec<Self>,
    context: &'r ParseContext,
    policy: &'r FormPolicy,
}

impl<'r> ParsedBody<'r> {
    /// The body of a request that has none.
    #[must_use]
    pub fn empty(context: &'r ParseContext, policy: &'r FormPolicy) -> Self {
        Self {
            members: Members::default(),
            entries: Vec::new(),
            context,
            policy,
        }
    }

    /// Takes the parameters of a form.
    #[must_use]
    pub fn form<'p>(
        parameters: impl Iterator<Item = (Cow<'p, str>, Cow<'p, str>)>,
        context: &'r ParseContext,
        policy: &'r FormPolicy,
    ) -> Self {
        let mut body = Self::empty(context, policy);
        for (name, value) in parameters {
            let value = Value::String(value.into_owned());
            body.members.insert(name.into_owned(), value);
        }
        body
    }

    /// Parses a JSON body; zero bytes are an object without members. Fails with
    /// [`ErrorCode::WrongType`] if it is JSON but no object, else with [`ErrorCode::BadFormat`].
    pub fn json(body: &[u8], context: &'r ParseContext, policy: &'r FormPolicy) -> Result<Self> {
        let body = if body.is_empty() { b"{}" } else { body };
        Ok(Self {
            members: parsed(body)?,
            ..Self::empty(context, policy)
        })
    }

    /// Parses a JSON body that is an array of objects. Fails as [`ParsedBody::json`] does.
    pub fn list(body: &[u8], context: &'r ParseContext, policy: &'r FormPolicy) -> Result<Self> {
        let entries: Vec<Members> = parsed(body)?;
        let entries = entries.into_iter().map(|members| Self {
            members,
            ..Self::empty(context, policy)
        });
        Ok(Self {
            entries: entries.collect(),
            ..Self::empty(context, policy)
        })
    }

    /// The names of the members, each once, in no particular order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.members.values.keys().map(String::as_str)
    }

    /// Returns a member as it came, whatever its type. Fails with [`ErrorCode::BadValue`] if its
    /// name occurs twice, or a name in an object of it.
    pub fn member(&self, name: &'static str) -> Result<Option<&Value>> {
        if self
            .members
            .repeated
            .iter()
            .any(|repeated| repeated == name)
        {
            return Err(Error::new(ErrorCode::BadValue).with(name));
        }
        Ok(self.members.present(name))
    }
}

/// Parses a body, or says that it is no JSON or not of the type that is expected.
fn parsed<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    serde_json::from_slice(body).map_err(|error| {
        Error::new(if error.is_data() {
            ErrorCode::WrongType
        } else {
            ErrorCode::BadFormat
        })
        .with("body")
    })
}

impl BodyReader for ParsedBody<'_> {
    fn required<F: Field>(&self, name: &'static str) -> Result<F> {
        self.optional(name)?
            .ok_or_else(|| Error::new(ErrorCode::Missing).with(name))
    }

    fn optional<F: Field>(&self, name: &'static str) -> Result<Option<F>> {
        match self.member(name)? {
            None => Ok(None),
            Some(Value::String(text)) => match F::read(text.trim(), self.context) {
                Ok(value) => Ok(Some(value)),
                Err(FieldError::Format) => Err(Error::new(ErrorCode::BadFormat).with(name)),
                Err(FieldError::Value) => Err(Error::new(ErrorCode::BadValue).with(name)),
            },
            Some(_) => Err(Error::new(ErrorCode::WrongType).with(name)),
        }
    }

    fn object(&self, name: &'static str) -> Result<Option<&Map<String, Value>>> {
        match self.member(name)? {
            None => Ok(None),
            Some(Value::Object(members)) => Ok(Some(members)),
            Some(_) => Err(Error::new(ErrorCode::WrongType).with(name)),
        }
    }

    fn flag(&self, name: &'static str) -> Result<Option<bool>> {
        match self.member(name)? {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(_) => Err(Error::new(ErrorCode::WrongType).with(name)),
        }
    }

    fn entries<T>(&self, most: usize, read: impl Fn(&Self) -> Result<T>) -> Result<Vec<T>> {
        self.entries.iter().take(most).map(read).collect()
    }

    fn contains(&self, name: &str) -> bool {
        self.members.present(name).is_some()
    }

    fn policy(&self) -> &FormPolicy {
        self.policy
    }
}

/// An object that remembers which names occurred twice, or have an object in which one did. JSON
/// parsers differ in which of the two
/// they use, and an attacker may know which parser checks a value and which one acts on it.
#[derive(Debug, Default)]
struct Members {
    values: Map<String, Value>,
    repeated: Vec<String>,
}

impl Members {
    fn insert(&mut self, name: String, value: Value) {
        if self.values.insert(name.clone(), value).is_some() {
            self.repeated.push(name);
        }
    }

    fn present(&self, name: &str) -> Option<&Value> {
        self.values.get(name).filter(|value| !is_absent(value))
    }

    fn read<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut members = Self::default();
        while let Some((name, node)) = map.next_entry::<String, Node>()? {
            let is_second = members.values.insert(name.clone(), node.value).is_some();
            if is_second || node.is_repeated {
                members.repeated.push(name);
            }
        }
        Ok(members)
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Members, A::Error> {
                Members::read(map)
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

/// Any JSON value, and whether an object in it has a name twice.
#[derive(Default)]
struct Node {
    value: Value,
    is_repeated: bool,
}

impl From<Value> for Node {
    fn from(value: Value) -> Self {
        Self {
            value,
            is_repeated: false,
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Node;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_unit<E>(self) -> Result<Node, E> {
                Ok(Node::default())
            }

            fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
                Ok(Value::from(value).into())
            }

            fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
                Ok(Value::from(value).into())
            }

            fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
                Ok(Value::from(value).into())
            }

            fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
                Ok(Value::from(value).into())
            }

            fn visit_str<E>(self, value: &str) -> Result<Node, E> {
                Ok(Value::from(value).into())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
                let mut values = Vec::new();
                let mut is_repeated = false;
                while let Some(node) = list.next_element::<Node>()? {
                    is_repeated |= node.is_repeated;
                    values.push(node.value);
                }
                Ok(Node {
                    value: values.into(),
                    is_repeated,
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Node, A::Error> {
                let Members { values, repeated } = Members::read(map)?;
                Ok(Node {
                    value: values.into(),
                    is_repeated: !repeated.is_empty(),
                })
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{field::TEST_CONTEXT, mobile::Mobile, verification_code::VerifyCode};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    fn parse(body: &[u8]) -> Result<ParsedBody<'static>> {
        static POLICY: LazyLock<FormPolicy> = LazyLock::new(FormPolicy::default);
        ParsedBody::json(body, &TEST_CONTEXT, &POLICY)
    }

    fn error(body: &[u8]) -> (ErrorCode, String) {
        let result = parse(body).and_then(|form| {
            form.required::<Mobile>("mobile")?;
            form.object("extension")?;
            form.optional::<VerifyCode>("verify_code")
        });
        let error = result.expect_err("refused");
        (error.code(), error.params()[0].clone())
    }

    #[test]
    fn each_mistake_names_its_parameter() {
        let deep = format!("{{\"x\":{}", "[".repeat(200));
        for (body, code, name) in [
            ("", ErrorCode::Missing, "mobile"),
            ("{}", ErrorCode::Missing, "mobile"),
            (r#"{"mobile":null}"#, ErrorCode::Missing, "mobile"),
            (r#"{"mobile":"  "}"#, ErrorCode::Missing, "mobile"),
            (r#"{"mobile":15201657315}"#, ErrorCode::WrongType, "mobile"),
            (r#"{"mobile":"1"}"#, ErrorCode::BadFormat, "mobile"),
            (
                r#"{"mobile":"15201657315","mobile":"15201657316"}"#,
                ErrorCode::BadValue,
                "mobile",
            ),
            (
                r#"{"mobile":"15201657315","verify_code":"12"}"#,
                ErrorCode::BadFormat,
                "verify_code",
            ),
            (
                r#"{"mobile":"15201657315","extension":"age"}"#,
                ErrorCode::WrongType,
                "extension",
            ),
            (
                r#"{"mobile":"15201657315","extension":{"age":1,"age":2}}"#,
                ErrorCode::BadValue,
                "extension",
            ),
            (
                r#"{"mobile":"15201657315","extension":{"a":[{"b":1,"\u0062":1}]}}"#,
                ErrorCode::BadValue,
                "extension",
            ),
            ("[]", ErrorCode::WrongType, "body"),
            ("\"mobile\"", ErrorCode::WrongType, "body"),
            ("{", ErrorCode::BadFormat, "body"),
            ("{} {}", ErrorCode::BadFormat, "body"),
            (&deep, ErrorCode::BadFormat, "body"),
        ] {
            assert_eq!(error(body.as_bytes()), (code, name.to_owned()), "{body}");
        }
        assert_eq!(
            error(b"{\"mobile\":\"\xFF\"}"),
            (ErrorCode::BadFormat, "body".to_owned())
        );
    }

    #[test]
    fn strings_are_trimmed_and_strangers_ignored() {
        let body = br#"{"mobile":" 15201657315\n","stranger":{"a":[1]},"stranger":2}"#;
        assert!(
            parse(body)
                .and_then(|form| form.required::<Mobile>("mobile"))
                .is_ok()
        );
    }

    #[test]
    fn a_list_has_entries_and_nothing_else_is_one() {
        static POLICY: LazyLock<FormPolicy> = LazyLock::new(FormPolicy::default);
        let list = |body: &str| ParsedBody::list(body.as_bytes(), &TEST_CONTEXT, &POLICY);
        let flags = |body: &str, most| list(body)?.entries(most, |entry| entry.flag("is"));
        let three = r#"[{"is":true},{"is":false},{"another":1}]"#;
        let all = [Some(true), Some(false), None];
        for most in 0..=4 {
            assert_eq!(flags(three, most).unwrap(), all[..most.min(3)]);
        }
        assert_eq!(flags("[]", 4).unwrap(), []);
        assert_eq!(
            flags(r#"[{"is":"true"}]"#, 4).unwrap_err().code(),
            ErrorCode::WrongType
        );
        for body in ["{}", "[1]", "null", "[[]]"] {
            assert_eq!(
                list(body).unwrap_err().code(),
                ErrorCode::WrongType,
                "{body}"
            );
        }
        for body in ["", "[", "[{}", "a=b"] {
            assert_eq!(
                list(body).unwrap_err().code(),
                ErrorCode::BadFormat,
                "{body}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(form) = parse(&body) {
                let _ = (form.optional::<Mobile>("mobile"), form.object("extension"));
            }
        }
    }
}
