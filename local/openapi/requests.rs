//! The bodies of requests: the members that a function reads, and the body of its event.

use crate::{
    functions::{
        self,
        body_schema::{Member, MemberKind},
        description::Description,
    },
    openapi::{Components, members, reference, type_name},
};
use serde_json::{Map, Value, json};
use shared::{error::chain, request::body::BodyEncoding, values::field::FieldSchema};
use std::collections::BTreeSet;
use url::form_urlencoded;

/// The members of the body, in each form that it can have.
fn forms(description: &Description) -> Result<&[Vec<Member>], String> {
    match &description.forms {
        None => Ok(&[]),
        Some(Ok(forms)) => Ok(forms),
        Some(Err(error)) => Err(chain(error)),
    }
}

/// The names of all members and headers.
pub(super) fn parameters(description: &Description) -> Result<BTreeSet<&str>, String> {
    let members = forms(description)?.iter().flatten();
    let members = members.map(|member| member.name);
    let headers = description.headers.iter().map(|header| header.name);
    Ok(members.chain(headers).collect())
}

/// The member that every request has and that is read first; of a list, the whole.
pub(super) fn first_member(description: &Description) -> Option<&'static str> {
    if description.encoding == BodyEncoding::List {
        return Some("body");
    }
    let forms = forms(description).ok()?;
    let mut members = forms.first()?.iter();
    let required = members.clone().find(|member| member.is_required);
    required
        .or_else(|| members.next())
        .map(|member| member.name)
}

/// The body of a request; none, where the call takes none.
pub(super) fn body(
    function: &str,
    description: &Description,
    components: &mut Components,
) -> Result<Option<Value>, String> {
    let forms = forms(description)?;
    let schemas = forms.iter().map(|form| schema(function, form));
    let mut schemas = schemas.collect::<Result<Vec<_>, _>>()?;
    if description.headers.is_empty() {
        // It is no client of ours that writes it, and it writes more than is read.
        for schema in &mut schemas {
            schema["additionalProperties"] = true.into();
        }
    }
    let schema = match schemas.len() {
        0 => return Ok(None),
        1 => schemas.remove(0),
        _ => json!({ "anyOf": schemas }),
    };
    let schema = match description.encoding {
        BodyEncoding::List => json!({ "type": "array", "items": schema }),
        BodyEncoding::None | BodyEncoding::Json | BodyEncoding::Form => schema,
    };
    let name = format!("{}Request", type_name(function));
    let content = json!({
        "schema": reference("schemas", &name),
        "examples": examples(function, description, forms)?,
    });
    components.schemas.insert(name, schema);
    let media_type = match description.encoding {
        BodyEncoding::None | BodyEncoding::Json | BodyEncoding::List => "application/json",
        BodyEncoding::Form => "application/x-www-form-urlencoded",
    };
    Ok(Some(
        json!({ "required": true, "content": { media_type: content } }),
    ))
}

/// A body with these members. Others are ignored; `null` is as good as absent.
fn schema(function: &str, members: &[Member]) -> Result<Value, String> {
    let mut properties = Map::new();
    for member in members {
        let mut schema = match member.kind {
            MemberKind::Text(schema) => text(schema, member.is_required),
            MemberKind::Flag => json!({ "type": ["boolean", "null"], "examples": [true] }),
            MemberKind::Object => json!({ "type": ["object", "null"] }),
        };
        schema["description"] = members::meaning(function, member.name)?.into();
        if member.name == "point_json" {
            let plain = schema["examples"][0].take();
            schema["examples"] = json!([plain, members::ENCRYPTED_POINT]);
        }
        properties.insert(member.name.to_owned(), schema);
    }
    let required: Vec<_> = members
        .iter()
        .filter(|member| member.is_required)
        .map(|member| member.name)
        .collect();
    Ok(json!({ "type": "object", "properties": properties, "required": required }))
}

fn text(
    FieldSchema {
        longest,
        pattern,
        one_of,
        example,
    }: FieldSchema,
    is_required: bool,
) -> Value {
    if let Some(texts) = one_of {
        let texts = texts
            .iter()
            .map(|text| json!(text))
            .chain((!is_required).then_some(Value::Null));
        return json!({ "enum": texts.collect::<Vec<_>>(), "examples": [example] });
    }
    let kind = if is_required {
        json!("string")
    } else {
        json!(["string", "null"])
    };
    let mut schema = json!({ "type": kind, "maxLength": longest, "examples": [example] });
    if is_required {
        schema["minLength"] = 1.into();
    }
    if let Some(pattern) = pattern {
        schema["pattern"] = pattern.into();
    }
    schema
}

/// The body of the function's event. Where there are forms of which it is none, these are made of
/// the examples of their members.
fn examples(
    function: &str,
    description: &Description,
    forms: &[Vec<Member>],
) -> Result<Value, String> {
    let event = event_body(function, description.encoding)?;
    let is_form = |members: &[Member]| {
        let mut required = members.iter().filter(|member| member.is_required);
        required.all(|member| event.get(member.name).is_some())
    };
    let of_form = |members: &Vec<Member>| {
        if is_form(members) {
            return event.clone();
        }
        let required = members.iter().filter(|member| member.is_required);
        let values =
            required.filter_map(|member| Some((member.name.to_owned(), member.kind.example()?)));
        Value::Object(values.collect())
    };
    let examples = forms.iter().map(|members| {
        let first = members.iter().find(|member| member.is_required);
        let name = match (forms.len(), first) {
            (2.., Some(first)) => first.name,
            _ => "request",
        };
        (name.to_owned(), json!({ "value": of_form(members) }))
    });
    let mut examples: Map<_, _> = examples.collect();
    if event.get("point_json").is_some() {
        let mut encrypted = event.clone();
        encrypted["point_json"] = members::ENCRYPTED_POINT.into();
        examples.insert("encrypted".to_owned(), json!({ "value": encrypted }));
    }
    Ok(Value::Object(examples))
}

/// The members of the body of the function's event.
fn event_body(function: &str, encoding: BodyEncoding) -> Result<Value, String> {
    let none = || format!("events/{function}.json has no body that can be read");
    let mut events = functions::EVENTS.iter();
    let (_, event) = events
        .find(|(folder, _)| *folder == function)
        .ok_or_else(none)?;
    let event: Value = serde_json::from_str(event).map_err(|_| none())?;
    let body = event["body"].as_str().ok_or_else(none)?;
    match encoding {
        BodyEncoding::Form => {
            let members = form_urlencoded::parse(body.as_bytes());
            let members = members.map(|(name, text)| (name.into_owned(), text.into()));
            Ok(Value::Object(members.collect()))
        }
        BodyEncoding::None | BodyEncoding::Json | BodyEncoding::List => {
            serde_json::from_str(body).map_err(|_| none())
        }
    }
}
