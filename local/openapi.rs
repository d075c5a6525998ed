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
        catalogue::{Dialect, ErrorCode, ErrorForm},
        chain,
    },
    request::{body::BodyEncoding, headers::Header},
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
                operation["responses"]["404"] = reference("404", ErrorForm::Sdk);
            }
            if method == "head" {
                operation = without_body(operation);
            }
            let path = paths.entry(&route.path).or_insert_with(|| json!({}));
            path[method] = operation;
        }
    }
    paths.sort_keys();
    let mut responses = responses();
    let described = Value::Object(paths.clone()).to_string();
    responses.retain(|name, _| described.contains(&format!("/{name}\"")));
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
        "components": { "responses": responses },
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
        encoding,
        answer,
        is_limited,
        error_form,
    }: Description,
) -> Result<Value> {
    let refusal = |status| (status, reference(status, error_form));
    let gateways = |status: &str| reference_to(&format!("{status}-of-api-gateway"));
    let mut responses = BTreeMap::from([
        ("200", success(answer)),
        refusal("400"),
        ("429", gateways("429")),
        refusal("500"),
        ("503", gateways("503")),
    ]);
    if is_limited {
        responses.extend([refusal("429")]);
    }
    if forms.is_some() {
        responses.extend([refusal("413")]);
    }
    if error_form == ErrorForm::OAuth {
        responses.extend([refusal("401")]);
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
        let media_type = match encoding {
            BodyEncoding::None | BodyEncoding::Json => "application/json",
            BodyEncoding::Form => "application/x-www-form-urlencoded",
        };
        operation["requestBody"] =
            json!({ "required": true, "content": { media_type: { "schema": schema } } });
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

/// The response of a status, in the form of errors.
fn reference(status: &str, form: ErrorForm) -> Value {
    reference_to(&named(status, form))
}

fn reference_to(name: &str) -> Value {
    json!({ "$ref": format!("#/components/responses/{name}") })
}

/// What the response of a status is called, in a form of errors.
fn named(status: &str, form: ErrorForm) -> String {
    match form {
        ErrorForm::Sdk => status.to_owned(),
        ErrorForm::Tenant => format!("{status}-of-tenant"),
        ErrorForm::OAuth => format!("{status}-of-oauth"),
    }
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

/// The errors by their form and status, each with all the codes that it comes with.
fn responses() -> Map<String, Value> {
    let own = ErrorForm::ALL.into_iter().flat_map(responses_of);
    let only_gateways = OF_API_GATEWAY.iter().filter(|(status, _)| *status != 500);
    let only_gateways = only_gateways.map(|(status, text)| {
        let name = format!("{status}-of-api-gateway");
        (name, response_of_api_gateway(text))
    });
    own.chain(only_gateways).collect()
}

fn responses_of(form: ErrorForm) -> impl Iterator<Item = (String, Value)> {
    let codes = ErrorCode::ALL
        .iter()
        .filter(move |code| code.occurs_in(form));
    let statuses: BTreeSet<_> = codes.clone().map(|code| code.status()).collect();
    let response = move |status: u16| {
        let codes = codes.clone().filter(|code| code.status() == status);
        let mut headers = json!({ "x-request-id": request_id() });
        if status == ErrorCode::TooMany.status() {
            headers["Retry-After"] = json!({
                "description": "Seconds until it may be tried again; absent from API Gateway's own answers",
                "schema": { "type": "integer", "minimum": 1 },
            });
        }
        if status == ErrorCode::InvalidClient.status() {
            headers["WWW-Authenticate"] = json!({
                "description": "How an application may prove itself",
                "schema": { "type": "string" },
            });
        }
        let schema = schema_of_errors(form, codes);
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
        (named(&status.to_string(), form), response)
    };
    statuses.into_iter().map(response)
}

/// The body of an error, with all the codes that it may have.
fn schema_of_errors<'c>(form: ErrorForm, codes: impl Iterator<Item = &'c ErrorCode>) -> Value {
    let (names, codes): (_, BTreeSet<String>) = match form {
        ErrorForm::Sdk | ErrorForm::Tenant => {
            let wire = codes.flat_map(|code| Dialect::ALL.map(|one| code.all_wire(form, one)));
            (["error_code", "error_msg"], wire.flatten().collect())
        }
        ErrorForm::OAuth => {
            let errors = codes.map(|code| code.oauth_error().to_owned());
            (["error", "error_description"], errors.collect())
        }
    };
    let [code, message] = names;
    json!({
        "type": "object",
        "properties": { code: { "enum": codes }, message: { "type": "string" } },
        "required": names,
        "additionalProperties": false,
    })
}
