//! One call: an operation of the description.

use crate::{
    functions::description::Description,
    openapi::{
        Components, errors, heads::Head, members, reference, requests, responses as answers,
        security, tags,
    },
    template::Route,
};
use serde_json::{Map, Value, json};
use shared::request::headers::{Header, Proof};

/// A route, and the function that answers it.
pub(super) struct Call {
    pub(super) route: Route,
    pub(super) id: String,
    pub(super) function: String,
    pub(super) description: Description,
}

/// Describes a call. What others refer to as well becomes a component.
pub(super) fn describe(call: Call, components: &mut Components) -> Result<Value, String> {
    let Call {
        route,
        id,
        function,
        description,
    } = call;
    let Head { summary, text } = Head::of(&function)?;
    let is_head = route.method == "HEAD";
    let mut operation = json!({
        "operationId": id,
        "summary": if is_head { format!("{summary} (headers only)") } else { summary },
        "tags": [tags::of(&route.path)?],
        "security": security::of(&description),
        "parameters": parameters(&route, &description, components),
        "responses": responses(&route, &function, &description, components)?,
    });
    if let Some(text) = text {
        operation["description"] = text.into();
    }
    if let Some(body) = requests::body(&function, &description, components)? {
        operation["requestBody"] = body;
    }
    Ok(operation)
}

/// The headers, the parameters of the query and the segments of the path that stand in braces. A
/// header that holds one of several proofs is a security scheme alone; one that every request has
/// is listed here, too, for readers and tools that look for all headers in one place.
fn parameters(route: &Route, description: &Description, components: &mut Components) -> Vec<Value> {
    let is_listed = |header: &&Header| header.is_required || header.proof.is_none();
    let headers = description.headers.iter().filter(is_listed);
    let headers = headers.map(|header| parameter("header", *header));
    let query = description.query.iter();
    let query = query.map(|header| parameter("query", *header));
    let parameters = headers.chain(query).chain(in_path(&route.path));
    let named = parameters.map(|parameter| {
        let name = parameter["name"].as_str().unwrap_or_default().to_owned();
        let named = reference("parameters", &name);
        components.parameters.insert(name, parameter);
        named
    });
    named.collect()
}

fn parameter(place: &str, header: Header) -> Value {
    let example = match (header.name, header.proof) {
        ("X-L", _) => "en",
        ("X-tenant-id", _) => TENANT,
        ("X-operating-sys-version", _) => "windows10.1.1",
        ("X-device-fingerprint", _) => "156aysdna213sc50",
        ("X-agent", _) => "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)",
        ("all", _) => "true",
        (_, Some(Proof::ClientId)) => "nTo1eRIub60vPb54WeE6aojPwYwImtl4",
        (_, Some(Proof::StateToken)) => members::STATE_TOKEN,
        _ => "9f4c2f0a6b1d4e57",
    };
    json!({
        "name": header.name,
        "in": place,
        "required": header.is_required,
        "description": sentence(header.meaning),
        "schema": { "type": "string" },
        "example": example,
    })
}

/// A tenant's id, for examples.
const TENANT: &str = "08f770f51f80d2f40f38c00cb199fd21";

/// The same text as a sentence.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    let end = if text.ends_with('.') { "" } else { "." };
    first
        .into_iter()
        .chain(letters)
        .chain(end.chars())
        .collect()
}

fn in_path(path: &str) -> impl Iterator<Item = Value> {
    let names = path
        .split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    names.map(|name| {
        let (meaning, pattern, example) = match name {
            "carrier" => (
                "The tenant's name for the carrier.",
                "^[a-z0-9_-]{1,32}$",
                "main",
            ),
            "token" => (
                "What proves the carrier, as `bindery receipts-url` prints it.",
                "^[0-9a-f]{32}$",
                "0123456789abcdef0123456789abcdef",
            ),
            _ => ("The tenant.", "^[0-9a-f]{32}$", TENANT),
        };
        json!({
            "name": name,
            "in": "path",
            "required": true,
            "description": meaning,
            "schema": { "type": "string", "pattern": pattern },
            "example": example,
        })
    })
}

fn responses(
    route: &Route,
    function: &str,
    description: &Description,
    components: &mut Components,
) -> Result<Map<String, Value>, String> {
    let mut responses = Map::new();
    responses.insert(
        "200".to_owned(),
        answers::success(function, description, components)?,
    );
    for (status, response) in errors::responses(route, function, description, components)? {
        responses.insert(status.to_string(), response);
    }
    if route.method == "HEAD" {
        for (status, response) in &mut responses {
            // A response to HEAD has no body.
            let description = match status.as_str() {
                "200" => "As for GET, without the body",
                _ => "The status of GET, without the body",
            };
            *response = json!({ "description": description });
        }
    }
    Ok(responses)
}
