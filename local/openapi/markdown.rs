//! The description of the API as a page for people: docs/api.md.
//!
//! It is written from the finished description, so that page and description say the same.

use serde_json::{Map, Value};
use std::{collections::BTreeSet, fmt::Write as _};

/// A call of the description.
#[derive(Clone, Copy)]
struct Call<'d> {
    method: &'d str,
    path: &'d str,
    operation: &'d Value,
}

/// What the calls of devices have in common, which is described once.
struct Common<'d> {
    parameters: BTreeSet<&'d str>,
    errors: BTreeSet<&'d str>,
}

/// The page of a description.
///
/// # Errors
/// Where the description has a form that is not expected here.
pub fn page(description: &Value) -> Result<String, String> {
    let calls = calls(description);
    let common = Common::of(&calls, description);
    let mut page = String::from(
        "# API\n\n\
         Written from [openapi.json](openapi.json) by `cargo run -- generate`. The local cloud shows \
         the same at `/docs`.\n\n",
    );
    let _ = writeln!(page, "{}\n", text(&description["info"]["description"]));
    common.write(&calls, description, &mut page);
    for tag in list(&description["tags"]) {
        let _ = writeln!(
            page,
            "- [{0}](#{1})",
            text(&tag["name"]),
            anchor(text(&tag["name"]))
        );
        for call in calls.iter().filter(|call| call.is_of(tag)) {
            let title = call.title();
            let summary = text(&call.operation["summary"]);
            let _ = writeln!(page, "  - [{title}](#{}): {summary}", anchor(&title));
        }
    }
    for tag in list(&description["tags"]) {
        let _ = writeln!(
            page,
            "\n## {}\n\n{}",
            text(&tag["name"]),
            text(&tag["description"])
        );
        for call in calls.iter().filter(|call| call.is_of(tag)) {
            call.write(&common, description, &mut page);
        }
    }
    Ok(page)
}

fn calls(description: &Value) -> Vec<Call<'_>> {
    let paths = members(&description["paths"]);
    let calls = paths.flat_map(|(path, operations)| {
        let operations = members(operations).filter(|(method, _)| *method != "head");
        operations.map(move |(method, operation)| Call {
            method,
            path,
            operation,
        })
    });
    calls.collect()
}

impl<'d> Call<'d> {
    fn is_of(&self, tag: &Value) -> bool {
        self.operation["tags"][0] == tag["name"]
    }

    fn is_of_device(&self) -> bool {
        self.path.starts_with("/api/v2/sdk/")
    }

    fn title(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    fn parameters(&self, description: &'d Value) -> impl Iterator<Item = (&'d str, &'d Value)> {
        let parameters = list(&self.operation["parameters"]).iter();
        let parameters = parameters.map(|parameter| resolved(parameter, description));
        parameters.map(|parameter| (text(&parameter["name"]), parameter))
    }

    /// The errors by their names, each with its status.
    fn errors(&self, description: &'d Value) -> Vec<(&'d str, &'d str, &'d Value)> {
        let responses = members(&self.operation["responses"]);
        let responses = responses.filter(|(status, _)| *status != "200");
        let errors = responses.flat_map(|(status, response)| {
            let response = resolved(response, description);
            let examples = members(&response["content"]["application/json"]["examples"]);
            examples.map(move |(name, example)| (status, name, resolved(example, description)))
        });
        errors.collect()
    }

    fn write(&self, common: &Common<'_>, description: &'d Value, page: &mut String) {
        let Self { operation, .. } = self;
        let _ = writeln!(
            page,
            "\n### {}\n\n{}.",
            self.title(),
            text(&operation["summary"])
        );
        if let Some(more) = operation["description"].as_str() {
            let _ = writeln!(page, "\n{more}");
        }
        let _ = writeln!(page, "\nProof: {}.", proofs(operation, description));
        let is_common = |name: &str| self.is_of_device() && common.parameters.contains(name);
        let parameters = self
            .parameters(description)
            .filter(|(name, _)| !is_common(name));
        write_parameters(parameters, page);
        if let Some((media_type, content)) = members(&operation["requestBody"]["content"]).next() {
            let _ = writeln!(page, "\n**Body** (`{media_type}`)");
            write_body(&content["schema"], description, page);
            for (_, example) in members(&content["examples"]) {
                write_example(&example["value"], page);
            }
        }
        self.write_answer(description, page);
        let is_common = |name: &str| self.is_of_device() && common.errors.contains(name);
        let mut errors = self.errors(description);
        errors.retain(|(_, name, _)| !is_common(name));
        if !errors.is_empty() {
            let _ = writeln!(page, "\n**Errors**");
            write_errors(&errors, page);
        }
        if self.is_of_device() {
            let _ = writeln!(page, "\nAnd [those of every call](#errors-of-every-call).");
        }
    }

    fn write_answer(&self, description: &Value, page: &mut String) {
        let answer = &self.operation["responses"]["200"];
        let Some((_, content)) = members(&answer["content"]).next() else {
            let _ = writeln!(page, "\n**Answer**: 200, with an empty body.");
            return;
        };
        let schema = resolved(&content["schema"], description);
        if schema["discriminator"].is_object() {
            let statuses = statuses(schema, description).map(|(status, _)| status);
            let statuses: Vec<_> = statuses
                .map(|status| format!("[`{status}`](#{})", anchor(status)))
                .collect();
            let _ = writeln!(
                page,
                "\n**Answer**: 200, with the status {}.",
                listed(&statuses)
            );
            return;
        }
        let _ = writeln!(page, "\n**Answer**: 200");
        write_body(schema, description, page);
        for (_, example) in members(&content["examples"]) {
            write_example(&example["value"], page);
        }
    }
}

impl<'d> Common<'d> {
    /// What all calls of devices have, and all of those that take a body.
    fn of(calls: &[Call<'d>], description: &'d Value) -> Self {
        let of_devices = calls.iter().filter(|call| call.is_of_device());
        let with_body = of_devices
            .clone()
            .filter(|call| call.operation["requestBody"].is_object());
        let parameters =
            of_devices.map(|call| call.parameters(description).map(|(name, _)| name).collect());
        let errors = with_body.map(|call| {
            let errors = call.errors(description).into_iter();
            errors.map(|(_, name, _)| name).collect()
        });
        Self {
            parameters: parameters
                .reduce(|one: BTreeSet<_>, other| &one & &other)
                .unwrap_or_default(),
            errors: errors
                .reduce(|one: BTreeSet<_>, other| &one & &other)
                .unwrap_or_default(),
        }
    }

    fn write(&self, calls: &[Call<'d>], description: &'d Value, page: &mut String) {
        // One of which the errors that name a parameter have no codes of their own.
        let is_plain = |call: &Call<'_>| {
            let errors = call.errors(description);
            let missing = errors.iter().find(|(_, name, _)| *name == "Missing");
            missing.is_some_and(|(_, _, example)| {
                text(&example["x-codes"]["oneaccess"]).starts_with("COMMON.")
            })
        };
        let mut of_devices = calls.iter().filter(|call| call.is_of_device());
        let has_body = |call: &Call<'_>| call.operation["requestBody"].is_object();
        let Some(call) = of_devices.find(|call| has_body(call) && is_plain(call)) else {
            return;
        };
        let _ = writeln!(
            page,
            "## Headers of every call\n\nEvery call under `/api/v2/sdk` has them."
        );
        let parameters = call.parameters(description);
        write_parameters(
            parameters.filter(|(name, _)| self.parameters.contains(name)),
            page,
        );
        let _ = writeln!(
            page,
            "\n## Errors of every call\n\nEvery call under `/api/v2/sdk` may answer with them; those \
             of bodies, where it takes one. The codes are those of applications of `eiam`, `ciam` \
             and `oneaccess`. Of a parameter that is missing, `ciam` and `oneaccess` have some \
             codes of their own: [openapi.json](openapi.json) lists all codes of each call."
        );
        let mut errors = call.errors(description);
        errors.retain(|(_, name, _)| self.errors.contains(name));
        write_errors(&errors, page);
        let _ = writeln!(
            page,
            "\n## Answers of flows\n\n`status` tells which members there are."
        );
        let mut known = BTreeSet::new();
        let flows = calls.iter().map(|call| {
            let content = &call.operation["responses"]["200"]["content"]["application/json"];
            resolved(&content["schema"], description)
        });
        let mut statuses: Vec<_> = flows.flat_map(|flow| statuses(flow, description)).collect();
        statuses.retain(|(status, _)| known.insert(*status));
        for (status, schema) in statuses {
            let _ = writeln!(page, "\n### {status}\n\n{}", text(&schema["description"]));
            write_body(schema, description, page);
            write_example(&schema["examples"][0], page);
        }
        let _ = writeln!(page, "\n## Calls\n");
    }
}

/// What a call wants as proof, in words.
fn proofs(operation: &Value, description: &Value) -> String {
    let schemes = &description["components"]["securitySchemes"];
    let proof = |name: &str| match text(&schemes[name]["scheme"]) {
        "bearer" if name == "idToken" => "`Authorization: Bearer` and the id_token".to_owned(),
        "bearer" => "`Authorization: Bearer` and the access token".to_owned(),
        "basic" => "`Authorization: Basic`".to_owned(),
        _ => format!("`{}`", text(&schemes[name]["name"])),
    };
    let alternatives = list(&operation["security"]).iter().map(|alternative| {
        let proofs: Vec<_> = members(alternative).map(|(name, _)| proof(name)).collect();
        if proofs.is_empty() {
            "none of these".to_owned()
        } else {
            proofs.join(" with ")
        }
    });
    let alternatives: Vec<_> = alternatives.collect();
    if alternatives.is_empty() {
        "none".to_owned()
    } else {
        alternatives.join("; or ")
    }
}

fn write_parameters<'d>(parameters: impl Iterator<Item = (&'d str, &'d Value)>, page: &mut String) {
    let mut parameters = parameters.peekable();
    if parameters.peek().is_none() {
        return;
    }
    page.push_str("\n| name | in | required | meaning |\n|---|---|---|---|\n");
    for (name, parameter) in parameters {
        let is_required = if parameter["required"] == true {
            "yes"
        } else {
            ""
        };
        let place = text(&parameter["in"]);
        let meaning = cell(text(&parameter["description"]));
        let _ = writeln!(page, "| `{name}` | {place} | {is_required} | {meaning} |");
    }
}

/// The members of a body; of one that has several forms, those of each.
fn write_body(schema: &Value, description: &Value, page: &mut String) {
    let schema = resolved(schema, description);
    if schema.get("items").is_some() {
        page.push_str("\nA list, of which each entry has:\n");
        write_body(&schema["items"], description, page);
        return;
    }
    let forms = ["anyOf", "oneOf"]
        .iter()
        .flat_map(|name| list(&schema[*name]));
    let mut is_first = true;
    for form in forms {
        let _ = writeln!(page, "\n{}", if is_first { "Either" } else { "or" });
        write_body(form, description, page);
        is_first = false;
    }
    let mut rows = Vec::new();
    collect_rows("", schema, description, &mut rows);
    if !rows.is_empty() {
        page.push_str("\n| member | required | type | meaning |\n|---|---|---|---|\n");
        page.extend(rows);
    }
}

/// The rows of an object's members, and of the objects in it.
fn collect_rows(prefix: &str, schema: &Value, description: &Value, rows: &mut Vec<String>) {
    let required: BTreeSet<_> = list(&schema["required"])
        .iter()
        .filter_map(Value::as_str)
        .collect();
    for (name, own) in members(&schema["properties"]) {
        let member = resolved(own, description);
        let meaning = [own, member].map(|schema| text(&schema["description"]));
        let meaning = meaning
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or_default();
        let is_required = if required.contains(name) { "yes" } else { "" };
        let name = format!("{prefix}{name}");
        let kind = cell(&type_of(member, description));
        rows.push(format!(
            "| `{name}` | {is_required} | {kind} | {} |\n",
            cell(meaning)
        ));
        let items = resolved(&member["items"], description);
        collect_rows(&format!("{name}."), member, description, rows);
        collect_rows(&format!("{name}[]."), items, description, rows);
    }
}

/// A type in a few words: its values where they are few, else what it is.
fn type_of(schema: &Value, description: &Value) -> String {
    let schema = resolved(schema, description);
    let quoted = |value: &Value| format!("`{value}`");
    if let Some(only) = schema.get("const") {
        return quoted(only);
    }
    if let Some(values) = schema["enum"].as_array() {
        let values = values.iter().filter(|value| !value.is_null());
        return values.map(quoted).collect::<Vec<_>>().join(", ");
    }
    if schema["items"].is_object() {
        return format!("list of {}", type_of(&schema["items"], description));
    }
    let alternatives: Vec<_> = list(&schema["anyOf"])
        .iter()
        .map(|form| type_of(form, description))
        .filter(|kind| kind != "null")
        .collect();
    if !alternatives.is_empty() {
        return alternatives.join(" or ");
    }
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds
            .iter()
            .map(text)
            .filter(|kind| *kind != "null")
            .collect(),
        kind => vec![text(kind)],
    };
    let kind = kinds.join(" or ");
    match (&schema["pattern"], &schema["maxLength"]) {
        (Value::String(pattern), _) => format!("{kind}, `{pattern}`"),
        (_, Value::Number(longest)) => format!("{kind}, at most {longest} characters"),
        _ => kind,
    }
}

fn write_errors(errors: &[(&str, &str, &Value)], page: &mut String) {
    page.push_str("\n| status | code | when | what to do |\n|---|---|---|---|\n");
    for (status, _, example) in errors {
        let codes = ["eiam", "ciam", "oneaccess"].map(|dialect| text(&example["x-codes"][dialect]));
        let value = &example["value"];
        let code = if codes.iter().all(|code| code.is_empty()) {
            let own = [&value["error"], &value["message"]].map(text);
            format!("`{}`", own.concat())
        } else {
            let mut distinct: Vec<_> = codes.iter().map(|code| format!("`{code}`")).collect();
            distinct.dedup();
            distinct.join(" · ")
        };
        let when = cell(text(&example["summary"]));
        let remedy = cell(text(&example["description"]));
        let _ = writeln!(page, "| {status} | {code} | {when} | {remedy} |");
    }
}

/// The statuses that a flow's answer may have, each with its schema.
fn statuses<'d>(
    flow: &'d Value,
    description: &'d Value,
) -> impl Iterator<Item = (&'d str, &'d Value)> {
    let variants = list(&flow["oneOf"]).iter();
    let variants = variants.map(|variant| resolved(variant, description));
    variants.map(|variant| (text(&variant["properties"]["status"]["const"]), variant))
}

fn write_example(example: &Value, page: &mut String) {
    let _ = writeln!(page, "\n```json\n{example:#}\n```");
}

/// What a reference points to; what is none is itself.
fn resolved<'d>(node: &'d Value, description: &'d Value) -> &'d Value {
    match node["$ref"].as_str() {
        Some(pointer) => at(pointer, description),
        None => node,
    }
}

fn at<'d>(pointer: &str, description: &'d Value) -> &'d Value {
    description
        .pointer(pointer.trim_start_matches('#'))
        .unwrap_or(&Value::Null)
}

fn members(node: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let members = node.as_object().into_iter().flat_map(Map::iter);
    members.map(|(name, value)| (name.as_str(), value))
}

fn list(node: &Value) -> &[Value] {
    node.as_array().map_or(&[], Vec::as_slice)
}

fn text(node: &Value) -> &str {
    node.as_str().unwrap_or_default()
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}

fn listed(texts: &[String]) -> String {
    match texts {
        [others @ .., last] if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => texts.concat(),
    }
}

/// The name by which pages link to a heading, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let stays = |letter: &char| letter.is_alphanumeric() || " -_".contains(*letter);
    let letters = heading.chars().filter(stays);
    letters.collect::<String>().to_lowercase().replace(' ', "-")
}
