//! Audit events: one per flow, with everything needed to investigate it and no personal data.

use crate::{
    log_capture::audit_events,
    test_app::{
        CIAM, Device, EIAM, EMAIL, MOBILE, PASSWORD_BIND, PHONE_REGISTER_BIND, REGISTER_BIND,
        TENANT, TestApp, wrong_code,
    },
};
use local::cloud::proxy::faults::Fault;
use serde_json::{Value, json};

/// Lists every member of an event.
const DOCS: &str = include_str!("../../docs/security.md");

/// Some members of the latest event, all of whose members must be documented.
fn last<const N: usize>(members: [&str; N]) -> [Value; N] {
    let event = audit_events().pop().unwrap();
    for name in event.as_object().unwrap().keys() {
        assert!(
            DOCS.contains(&format!("`{name}`")),
            "{name} is not documented"
        );
    }
    members.map(|name| event[name].clone())
}

#[tokio::test]
async fn each_flow_writes_one_audit_event_with_its_result_and_user() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let before = audit_events().len();
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    assert_eq!(
        audit_events().len(),
        before + 1,
        "the captcha is not audited"
    );
    assert_eq!(
        last(["event", "outcome", "allowed", "tenant", "client", "country"]),
        [
            json!("send"),
            json!("SUCCESS"),
            json!(true),
            json!(TENANT),
            json!(EIAM),
            json!("CN")
        ]
    );
    let [destination, address, of_device] = last(["destination", "address", "device"]);
    device.register(MOBILE, &wrong_code(&code), json!({})).await;
    assert_eq!(
        last(["event", "outcome", "error", "allowed", "user"]),
        [
            json!("register"),
            json!("REFUSED"),
            json!("CAPTCHA.1007"),
            json!(true),
            Value::Null
        ]
    );
    assert_eq!(
        last(["destination"])[0],
        destination,
        "the same pseudonym for the same destination"
    );
    device.register(MOBILE, &code, json!({})).await.succeeded();
    let id = app.items("USER#")[0]["id"]["S"].clone();
    assert_eq!(
        last(["event", "outcome", "user", "new_user", "error"]),
        [
            json!("register"),
            json!("SUCCESS"),
            id.clone(),
            json!(true),
            Value::Null
        ]
    );

    device.login("a-person").await.succeeded();
    assert_eq!(
        last(["event", "outcome", "user"]),
        [json!("login"), json!("USER_REGISTER"), Value::Null]
    );
    app.advance(61);
    let token = device.state_token("a-person").await;
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    device
        .with_state_token(&token)
        .post(REGISTER_BIND, body)
        .await
        .succeeded();
    assert_eq!(
        last(["event", "outcome", "user", "new_user"]),
        [json!("bind"), json!("SUCCESS"), id.clone(), Value::Null]
    );
    device.login("a-person").await.succeeded();
    assert_eq!(
        last(["event", "outcome", "user"]),
        [json!("login"), json!("SUCCESS"), id.clone()]
    );
    let token = device.state_token("another-person").await;
    let wechat_phone = json!({ "wechat_code": "+86-15201657399" });
    device
        .with_state_token(&token)
        .post(PHONE_REGISTER_BIND, wechat_phone)
        .await
        .succeeded();
    assert_eq!(
        last(["event", "outcome", "new_user"]),
        [json!("bind"), json!("SUCCESS"), json!(true)]
    );
    // Another device, address and destination have other pseudonyms.
    app.device(CIAM).code(EMAIL, "LOGIN_EMS").await;
    let other = last(["destination", "address", "device", "country"]);
    assert!(
        other[0] != destination
            && other[1] != address
            && other[2] != of_device
            && other[3].is_null()
    );
}

#[tokio::test]
async fn each_denial_names_its_rule_and_the_requester_it_counted() {
    let app = TestApp::with_limits(
        "device_sends_per_hour: 2, record_only: [country], country_sends_per_hour: 1",
    )
    .await;
    let device = app.device(EIAM);
    device.code(MOBILE, "LOGIN_SMS").await;
    assert_eq!(
        last(["allowed", "rule", "recorded"]),
        [json!(true), Value::Null, Value::Null]
    );
    device.request_code(MOBILE, "LOGIN_SMS").await;
    assert_eq!(
        last(["event", "outcome", "error", "allowed", "rule"]),
        [
            json!("send"),
            json!("REFUSED"),
            json!("CAPTCHA.1008"),
            json!(false),
            json!("destination")
        ]
    );
    assert!(
        last(["destination", "address", "device"])
            .iter()
            .all(Value::is_string)
    );
    device.code("15201657001", "LOGIN_SMS").await;
    assert_eq!(
        last(["allowed", "rule", "recorded"]),
        [json!(true), Value::Null, json!("country")]
    );
    device.request_code("15201657002", "LOGIN_SMS").await;
    assert_eq!(
        last(["allowed", "rule", "recorded"]),
        [json!(false), json!("device"), Value::Null]
    );
    app.advance(3600);
    device.code(MOBILE, "REGISTER_SMS").await;
    let guess = async |device: &Device<'_>| {
        device.register(MOBILE, "000000", json!({})).await;
        last(["event", "error", "allowed", "rule"])
    };
    let denied = |rule: &str| {
        let [event, error] = ["register", "LOGIN.1003"].map(Value::from);
        [event, error, json!(false), json!(rule)]
    };
    for _ in 0..10 {
        guess(&device).await;
    }
    assert_eq!(guess(&device).await, denied("requester"));
    let neighbour = app.device(EIAM).at(&device.address);
    for _ in 0..5 {
        guess(&neighbour).await;
    }
    assert_eq!(guess(&neighbour).await, denied("lock"));
    for _ in 0..5 {
        guess(&app.device(EIAM)).await;
    }
    assert_eq!(guess(&app.device(EIAM)).await, denied("strangers"));
}

#[tokio::test]
async fn internal_and_provider_failures_are_audited() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    app.script_faults("Publish", [Fault::Throttle]);
    device.request_code(MOBILE, "LOGIN_SMS").await;
    assert_eq!(
        last(["event", "outcome", "error", "allowed"]),
        [
            json!("send"),
            json!("REFUSED"),
            json!("CAPTCHA.1006"),
            json!(true)
        ]
    );
    device.login("busy").await;
    assert_eq!(
        last(["event", "outcome", "error"]),
        [json!("login"), json!("REFUSED"), json!("LOGIN.1001")]
    );
    // A request of an unknown application is audited as well.
    app.device("nobody").login("a-person").await;
    assert_eq!(
        last(["event", "error", "client"]),
        [json!("login"), json!("COMMON.1012"), Value::Null]
    );
    let id = last(["request_id"]);
    assert!(id[0].as_str().unwrap().starts_with("local-"), "{id:?}");
}

#[tokio::test]
async fn each_key_created_or_removed_is_audited() {
    let app = TestApp::with_new_keys(&[]).await;
    let of_keys = || {
        audit_events()
            .into_iter()
            .filter(|event| event["event"] == "rotate_keys")
            .collect::<Vec<_>>()
    };
    let made = of_keys();
    let kinds: Vec<_> = made
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds[..4], ["BLIND", "PEPPER", "STATE", "SIGNING"]);
    // Of each application its own.
    assert_eq!(kinds.len(), 4 + 5);
    assert_eq!(kinds[5], format!("DECRYPTION#{EIAM}"));
    assert!(
        made.iter()
            .all(|event| event["outcome"] == "MADE" && event["number"] == 1),
        "{made:?}"
    );
    app.advance(29 * 24 * 3600);
    app.cloud.run_jobs().await.unwrap();
    app.advance(3 * 24 * 3600);
    app.cloud.run_jobs().await.unwrap();
    let removed = of_keys()
        .into_iter()
        .filter(|event| event["outcome"] == "REMOVED")
        .count();
    assert_eq!(
        (of_keys().len(), removed),
        (8 + 5, 2),
        "a pepper and a state-token key each"
    );
}

#[tokio::test]
async fn a_wrong_password_event_names_the_user() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device
        .sign_up(
            MOBILE,
            json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" }),
        )
        .await
        .succeeded();
    let id = app.items("USER#")[0]["id"]["S"].clone();
    let holding = device.with_state_token(&device.state_token("a-person").await);
    holding
        .post(
            PASSWORD_BIND,
            json!({ "user_name": "zhangsan", "password": "QWE@qwe124" }),
        )
        .await;
    assert_eq!(
        last(["event", "error", "user"]),
        [json!("bind"), json!("LOGIN.1005"), id]
    );
}
