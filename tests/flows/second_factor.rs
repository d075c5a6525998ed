//! Where one factor is not enough.

use crate::test_app::{
    Device, EIAM, EMAIL, MOBILE, PHONE_REGISTER_BIND, REGISTER_BIND, TestApp, at_once,
};
use serde_json::json;

const MFA_SMS: &str = "/api/v2/sdk/mfa/sms";
const MFA_EMAIL: &str = "/api/v2/sdk/mfa/email";

async fn strict() -> TestApp {
    TestApp::changed(&[(
        "sources: [mini]",
        "sources: [mini]\n    second_factor: true",
    )])
    .await
}

/// Somebody registers with WeChat and a code, which are two factors.
async fn join(device: &Device<'_>, contact: &str, to: &str, kind: &str) {
    let token = device.arrive("a-person").await;
    let code = device.code(to, kind).await;
    let body = json!({ contact: to, "verify_code": code });
    let bound = device.holding(&token).post(REGISTER_BIND, body).await;
    assert!(bound.is_success(), "{bound:?}");
}

#[tokio::test]
async fn wechat_alone_is_one_factor_and_a_code_is_the_other() {
    let app = strict().await;
    let device = app.device(EIAM);
    join(&device, "mobile", MOBILE, "REGISTER_SMS").await;
    let arrived = device.login("a-person").await.succeeded();
    assert_eq!(
        (&arrived.body["status"], &arrived.body["data"]),
        (
            &json!("MFA_AUTH"),
            &json!("{\"mfaAuthFlow\":[\"VERIFY_PHONE\"]}")
        )
    );
    let holding = device.holding(arrived.body["state_token"].as_str().unwrap());
    for kind in ["MFA_AUTH_SMS", "OTP_REST_SMS"] {
        app.pass(61);
        let code = device.code(MOBILE, kind).await;
        let body = json!({ "mobile": MOBILE, "verify_code": code });
        let token = device.login("a-person").await.body["state_token"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(
            device
                .holding(&token)
                .post(MFA_SMS, body.clone())
                .await
                .is_success(),
            "{kind}"
        );
        assert_eq!(
            device.holding(&token).post(MFA_SMS, body).await.code(),
            "SDK.COMMON.1007",
            "{kind}"
        );
    }
    // A code to a contact of somebody else, and a token for something else, do not help.
    let code = device.code("15201657399", "MFA_AUTH_SMS").await;
    let other = holding
        .post(
            MFA_SMS,
            json!({ "mobile": "15201657399", "verify_code": code }),
        )
        .await;
    assert_eq!(
        other.error(),
        (400, "SDK.COMMON.1006", "The mobile parameter error")
    );
    let code = device.code(EMAIL, "MFA_AUTH_EMS").await;
    let other = holding
        .post(MFA_EMAIL, json!({ "email": EMAIL, "verify_code": code }))
        .await;
    assert_eq!(
        other.error(),
        (400, "SDK.COMMON.1006", "The email parameter error")
    );
    let binding = device.arrive("another-person").await;
    let other = device
        .holding(&binding)
        .post(
            MFA_SMS,
            json!({ "mobile": MOBILE, "verify_code": "123456" }),
        )
        .await;
    assert_eq!(other.code(), "SDK.COMMON.1007");
}

#[tokio::test]
async fn a_number_that_wechat_vouches_for_is_no_second_factor() {
    let app = strict().await;
    let device = app.device(EIAM);
    let token = device.arrive("a-person").await;
    let bound = device
        .holding(&token)
        .post(
            PHONE_REGISTER_BIND,
            json!({ "wechat_code": "+86-15201657315" }),
        )
        .await;
    assert_eq!(bound.succeeded().body["status"], "MFA_AUTH");
    assert!(app.items("SESSION#").is_empty());
}

#[tokio::test]
async fn a_mailed_code_is_a_second_factor() {
    let app = strict().await;
    let device = app.device(EIAM);
    join(&device, "email", EMAIL, "REGISTER_EMS").await;
    app.pass(61);
    let token = device.login("a-person").await.body["state_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let code = device.code(EMAIL, "MFA_AUTH_EMS").await;
    let answer = device
        .holding(&token)
        .post(MFA_EMAIL, json!({ "email": EMAIL, "verify_code": code }))
        .await;
    assert!(answer.is_success(), "{answer:?}");
}

#[tokio::test]
async fn one_code_is_the_second_factor_of_one_login_however_many_are_under_way() {
    let app = strict().await;
    let device = app.device(EIAM);
    join(&device, "mobile", MOBILE, "REGISTER_SMS").await;
    app.pass(61);
    let body =
        json!({ "mobile": MOBILE, "verify_code": device.code(MOBILE, "MFA_AUTH_SMS").await });
    let mut logins = Vec::new();
    for _ in 0..4 {
        let arrived = device.login("a-person").await.succeeded();
        logins.push(device.holding(arrived.body["state_token"].as_str().unwrap()));
    }
    let answers = at_once(logins.iter().map(|login| login.post(MFA_SMS, body.clone()))).await;
    assert_eq!(
        answers.iter().filter(|answer| answer.is_success()).count(),
        1,
        "{answers:?}"
    );
}
