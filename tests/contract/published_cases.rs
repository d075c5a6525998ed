//! Every published request and response that is served, compared literally.

use crate::{
    signing::Signer,
    test_app::{
        BIND, Device, EIAM, EMAIL, MOBILE, REGISTER_BIND, Response, SOCIAL, TICKET, TestApp,
        secret_of, wrong_code,
    },
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const PUBLISHED: &str = include_str!("../cases/published.json");
/// Beside corrections of the first file, what clients ask for after a login.
const FAMILY: &str = include_str!("../cases/family.json");

fn cases(file: &str) -> Vec<Value> {
    let mut file: Value = serde_json::from_str(file).unwrap();
    let Value::Array(cases) = file["cases"].take() else {
        panic!("no list of cases");
    };
    cases
}

#[tokio::test]
async fn every_published_case_is_answered_as_published() {
    let cases = cases(PUBLISHED);
    assert!(cases.len() >= 23, "{} cases", cases.len());
    for case in &cases {
        run(case, app_of(case["name"].as_str().unwrap()).await).await;
    }
}

#[tokio::test]
async fn every_case_of_the_family_is_answered_as_published() {
    let cases = cases(FAMILY);
    assert!(cases.len() >= 30, "{} cases", cases.len());
    for case in &cases {
        let given = case["given"].as_str().unwrap();
        let dialect = given
            .split([';', ','])
            .find_map(|one| one.trim().strip_prefix("application: "));
        let app = match dialect {
            Some(dialect) => given_application_of(dialect, given).await,
            None => app_of(case["name"].as_str().unwrap()).await,
        };
        run(case, app).await;
    }
}

/// A cloud whose application with the published client id has the dialect of the case, and its
/// setting for unknown accounts.
async fn given_application(dialect: &str, unassociated: &str) -> TestApp {
    let dialect = format!("dialect: {dialect}");
    let source = if unassociated == "bind" {
        "sources: [mini-bind]"
    } else {
        "sources: [mini]"
    };
    TestApp::with_changes(&[("dialect: eiam", &dialect), ("sources: [mini]", source)]).await
}

/// The same with the settings that a case of the family names.
async fn given_application_of(dialect: &str, given: &str) -> TestApp {
    let dialect = format!("dialect: {dialect}");
    let mut changes = vec![("dialect: eiam", dialect.as_str())];
    if given.contains("session_seconds 604800") {
        changes.push((
            "    register_session_seconds: 43200\n",
            "    session_seconds: 604800\n",
        ));
    }
    if given.contains("8 tries are left") {
        changes.push((
            "    form:\n",
            "    limits: { requester_failures: 9 }\n    form:\n",
        ));
    }
    TestApp::with_changes(&changes).await
}

/// The cloud that a case starts from.
async fn app_of(name: &str) -> TestApp {
    match name {
        "bind by mobile, CIAM"
        | "bind by e-mail, CIAM"
        | "bind with a bad state token, CIAM"
        | "device headers missing, ciam"
        | "wrong verification code, ciam" => given_application("ciam", "bind").await,
        "bind by the phone number WeChat vouches for"
        | "the same with the misspelt member"
        | "wechat-mobile-bind with a bad state token"
        | "mini-program login, unknown person, bind" => given_application("eiam", "bind").await,
        "phone of the second factor" => {
            let settings = "sources: [mini]\n    second_factor: true\n    reveal_mobile: true";
            TestApp::with_changes(&[("sources: [mini]", settings)]).await
        }
        "country codes, the first entry" => TestApp::with_limits("countries: [\"*\"]").await,
        _ => given_application("eiam", "bind_or_register").await,
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
        | "fresh id_token from a session that is over, ciam"
        | "after login with a bad id_token, ciam"
        | "public key"
        | "server date"
        | "register without X-client-id"
        | "device headers missing, eiam"
        | "device headers missing, ciam"
        | "register-bind with a bad state token"
        | "bind with a bad state token, CIAM"
        | "wechat-mobile-bind with a bad state token"
        | "bind, ISV template, without X-tenant-id"
        | "mini-program login, unknown person, bind"
        | "mini-program login, unknown person, bind or register"
        | "country codes, the first entry"
        | "device headers missing, oneaccess"
        | "captcha verify without coordinates, oneaccess"
        | "captcha verify without token, oneaccess"
        | "captcha verify without sender, oneaccess" => {}
        other => filled.extend(prepare_later(other, app, device, body).await),
    }
    filled
}

/// The same for cases of applications' servers, and for those after a login.
async fn prepare_later(
    name: &str,
    app: &TestApp,
    device: &Device<'_>,
    body: &Value,
) -> BTreeMap<&'static str, String> {
    match name {
        "application token" => BTreeMap::from([("client_secret", secret_of(EIAM))]),
        "sso_ticket from a session"
        | "user by sso_ticket, ciam"
        | "user by sso_ticket, oneaccess"
        | "session renewed by the server" => prepare_for_server(app, device, body).await,
        "login by code, wrong, ciam" => BTreeMap::new(),
        "login by code"
        | "login by password"
        | "login by wrong password, oneaccess"
        | "forgot password"
        | "phone of the second factor" => prepare_to_come_back(name, app, device).await,
        other => prepare_after_login(other, app, device).await,
    }
}

/// The same for cases of users who come back.
async fn prepare_to_come_back(
    name: &str,
    app: &TestApp,
    device: &Device<'_>,
) -> BTreeMap<&'static str, String> {
    let device = device.clone().with("Content-Type", "application/json");
    let form = json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" });
    device.sign_up(MOBILE, form).await.succeeded();
    app.advance(61);
    match name {
        "login by code" => BTreeMap::from([("code", device.code(MOBILE, "LOGIN_SMS").await)]),
        "forgot password" => {
            BTreeMap::from([("code", device.code(MOBILE, "FORGET_PWD_SMS").await)])
        }
        "phone of the second factor" => {
            let login = device.login_by_password("zhangsan", "QWE@qwe123").await;
            let token = login.body["state_token"].as_str().unwrap();
            BTreeMap::from([("state_token", token.to_owned())])
        }
        _ => BTreeMap::new(),
    }
}

async fn prepare_for_server(
    app: &TestApp,
    device: &Device<'_>,
    body: &Value,
) -> BTreeMap<&'static str, String> {
    let member = |answer: &Response, name: &str| answer.body[name].as_str().unwrap().to_owned();
    let server = app.server(EIAM).await;
    let access_token = server.headers["authorization"].replacen("Bearer ", "", 1);
    let device = device
        .clone()
        .with("Content-Type", "application/json")
        .without("Authorization");
    let form = json!({ "user_name": "zhangsan", "name": "zhangsan" });
    device.sign_up(MOBILE, form).await.succeeded();
    app.advance(61);
    // By another way in than a registration, whose sessions are shorter.
    let state_token = device.state_token("a-person").await;
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let bind = json!({ "mobile": MOBILE, "verify_code": code });
    let device = device.with_state_token(&state_token);
    let session = device.post(REGISTER_BIND, bind).await.succeeded();
    let session_token = member(&session, "session_token");
    let mut asked = body.clone();
    asked["session_token"] = session_token.as_str().into();
    let ticket = server.post(TICKET, asked).await.succeeded();
    BTreeMap::from([
        ("access_token", access_token),
        ("session_token", session_token),
        ("sso_ticket", member(&ticket, "sso_ticket")),
    ])
}

/// The same for cases after a login.
async fn prepare_after_login(
    name: &str,
    app: &TestApp,
    device: &Device<'_>,
) -> BTreeMap<&'static str, String> {
    let mut filled = BTreeMap::new();
    let device = device.clone().with("Content-Type", "application/json");
    let is_bound = name.starts_with("links") || name.starts_with("unbind");
    let mut answer = device.sign_up(MOBILE, json!({})).await.succeeded();
    if is_bound {
        app.advance(61);
        let holding = device.with_state_token(&device.state_token("union-lily").await);
        let code = holding.code(MOBILE, "BIND_MOBILE_SMS").await;
        let bind = json!({ "mobile": MOBILE, "verify_code": code });
        answer = holding.post(BIND, bind).await.succeeded();
    }
    for token in ["session_token", "id_token"] {
        filled.insert(token, answer.body[token].as_str().unwrap().to_owned());
    }
    let signed_in = device.signed_in(&answer);
    match name {
        "log out with X-signature" => {
            let signer = Signer::of(&device).await;
            filled.insert("signature", signer.sign(app, &answer, "a-nonce"));
        }
        "new mobile" => {
            let code = signed_in.code("15201657316", "UPDATE_MOBILE_SMS").await;
            filled.insert("code", code);
        }
        "new e-mail" => {
            let code = signed_in.code("lisi@qq.com", "UPDATE_EMAIL_EMS").await;
            filled.insert("code", code);
        }
        "unbind by id" | "unbind by account, eiam" => {
            let list = signed_in.get(SOCIAL).await.succeeded();
            let link = &list.body["social"][0];
            for (name, member) in [("link_id", "id"), ("social_uid", "social_uid")] {
                filled.insert(name, link[member].as_str().unwrap().to_owned());
            }
        }
        "change by code, eiam" => {
            app.advance(61);
            let code = signed_in.code(MOBILE, "CHANGE_PWD_SMS").await;
            filled.insert("code", code);
        }
        "is a password set"
        | "set the first password"
        | "change by wrong code, eiam"
        | "fresh id_token from a session, eiam"
        | "fresh id_token from a session, ciam"
        | "links, ciam"
        | "links, eiam" => {}
        other => panic!("no preparation for the case {other}"),
    }
    filled
}

async fn run(case: &Value, app: TestApp) {
    let name = case["name"].as_str().unwrap();
    let (request, expect) = (&case["request"], &case["expect"]);
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
    for value in device.headers.values_mut() {
        *value = filled.iter().fold(value.clone(), |text, (name, value)| {
            text.replace(&format!("{{{{{name}}}}}"), value)
        });
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
    let body = match (&request["body"], &request["form"]) {
        (Value::Null, Value::Null) => String::new(),
        (Value::Null, form) => fill(form).as_str().unwrap().to_owned(),
        (body, _) => fill(body).to_string(),
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
        let whole = |member: &String| member.split('[').next().unwrap().to_owned();
        let expected: BTreeSet<_> = members.keys().map(whole).collect();
        let found: BTreeSet<_> = given.keys().cloned().collect();
        assert_eq!(found, expected, "{name}: {answer:?}");
        for (member, pattern) in members {
            let value = member_at(&answer.body, member);
            matches(&value, pattern).unwrap_or_else(|| panic!("{name}: {member} is {value}"));
        }
    }
}

/// A member of an answer: `name`, `name[0]`, or of several elements of an array one member each,
/// `name[1..4].member`, both ends included.
fn member_at(body: &Value, member: &str) -> Value {
    let Some((name, rest)) = member.split_once('[') else {
        return body[member].clone();
    };
    let (place, of_each) = rest.split_once(']').unwrap();
    let Some((first, last)) = place.split_once("..") else {
        return body[name][place.parse::<usize>().unwrap()].clone();
    };
    let places = first.parse::<usize>().unwrap()..=last.parse().unwrap();
    let of_each = of_each.strip_prefix('.').unwrap();
    places
        .map(|place| body[name][place][of_each].clone())
        .collect()
}

/// Whether a value matches the pattern of the case.
fn matches(value: &Value, pattern: &Value) -> Option<()> {
    if let (Some(names), Some(members)) = (pattern.as_array(), value.as_object()) {
        // The member is an object with these members.
        let found: BTreeSet<_> = members.keys().map(String::as_str).collect();
        return (found == names.iter().filter_map(Value::as_str).collect()).then_some(());
    }
    if value == pattern {
        return Some(());
    }
    if let (Some(members), Some(found)) = (pattern.as_object(), value.as_object()) {
        let is_as_expected = |(name, pattern): (&String, &Value)| {
            let value = found.get(name)?;
            matches(value, pattern)
        };
        let fit = members.iter().map(is_as_expected).all(|fit| fit.is_some());
        return (fit && members.len() == found.len()).then_some(());
    }
    let fits = match pattern.as_str() {
        Some("any") => true,
        Some(most) if most.starts_with("<= ") => {
            let most = most.strip_prefix("<= ")?.strip_suffix(", a number")?;
            value.as_u64()? <= most.parse().ok()?
        }
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
        _ => false,
    };
    fits.then_some(())
}
