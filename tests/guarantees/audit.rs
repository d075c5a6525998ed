//! What is recorded of each act: enough to answer for it, and nothing that tells who the people are.

use crate::{
    guarantees::logs::events,
    test_app::{
        CIAM, EIAM, EMAIL, MOBILE, PASSWORD_BIND, PHONE_REGISTER_BIND, REGISTER_BIND, TENANT,
        TestApp, wrong,
    },
};
use local::cloud::proxy::faults::Fault;
use serde_json::{Value, json};

/// What the docs list.
const DOCS: &str = include_str!("../../docs/security.md");

/// The event that came last: some of its members.
fn last<const N: usize>(members: [&str; N]) -> [Value; N] {
    let event = events().pop().unwrap();
    for name in event.as_object().unwrap().keys() {
        assert!(
            DOCS.contains(&format!("`{name}`")),
            "{name} is in no document"
        );
    }
    members.map(|name| event[name].clone())
}

#[tokio::test]
async fn each_act_is_one_event_that_says_what_came_of_it_for_whom() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let before = events().len();
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    assert_eq!(events().len(), before + 1, "the puzzle is no act");
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
    device.register(MOBILE, &wrong(&code), json!({})).await;
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
        "the same name for the same destination"
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
    app.pass(61);
    let token = device.arrive("a-person").await;
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    device
        .holding(&token)
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
    let token = device.arrive("another-person").await;
    let vouched = json!({ "wechat_code": "+86-15201657399" });
    device
        .holding(&token)
        .post(PHONE_REGISTER_BIND, vouched)
        .await
        .succeeded();
    assert_eq!(
        last(["event", "outcome", "new_user"]),
        [json!("bind"), json!("SUCCESS"), json!(true)]
    );
    // Another device at another address writes to another mobile.
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
async fn each_denial_names_its_rule_and_who_was_counted() {
    let app = TestApp::limited(
        "device_sends_per_hour: 2, record_only: [country], country_sends_per_hour: 1",
    )
    .await;
    let device = app.device(EIAM);
    device.code(MOBILE, "LOGIN_SMS").await;
    assert_eq!(
        last(["allowed", "rule", "recorded"]),
        [json!(true), Value::Null, Value::Null]
    );
    device.ask_code(MOBILE, "LOGIN_SMS").await;
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
    device.ask_code("15201657002", "LOGIN_SMS").await;
    assert_eq!(
        last(["allowed", "rule", "recorded"]),
        [json!(false), json!("device"), Value::Null]
    );
    for _ in 0..10 {
        device.register(MOBILE, "000000", json!({})).await;
    }
    device.register(MOBILE, "000000", json!({})).await;
    assert_eq!(
        last(["event", "error", "allowed", "rule"]),
        [
            json!("register"),
            json!("LOGIN.1003"),
            json!(false),
            json!("trier")
        ]
    );
    for _ in 0..5 {
        app.device(EIAM).register(MOBILE, "000000", json!({})).await;
    }
    app.device(EIAM).register(MOBILE, "000000", json!({})).await;
    assert_eq!(
        last(["error", "allowed", "rule"]),
        [json!("LOGIN.1003"), json!(false), json!("lock")]
    );
}

#[tokio::test]
async fn a_failure_that_is_ours_or_a_providers_is_an_event_too() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    app.script_faults("Publish", [Fault::Throttle]);
    device.ask_code(MOBILE, "LOGIN_SMS").await;
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
    // Whoever is not let in at the door is recorded as well.
    app.device("nobody").login("a-person").await;
    assert_eq!(
        last(["event", "error", "client"]),
        [json!("login"), json!("COMMON.1012"), Value::Null]
    );
    let id = last(["request_id"]);
    assert!(id[0].as_str().unwrap().starts_with("local-"), "{id:?}");
}

#[tokio::test]
async fn each_key_that_is_made_or_removed_is_an_event() {
    let app = TestApp::start().await;
    let of_keys = || {
        events()
            .into_iter()
            .filter(|event| event["event"] == "rotate_keys")
            .collect::<Vec<_>>()
    };
    let made = of_keys();
    let kinds: Vec<_> = made
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["BLIND", "PEPPER", "STATE", "SIGNING"]);
    assert!(
        made.iter()
            .all(|event| event["outcome"] == "MADE" && event["number"] == 1),
        "{made:?}"
    );
    app.pass(29 * 24 * 3600);
    app.cloud.run_jobs().await.unwrap();
    app.pass(3 * 24 * 3600);
    app.cloud.run_jobs().await.unwrap();
    let removed = of_keys()
        .into_iter()
        .filter(|event| event["outcome"] == "REMOVED")
        .count();
    assert_eq!(
        (of_keys().len(), removed),
        (8, 2),
        "a pepper and a state-token key each"
    );
}

#[tokio::test]
async fn a_wrong_password_says_whose_it_was_tried_to_be() {
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
    let holding = device.holding(&device.arrive("a-person").await);
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
