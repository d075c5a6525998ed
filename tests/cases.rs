//! Every request and answer of the published documents that is served, to the letter.

use crate::stage::{EMAIL, MOBILE, Stage};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::Value;
use std::collections::BTreeMap;

const PUBLISHED: &str = include_str!("cases/published.json");

#[tokio::test]
async fn every_published_case_is_answered_as_published() {
    let published: Value = serde_json::from_str(PUBLISHED).unwrap();
    let mut answered = 0;
    for case in published["cases"].as_array().unwrap() {
        let path = case["request"]["path"].as_str().unwrap();
        let method = case["request"]["method"].as_str().unwrap();
        let stage = Stage::start().await;
        if stage.cloud.function_for(method, path) == "unknown-route" {
            continue;
        }
        run(&stage, case).await;
        answered += 1;
    }
    assert_eq!(answered, 7, "cases that are served");
}

async fn run(stage: &Stage, case: &Value) {
    let name = case["name"].as_str().unwrap();
    let (request, expect) = (&case["request"], &case["expect"]);
    let mut device = stage.device("");
    device.headers.clear();
    for headers in [&request["headers"], &expect["with"]] {
        for (header, value) in headers.as_object().into_iter().flatten() {
            device = device.with(header, value.as_str().unwrap());
        }
    }
    let mut filled = BTreeMap::new();
    match name {
        "register with the whole form" => {
            filled.insert("code", device.code(MOBILE, "REGISTER_SMS").await);
        }
        "send an SMS code" => {
            filled.insert("captcha_token", device.captcha_token(MOBILE).await);
        }
        "send an e-mail code" => {
            filled.insert("captcha_token", device.captcha_token(EMAIL).await);
        }
        "verify the captcha" => {
            let (token, x) = device.puzzle().await;
            filled.extend([("token", token), ("x", x.to_string())]);
        }
        "fetch a captcha" | "register without X-client-id" | "device headers missing, eiam" => {}
        other => panic!("nobody prepares the case {other}"),
    }
    let fill = |value: &Value| -> Value {
        let text = filled.iter().fold(value.to_string(), |text, (name, value)| {
            let escaped = Value::from(value.as_str()).to_string();
            text.replace(&format!("{{{{{name}}}}}"), escaped.trim_matches('"'))
        });
        serde_json::from_str(&text).unwrap()
    };
    let body = if request["body"].is_null() { String::new() } else { fill(&request["body"]).to_string() };
    let (method, path) = (request["method"].as_str().unwrap(), request["path"].as_str().unwrap());
    let answer = device.send(method, path, body.as_bytes()).await;

    assert_eq!(answer.status, expect["status"], "{name}: {answer:?}");
    if let Some(exact) = expect.get("exact") {
        assert_eq!(&answer.body, exact, "{name}");
    } else if expect.get("empty").is_some() {
        assert_eq!(answer.text, "", "{name}");
    } else {
        let members = fill(&expect["members"]);
        let members = members.as_object().unwrap();
        let given = answer.body.as_object().unwrap();
        assert!(given.keys().eq(members.keys()), "{name}: {answer:?}");
        for (member, pattern) in members {
            matches(&given[member], pattern)
                .unwrap_or_else(|| panic!("{name}: {member} is {}", given[member]));
        }
    }
}

/// Whether a value is as the case says.
fn matches(value: &Value, pattern: &Value) -> Option<()> {
    let fits = match pattern.as_str() {
        Some("a number") => value.is_number(),
        Some(regex) if regex.starts_with('^') => {
            regex_lite::Regex::new(regex).unwrap().is_match(value.as_str()?)
        }
        Some(size) if size.starts_with("base64 PNG ") => {
            let png = BASE64_STANDARD.decode(value.as_str()?).ok()?;
            let info = png::Decoder::new(std::io::Cursor::new(png)).read_info().ok()?.info().size();
            size == format!("base64 PNG {}x{}", info.0, info.1)
        }
        _ => value == pattern,
    };
    fits.then_some(())
}
