//! The description of the API (`OpenAPI` 3.1): the requests and responses of the functions, the
//! routes of template.yaml and the error catalogue. docs/api.md is made of it.
//!
//! What it says in words stands beside what it is about: a call is described by the head of its
//! function's source, an error by its row of the catalogue, a header by its declaration, a member
//! of an answer by the comment of its field. Only the members of requests and the groups of calls
//! have their words here ([`members`] and `tags`). Where words or an example are missing,
//! [`document`] fails.

mod errors;
mod heads;
pub mod markdown;
pub mod members;
mod operation;
mod requests;
mod responses;
mod security;
mod tags;

use crate::{
    functions::{self, FunctionEntry},
    openapi::operation::Call,
    template::{Entry, Route, Template},
};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

const OVERVIEW: &str = "Registration, login, and social binding by verification code, for the \
    clients of BambooCloud IDaaS (EIAM, CIAM) and Huawei OneAccess.\n\n\
    A call that begins or continues a flow answers 200 with a `status`, also where the user is to \
    do more or is not admitted. An error is 400 with `error_code` and `error_msg`; 429 is a limit, \
    500 a failure of the server. Which codes there are depends on the dialect of the application; \
    examples of errors are those of `eiam`, and `x-codes` has all three. Members that a call does \
    not know are ignored; `null` and an empty text count as absent.";

/// What is described once and referred to by its name.
#[derive(Default)]
struct Components {
    parameters: Map<String, Value>,
    schemas: Map<String, Value>,
    responses: Map<String, Value>,
    examples: Map<String, Value>,
}

/// The description of the API.
///
/// # Errors
/// Where a call, a header, a member or an answer has no words or no example.
pub fn document() -> Result<Value, String> {
    let functions: BTreeMap<_, _> = functions::all().into_iter().collect();
    let mut generator = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into())
        .for_serialize()
        .into_generator();
    let mut calls = Vec::new();
    for entry in Template::load().functions() {
        let Some(FunctionEntry::Endpoint(_, describe)) = functions.get(entry.binary.as_str())
        else {
            continue;
        };
        for route in entry.routes().filter(|route| route.path != "$default") {
            calls.push(Call {
                route: route.clone(),
                id: operation_id(&entry, route),
                function: entry.binary.clone(),
                description: describe(&mut generator),
            });
        }
    }
    let mut schemas = generator.take_definitions(true);
    schemas.values_mut().for_each(unwrap_lines);
    let mut components = Components {
        schemas: responses::with_named_statuses(schemas)?,
        ..Components::default()
    };
    let mut paths = Map::new();
    for call in calls {
        let Route { method, path } = call.route.clone();
        let operation = operation::describe(call, &mut components)
            .map_err(|problem| format!("{method} {path}: {problem}"))?;
        let operations = paths.entry(path).or_insert_with(|| json!({}));
        operations[method.to_lowercase()] = operation;
    }
    paths.sort_keys();
    retain_used(&mut components, &paths);
    Ok(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Bindery",
            "version": env!("CARGO_PKG_VERSION"),
            "description": OVERVIEW,
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [
            { "url": "http://127.0.0.1:4000", "description": "The local cloud, which cargo run starts" },
            {
                "url": "https://{api}.execute-api.{region}.amazonaws.com",
                "description": "A deployment without a domain of its own",
                "variables": {
                    "api": { "default": "a1b2c3d4e5", "description": "The id of its HTTP API" },
                    "region": { "default": "ap-southeast-1", "description": "The region of AWS" },
                },
            },
        ],
        "tags": tags::all(),
        "paths": paths,
        "components": {
            "parameters": components.parameters,
            "schemas": components.schemas,
            "responses": components.responses,
            "examples": components.examples,
            "securitySchemes": security::schemes(),
        },
    }))
}

/// The function's name, and what tells a further route of it from the first.
fn operation_id(entry: &Entry, route: &Route) -> String {
    let is_first = |first: &Route| first.path == route.path;
    let tenant = if entry.route.as_ref().is_some_and(is_first) {
        ""
    } else {
        "-of-tenant"
    };
    let head = if route.method == "HEAD" { "-head" } else { "" };
    format!("{}{tenant}{head}", entry.binary)
}

/// A reference to a component of a section.
fn reference(section: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{section}/{name}") })
}

/// The name of a function as one of a type, such as `SmsSend`.
fn type_name(function: &str) -> String {
    let capitalised = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    function.split('-').map(capitalised).collect()
}

/// Has each description as one line: comments are wrapped, sentences are not.
fn unwrap_lines(node: &mut Value) {
    match node {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if name == "description" => {
                        *text = text
                            .replace("\n\n", "\0")
                            .replace('\n', " ")
                            .replace('\0', "\n\n");
                    }
                    value => unwrap_lines(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(unwrap_lines),
        _ => {}
    }
}

/// Leaves out the components that no call refers to, be it by way of another component.
fn retain_used(components: &mut Components, paths: &Map<String, Value>) {
    let mut used = BTreeSet::new();
    let mut found: Vec<_> = paths.values().collect();
    while let Some(node) = found.pop() {
        match node {
            Value::Object(members) => {
                let pointer = members.get("$ref").and_then(Value::as_str);
                if let Some((section, name)) = pointer
                    .and_then(|pointer| pointer.strip_prefix("#/components/")?.split_once('/'))
                    && used.insert((section.to_owned(), name.to_owned()))
                {
                    let section = match section {
                        "parameters" => &components.parameters,
                        "schemas" => &components.schemas,
                        "responses" => &components.responses,
                        _ => &components.examples,
                    };
                    found.extend(section.get(name));
                }
                found.extend(members.values());
            }
            Value::Array(values) => found.extend(values),
            _ => {}
        }
    }
    let retain = |section: &str, values: &mut Map<String, Value>| {
        values.retain(|name, _| used.contains(&(section.to_owned(), name.clone())));
        values.sort_keys();
    };
    retain("schemas", &mut components.schemas);
    retain("responses", &mut components.responses);
    retain("examples", &mut components.examples);
}
