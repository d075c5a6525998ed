//! The answers of calls that are refused or fail, with what the caller should do.

use crate::{
    functions::description::Description,
    openapi::{Components, reference, requests, responses::request_id, type_name},
    template::Route,
};
use serde_json::{Map, Value, json};
use shared::{
    error::catalogue::{Dialect, ErrorCode, ErrorForm, Lang},
    request::headers::Proof,
};
use std::collections::BTreeSet;

/// What API Gateway itself answers, with which text, and what a caller should do about it. Its
/// bodies have one member, and its answers neither `x-request-id` nor `Retry-After`.
const OF_API_GATEWAY: [(u16, &str, &str, &str); 3] = [
    (
        429,
        "Too Many Requests",
        "API Gateway throttles the route",
        "Repeat the call after a second, at growing intervals.",
    ),
    (
        500,
        "Internal Server Error",
        "The function ended without an answer",
        "Repeat the call after a moment with the same Idempotency-Key.",
    ),
    (
        503,
        "Service Unavailable",
        "API Gateway had no function to call in time",
        "Repeat the call after a moment with the same Idempotency-Key.",
    ),
];

/// The schema of the body of an answer of API Gateway's own.
const GATEWAY_SCHEMA: &str = "ApiGatewayError";

/// The answers to refused calls, by their status.
pub(super) fn responses(
    route: &Route,
    function: &str,
    description: &Description,
    components: &mut Components,
) -> Result<Vec<(u16, Value)>, String> {
    let has_segments = route.path.contains('{');
    let occurs = |code: &&ErrorCode| **code != ErrorCode::UnknownRoute || has_segments;
    let errors: Vec<_> = description.errors.iter().filter(occurs).copied().collect();
    let statuses: BTreeSet<_> = errors.iter().map(|code| code.status()).collect();
    let mut responses = Vec::new();
    for status in &statuses {
        let codes = errors
            .iter()
            .copied()
            .filter(|code| code.status() == *status);
        let codes: Vec<_> = codes.collect();
        let response = if matches!(status, 400 | 404) {
            own_response(function, *status, &codes, description, components)?
        } else {
            shared_response(*status, &codes, description, components)?
        };
        responses.push((*status, response));
    }
    for (status, ..) in OF_API_GATEWAY {
        if !statuses.contains(&status) {
            responses.push((status, gateway_response(status, components)));
        }
    }
    Ok(responses)
}

/// An answer that no other call has.
fn own_response(
    function: &str,
    status: u16,
    codes: &[ErrorCode],
    description: &Description,
    components: &mut Components,
) -> Result<Value, String> {
    let schema_name = match status {
        400 => format!("{}Error", type_name(function)),
        _ => format!("{}Error{status}", type_name(function)),
    };
    let parameters = requests::parameters(description)?;
    let is_about = |code: ErrorCode, parameter: &str| match (code, parameter) {
        (ErrorCode::WrongCode, _) => description.is_change,
        (_, "id_token") => has_proof(description, Proof::IdToken),
        // A signature holds one.
        (_, "session_token") => {
            let proofs = [Proof::SessionToken, Proof::Signature];
            let is_held = proofs
                .into_iter()
                .any(|proof| has_proof(description, proof));
            is_held || parameters.contains(parameter)
        }
        _ => parameters.contains(parameter),
    };
    let form = description.error_form;
    let dialects = [description.eiam_prefix, Dialect::Ciam, Dialect::Oneaccess];
    let wire = |code: ErrorCode| {
        let of = move |dialect| {
            let wire = code.all_wire(form, dialect, |parameter| is_about(code, parameter));
            wire.collect::<Vec<_>>()
        };
        dialects.map(of)
    };
    let wire = match form {
        ErrorForm::Sdk | ErrorForm::Tenant => codes
            .iter()
            .flat_map(|code| wire(*code))
            .flatten()
            .collect(),
        ErrorForm::OAuth => oauth_errors(codes),
    };
    let schema = schema_of_errors(form, &wire);
    components.schemas.insert(schema_name.clone(), schema);
    let mut examples = Map::new();
    for code in codes {
        let example = example(*code, function, description, components);
        examples.insert(format!("{code:?}"), example);
    }
    Ok(json!({
        "description": "Refused; each example says when, and what to do",
        "headers": { "x-request-id": request_id() },
        "content": { "application/json": {
            "schema": reference("schemas", &schema_name),
            "examples": examples,
        } },
    }))
}

/// An answer that is the same for all calls with this form of errors.
fn shared_response(
    status: u16,
    codes: &[ErrorCode],
    description: &Description,
    components: &mut Components,
) -> Result<Value, String> {
    let form = description.error_form;
    let suffix = match form {
        ErrorForm::Sdk => "",
        ErrorForm::Tenant => "-of-tenant",
        ErrorForm::OAuth => "-of-oauth",
    };
    let name = format!("{status}{suffix}");
    let kind = match status {
        401 => "Unauthorized",
        413 => "TooLarge",
        429 => "RateLimit",
        500 => "Server",
        _ => return Err(format!("local/openapi/errors.rs has no name for {status}")),
    };
    let schema_name = format!("{kind}{}Error", type_name(suffix.trim_start_matches('-')));
    let wire = match form {
        ErrorForm::Sdk | ErrorForm::Tenant => {
            let of = |dialect| codes.iter().map(move |code| code.wire(form, dialect));
            Dialect::ALL.into_iter().flat_map(of).collect()
        }
        ErrorForm::OAuth => oauth_errors(codes),
    };
    components
        .schemas
        .insert(schema_name.clone(), schema_of_errors(form, &wire));
    let mut schema = reference("schemas", &schema_name);
    let mut examples = Map::new();
    for code in codes {
        let example = written_example(*code, None, (form, Dialect::Eiam), components);
        examples.insert(format!("{code:?}"), example);
    }
    if OF_API_GATEWAY.iter().any(|(own, ..)| *own == status) {
        components
            .schemas
            .insert(GATEWAY_SCHEMA.to_owned(), gateway_schema());
        schema = json!({ "anyOf": [schema, reference("schemas", GATEWAY_SCHEMA)] });
        examples.insert("ApiGateway".to_owned(), gateway_example(status, components));
    }
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
    let text = match status {
        401 => "The application's server did not prove itself",
        413 => "The body is too large",
        429 => "Too many requests",
        _ => "A failure of ours",
    };
    components.responses.insert(
        name.clone(),
        json!({
            "description": text,
            "headers": headers,
            "content": { "application/json": { "schema": schema, "examples": examples } },
        }),
    );
    Ok(reference("responses", &name))
}

/// An answer that only API Gateway gives.
fn gateway_response(status: u16, components: &mut Components) -> Value {
    components
        .schemas
        .insert(GATEWAY_SCHEMA.to_owned(), gateway_schema());
    let name = format!("{status}-of-api-gateway");
    let response = json!({
        "description": "API Gateway's own answer",
        "content": { "application/json": {
            "schema": reference("schemas", GATEWAY_SCHEMA),
            "examples": { "ApiGateway": gateway_example(status, components) },
        } },
    });
    components.responses.insert(name.clone(), response);
    reference("responses", &name)
}

fn gateway_schema() -> Value {
    let texts: Vec<_> = OF_API_GATEWAY.iter().map(|(_, text, ..)| *text).collect();
    json!({
        "type": "object",
        "description": "What API Gateway itself answers.",
        "properties": { "message": { "type": "string", "examples": texts } },
        "required": ["message"],
        "additionalProperties": false,
    })
}

fn gateway_example(status: u16, components: &mut Components) -> Value {
    let mut own = OF_API_GATEWAY.iter();
    if let Some((_, message, summary, remedy)) = own.find(|(own, ..)| *own == status) {
        let example = json!({
            "summary": summary,
            "description": remedy,
            "value": { "message": message },
        });
        let name = format!("ApiGateway{status}");
        components.examples.insert(name.clone(), example);
        return reference("examples", &name);
    }
    Value::Null
}

fn has_proof(description: &Description, proof: Proof) -> bool {
    let mut headers = description.headers.iter();
    headers.any(|header| header.proof == Some(proof))
}

fn oauth_errors(codes: &[ErrorCode]) -> BTreeSet<String> {
    let errors = codes.iter().map(|code| code.oauth_error().to_owned());
    errors.collect()
}

/// The body of an error, with all the codes that it may have.
fn schema_of_errors(form: ErrorForm, wire: &BTreeSet<String>) -> Value {
    let names = match form {
        ErrorForm::Sdk | ErrorForm::Tenant => ["error_code", "error_msg"],
        ErrorForm::OAuth => ["error", "error_description"],
    };
    let [code, message] = names;
    json!({
        "type": "object",
        "properties": {
            code: { "enum": wire },
            message: { "type": "string", "description": "A sentence for a person." },
        },
        "required": names,
        "additionalProperties": false,
    })
}

/// An error of a call, about a parameter that the call has.
fn example(
    code: ErrorCode,
    function: &str,
    description: &Description,
    components: &mut Components,
) -> Value {
    let first = requests::first_member(description);
    let has = |proof| has_proof(description, proof);
    let parameter = match code {
        ErrorCode::Missing => first.or(Some("X-client-id")),
        ErrorCode::BadFormat => first.or(Some("X-agent")),
        ErrorCode::WrongType => first,
        ErrorCode::BadValue | ErrorCode::Expired if has(Proof::AccessToken) => Some("access_token"),
        ErrorCode::BadValue => first.or(Some("X-tenant-id")),
        ErrorCode::Expired if has(Proof::SessionToken) => Some("session_token"),
        ErrorCode::WrongCode if description.is_change && function.contains("mobile") => {
            Some("mobile")
        }
        ErrorCode::WrongCode if description.is_change => Some("email"),
        _ => None,
    };
    let eiam = description.eiam_prefix;
    written_example(code, parameter, (description.error_form, eiam), components)
}

/// An error as the calls with a form of errors have it, whose applications of `eiam` get the codes
/// of a dialect. In place of a parameter of its own it may have those of the catalogue.
fn written_example(
    code: ErrorCode,
    parameter: Option<&str>,
    (form, eiam): (ErrorForm, Dialect),
    components: &mut Components,
) -> Value {
    let params: Vec<_> = match parameter {
        Some(parameter) => vec![parameter.to_owned()],
        None => code
            .sample_params()
            .iter()
            .map(ToString::to_string)
            .collect(),
    };
    let wording = |dialect| code.wording(form, dialect, Lang::En, &params);
    let of_eiam = wording(eiam);
    let mut example = json!({
        "summary": first_sentence(code.meaning()),
        "description": code.remedy(),
        "value": match form {
            ErrorForm::Sdk | ErrorForm::Tenant => {
                json!({ "error_code": of_eiam.code, "error_msg": of_eiam.message })
            }
            ErrorForm::OAuth => {
                json!({ "error": code.oauth_error(), "error_description": of_eiam.message })
            }
        },
    });
    if form != ErrorForm::OAuth {
        example["x-codes"] = json!({
            "eiam": of_eiam.code,
            "ciam": wording(Dialect::Ciam).code,
            "oneaccess": wording(Dialect::Oneaccess).code,
        });
    }
    let suffix = match (form, eiam) {
        (ErrorForm::Sdk, Dialect::Eiam) => "",
        (ErrorForm::Sdk, _) => "-of-ciam",
        (ErrorForm::Tenant, _) => "-of-tenant",
        (ErrorForm::OAuth, _) => "-of-oauth",
    };
    let about = parameter.map(|parameter| format!("-{parameter}"));
    let name = format!("{code:?}{}{suffix}", about.unwrap_or_default());
    let written = reference("examples", &name);
    components.examples.insert(name, example);
    written
}

/// The first of some sentences, without its end.
fn first_sentence(text: &str) -> &str {
    let (first, _) = text.split_once(". ").unwrap_or((text, ""));
    first.trim_end_matches('.')
}
