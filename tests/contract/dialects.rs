//! What the documents of the three products say differently: lifetimes, prefixes, the device, and
//! who is answered in which dialect.

use crate::test_app::{
    CIAM, Device, EIAM, LOGIN, MOBILE, ONEACCESS, PHONE_BIND, PHONE_REGISTER_BIND, REGISTER_BIND,
    TestApp, changed_configuration,
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use local::cloud::proxy::faults::{Fault, Rule};
use serde_json::{Value, json};

/// Each dialect's application, with the line of the configuration that says where strangers come
/// from, and the prefix of its errors.
const DIALECTS: [(&str, &str, &str); 3] = [
    (EIAM, "sources: [mini]\n  - client_id: p8", "SDK."),
    (
        CIAM,
        "sources: [mini-bind]\n  - client_id: q7",
        "IDAAS.SDK.",
    ),
    (ONEACCESS, "sources: [sister]", ""),
];

/// A cloud in which an application lets strangers in, and has these settings.
async fn app_with(source: &str, settings: &str) -> TestApp {
    let open = source.replacen("mini-bind", "mini", 1);
    let with = open.replacen(']', &format!("]\n{settings}"), 1);
    TestApp::with_changes(&[
        ("    register_session_seconds: 43200\n", ""),
        (source, &with),
    ])
    .await
}

fn member(token: &str, part: usize, name: &str) -> Value {
    let part = token.split('.').nth(part).unwrap();
    let json = BASE64_URL_SAFE_NO_PAD.decode(part).unwrap();
    serde_json::from_slice::<Value>(&json).unwrap()[name].clone()
}

/// Session and `id_token` of each way in, in seconds: registration, binding by a code, binding and
/// registration by the number that WeChat vouches for, login.
async fn lifetimes(device: &Device<'_>) -> [(u64, u64); 5] {
    let mut lifetimes = [(0, 0); 5];
    let registered = device.sign_up(MOBILE, json!({})).await;
    let code = device.code("15201657001", "REGISTER_SMS").await;
    let by_code = json!({ "mobile": "15201657001", "verify_code": code });
    let by_phone = |number: &str| json!({ "wechat_code": format!("+86-{number}") });
    let bind = async |person: &str, path: &str, body: Value| {
        let device = device.with_state_token(&device.state_token(person).await);
        device.post(path, body).await
    };
    let answers = [
        registered,
        bind("one", REGISTER_BIND, by_code).await,
        bind("two", PHONE_BIND, by_phone(MOBILE)).await,
        bind("three", PHONE_REGISTER_BIND, by_phone("15201657002")).await,
        device.login("three").await,
    ];
    for (answer, lifetime) in answers.iter().zip(&mut lifetimes) {
        assert!(answer.is_success(), "{answer:?}");
        let token = answer.body["id_token"].as_str().unwrap();
        let [from, until] = ["iat", "exp"].map(|claim| member(token, 1, claim).as_u64().unwrap());
        *lifetime = (answer.body["expire"].as_u64().unwrap(), until - from);
    }
    lifetimes
}

#[tokio::test]
async fn sessions_and_id_tokens_last_as_the_documents_of_each_way_in_say() {
    let eiam = [
        (43_200, 7200),
        (604_800, 7200),
        (432_000, 300),
        (432_000, 300),
        (604_800, 7200),
    ];
    let expected = [eiam, [(432_000, 300); 5], [(604_800, 7200); 5]];
    for ((client, source, _), expected) in DIALECTS.into_iter().zip(expected) {
        let app = app_with(source, "").await;
        assert_eq!(lifetimes(&app.device(client)).await, expected, "{client}");
    }
}

#[tokio::test]
async fn an_application_that_sets_lifetimes_has_its_own_everywhere() {
    let settings = "    session_seconds: 7000\n    id_token_seconds: 600\n";
    for (client, source, _) in DIALECTS {
        let app = app_with(source, settings).await;
        assert_eq!(
            lifetimes(&app.device(client)).await,
            [(7000, 600); 5],
            "{client}"
        );
    }
    let settings = "    register_session_seconds: 5000\n    id_token_seconds: 600\n";
    let app = app_with(DIALECTS[0].1, settings).await;
    let lifetimes = lifetimes(&app.device(EIAM))
        .await
        .map(|(session, _)| session);
    assert_eq!(lifetimes, [5000, 604_800, 432_000, 432_000, 604_800]);
}

#[tokio::test]
async fn tokens_begin_with_the_bytes_of_the_published_samples() {
    for (client, source, _) in DIALECTS {
        let app = app_with(source, "").await;
        let device = app.device(client);
        // {"alg":"HS256","typ":"JWT"}
        let state_token = device.state_token("a-stranger").await;
        let published = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.";
        assert!(state_token.starts_with(published), "{state_token}");
        // {"kid":"…","alg":"RS256"}
        let registered = device.sign_up(MOBILE, json!({})).await.succeeded();
        let id_token = registered.body["id_token"].as_str().unwrap();
        assert!(id_token.starts_with("eyJraWQiOi"), "{id_token}");
        let header = id_token.split('.').next().unwrap();
        let header = BASE64_URL_SAFE_NO_PAD.decode(header).unwrap();
        let header = String::from_utf8(header).unwrap();
        let kid = member(id_token, 0, "kid");
        assert_eq!(header, format!(r#"{{"kid":{kid},"alg":"RS256"}}"#));
    }
}

/// Whether a person may begin on one device and go on on another.
async fn goes_on_elsewhere(app: &TestApp, client: &str, person: &str) -> bool {
    let token = app.device(client).state_token(person).await;
    let elsewhere = app.device(client).with_state_token(&token);
    let body = json!({ "wechat_code": "number:+86-15201657005" });
    let answer = elsewhere.post(PHONE_REGISTER_BIND, body).await;
    let is_refused = answer.code().ends_with("COMMON.1007");
    assert!(is_refused != answer.is_success(), "{answer:?}");
    answer.is_success()
}

#[tokio::test]
async fn a_state_token_is_bound_to_its_device_where_the_dialect_or_the_application_says_so() {
    for (client, source, _) in DIALECTS {
        let is_free = client == ONEACCESS;
        for (setting, expected) in [
            ("", is_free),
            ("    bind_device: true\n", false),
            ("    bind_device: false\n", true),
        ] {
            let app = app_with(source, setting).await;
            let goes_on = goes_on_elsewhere(&app, client, "a-person").await;
            assert_eq!(goes_on, expected, "{client} {setting}");
        }
    }
}

#[tokio::test]
async fn a_state_token_that_any_device_may_hold_is_still_of_its_application_alone() {
    let source = DIALECTS[2].1;
    let app = app_with(source, "").await;
    let token = app.device(ONEACCESS).state_token("a-person").await;
    let body = json!({ "wechat_code": "+86-15201657005" });
    for (client, code) in [
        (EIAM, "IDAAS.SDK.COMMON.1007"),
        (CIAM, "IDAAS.SDK.COMMON.1007"),
    ] {
        let other = app.device(client).with_state_token(&token);
        let answer = other.post(PHONE_REGISTER_BIND, body.clone()).await;
        assert_eq!(answer.code(), code);
    }
}

#[tokio::test]
async fn the_two_calls_with_wechats_number_have_one_prefix_for_eiam_and_ciam() {
    let app = TestApp::start().await;
    for path in [PHONE_BIND, PHONE_REGISTER_BIND] {
        for (client, code) in [
            (EIAM, "IDAAS.SDK.COMMON.1007"),
            (CIAM, "IDAAS.SDK.COMMON.1007"),
            (ONEACCESS, "COMMON.1007"),
        ] {
            let device = app.device(client).with_state_token("forged");
            let answer = device.post(path, json!({})).await;
            assert_eq!(answer.code(), code, "{client} {path}");
        }
    }
}

#[tokio::test]
async fn what_is_no_route_is_said_in_the_dialect_of_a_known_application() {
    let app = TestApp::start().await;
    let codes = async |device: Device<'_>| {
        let bare = ["X-agent", "X-device-fingerprint", "X-operating-sys-version"]
            .into_iter()
            .fold(device.clone(), Device::without);
        let nowhere = device.get("/api/v2/sdk/nowhere").await;
        // The device is not asked for: nothing is done for it.
        assert_eq!(nowhere.text, bare.get("/api/v2/sdk/nowhere").await.text);
        let wrong = device.send("DELETE", LOGIN, b"").await;
        assert_eq!((nowhere.status, wrong.status), (404, 405));
        [nowhere, wrong].map(|answer| answer.code().to_owned())
    };
    let with = |prefix: &str| ["1404", "1405"].map(|number| format!("{prefix}COMMON.{number}"));
    for (client, _, prefix) in DIALECTS {
        assert_eq!(codes(app.device(client)).await, with(prefix));
    }
    for device in [
        app.device("nobody"),
        app.device("浏览器"),
        app.device(&"a".repeat(65)),
        app.device(CIAM).without("X-client-id"),
    ] {
        assert_eq!(codes(device).await, with("SDK."));
    }
}

#[tokio::test]
async fn what_is_no_route_is_said_where_the_application_cannot_be_read() {
    let app = TestApp::start().await;
    let faults = &app.cloud.proxy.faults;
    faults.script(vec![Rule::of("GetItem", Fault::Refuse)]);
    let answer = app.device(CIAM).get("/api/v2/sdk/nowhere").await;
    let text = "There is nothing at this address";
    assert_eq!(answer.error(), (404, "SDK.COMMON.1404", text));
    faults.script(Vec::new());
    let answer = app.device(CIAM).get("/api/v2/sdk/nowhere").await;
    assert_eq!(answer.code(), "IDAAS.SDK.COMMON.1404");
}

#[tokio::test]
async fn a_client_id_that_cannot_be_one_costs_no_read() {
    let app = TestApp::metered().await;
    let long = "a".repeat(65);
    for client in ["a b", "../x", "客户", "APP#x", &long] {
        let device = app.device(client);
        device.get("/api/v2/sdk/nowhere").await;
        device
            .without("X-client-id")
            .get("/api/v2/sdk/nowhere")
            .await;
    }
    assert!(app.meter().take_calls().is_empty());
    // One that is known is read once a minute.
    for _ in 0..3 {
        app.device(CIAM).get("/api/v2/sdk/nowhere").await;
    }
    assert_eq!(app.meter().take_calls().len(), 1);
}

#[test]
fn each_dialects_line_is_of_its_application() {
    let configuration = changed_configuration(&[]);
    for (client, source, _) in DIALECTS {
        let (before, _) = configuration.split_once(source).unwrap();
        let last = before.rsplit("client_id: ").next().unwrap();
        assert!(last.starts_with(client), "{source} is not of {client}");
    }
}
