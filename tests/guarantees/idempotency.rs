//! Repeated requests: with an Idempotency-Key, and replayed without one.

use crate::test_app::{
    BIND, CIAM, Device, EIAM, EMAIL, LOGOUT, MOBILE, PASSWORD_BIND, PHONE_REGISTER_BIND,
    REGISTER_BIND, REGISTER_MOBILE, REVOKE, Response, SESSIONS, TestApp, UPDATE_MOBILE,
    concurrently,
};
use local::cloud::proxy::faults::Fault;
use serde_json::{Value, json};

const KEY: &str = "Idempotency-Key";
const OTHER: (u16, &str, &str) = (
    400,
    "SDK.COMMON.1006",
    "The Idempotency-Key parameter error",
);

async fn user(app: &TestApp, answer: &Response) -> Value {
    app.verified(answer.body["id_token"].as_str().unwrap())
        .await
        .unwrap()["id"]
        .clone()
}

/// The number of items of each kind.
fn counts(app: &TestApp) -> [usize; 6] {
    ["USER#", "MOBILE#", "EMAIL#", "SOCIAL#", "CODE", "ONCE#"].map(|kind| app.items(kind).len())
}

async fn send_request(device: &Device<'_>) -> Value {
    json!({ "mobile": MOBILE, "type": "REGISTER_SMS", "captcha_token": device.captcha_token(MOBILE).await })
}

#[tokio::test]
async fn repeated_sends_with_a_key_are_one_send() {
    let app = TestApp::start().await;
    let device = app.device(EIAM).with(KEY, "send-1");
    let send_request = send_request(&device).await;
    for _ in 0..3 {
        let answer = device
            .post("/api/v2/sdk/sms/send", send_request.clone())
            .await
            .succeeded();
        assert_eq!(answer.text, "");
    }
    assert_eq!(app.sent().len(), 1);
    let guard = &app.items("DEST#")[0];
    assert_eq!(
        (guard["s0"]["N"] != "0", &guard["s1"]["N"]),
        (true, &json!("0")),
        "counted once"
    );
    device
        .without(KEY)
        .register(MOBILE, &app.last_code(), json!({}))
        .await
        .succeeded();
}

#[tokio::test]
async fn a_repeated_registration_with_a_key_is_one_user_and_a_session_for_each_repeat() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let keyed = device.clone().with(KEY, "register-1");
    let first = keyed
        .register(MOBILE, &code, json!({ "user_name": "zhangsan" }))
        .await
        .succeeded();
    let before = (counts(&app), app.items("DEST#"));
    app.advance(599);
    let again = keyed
        .register(MOBILE, &code, json!({ "user_name": "zhangsan" }))
        .await
        .succeeded();
    assert_eq!(user(&app, &again).await, user(&app, &first).await);
    assert_eq!(
        (&again.body["status"], &again.body["expire"]),
        (&first.body["status"], &first.body["expire"])
    );
    assert_ne!(again.body["session_token"], first.body["session_token"]);
    assert_eq!(
        (counts(&app), app.items("DEST#")),
        before,
        "nothing else was done"
    );
    assert_eq!(app.items("SESSION#").len(), 2);
    // Without the key the code counts as used, and so it does with the key after ten minutes.
    assert_eq!(
        device
            .register(MOBILE, &code, json!({ "user_name": "zhangsan" }))
            .await
            .code(),
        "SDK.CAPTCHA.1007"
    );
    app.advance(1);
    let late = keyed
        .register(MOBILE, &code, json!({ "user_name": "zhangsan" }))
        .await;
    assert_eq!(late.code(), "SDK.CAPTCHA.1007");
}

#[tokio::test]
async fn repeated_bindings_with_a_key_are_one_binding() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" });
    device.sign_up("15201657001", form).await.succeeded();
    app.advance(61);
    let bind = device.code("15201657001", "BIND_MOBILE_SMS").await;
    let register = device.code(EMAIL, "REGISTER_EMS").await;
    device
        .sign_up(
            "15201657003",
            json!({ "user_name": "lisi", "pwd": "QWE@qwe123" }),
        )
        .await
        .succeeded();
    for (person, path, body) in [
        (
            "one",
            BIND,
            json!({ "mobile": "15201657001", "verify_code": bind }),
        ),
        (
            "two",
            REGISTER_BIND,
            json!({ "email": EMAIL, "verify_code": register }),
        ),
        (
            "three",
            PHONE_REGISTER_BIND,
            json!({ "wechat_code": "+86-15201657002" }),
        ),
        (
            "four",
            PASSWORD_BIND,
            json!({ "user_name": "lisi", "password": "QWE@qwe123" }),
        ),
    ] {
        let holding = device
            .with_state_token(&device.state_token(person).await)
            .with(KEY, person);
        let first = holding.post(path, body.clone()).await;
        assert!(first.is_success(), "{path} {first:?}");
        let before = counts(&app);
        let again = holding.post(path, body).await;
        assert!(again.is_success(), "{path} {again:?}");
        assert_eq!(user(&app, &again).await, user(&app, &first).await, "{path}");
        assert_eq!(counts(&app), before, "{path}");
        // The first request consumed the state token, and another key is another request.
        assert_eq!(
            holding
                .with(KEY, "other")
                .post(path, json!({}))
                .await
                .status,
            400,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_second_factor_is_required_and_accepted_once_per_key() {
    let app = TestApp::with_changes(&[(
        "sources: [mini]",
        "sources: [mini]\n    second_factor: true",
    )])
    .await;
    let device = app.device(EIAM);
    device
        .sign_up(
            MOBILE,
            json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" }),
        )
        .await
        .succeeded();
    let holding = device
        .with_state_token(&device.state_token("one").await)
        .with(KEY, "bind");
    let by_password = json!({ "user_name": "zhangsan", "password": "QWE@qwe123" });
    let mut tokens = Vec::new();
    for _ in 0..2 {
        let answer = holding.post(PASSWORD_BIND, by_password.clone()).await;
        assert_eq!(answer.body["status"], "MFA_AUTH", "{answer:?}");
        tokens.push(answer.body["state_token"].as_str().unwrap().to_owned());
    }
    assert_ne!(tokens[0], tokens[1]);
    app.advance(61);
    let code = device.code(MOBILE, "MFA_AUTH_SMS").await;
    let holding = device.with_state_token(&tokens[1]).with(KEY, "factor");
    let factor = json!({ "mobile": MOBILE, "verify_code": code });
    // The first, and three replays.
    for _ in 0..4 {
        let answer = holding.post("/api/v2/sdk/mfa/sms", factor.clone()).await;
        assert!(answer.is_success(), "{answer:?}");
    }
    let answer = holding.post("/api/v2/sdk/mfa/sms", factor).await;
    assert!(!answer.is_success(), "{answer:?}");
    assert_eq!(app.items("SESSION#").len(), 1 + 4, "the sign-up, and these");
}

#[tokio::test]
async fn a_key_is_bound_to_one_request_device_and_application() {
    let app = TestApp::start().await;
    let device = app.device(EIAM).with(KEY, "key");
    let send_request = send_request(&device).await;
    device
        .post("/api/v2/sdk/sms/send", send_request.clone())
        .await
        .succeeded();
    let code = app.last_code();
    let mut another = send_request.clone();
    another["type"] = "LOGIN_SMS".into();
    assert_eq!(
        device.post("/api/v2/sdk/sms/send", another).await.error(),
        OTHER
    );
    assert_eq!(
        device.register(MOBILE, &code, json!({})).await.error(),
        OTHER,
        "another path"
    );
    let others = [
        device.clone().with("X-device-fingerprint", "another"),
        device.clone().with("X-client-id", CIAM),
    ];
    for other in others {
        // Their key is another one: nothing is replayed to them, and the pass is spent.
        let refused = other
            .post("/api/v2/sdk/sms/send", send_request.clone())
            .await;
        assert!(refused.code().contains("CAPTCHA."), "{refused:?}");
    }
    assert_eq!(app.sent().len(), 1);
    let stranger = app.device(crate::test_app::OTHER_TENANT).with(KEY, "key");
    stranger.post("/api/v2/sdk/sms/send", json!({})).await;
    // No attempt was counted.
    assert_eq!(app.codes()[0].1, 0);
    for malformed in ["", " ", &"x".repeat(256)] {
        let refused = device
            .clone()
            .with(KEY, malformed)
            .post("/api/v2/sdk/sms/send", send_request.clone())
            .await;
        assert_eq!(
            refused.error().2,
            "The Idempotency-Key parameter format is incorrect",
            "{malformed}"
        );
    }
}

#[tokio::test]
async fn concurrent_different_requests_with_one_key_are_one_request() {
    let app = TestApp::start().await;
    let device = app.device(EIAM).with(KEY, "key");
    let mut requests = Vec::new();
    for mobile in ["15201650001", "15201650002", "15201650003"] {
        let pass = device.captcha_token(mobile).await;
        requests.push(json!({ "mobile": mobile, "type": "REGISTER_SMS", "captcha_token": pass }));
    }
    let answers = concurrently(
        requests
            .into_iter()
            .map(|send_request| device.post("/api/v2/sdk/sms/send", send_request)),
    )
    .await;
    assert_eq!(
        answers.iter().filter(|answer| answer.status == 200).count(),
        1,
        "{answers:?}"
    );
    assert_eq!(
        answers
            .iter()
            .filter(|answer| answer.body["error_code"] == OTHER.1)
            .count(),
        2,
        "{answers:?}"
    );
    assert_eq!(app.sent().len(), 1);
}

#[tokio::test]
async fn a_failed_request_is_not_recorded() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let keyed = device.clone().with(KEY, "register");
    let refused = keyed.register(MOBILE, "000000", json!({})).await;
    assert_eq!(refused.code(), "SDK.CAPTCHA.1007");
    keyed.register(MOBILE, &code, json!({})).await.succeeded();
    // After a refused message the pass and the key can be used again.
    let keyed = device.clone().with(KEY, "send");
    let pass = device.captcha_token(EMAIL).await;
    let send_request = json!({ "email": EMAIL, "type": "LOGIN_EMS", "captcha_token": pass });
    app.script_faults("SendEmail", [Fault::Throttle]);
    assert_eq!(
        keyed
            .post("/api/v2/sdk/email/send", send_request.clone())
            .await
            .code(),
        "SDK.CAPTCHA.1006"
    );
    keyed
        .post("/api/v2/sdk/email/send", send_request)
        .await
        .succeeded();
    assert_eq!(app.sent().len(), 2);
}

#[tokio::test]
async fn a_message_of_unknown_delivery_is_not_sent_again_under_the_same_key() {
    let app = TestApp::start().await;
    let device = app.device(EIAM).with(KEY, "send");
    let send_request = send_request(&device).await;
    app.script_faults("Publish", [Fault::BreakAfter]);
    assert_eq!(
        device
            .post("/api/v2/sdk/sms/send", send_request.clone())
            .await
            .code(),
        "SDK.CAPTCHA.1006"
    );
    device
        .post("/api/v2/sdk/sms/send", send_request)
        .await
        .succeeded();
    assert_eq!(app.sent().len(), 1);
    device
        .without(KEY)
        .register(MOBILE, &app.last_code(), json!({}))
        .await
        .succeeded();
}

/// The process ends between the transaction and the message, as Lambda's may.
#[tokio::test]
async fn a_send_whose_process_died_is_not_answered_as_sent() {
    let app = TestApp::start().await;
    let device = app.device(EIAM).with(KEY, "send");
    let send_request = send_request(&device).await;
    let send = || device.post("/api/v2/sdk/sms/send", send_request.clone());
    app.script_faults("Publish", [Fault::TimeoutBefore]);
    let is_reached = async {
        let faults = &app.cloud.proxy.faults;
        while faults.left().iter().any(|rule| rule.times != Some(0)) {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        answer = send() => panic!("it was to wait for SNS: {answer:?}"),
        () = is_reached => {}
    }
    let waiting = send().await;
    assert_eq!(waiting.status, 429, "{waiting:?}");
    app.advance(31);
    assert_eq!(send().await.code(), "SDK.CAPTCHA.1006");
    assert!(app.sent().is_empty());
    // The pass is good again, once the cool-down is over.
    app.advance(30);
    send().await.succeeded();
    assert_eq!(app.sent().len(), 1);
}

#[tokio::test]
async fn sixteen_concurrent_requests_with_one_key_get_equivalent_responses() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let keyed = device.clone().with(KEY, "send");
    let send_request = send_request(&device).await;
    let sends =
        concurrently((0..16).map(|_| keyed.post("/api/v2/sdk/sms/send", send_request.clone())))
            .await;
    // Whoever repeats a send that is under way is told to wait for it.
    assert!(
        sends
            .iter()
            .all(|answer| matches!(answer.status, 200 | 429)),
        "{sends:?}"
    );
    assert!(sends.iter().any(|answer| answer.status == 200));
    assert_eq!(app.sent().len(), 1);

    let keyed = device.clone().with(KEY, "register");
    let body = json!({ "mobile": MOBILE, "verify_code": app.last_code() });
    let answers = concurrently((0..16).map(|_| keyed.post(REGISTER_MOBILE, body.clone()))).await;
    // The first response, and at most three replays of it.
    let successes = answers.iter().filter(|answer| answer.is_success()).count();
    assert_eq!(successes, 4, "{answers:?}");
    assert_eq!(
        (app.items("USER#").len(), app.items("SESSION#").len()),
        (1, 4)
    );
}

#[tokio::test]
async fn a_replay_without_a_key_registers_and_sends_once() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let send_request = send_request(&device).await;
    let sends =
        concurrently((0..8).map(|_| device.post("/api/v2/sdk/sms/send", send_request.clone())))
            .await;
    assert_eq!(
        sends.iter().filter(|answer| answer.status == 200).count(),
        1,
        "{sends:?}"
    );
    assert_eq!(app.sent().len(), 1);
    let code = app.last_code();
    let answers = concurrently((0..8).map(|_| device.register(MOBILE, &code, json!({})))).await;
    assert_eq!(
        answers.iter().filter(|answer| answer.is_success()).count(),
        1,
        "{answers:?}"
    );
    assert_eq!(
        (app.items("USER#").len(), app.items("SESSION#").len()),
        (1, 1)
    );
}

#[tokio::test]
async fn neither_the_key_nor_the_request_is_stored() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let keyed = device.clone().with(KEY, "a-key-of-the-client");
    let answer = keyed.register(MOBILE, &code, json!({})).await.succeeded();
    let stored = app.items("ONCE#");
    assert_eq!(stored.len(), 1);
    let text = stored[0].to_string();
    for secret in [
        "a-key-of-the-client",
        MOBILE,
        answer.body["session_token"].as_str().unwrap(),
    ] {
        assert!(!text.contains(secret), "{text}");
    }
    assert_eq!(
        stored[0]["expires_at"]["N"],
        (crate::test_app::START.secs() + 600).to_string()
    );
}

#[tokio::test]
async fn a_replay_lets_in_nobody_whom_a_login_would_not() {
    for meanwhile in ["disabled", "erased", "sessions ended"] {
        let app = TestApp::start().await;
        let device = app.device(EIAM).with(KEY, "register");
        let code = app.device(EIAM).code(MOBILE, "REGISTER_SMS").await;
        let asker = device.clone();
        let body = json!({ "mobile": MOBILE, "verify_code": code });
        let first = asker.post(REGISTER_MOBILE, body.clone()).await;
        assert!(first.is_success(), "{first:?}");
        match meanwhile {
            "disabled" => app.disable_users().await,
            "erased" => app.erase_users().await,
            _ => {
                app.advance(1);
                app.end_sessions().await;
            }
        }
        let again = asker.post(REGISTER_MOBILE, body).await;
        assert_eq!(
            again.body["status"], "ACCESS_DENIED",
            "{meanwhile}: {again:?}"
        );
        assert!(app.items("SESSION#").len() <= 1);
    }
}

#[tokio::test]
async fn a_replay_brings_back_no_session_that_its_user_ended() {
    for ended_by in ["logout", "revoke", "logout of all", "change of contact"] {
        let app = TestApp::start().await;
        let device = app.device(EIAM);
        let code = device.code(MOBILE, "REGISTER_SMS").await;
        let keyed = device.clone().with(KEY, "register");
        let body = json!({ "mobile": MOBILE, "verify_code": code });
        let first = keyed.post(REGISTER_MOBILE, body.clone()).await;
        let second = keyed.post(REGISTER_MOBILE, body.clone()).await;
        assert!(second.is_success(), "{second:?}");
        // Whichever of the sessions the client holds: here the one that the repeat started.
        let holder = device.signed_in(&second);
        match ended_by {
            "logout" => holder.get(LOGOUT).await.succeeded(),
            "logout of all" => holder.get(&format!("{LOGOUT}?all=true")).await.succeeded(),
            "revoke" => {
                let sessions = device.signed_in(&first).get(SESSIONS).await.succeeded();
                let sessions = sessions.body["sessions"].as_array().unwrap().clone();
                let other = sessions.iter().find(|session| session["current"] == false);
                let body = json!({ "id": other.unwrap()["id"] });
                device
                    .signed_in(&first)
                    .post(REVOKE, body)
                    .await
                    .succeeded()
            }
            _ => {
                app.advance(61);
                let other = "15201657316";
                let code = device.code(other, "UPDATE_MOBILE_SMS").await;
                let body = json!({ "mobile": other, "verify_code": code });
                holder.post(UPDATE_MOBILE, body).await.succeeded()
            }
        };
        let sessions = app.items("SESSION#").len();
        let again = keyed.post(REGISTER_MOBILE, body).await;
        assert_eq!(
            again.body["status"], "ACCESS_DENIED",
            "{ended_by}: {again:?}"
        );
        assert_eq!(app.items("SESSION#").len(), sessions, "{ended_by}");
    }
}
