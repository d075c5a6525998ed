//! docs/openapi.json describes what the endpoints do.

use local::{
    openapi,
    template::{Entry, Route, Template},
};
use serde_json::Value;
use std::collections::BTreeSet;

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
        "cargo run -q -- openapi > docs/openapi.json"
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
    let forms = &bind["requestBody"]["content"]["application/json"]["schema"]["anyOf"];
    let required = |form: usize| forms[form]["required"].to_string();
    assert_eq!(
        [required(0), required(1)],
        [r#"["mobile","verify_code"]"#, r#"["email","verify_code"]"#]
    );
    let headers = bind["parameters"].as_array().unwrap();
    assert!(
        headers
            .iter()
            .any(|header| header["name"] == "X-state-token" && header["required"] == true)
    );
    let register = &paths["/api/v2/sdk/register/mobile-verify-code"]["post"];
    let form = &register["requestBody"]["content"]["application/json"]["schema"];
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
    assert_eq!(
        codes["anyOf"][0]["properties"]["error_code"]["enum"]
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
        let reference = operation["responses"][status]["$ref"].as_str().unwrap();
        let reference = reference.strip_prefix('#').unwrap();
        let response = document.pointer(reference).unwrap();
        let schema = &response["content"]["application/json"]["schema"];
        let schema = schema.get("anyOf").map_or(schema, |forms| &forms[0]);
        schema["properties"].clone()
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
    let form = &request["application/x-www-form-urlencoded"]["schema"]["properties"];
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
        let reference = operation["responses"][status]["$ref"].as_str().unwrap();
        let response = document
            .pointer(reference.strip_prefix('#').unwrap())
            .unwrap();
        assert_eq!(response["headers"]["Retry-After"].get("required"), None);
        let schema = &response["content"]["application/json"]["schema"];
        schema
            .get("anyOf")
            .map_or(schema, |forms| &forms[1])
            .clone()
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
