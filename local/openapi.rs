//! The description of the API (`OpenAPI` 3.1): the requests and responses of the functions, the
//! routes of template.yaml and the error catalogue.

use crate::{
    functions::{self, FunctionEntry, body_schema::Member, description::Description},
    template::{Entry, Route, Template},
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

pub fn document() -> std::result::Result<Value, String> {
    let template = Template::load();
    let functions: BTreeMap<_, _> = functions::all().into_iter().collect();
    let mut paths = Map::new();
    for entry in template.functions() {
        let Some(FunctionEntry::Endpoint(_, describe)) = functions.get(entry.binary.as_str())
        else {
            continue;
        };
        for route in entry.routes().filter(|route| route.path != "$default") {
            let method = route.method.to_lowercase();
            let name = operation_id(&entry, route);
            let mut operation = operation(&name, describe()).map_err(|error| chain(&error))?;
            if let Some(parameters) = operation["parameters"].as_array_mut() {
                parameters.extend(path_parameters(&route.path));
            }
            if route.path.contains('{') {
                operation["responses"]["404"] = reference("404");
            }
            if method == "head" {
                operation = without_body(operation);
            }
            let path = paths.entry(&route.path).or_insert_with(|| json!({}));
            path[method] = operation;
        }
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

/// The segments of a path that stand in braces.
fn path_parameters(path: &str) -> impl Iterator<Item = Value> {
    let names = path
        .split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    names.map(|name| {
        json!({
            "name": name,
            "in": "path",
            "required": true,
            "schema": { "type": "string", "pattern": "^[0-9a-f]{32}$" },
            "example": "08f770f51f80d2f40f38c00cb199fd21",
        })
    })
}

/// The same without what only a body tells: a response to HEAD has none.
fn without_body(mut operation: Value) -> Value {
    let responses = operation["responses"].as_object_mut().into_iter().flatten();
    for (status, response) in responses {
        let description = match status.as_str() {
            "200" => "As for GET, without the body",
            _ => "The status of GET, without the body",
        };
        *response = json!({ "description": description });
    }
    operation
}

fn operation(
    function: &str,
    Description {
        headers,
        query,
        forms,
        answer,
        is_limited,
    }: Description,
) -> Result<Value> {
    let too_many = if is_limited {
        "429"
    } else {
        "429-of-api-gateway"
    };
    let mut responses = BTreeMap::from([
        ("200", success(answer)),
        ("400", reference("400")),
        ("429", reference(too_many)),
        ("500", reference("500")),
        ("503", reference("503-of-api-gateway")),
    ]);
    if forms.is_some() {
        responses.insert("413", reference("413"));
    }
    let headers = headers
        .into_iter()
        .map(|header| parameter("header", header));
    let query = query.iter().map(|query| parameter("query", *query));
    let parameters = headers.chain(query);
    let mut operation = json!({
        "operationId": function,
        "parameters": parameters.collect::<Vec<_>>(),
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
    place: &str,
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
        "in": place,
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

/// What API Gateway itself answers, and with which text: 429 where a route is throttled, 500 where
/// a function ended without an answer, 503 where API Gateway has no function to ask in time. Its
/// bodies have one member, and its answers neither `x-request-id` nor `Retry-After`.
const OF_API_GATEWAY: [(u16, &str); 3] = [
    (429, "Too Many Requests"),
    (500, "Internal Server Error"),
    (503, "Service Unavailable"),
];

/// The body of an answer of API Gateway's own.
fn body_of_api_gateway(text: &str) -> Value {
    json!({
        "type": "object",
        "properties": { "message": { "type": "string", "examples": [text] } },
        "required": ["message"],
        "additionalProperties": false,
    })
}

fn response_of_api_gateway(text: &str) -> Value {
    json!({
        "description": format!("API Gateway's own answer: {text}"),
        "content": { "application/json": { "schema": body_of_api_gateway(text) } },
    })
}

/// The errors by their status, each with all the codes that it comes with.
fn responses() -> Map<String, Value> {
    let statuses: BTreeSet<_> = ErrorCode::ALL.iter().map(|code| code.status()).collect();
    let response = |status: u16| {
        let codes = ErrorCode::ALL.iter().filter(|code| code.status() == status);
        let wire: BTreeSet<_> = codes
            .flat_map(|code| Dialect::ALL.map(|dialect| code.all_wire(dialect)))
            .flatten()
            .collect();
        let mut headers = json!({ "x-request-id": request_id() });
        if status == ErrorCode::TooMany.status() {
            headers["Retry-After"] = json!({
                "description": "Seconds until it may be tried again; absent from API Gateway's own answers",
                "schema": { "type": "integer", "minimum": 1 },
            });
        }
        let schema = json!({
            "type": "object",
            "properties": { "error_code": { "enum": wire }, "error_msg": { "type": "string" } },
            "required": ["error_code", "error_msg"],
            "additionalProperties": false,
        });
        let gateways = OF_API_GATEWAY.iter().find(|(own, _)| *own == status);
        let schema = match gateways {
            Some((_, text)) => json!({ "anyOf": [schema, body_of_api_gateway(text)] }),
            None => schema,
        };
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
    let only_gateways = OF_API_GATEWAY.iter().filter(|(status, _)| *status != 500);
    let only_gateways = only_gateways.map(|(status, text)| {
        let name = format!("{status}-of-api-gateway");
        (name, response_of_api_gateway(text))
    });
    statuses
        .into_iter()
        .map(response)
        .chain(only_gateways)
        .collect()
}
