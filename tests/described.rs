//! Holds every answer of the tests to the description of the API.
//!
//! Of JSON Schema, it knows the words that the description uses, and panics at others.

use local::openapi;
use serde_json::Value;
use std::sync::LazyLock;

static DESCRIPTION: LazyLock<Value> = LazyLock::new(|| openapi::document().unwrap());

/// The words of schemas that say nothing of which members and values there are.
const ABOUT: [&str; 9] = [
    "description",
    "discriminator",
    "examples",
    "format",
    "maxItems",
    "minItems",
    "minimum",
    "pattern",
    "title",
];

/// What a reference points to; what is none is itself.
pub(crate) fn resolved<'d>(node: &'d Value, description: &'d Value) -> &'d Value {
    match node.get("$ref").and_then(Value::as_str) {
        Some(pointer) => {
            let pointer = pointer.strip_prefix('#').unwrap();
            resolved(description.pointer(pointer).unwrap(), description)
        }
        None => node,
    }
}

/// The operation of a request, unless no route is its own.
fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let path = path.split('?').next().unwrap_or_default();
    let paths = DESCRIPTION["paths"].as_object().unwrap();
    let fits = |route: &str| {
        let (route, path) = (route.split('/'), path.split('/'));
        route.clone().count() == path.clone().count()
            && route
                .zip(path)
                .all(|(known, given)| known == given || known.starts_with('{') && !given.is_empty())
    };
    let (_, operations) = paths.iter().find(|(route, _)| fits(route))?;
    operations.get(method.to_lowercase())
}

/// Panics where an answer is not described: its status, or its body.
#[track_caller]
pub(crate) fn check(method: &str, path: &str, status: u16, body: &str) {
    let Some(operation) = operation(method, path) else {
        assert!(matches!(status, 404 | 405), "{method} {path}: {status}");
        return;
    };
    let response = &operation["responses"][status.to_string()];
    if status == 404 && response.is_null() {
        // What did not come by way of the owner's CDN is answered as if there were no route: by its
        // error code, or in OAuth's words, which have none.
        let is_of_no_route = ["COMMON.1404", "There is nothing at this address"]
            .iter()
            .any(|words| body.contains(words));
        assert!(
            method == "HEAD" || is_of_no_route,
            "{method} {path}: {body}"
        );
        return;
    }
    assert!(!response.is_null(), "{method} {path} describes no {status}");
    let response = resolved(response, &DESCRIPTION);
    match response["content"]["application/json"].get("schema") {
        None => assert_eq!(body, "", "{method} {path}: {status} has a body"),
        Some(schema) => {
            let body: Value = serde_json::from_str(body).unwrap();
            if let Err(why) = fits(&body, schema) {
                panic!("{method} {path} describes no {status} such as {body}: {why}");
            }
        }
    }
}

/// Whether a value fits a schema, or why not.
fn fits(value: &Value, schema: &Value) -> Result<(), String> {
    let schema = resolved(schema, &DESCRIPTION);
    for (word, rule) in schema.as_object().unwrap() {
        match word.as_str() {
            "type" => {
                let is_of = |kind: &Value| match kind.as_str().unwrap() {
                    "null" => value.is_null(),
                    "boolean" => value.is_boolean(),
                    "integer" => value.is_u64(),
                    "string" => value.is_string(),
                    "array" => value.is_array(),
                    "object" => value.is_object(),
                    other => panic!("the type {other}"),
                };
                let is_of_one = match rule {
                    Value::Array(kinds) => kinds.iter().any(is_of),
                    kind => is_of(kind),
                };
                ensure(is_of_one, || format!("{value} is no {rule}"))?;
            }
            "const" => ensure(value == rule, || format!("{value} is not {rule}"))?,
            "enum" => {
                let is_listed = rule.as_array().unwrap().contains(value);
                ensure(is_listed, || format!("{value} is not listed"))?;
            }
            "properties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    match rule.get(name) {
                        Some(schema) => fits(member, schema)?,
                        // An answer has no members but those that are described.
                        None => return Err(format!("{name} is not described")),
                    }
                }
            }
            "required" => {
                for name in rule.as_array().unwrap() {
                    let is_there = value.get(name.as_str().unwrap()).is_some();
                    ensure(is_there, || format!("{name} is missing"))?;
                }
            }
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    fits(item, rule)?;
                }
            }
            "anyOf" | "oneOf" => {
                let alternatives = rule.as_array().unwrap().iter();
                let refusals: Vec<_> = alternatives
                    .map(|schema| fits(value, schema))
                    .map_while(Result::err)
                    .collect();
                let is_one = refusals.len() < rule.as_array().unwrap().len();
                ensure(is_one, || refusals.join("; "))?;
            }
            "additionalProperties" => {}
            about => assert!(ABOUT.contains(&about), "the word {about} of schemas"),
        }
    }
    Ok(())
}

fn ensure(is_so: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(why()) }
}
