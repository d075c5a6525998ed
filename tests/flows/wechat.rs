//! WeChat's server API: its errors, and the access token that all instances share.

use crate::test_app::{CIAM, EIAM, PHONE_BIND, PHONE_REGISTER_BIND, TENANT, TestApp, concurrently};
use serde_json::json;

#[tokio::test]
async fn each_wechat_error_for_a_login_code_has_its_response() {
    let app = TestApp::start().await;
    let device = app.device(CIAM);
    for code in ["invalid", "used"] {
        assert_eq!(
            device.login(code).await.error(),
            (400, "IDAAS.SDK.COMMON.1006", "The code parameter error"),
            "{code}"
        );
    }
    for code in ["busy", "too-often", "novel", "broken", "down", "slow"] {
        let failed = device.login(code).await;
        assert_eq!(
            failed.error(),
            (
                400,
                "IDAAS.SDK.LOGIN.0001",
                "Error calling interface wechat"
            ),
            "{code}"
        );
    }
    assert_eq!(device.login(" ").await.code(), "IDAAS.SDK.COMMON.1001");
    assert!(app.items("STATE#").is_empty());
}

#[tokio::test]
async fn each_wechat_error_for_a_phone_code_has_its_response_and_keeps_the_state_token() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let holding = device.with_state_token(&device.state_token("a-person").await);
    for (name, code, expected) in [
        ("wechat_code", "phone-invalid", "IDAAS.SDK.COMMON.1006"),
        ("wchat_code", "phone-used", "IDAAS.SDK.COMMON.1006"),
        ("wechat_code", "phone-busy", "IDAAS.SDK.LOGIN.0001"),
        ("wechat_code", "phone-stranger", "IDAAS.SDK.LOGIN.0001"),
        ("wechat_code", "+44-123", "IDAAS.SDK.LOGIN.0001"),
    ] {
        let refused = holding
            .post(PHONE_REGISTER_BIND, json!({ name: code }))
            .await;
        assert_eq!(refused.code(), expected, "{code}");
        assert!(
            !expected.contains("1006") || refused.error().2.contains(name),
            "{refused:?}"
        );
    }
    let foreign = holding
        .post(
            PHONE_REGISTER_BIND,
            json!({ "wechat_code": "+44-7911123456" }),
        )
        .await;
    assert!(foreign.is_success(), "{foreign:?}");
    let refused = holding
        .post(PHONE_BIND, json!({ "wechat_code": "phone-invalid" }))
        .await;
    assert_eq!(
        refused.code(),
        "IDAAS.SDK.COMMON.1007",
        "this endpoint's document shows that prefix, and the token is spent"
    );
}

#[tokio::test]
async fn all_instances_share_one_access_token() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let mut holding = Vec::new();
    for number in 0..16 {
        holding.push(
            device.with_state_token(
                &device
                    .state_token(&format!("person {number}").replace(' ', "-"))
                    .await,
            ),
        );
    }
    let wechat_phone =
        |number: usize| json!({ "wechat_code": format!("+86-152016570{number:02}") });
    let calls = holding
        .iter()
        .enumerate()
        .map(|(number, one)| one.post(PHONE_REGISTER_BIND, wechat_phone(number)));
    let answers = concurrently(calls).await;
    assert!(
        answers.iter().all(crate::test_app::Response::is_success),
        "{answers:?}"
    );
    assert_eq!(app.cloud.wechat.tokens_given(), 1);

    // Renewed five minutes before it expires, and no earlier.
    app.advance(7200 - 301);
    let again = device.with_state_token(&device.state_token("later").await);
    assert!(
        again
            .post(
                PHONE_REGISTER_BIND,
                json!({ "wechat_code": "+86-15201657101" })
            )
            .await
            .is_success()
    );
    assert_eq!(app.cloud.wechat.tokens_given(), 1);
    app.advance(1);
    let again = device.with_state_token(&device.state_token("even-later").await);
    assert!(
        again
            .post(
                PHONE_REGISTER_BIND,
                json!({ "wechat_code": "+86-15201657102" })
            )
            .await
            .is_success()
    );
    assert_eq!(app.cloud.wechat.tokens_given(), 2);
}

#[tokio::test]
async fn a_stale_access_token_is_renewed_once_and_the_call_made_again() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let first = device.with_state_token(&device.state_token("a-person").await);
    assert!(
        first
            .post(
                PHONE_REGISTER_BIND,
                json!({ "wechat_code": "+86-15201657101" })
            )
            .await
            .is_success()
    );
    app.cloud.wechat.forget_token();
    let second = device.with_state_token(&device.state_token("another-person").await);
    assert!(
        second
            .post(
                PHONE_REGISTER_BIND,
                json!({ "wechat_code": "+86-15201657102" })
            )
            .await
            .is_success()
    );
    assert_eq!(
        app.cloud.wechat.tokens_given(),
        3,
        "one at first, one taken by force, one renewed"
    );
}

#[tokio::test]
async fn the_app_secret_is_read_once_a_minute_and_again_where_wechat_refuses_it() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let failed = "SDK.LOGIN.1001";
    let asked = || {
        let calls = app.meter().take_calls().into_iter();
        let asked = calls.filter(|counted| counted.call.action == "jscode2session");
        asked.count()
    };
    app.meter().start();
    app.store_source_secret(TENANT, "mini", "wrong").await;
    assert_eq!(device.login("a-person").await.code(), failed);
    assert_eq!(asked(), 1, "the stored secret is no other");
    let right = "secret-of-wx8f2c41d09a7be365";
    app.store_source_secret(TENANT, "mini", right).await;
    device.login("a-person").await.succeeded();
    assert_eq!(asked(), 2, "with the old one, and the new one");

    app.store_source_secret(TENANT, "mini", "wrong").await;
    device.login("another-person").await.succeeded();
    app.advance(61);
    assert_eq!(device.login("a-third").await.code(), failed);
}
