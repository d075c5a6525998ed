//! A request's JSON body, read member by member.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    tenants::form_policy::FormPolicy,
    values::field::{Field, FieldError, FieldSchema, ParseContext, is_absent},
};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::{cell::RefCell, fmt};

/// The members of a body. Unknown ones are never looked at; `null` and `""` are absent.
#[derive(Debug)]
pub struct JsonBody<'r> {
    members: Members,
    survey: Option<&'r SchemaReader>,
    rules: &'r ParseContext,
    /// What the tenant asks for.
    pub policy: &'r FormPolicy,
}

/// What a form is asked for, noted for the description of the API.
#[derive(Debug, Default)]
pub struct SchemaReader {
    members: RefCell<Vec<Member>>,
    /// Which members a body may have in place of others.
    choices: RefCell<Vec<&'static str>>,
    /// Which of them this one has.
    chosen: Option<&'static str>,
}

/// A member of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub is_required: bool,
    /// How its text is written; none, where it is an object.
    pub shape: Option<FieldSchema>,
}

impl SchemaReader {
    /// Every form that a body can have: one, or one for each choice.
    pub fn forms<A: RequestBody>(rules: &ParseContext) -> Result<Vec<Vec<Member>>> {
        let policy = FormPolicy::default();
        let take = |chosen: Option<&'static str>| -> Result<Self> {
            let survey = Self {
                chosen,
                ..Self::default()
            };
            A::read(&JsonBody::surveyed(&survey, rules, &policy))?;
            Ok(survey)
        };
        let first = take(None)?;
        let choices = std::mem::take(&mut *first.choices.borrow_mut());
        let others = choices
            .into_iter()
            .map(|choice| take(Some(choice)))
            .collect::<Result<Vec<_>>>()?;
        let mut forms = Vec::new();
        for survey in [first].into_iter().chain(others) {
            let members = survey.members.into_inner();
            if !forms.contains(&members) {
                forms.push(members);
            }
        }
        Ok(forms)
    }

    fn note(&self, name: &'static str, is_required: bool, shape: Option<FieldSchema>) {
        let mut members = self.members.borrow_mut();
        if members.iter().all(|member| member.name != name) {
            members.push(Member {
                name,
                is_required,
                shape,
            });
        }
    }

    fn is_asked_for(&self, name: &'static str) -> bool {
        self.choices.borrow_mut().push(name);
        self.chosen == Some(name)
    }
}

/// What a request's body is made into.
pub trait RequestBody: Sized {
    /// Whether there is a body to read at all.
    const HAS_BODY: bool = true;

    /// Reads the members, in the order in which the contract names them.
    fn read(form: &JsonBody<'_>) -> Result<Self>;
}

/// An endpoint that asks nothing.
impl RequestBody for () {
    const HAS_BODY: bool = false;

    fn read(_: &JsonBody<'_>) -> Result<Self> {
        Ok(())
    }
}

impl<'r> JsonBody<'r> {
    /// Reads a body. An empty one has no members.
    pub fn parse(body: &[u8], rules: &'r ParseContext, policy: &'r FormPolicy) -> Result<Self> {
        let body = if body.is_empty() { b"{}" } else { body };
        let members = serde_json::from_slice(body).map_err(|error| {
            Error::new(if error.is_data() {
                ErrorCode::WrongType
            } else {
                ErrorCode::BadFormat
            })
            .with("body")
        })?;
        Ok(Self {
            members,
            survey: None,
            rules,
            policy,
        })
    }

    /// A form that nobody filled in: it notes what it is asked for, and answers with examples.
    #[must_use]
    pub fn surveyed(
        survey: &'r SchemaReader,
        rules: &'r ParseContext,
        policy: &'r FormPolicy,
    ) -> Self {
        Self {
            members: Members::default(),
            survey: Some(survey),
            rules,
            policy,
        }
    }

    /// A member that must be there.
    pub fn required<F: Field>(&self, name: &'static str) -> Result<F> {
        if let Some(survey) = self.survey {
            survey.note(name, true, Some(F::SCHEMA));
            return read(name, F::SCHEMA.example, self.rules);
        }
        self.optional(name)?
            .ok_or_else(|| Error::new(ErrorCode::Missing).with(name))
    }

    /// A member that may be absent.
    pub fn optional<F: Field>(&self, name: &'static str) -> Result<Option<F>> {
        if let Some(survey) = self.survey {
            survey.note(name, false, Some(F::SCHEMA));
        }
        match self.member(name)? {
            None => Ok(None),
            Some(Value::String(text)) => read(name, text, self.rules).map(Some),
            Some(_) => Err(Error::new(ErrorCode::WrongType).with(name)),
        }
    }

    /// A member that is an object, or nothing.
    pub fn object(&self, name: &'static str) -> Result<Option<&Map<String, Value>>> {
        if let Some(survey) = self.survey {
            survey.note(name, false, None);
        }
        match self.member(name)? {
            None => Ok(None),
            Some(Value::Object(members)) => Ok(Some(members)),
            Some(_) => Err(Error::new(ErrorCode::WrongType).with(name)),
        }
    }

    /// Whether a member is there at all.
    #[must_use]
    pub fn has(&self, name: &'static str) -> bool {
        if let Some(survey) = self.survey {
            return survey.is_asked_for(name);
        }
        self.holds(name)
    }

    /// Whether a member that the tenant asks for is there.
    #[must_use]
    pub fn holds(&self, name: &str) -> bool {
        self.members
            .values
            .get(name)
            .is_some_and(|value| !is_absent(value))
    }

    fn member(&self, name: &'static str) -> Result<Option<&Value>> {
        if self
            .members
            .repeated
            .iter()
            .any(|repeated| repeated == name)
        {
            return Err(Error::new(ErrorCode::BadValue).with(name));
        }
        Ok(self
            .members
            .values
            .get(name)
            .filter(|value| !is_absent(value)))
    }
}

fn read<F: Field>(name: &str, text: &str, rules: &ParseContext) -> Result<F> {
    F::read(text.trim(), rules).map_err(|flaw| {
        Error::new(match flaw {
            FieldError::Format => ErrorCode::BadFormat,
            FieldError::Value => ErrorCode::BadValue,
        })
        .with(name)
    })
}

/// A JSON object that remembers which names came twice: readers of JSON differ in which one
/// they take, and an attacker may know which reader checks and which one acts.
#[derive(Debug, Default)]
struct Members {
    values: Map<String, Value>,
    repeated: Vec<String>,
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Members::default();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    if members.values.insert(name.clone(), value).is_some() {
                        members.repeated.push(name);
                    }
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        tenants::form_policy::PasswordPolicy,
        values::{mobile::Mobile, verification_code::VerifyCode},
    };
    use proptest::prelude::*;
    use time::macros::date;

    const RULES: ParseContext = ParseContext {
        area_code: 86,
        code_length: 6,
        today: date!(2026 - 11 - 20),
    };

    fn parse(body: &[u8]) -> Result<JsonBody<'static>> {
        static POLICY: FormPolicy = FormPolicy {
            required: Vec::new(),
            password: PasswordPolicy {
                min_length: 8,
                min_kinds: 1,
            },
            attributes: Vec::new(),
        };
        JsonBody::parse(body, &RULES, &POLICY)
    }

    fn error(body: &[u8]) -> (ErrorCode, String) {
        let asked = parse(body).and_then(|form| {
            form.required::<Mobile>("mobile")?;
            form.object("extension")?;
            form.optional::<VerifyCode>("verify_code")
        });
        let error = asked.expect_err("refused");
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

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(form) = parse(&body) {
                let _ = (form.optional::<Mobile>("mobile"), form.object("extension"));
            }
        }
    }
}
