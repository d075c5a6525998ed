//! The members of request bodies, found out by reading them.
//!
//! [`alternatives_of`] runs a [`RequestBody`] on a [`SchemaReader`], which notes each member that
//! is read and returns the example of its schema. The description of the API is made of the result,
//! so it cannot differ from what a function reads.

use serde_json::{Map, Value};
use shared::{
    error::{Error, Result, catalogue::ErrorCode},
    request::body::{BodyReader, RequestBody},
    tenants::form_policy::FormPolicy,
    values::field::{Field, FieldSchema, ParseContext},
};
use std::cell::RefCell;

/// A member of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether a body without it is refused.
    pub is_required: bool,
    pub kind: MemberKind,
}

/// What a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberKind {
    /// A text.
    Text(FieldSchema),
    /// `true` or `false`.
    Flag,
    Object,
}

impl MemberKind {
    /// A value that the parser accepts; none of an object.
    #[must_use]
    pub fn example(self) -> Option<Value> {
        match self {
            Self::Text(schema) => Some(schema.example.into()),
            Self::Flag => Some(true.into()),
            Self::Object => None,
        }
    }
}

/// The members of a body, in the order in which they are read: one list for each form that the body
/// may have. A member that a body must not have makes none. Fails where a schema's example is
/// refused by its own parser.
pub fn alternatives_of<B: RequestBody>(context: ParseContext) -> Result<Vec<Vec<Member>>> {
    let empty = SchemaReader::of::<B>(context, None)?;
    let mut alternatives = vec![empty.members.into_inner()];
    for name in empty.looked_for.into_inner() {
        let members = match SchemaReader::of::<B>(context, Some(name)) {
            Ok(reader) => reader.members.into_inner(),
            Err(error) if error.code() == ErrorCode::BadValue => continue,
            Err(error) => return Err(error),
        };
        if !alternatives.contains(&members) {
            alternatives.push(members);
        }
    }
    Ok(alternatives)
}

/// Notes which members are read, of a body that contains at most one member.
struct SchemaReader {
    context: ParseContext,
    policy: FormPolicy,
    contained: Option<String>,
    members: RefCell<Vec<Member>>,
    looked_for: RefCell<Vec<String>>,
}

impl SchemaReader {
    fn of<B: RequestBody>(context: ParseContext, contained: Option<String>) -> Result<Self> {
        let reader = Self {
            context,
            policy: FormPolicy::default(),
            contained,
            members: RefCell::default(),
            looked_for: RefCell::default(),
        };
        B::read(&reader)?;
        Ok(reader)
    }

    /// A member that is read twice keeps its first description.
    fn note(&self, name: &'static str, is_required: bool, kind: MemberKind) {
        let mut members = self.members.borrow_mut();
        if members.iter().all(|member| member.name != name) {
            members.push(Member {
                name,
                is_required,
                kind,
            });
        }
    }
}

impl BodyReader for SchemaReader {
    fn required<F: Field>(&self, name: &'static str) -> Result<F> {
        self.note(name, true, MemberKind::Text(F::SCHEMA));
        F::read(F::SCHEMA.example, &self.context)
            .map_err(|_| Error::internal("reading the example of a schema"))
    }

    fn optional<F: Field>(&self, name: &'static str) -> Result<Option<F>> {
        self.note(name, false, MemberKind::Text(F::SCHEMA));
        Ok(None)
    }

    fn object(&self, name: &'static str) -> Result<Option<&Map<String, Value>>> {
        self.note(name, false, MemberKind::Object);
        Ok(None)
    }

    fn flag(&self, name: &'static str) -> Result<Option<bool>> {
        self.note(name, false, MemberKind::Flag);
        Ok(None)
    }

    /// The members of a list's entries are noted as those of the body.
    fn entries<T>(&self, _: usize, read: impl Fn(&Self) -> Result<T>) -> Result<Vec<T>> {
        read(self).map(|entry| vec![entry])
    }

    fn contains(&self, name: &str) -> bool {
        self.looked_for.borrow_mut().push(name.to_owned());
        self.contained.as_deref() == Some(name)
    }

    fn policy(&self) -> &FormPolicy {
        &self.policy
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::values::{email::Email, mobile::Mobile};
    use time::macros::date;

    struct Either;

    impl RequestBody for Either {
        fn read<R: BodyReader>(body: &R) -> Result<Self> {
            if body.contains("email") {
                body.required::<Email>("email")?;
            } else {
                body.required::<Mobile>("mobile")?;
                body.optional::<Mobile>("mobile")?;
            }
            body.object("extension")?;
            Ok(Self)
        }
    }

    #[test]
    fn each_form_of_a_body_is_described_once() {
        let context = ParseContext::new(date!(2026 - 11 - 20));
        let alternatives = alternatives_of::<Either>(context).unwrap();
        let described: Vec<Vec<_>> = alternatives
            .iter()
            .map(|members| {
                members
                    .iter()
                    .map(|member| {
                        let is_text = matches!(member.kind, MemberKind::Text(_));
                        (member.name, member.is_required, is_text)
                    })
                    .collect()
            })
            .collect();
        assert_eq!(
            described,
            [
                vec![("mobile", true, true), ("extension", false, false)],
                vec![("email", true, true), ("extension", false, false)],
            ]
        );
    }
}
