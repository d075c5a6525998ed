//! The description of the API (`OpenAPI` 3.1): the requests and responses of the functions, the routes
//! of template.yaml and the error catalogue.

use crate::{
    functions::{self, FunctionEntry, body_schema::Member, description::Description},
    template::Template,
};
use serde_json::{Map, Value, json};
use shared::{
    error::{
        Result,
        catalogue::{Dialect, ErrorCode},
        chain,
    },
    request::headers::Header,
    values::field::FieldSchema,
};
use std::collections::{BTreeMap, BTreeSet};

/// The document.
pub fn document() -> std::result::Result<Value, String> {
    let template = Template::load();
    let functions: BTreeMap<_, _> = functions::all().into_iter().collect();
    let mut paths = Map::new();
    for entry in template.functions() {
        let (Some(route), Some(FunctionEntry::Endpoint(_, describe))) =
            (entry.route, functions.get(entry.binary.as_str()))
        else {
            continue;
        };
        if route.path == "$default" {
            continue;
        }
        let operation = operation(&entry.binary, describe()).map_err(|error| chain(&error))?;
        let method = route.method.to_lowercase();
        // A path may have several methods, each with a function of its own.
        let methods = paths.entry(route.path).or_insert_with(|| json!({}));
        methods[method] = operation;
    }
    paths.sort_keys();
    Ok(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Bindery",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Registration and social binding by verification code.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "http://127.0.0.1:4000", "description": "cargo run" }],
        "paths": paths,
        "components": { "responses": responses() },
    }))
}

fn operation(
    function: &str,
    Description {
        headers,
        forms,
        answer,
        sends,
    }: Description,
) -> Result<Value> {
    let mut responses = BTreeMap::from([
        ("200", success(answer)),
        ("400", reference("400")),
        ("500", reference("500")),
    ]);
    if forms.is_some() {
        responses.insert("413", reference("413"));
    }
    if sends {
        responses.insert("429", reference("429"));
    }
    let mut operation = json!({
        "operationId": function,
        "parameters": headers.into_iter().map(parameter).collect::<Vec<_>>(),
        "responses": responses,
    });
    if let Some(forms) = forms.transpose()? {
        let mut schemas: Vec<_> = forms.iter().map(|form| body(form)).collect();
        let schema = if schemas.len() == 1 {
            schemas.remove(0)
        } else {
            json!({ "anyOf": schemas })
        };
        operation["requestBody"] =
            json!({ "required": true, "content": { "application/json": { "schema": schema } } });
    }
    Ok(operation)
}

fn parameter(
    Header {
        name,
        is_required,
        meaning,
    }: Header,
) -> Value {
    let example = match name {
        "X-client-id" => "nTo1eRIub60vPb54WeE6aojPwYwImtl4",
        "X-L" => "en",
        "X-tenant-id" => "08f770f51f80d2f40f38c00cb199fd21",
        _ => "1",
    };
    json!({
        "name": name,
        "in": "header",
        "required": is_required,
        "description": meaning,
        "schema": { "type": "string" },
        "example": example,
    })
}

/// A body with these members. Others are ignored; `null` is as good as absent.
fn body(members: &[Member]) -> Value {
    let member = |member: &Member| {
        let schema = match member.schema {
            Some(schema) => text(schema, member.is_required),
            None => json!({ "type": ["object", "null"] }),
        };
        (member.name.to_owned(), schema)
    };
    let required: Vec<_> = members
        .iter()
        .filter(|member| member.is_required)
        .map(|member| member.name)
        .collect();
    json!({
        "type": "object",
        "properties": members.iter().map(member).collect::<Map<_, _>>(),
        "required": required,
    })
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

fn success(answer: Option<Value>) -> Value {
    let headers = json!({ "x-request-id": request_id() });
    match answer {
        None => json!({ "description": "Done; the body is empty", "headers": headers }),
        Some(schema) => json!({
            "description": "Done",
            "headers": headers,
            "content": { "application/json": { "schema": schema } },
        }),
    }
}

fn request_id() -> Value {
    json!({ "description": "What the log calls this request", "schema": { "type": "string" } })
}

fn reference(status: &str) -> Value {
    json!({ "$ref": format!("#/components/responses/{status}") })
}

/// The errors by their status, each with all the codes that it comes with.
fn responses() -> Map<String, Value> {
    let statuses: BTreeSet<_> = ErrorCode::ALL.iter().map(|code| code.status()).collect();
    let response = |status: u16| {
        let codes = ErrorCode::ALL.iter().filter(|code| code.status() == status);
        let wire: BTreeSet<_> = codes
            .flat_map(|code| Dialect::ALL.map(|dialect| code.wire(dialect)))
            .collect();
        let mut headers = json!({ "x-request-id": request_id() });
        if status == ErrorCode::TooMany.status() {
            headers["Retry-After"] = json!({
                "description": "Seconds until it may be tried again", "required": true, "schema": { "type": "integer", "minimum": 1 }
            });
        }
        let schema = json!({
            "type": "object",
            "properties": { "error_code": { "enum": wire }, "error_msg": { "type": "string" } },
            "required": ["error_code", "error_msg"],
            "additionalProperties": false,
        });
        let description = match status {
            429 => "Too many requests",
            500 => "A failure of ours",
            _ => "It was refused",
        };
        let response = json!({
            "description": description,
            "headers": headers,
            "content": { "application/json": { "schema": schema } },
        });
        (status.to_string(), response)
    };
    statuses.into_iter().map(response).collect()
}
