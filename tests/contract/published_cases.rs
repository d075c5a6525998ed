//! Every published request and response that is served, compared literally.

use crate::test_app::{Device, EMAIL, MOBILE, TestApp, wrong_code};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const PUBLISHED: &str = include_str!("../cases/published.json");

#[tokio::test]
async fn every_published_case_is_answered_as_published() {
    let published: Value = serde_json::from_str(PUBLISHED).unwrap();
    let cases = published["cases"].as_array().unwrap();
    assert!(cases.len() >= 23, "{} cases", cases.len());
    for case in cases {
        run(case).await;
    }
}

/// A cloud whose application with the published client id has the dialect of the case, and its
/// setting for unknown accounts.
async fn given(dialect: &str, unassociated: &str) -> TestApp {
    let dialect = format!("dialect: {dialect}");
    let source = if unassociated == "bind" {
        "sources: [mini-bind]"
    } else {
        "sources: [mini]"
    };
    TestApp::with_changes(&[("dialect: eiam", &dialect), ("sources: [mini]", source)]).await
}

/// The cloud that a case starts from.
async fn app_for(name: &str) -> TestApp {
    match name {
        "bind by mobile, CIAM"
        | "bind by e-mail, CIAM"
        | "bind with a bad state token, CIAM"
        | "device headers missing, ciam"
        | "wrong verification code, ciam" => given("ciam", "bind").await,
        "bind by the phone number WeChat vouches for"
        | "the same with the misspelt member"
        | "wechat-mobile-bind with a bad state token"
        | "mini-program login, unknown person, bind" => given("eiam", "bind").await,
        _ => given("eiam", "bind_or_register").await,
    }
}

/// Makes the requests that precede the case, and returns the values for the placeholders of its
/// request.
async fn prepare(
    name: &str,
    app: &TestApp,
    device: &Device<'_>,
    body: &Value,
) -> BTreeMap<&'static str, String> {
    let to = ["mobile", "email"]
        .into_iter()
        .find_map(|name| body[name].as_str())
        .unwrap_or_default();
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
        "register-bind by mobile" | "register-bind by e-mail" => {
            let kind = if to.contains('@') {
                "REGISTER_EMS"
            } else {
                "REGISTER_SMS"
            };
            filled.insert("state_token", device.state_token("a-stranger").await);
            filled.insert("code", device.code(to, kind).await);
        }
        "bind by mobile, CIAM"
        | "bind by mobile, OneAccess, ISV template"
        | "wrong verification code, ciam" => {
            device.sign_up(to, json!({})).await.succeeded();
            app.advance(61);
            filled.insert("state_token", device.state_token("a-stranger").await);
            let code = device.code(to, "BIND_MOBILE_SMS").await;
            filled.insert("wrong code", wrong_code(&code));
            filled.insert("code", code);
        }
        "bind by e-mail, CIAM" => {
            let code = device.code(to, "REGISTER_EMS").await;
            device
                .register_email(to, &code, json!({}))
                .await
                .succeeded();
            app.advance(61);
            filled.insert("state_token", device.state_token("a-stranger").await);
            filled.insert("code", device.code(to, "BIND_EMAIL_EMS").await);
        }
        "bind by the phone number WeChat vouches for" | "the same with the misspelt member" => {
            let code = body
                .as_object()
                .unwrap()
                .values()
                .next()
                .unwrap()
                .as_str()
                .unwrap();
            device
                .sign_up(&local::cloud::services::wechat::mobile_of(code), json!({}))
                .await
                .succeeded();
            filled.insert("state_token", device.state_token("a-stranger").await);
        }
        "mini-program login, known person" => {
            let token = device
                .state_token(body["code"].as_str().unwrap().trim())
                .await;
            let code = device.code(MOBILE, "REGISTER_SMS").await;
            let bind = json!({ "mobile": MOBILE, "verify_code": code });
            device
                .clone()
                .with("X-state-token", &token)
                .post("/api/v2/sdk/social/register-bind", bind)
                .await
                .succeeded();
        }
        "fetch a captcha"
        | "register without X-client-id"
        | "device headers missing, eiam"
        | "device headers missing, ciam"
        | "register-bind with a bad state token"
        | "bind with a bad state token, CIAM"
        | "wechat-mobile-bind with a bad state token"
        | "bind, ISV template, without X-tenant-id"
        | "mini-program login, unknown person, bind"
        | "mini-program login, unknown person, bind or register" => {}
        other => panic!("no preparation for the case {other}"),
    }
    filled
}

async fn run(case: &Value) {
    let name = case["name"].as_str().unwrap();
    let (request, expect) = (&case["request"], &case["expect"]);
    let app = app_for(name).await;
    let mut device = app.device("");
    device.headers.clear();
    for headers in [&request["headers"], &expect["with"]] {
        for (header, value) in headers.as_object().into_iter().flatten() {
            device = device.with(header, value.as_str().unwrap());
        }
    }
    let filled = prepare(name, &app, &device, &request["body"]).await;
    if let Some(token) = filled.get("state_token") {
        device = device.with("X-state-token", token);
    }
    let fill = |value: &Value| -> Value {
        let text = filled
            .iter()
            .fold(value.to_string(), |text, (name, value)| {
                let escaped = Value::from(value.as_str()).to_string();
                text.replace(&format!("{{{{{name}}}}}"), escaped.trim_matches('"'))
            });
        serde_json::from_str(&text).unwrap()
    };
    let body = if request["body"].is_null() {
        String::new()
    } else {
        fill(&request["body"]).to_string()
    };
    let (method, path) = (
        request["method"].as_str().unwrap(),
        request["path"].as_str().unwrap(),
    );
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

/// Whether a value matches the pattern of the case.
fn matches(value: &Value, pattern: &Value) -> Option<()> {
    let fits = match pattern.as_str() {
        Some("a number") => value.is_number(),
        Some(regex) if regex.starts_with('^') => regex_lite::Regex::new(regex)
            .unwrap()
            .is_match(value.as_str()?),
        Some(size) if size.starts_with("base64 PNG ") => {
            let png = BASE64_STANDARD.decode(value.as_str()?).ok()?;
            let info = png::Decoder::new(std::io::Cursor::new(png))
                .read_info()
                .ok()?
                .info()
                .size();
            size == format!("base64 PNG {}x{}", info.0, info.1)
        }
        _ => value == pattern,
    };
    fits.then_some(())
}
