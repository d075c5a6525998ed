//! No secret and no personal data reaches the log, whatever a request holds and whatever fails.

use crate::{
    log_capture::{capture_debug, logged},
    signing::Signer,
    test_app::{
        BIND, EIAM, EMAIL, LOGIN, MOBILE, PASSWORD_BIND, PHONE_BIND, PROFILE, TestApp, wrong_code,
    },
};
use local::cloud::proxy::faults::Fault;
use serde_json::{Value, json};

#[tokio::test]
async fn secrets_and_personal_data_never_reach_the_log() {
    capture_debug();
    // Eight digits, since six may occur in a log by chance, in a duration or a number of the SDK.
    let app = TestApp::with_new_keys(&[("    form:\n", "    code_length: 8\n    form:\n")]).await;
    let device = app
        .device(EIAM)
        .with("X-device-fingerprint", "fingerprint-of-mine");
    let form = json!({ "user_name": "zhangsan", "name": "张三丰", "email": EMAIL, "pwd": "QWE@qwe123", "industry": "an unusual trade" });
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    device
        .register(MOBILE, &wrong_code(&code), form.clone())
        .await;
    let right = device
        .register(MOBILE, &code, form.clone())
        .await
        .succeeded();
    device.register(MOBILE, &code, form.clone()).await;
    app.advance(61);
    let again = device.sign_up(MOBILE, form).await;
    assert_eq!(again.code(), "SDK.USER.1001");
    let mailed = device.code(EMAIL, "REGISTER_EMS").await;
    app.script_faults("SendEmail", [Fault::Refuse]);
    device.request_code("victim@qq.com", "LOGIN_EMS").await;
    app.script_faults("Publish", [Fault::BreakAfter]);
    device.request_code("15201657399", "LOGIN_SMS").await;
    device
        .register_email(
            EMAIL,
            &mailed,
            json!({ "extension": { "15201657315": "x" } }),
        )
        .await;

    let token = device.state_token("union-lily").await;
    let holding = device.with_state_token(&token);
    for (path, body) in [
        (BIND, json!({ "mobile": MOBILE, "verify_code": "12345678" })),
        (
            PASSWORD_BIND,
            json!({ "user_name": "zhangsan", "password": "QWE@qwe124" }),
        ),
        (PHONE_BIND, json!({ "wechat_code": "phone-busy" })),
        (PHONE_BIND, json!({ "wechat_code": "+86-15201657315" })),
        (LOGIN, json!({ "code": "broken" })),
        (LOGIN, json!({ "code": "down" })),
    ] {
        holding.post(path, body).await;
    }

    let signature = Signer::of(&device)
        .await
        .sign(&app, &right, "nonce-of-mine");
    let signed = device.clone().with("X-signature", &signature);
    signed.get(PROFILE).await.succeeded();
    assert_eq!(signed.get(PROFILE).await.code(), "SDK.COMMON.1004");

    let text = logged();
    let answered = text
        .lines()
        .filter(|line| line.contains("\"request_id\":"))
        .count();
    assert!(answered >= 18, "the requests are logged:\n{text}");
    let private_key = app.keys("SIGNING")[0]["pkcs8"]["S"]
        .as_str()
        .unwrap()
        .to_owned();
    let pepper = app.keys("PEPPER")[0]["secret"]["S"]
        .as_str()
        .unwrap()
        .to_owned();
    let tokens = [&right.body["session_token"], &right.body["id_token"]]
        .map(|token| token.as_str().unwrap().to_owned());
    let decryption_keys = app.keys("DECRYPTION#");
    let decryption_keys = decryption_keys
        .iter()
        .map(|key| key["pkcs8"]["S"].as_str().unwrap().to_owned());
    let known = [code, mailed, private_key, pepper, token, signature]
        .into_iter()
        .chain(tokens)
        .chain(decryption_keys);
    let named = [
        MOBILE,
        "15201657399",
        EMAIL,
        "victim@qq.com",
        "QWE@qwe123",
        "张三丰",
        "zhangsan",
        "an unusual trade",
        "fingerprint-of-mine",
        "nonce-of-mine",
        "secret-of-",
        "access-token-",
        "HyVFkGl5F5OQWJZZaNzBBg",
        "uLily",
        "QWE@qwe124",
    ];
    for secret in known.chain(named.map(str::to_owned)) {
        assert!(!text.contains(&secret), "the log says {secret}:\n{text}");
    }
}

/// Every member that any function reads, each with a valid value.
const MEMBERS: [(&str, &str); 26] = [
    ("mobile", "15201657311"),
    ("email", "marker-email@qq.com"),
    ("verify_code", "918273"),
    ("sender", "15201657312"),
    ("token", "marker-token"),
    ("point_json", "{\"x\":237.0625,\"y\":5.0}"),
    ("captcha_token", "marker-pass---{}"),
    ("type", "REGISTER_SMS"),
    ("code", "marker-login-code"),
    ("wechat_code", "marker-phone-code"),
    ("user_name", "marker.name"),
    ("password", "marker-password"),
    ("pwd", "marker-pwd-1"),
    ("name", "marker name"),
    ("head_img", "https://marker.example/picture"),
    ("attr_gender", "female"),
    ("attr_birthday", "1999-12-31"),
    ("attr_nick_name", "marker nick"),
    ("mailing_address", "marker street"),
    ("zip_code", "marker-zip"),
    ("first_name", "marker first"),
    ("middle_name", "marker middle"),
    ("last_name", "marker last"),
    ("industry", "marker industry"),
    ("marker-member", "marker-value"),
    ("wchat_code", "marker-wchat-code"),
];

/// Values that are not personal data.
const HARMLESS: [&str; 3] = ["REGISTER_SMS", "female", "1999-12-31"];

#[tokio::test]
async fn no_function_logs_the_value_of_any_header_or_member() {
    capture_debug();
    let app = TestApp::start().await;
    let token = app.device(EIAM).state_token("a-person").await;
    let mut device = app.device(EIAM).with("X-state-token", &token);
    let headers = [
        "X-agent",
        "X-device-ip",
        "X-operating-sys-version",
        "Idempotency-Key",
        "Cookie",
        "Authorization",
    ];
    for name in headers {
        device = device.with(name, &format!("marker-{name}"));
    }
    let right: serde_json::Map<_, _> = MEMBERS
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Value::from(*value)))
        .collect();
    let mut functions = 0;
    for entry in app.cloud.template().functions() {
        let Some(route) = entry.route else { continue };
        functions += 1;
        let path = if route.path.starts_with('/') {
            route.path.as_str()
        } else {
            "/marker-path"
        };
        let mut bodies = vec![
            Value::Object(right.clone()).to_string(),
            "marker-body".to_owned(),
        ];
        for (name, value) in MEMBERS {
            // Alone, with another type, and in an invalid format.
            bodies.push(json!({ name: value }).to_string());
            for wrong in [json!([value]), json!(format!("{value}\u{0}marker-wrong"))] {
                let mut body = right.clone();
                body.insert(name.to_owned(), wrong);
                body.remove(if name == "email" { "mobile" } else { "email" });
                bodies.push(Value::Object(body).to_string());
            }
        }
        for body in bodies {
            let method = if route.method == "any" {
                "POST"
            } else {
                &route.method
            };
            device.send(method, path, body.as_bytes()).await;
        }
        // Requests that are refused before their body is read.
        device
            .clone()
            .with("X-client-id", "marker-client")
            .send("POST", path, b"{}")
            .await;
        device
            .clone()
            .with("X-state-token", "marker-state")
            .send("POST", path, b"{}")
            .await;
        device
            .clone()
            .with("X-agent", "marker-\u{e9}")
            .send("POST", path, b"{}")
            .await;
    }
    assert!(functions >= 17, "{functions}");
    let text = logged();
    assert!(text.lines().count() > 1000, "{}", text.lines().count());
    let values = MEMBERS
        .iter()
        .map(|(_, value)| *value)
        .filter(|value| !HARMLESS.contains(value));
    for secret in values.chain(["marker", "237.0625", &token]) {
        let line = text.lines().find(|line| says(line, secret));
        assert_eq!(line, None, "the log says {secret}");
    }
}

/// Whether a line has a value. One of digits alone only where no other digit is beside it: the
/// nanoseconds of the libraries' timestamps hold any six digits now and then.
fn says(line: &str, value: &str) -> bool {
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    line.match_indices(value).any(|(place, _)| {
        let before = line[..place].chars().next_back();
        let after = line[place + value.len()..].chars().next();
        let is_digit = |beside: Option<char>| beside.is_some_and(|c| c.is_ascii_digit());
        !is_number || !(is_digit(before) || is_digit(after))
    })
}
