//! The answers of calls that succeed.

use crate::{
    functions::description::Description,
    openapi::{Components, reference, type_name},
};
use serde_json::{Map, Value, json};

/// The schema of all answers of flows, which is split up by status.
const FLOW: &str = "FlowResponse";

/// The name of the schema of a status.
fn status_name(status: &str) -> String {
    let words = status.to_lowercase().replace('_', "-");
    format!("Status{}", type_name(&words))
}

/// Gives each status of a flow's answer a schema of its own. The members of what a variant holds
/// become its own: readers of schemas that look at `$ref` alone would miss the status.
pub(super) fn with_named_statuses(
    mut schemas: Map<String, Value>,
) -> Result<Map<String, Value>, String> {
    let none = || format!("{FLOW} has no variants");
    let flow = schemas.remove(FLOW).ok_or_else(none)?;
    for variant in flow["oneOf"].as_array().ok_or_else(none)? {
        let mut variant = variant.clone();
        let status = variant["properties"]["status"]["const"].clone();
        let status = status.as_str().ok_or_else(none)?;
        let held = variant.as_object_mut().and_then(|own| own.remove("$ref"));
        let held = held.as_ref().and_then(Value::as_str);
        if let Some(held) = held.and_then(|held| schemas.get(held.rsplit('/').next()?)) {
            let (properties, required) = (held["properties"].clone(), held["required"].clone());
            let own = variant["properties"].as_object_mut().ok_or_else(none)?;
            own.extend(properties.as_object().cloned().unwrap_or_default());
            let own = variant["required"].as_array_mut().ok_or_else(none)?;
            own.extend(required.as_array().cloned().unwrap_or_default());
        }
        let examples = flow["examples"].as_array().into_iter().flatten();
        let example = examples.clone().find(|example| example["status"] == status);
        let example = example.ok_or_else(|| format!("{FLOW} has no example of {status}"))?;
        variant["examples"] = json!([example]);
        schemas.insert(status_name(status), variant);
    }
    Ok(schemas)
}

/// The answer of a call that succeeds.
pub(super) fn success(
    function: &str,
    description: &Description,
    components: &mut Components,
) -> Result<Value, String> {
    let headers = json!({ "x-request-id": request_id() });
    let Some(answer) = &description.answer else {
        return Ok(json!({ "description": "Done; the body is empty", "headers": headers }));
    };
    let name = answer["$ref"]
        .as_str()
        .and_then(|name| name.rsplit('/').next());
    let name = name.ok_or("its answer has a schema without a name")?;
    let (text, schema, examples) = if name == FLOW {
        let text = "How far the flow has come, by its `status`";
        let (schema, examples) = flow(function, description, components)?;
        (text, schema, examples)
    } else {
        let examples = components.schemas[name]["examples"].as_array();
        let examples = examples.and_then(|examples| examples.first());
        let example = examples.ok_or_else(|| format!("{name} has no example"))?;
        let examples = json!({ "response": { "value": example } });
        ("Done", answer.clone(), examples)
    };
    Ok(json!({
        "description": text,
        "headers": headers,
        "content": { "application/json": { "schema": schema, "examples": examples } },
    }))
}

/// The answer of a flow, and an example of each of its statuses.
fn flow(
    function: &str,
    description: &Description,
    components: &mut Components,
) -> Result<(Value, Value), String> {
    let (mut variants, mut mapping, mut examples) = (Vec::new(), Map::new(), Map::new());
    for status in description.statuses {
        let name = status_name(status);
        let schema = components.schemas.get(&name);
        let schema = schema.ok_or_else(|| format!("no flow answers {status}"))?;
        let example = json!({ "summary": schema["description"], "value": schema["examples"][0] });
        examples.insert((*status).to_owned(), example);
        let variant = reference("schemas", &name);
        mapping.insert((*status).to_owned(), variant["$ref"].clone());
        variants.push(variant);
    }
    if variants.is_empty() {
        return Err("it answers with a status, and says not which there are".to_owned());
    }
    let name = format!("{}Response", type_name(function));
    let answer = reference("schemas", &name);
    let schema = json!({
        "oneOf": variants,
        "discriminator": { "propertyName": "status", "mapping": mapping },
    });
    components.schemas.insert(name, schema);
    Ok((answer, Value::Object(examples)))
}

/// The header that every answer of a function has.
pub(super) fn request_id() -> Value {
    json!({ "description": "What the log calls this request", "schema": { "type": "string" } })
}
