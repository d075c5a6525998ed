//! docs/openapi.json describes what the endpoints do.

use crate::described::resolved;
use local::{
    openapi::{self, members::ENCRYPTED_POINT},
    template::{Entry, Route, Template},
};
use serde_json::Value;
use shared::{
    captcha::drop_point::Point,
    error::catalogue::ErrorCode,
    values::field::{Field as _, ParseContext},
};
use std::collections::BTreeSet;
use time::macros::date;

/// The routes of the template, but for the one of whatever is no route.
fn routes() -> Vec<Route> {
    let functions = Template::load().functions();
    let routes = functions.iter().flat_map(Entry::routes).cloned();
    routes.filter(|route| route.path != "$default").collect()
}

#[test]
fn the_document_in_docs_is_the_generated_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/openapi.json");
    let committed: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(
        committed,
        openapi::document().unwrap(),
        "cargo run -- generate"
    );
}

#[test]
fn every_route_is_described_with_its_members_headers_and_errors() {
    let document = openapi::document().unwrap();
    let paths = document["paths"].as_object().unwrap();
    let described: BTreeSet<_> = paths.keys().cloned().collect();
    let served: BTreeSet<_> = routes().into_iter().map(|route| route.path).collect();
    assert_eq!(described, served);
    assert!(served.len() >= 18, "{served:?}");
    let bind = &paths["/api/v2/sdk/social/bind"]["post"];
    let of = |node: &Value| resolved(node, &document).clone();
    let body =
        |operation: &Value| of(&operation["requestBody"]["content"]["application/json"]["schema"]);
    let forms = &body(bind)["anyOf"];
    let required = |form: usize| forms[form]["required"].to_string();
    assert_eq!(
        [required(0), required(1)],
        [r#"["mobile","verify_code"]"#, r#"["email","verify_code"]"#]
    );
    let headers = bind["parameters"].as_array().unwrap();
    assert!(
        headers
            .iter()
            .map(of)
            .any(|header| header["name"] == "X-state-token" && header["required"] == true)
    );
    let register = &paths["/api/v2/sdk/register/mobile-verify-code"]["post"];
    let form = body(register);
    assert_eq!(form["properties"]["attr_gender"]["enum"][2], "unknow");
    assert!(
        form["properties"]["extension"]["type"]
            .to_string()
            .contains("object")
    );
    assert!(
        paths["/api/v2/sdk/sms/send"]["post"]["responses"]
            .get("429")
            .is_some()
    );
    let codes =
        &document["components"]["responses"]["429"]["content"]["application/json"]["schema"];
    let own = of(&codes["anyOf"][0]);
    assert_eq!(
        own["properties"]["error_code"]["enum"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn the_calls_of_servers_are_described_with_the_form_of_their_errors() {
    let document = openapi::document().unwrap();
    let schema = |path: &str, status: &str| {
        let operation = &document["paths"][path]["post"];
        let response = resolved(&operation["responses"][status], &document);
        let schema = &response["content"]["application/json"]["schema"];
        let schema = schema.get("anyOf").map_or(schema, |forms| &forms[0]);
        resolved(schema, &document)["properties"].clone()
    };
    let token = "/api/v2/tenant/token";
    for (status, error) in [
        ("400", "unsupported_grant_type"),
        ("401", "invalid_client"),
        ("413", "invalid_request"),
        ("429", "temporarily_unavailable"),
        ("500", "server_error"),
    ] {
        let errors = schema(token, status)["error"]["enum"].to_string();
        assert!(errors.contains(error), "{status}: {errors}");
    }
    let request = &document["paths"][token]["post"]["requestBody"]["content"];
    let form = &request["application/x-www-form-urlencoded"]["schema"];
    let form = &resolved(form, &document)["properties"];
    assert_eq!(form["grant_type"]["enum"][0], "client_credentials");
    let ticket = "/api/v2/tenant/sso/session-token/sso-ticket";
    let codes = schema(ticket, "400")["error_code"]["enum"].clone();
    for code in codes.as_array().unwrap() {
        let code = code.as_str().unwrap();
        assert!(
            code.starts_with("TENANT.") || code.starts_with("IDAAS.TENANT."),
            "{code}"
        );
    }
    assert!(codes.to_string().contains("\"IDAAS.TENANT.PARAM.0023\""));
    let of_devices = schema("/api/v2/sdk/social/bind", "400");
    assert!(!of_devices.to_string().contains("TENANT."));
    assert!(!of_devices.to_string().contains("OAUTH."));
}

#[test]
fn what_api_gateway_answers_itself_is_described_for_every_operation() {
    let document = openapi::document().unwrap();
    let schema = |operation: &Value, status: &str| {
        let response = resolved(&operation["responses"][status], &document);
        assert_eq!(response["headers"]["Retry-After"].get("required"), None);
        let schema = &response["content"]["application/json"]["schema"];
        let schema = schema.get("anyOf").map_or(schema, |forms| &forms[1]);
        resolved(schema, &document).clone()
    };
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.values().flat_map(|path| path.as_object().unwrap());
    let with_body: Vec<_> = operations.filter(|(method, _)| *method != "head").collect();
    let served = routes().into_iter().filter(|route| route.method != "HEAD");
    assert_eq!(with_body.len(), served.count());
    for (_, operation) in with_body {
        for status in ["429", "500", "503"] {
            let schema = schema(operation, status);
            assert_eq!(schema["required"].to_string(), r#"["message"]"#, "{schema}");
            assert_eq!(schema["properties"].as_object().unwrap().len(), 1);
        }
    }
}

/// The operations, each with its path and method.
fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    let operations = paths.flat_map(|(path, item)| {
        let operations = item.as_object().unwrap().iter();
        operations.map(move |(method, operation)| (format!("{method} {path}"), operation))
    });
    operations.collect()
}

#[test]
fn every_operation_has_a_summary_a_tag_and_what_proves_who_calls() {
    let document = openapi::document().unwrap();
    let tags = document["tags"].as_array().unwrap();
    let schemes = document["components"]["securitySchemes"]
        .as_object()
        .unwrap();
    let (mut summaries, mut used) = (BTreeSet::new(), BTreeSet::new());
    for (name, operation) in operations(&document) {
        let summary = operation["summary"].as_str().unwrap();
        assert!(summary.len() > 20, "{name}: {summary}");
        assert!(summary.starts_with(char::is_uppercase), "{name}: {summary}");
        summaries.insert(summary.to_owned());
        let tag = &operation["tags"][0];
        assert!(tags.iter().any(|known| known["name"] == *tag), "{name}");
        used.insert(tag.to_string());
        for wanted in operation["security"].as_array().unwrap() {
            for scheme in wanted.as_object().unwrap().keys() {
                assert!(schemes.contains_key(scheme), "{name}: {scheme}");
                used.insert(scheme.clone());
            }
        }
        // Whatever is a call of a device says which application it is.
        let is_of_device = name.contains(" /api/v2/sdk/");
        let security = operation["security"].as_array().unwrap();
        assert_eq!(
            is_of_device,
            security.iter().any(|one| one.get("clientId").is_some()),
            "{name}"
        );
    }
    // The configuration of an issuer has two routes, each for two methods.
    assert_eq!(summaries.len(), operations(&document).len() - 2);
    assert_eq!(used.len(), tags.len() + schemes.len());
}

#[test]
fn every_body_has_an_example_and_every_member_a_meaning() {
    let document = openapi::document().unwrap();
    let mut bodies = 0;
    for (name, operation) in operations(&document) {
        let responses = operation["responses"].as_object().unwrap().values();
        for part in responses.chain(operation.get("requestBody")) {
            let part = resolved(part, &document);
            for content in part["content"]
                .as_object()
                .into_iter()
                .flat_map(|all| all.values())
            {
                let schema = content["schema"]
                    .get("anyOf")
                    .map_or(&content["schema"], |of| &of[0]);
                assert!(schema.get("$ref").is_some(), "{name}: {schema} has no name");
                let examples = content["examples"].as_object().unwrap();
                assert!(!examples.is_empty(), "{name}");
                for example in examples.values() {
                    assert!(
                        resolved(example, &document).get("value").is_some(),
                        "{name}"
                    );
                }
                bodies += 1;
            }
        }
        let Some(content) = operation["requestBody"]["content"].as_object() else {
            continue;
        };
        let schema = resolved(&content.values().next().unwrap()["schema"], &document);
        let forms = schema["anyOf"]
            .as_array()
            .cloned()
            .unwrap_or_else(|| vec![schema.clone()]);
        for form in forms {
            let form = form.get("items").unwrap_or(&form);
            for (member, schema) in form["properties"].as_object().unwrap() {
                let meaning = schema["description"].as_str().unwrap_or_default();
                assert!(meaning.ends_with('.'), "{name}: {member}");
            }
        }
    }
    assert!(bodies > 200, "{bodies}");
}

#[test]
fn every_operation_says_what_to_do_about_each_of_its_errors() {
    let document = openapi::document().unwrap();
    for (name, operation) in operations(&document) {
        if name.starts_with("head ") {
            continue;
        }
        let mut errors = BTreeSet::new();
        for (status, response) in operation["responses"].as_object().unwrap() {
            let response = resolved(response, &document);
            let content = &response["content"]["application/json"];
            let forms = content["schema"].get("anyOf");
            let schema = resolved(forms.map_or(&content["schema"], |of| &of[0]), &document);
            let known = ["error_code", "error"].map(|name| &schema["properties"][name]["enum"]);
            let known = known.iter().find_map(|codes| codes.as_array());
            for (error, example) in content["examples"].as_object().into_iter().flatten() {
                if status == "200" {
                    continue;
                }
                let example = resolved(example, &document);
                let remedy = example["description"].as_str().unwrap();
                assert!(
                    remedy.ends_with('.') && remedy.len() > 15,
                    "{name}: {error}"
                );
                assert!(
                    example["summary"].as_str().unwrap().len() > 15,
                    "{name}: {error}"
                );
                errors.insert(error.clone());
                let code = ["error_code", "error"].map(|name| &example["value"][name]);
                if let Some(code) = code.into_iter().find(|code| code.is_string()) {
                    assert!(known.unwrap().contains(code), "{name}: {code}");
                }
            }
        }
        assert!(
            errors.contains("Busy") && errors.contains("ApiGateway"),
            "{name}"
        );
        // Whoever has no proof of anything is refused nothing but a path that is none.
        let is_public = operation["security"].as_array().unwrap().is_empty();
        assert!(is_public || errors.len() > 5, "{name}: {errors:?}");
    }
}

#[test]
fn an_error_of_each_code_is_described_with_the_calls_that_have_it() {
    let document = openapi::document().unwrap();
    let text = document["paths"].to_string();
    for code in ErrorCode::ALL {
        // Nobody who asks for a route that is there is told that it is not.
        let is_described =
            text.contains(&format!("\"{code:?}\":")) || is_of_shared(&document, *code);
        assert_eq!(is_described, *code != ErrorCode::WrongMethod, "{code:?}");
    }
}

/// Whether an answer that many calls have is one of that error.
fn is_of_shared(document: &Value, code: ErrorCode) -> bool {
    let responses = document["components"]["responses"].to_string();
    responses.contains(&format!("\"{code:?}\":"))
}

#[test]
fn the_encrypted_point_of_the_examples_is_opened_by_the_key_of_the_puzzle() {
    let document = openapi::document().unwrap();
    let context = ParseContext::new(date!(2026 - 11 - 20));
    let point = Point::read(ENCRYPTED_POINT, &context).unwrap();
    let key = &document["components"]["schemas"]["Puzzle"]["examples"][0]["secretKey"];
    let (position, plain) = point.open(key.as_str().unwrap()).unwrap();
    assert_eq!((position.x, position.y), (237.0, 5.0));
    let members = &document["components"]["schemas"]["CaptchaVerifyRequest"]["properties"];
    assert_eq!(members["point_json"]["examples"][0], plain);
    assert_eq!(members["point_json"]["examples"][1], ENCRYPTED_POINT);
}
