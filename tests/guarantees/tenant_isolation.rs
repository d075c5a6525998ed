//! What is one tenant's is out of reach of another, in every function, though one application serves both.

use crate::test_app::{
    Answer, BIND, Device, EMAIL, PASSWORD_BIND, PHONE_BIND, PHONE_REGISTER_BIND, REGISTER_BIND,
    TEMPLATE, TENANT, TestApp,
};
use serde_json::json;

const OTHER: &str = "11111111111111111111111111111111";
const BAD_STATE: (u16, &str, &str) = (400, "COMMON.1007", "state_token parameter error");

/// One application for two tenants, each with a source of the same name.
async fn shared() -> TestApp {
    let both = format!("template: [{TENANT}, \"{OTHER}\"]");
    TestApp::changed(&[
        (&format!("template: [{TENANT}]"), &both),
        (
            "    name: { en: Template, zh: 模板 }\n    sources: [mini-bind]",
            "    name: { en: Template, zh: 模板 }\n    sources: [mini]\n    second_factor: false",
        ),
        ("    language: zh", "    language: en\n    area_code: 852"),
    ])
    .await
}

/// The same device, as it names the one tenant and the other.
fn two(app: &TestApp) -> (Device<'_>, Device<'_>) {
    let device = app.device(TEMPLATE);
    (
        device.clone().with("X-tenant-id", TENANT),
        device.with("X-tenant-id", OTHER),
    )
}

fn is_unknown(answer: &Answer) {
    assert_eq!(answer.code(), "CAPTCHA.0007", "{answer:?}");
}

#[tokio::test]
async fn puzzles_and_passes() {
    let app = shared().await;
    let (one, other) = two(&app);
    let (token, x) = one.puzzle().await;
    assert_eq!(
        other.solve(&token, x, "+86-15201657315").await.code(),
        "CAPTCHA.0004"
    );
    let sms = one.captcha_token("+86-15201657315").await;
    let order =
        json!({ "mobile": "+86-15201657315", "type": "REGISTER_SMS", "captcha_token": sms });
    assert_eq!(
        other
            .post("/api/v2/sdk/sms/send", order.clone())
            .await
            .code(),
        "CAPTCHA.0004"
    );
    one.post("/api/v2/sdk/sms/send", order).await.succeeded();
    let mail = one.captcha_token(EMAIL).await;
    let order = json!({ "email": EMAIL, "type": "REGISTER_EMS", "captcha_token": mail });
    assert_eq!(
        other.post("/api/v2/sdk/email/send", order).await.code(),
        "CAPTCHA.0004"
    );
}

#[tokio::test]
async fn codes_guards_users_and_contacts() {
    let app = shared().await;
    let (one, other) = two(&app);
    let mobile = "+86-15201657315";
    let code = one.code(mobile, "REGISTER_SMS").await;
    is_unknown(&other.register(mobile, &code, json!({})).await);
    one.register(mobile, &code, json!({ "user_name": "zhangsan" }))
        .await
        .succeeded();
    // No cool-down, and nobody has the mobile or the name, over there.
    other
        .sign_up(mobile, json!({ "user_name": "zhangsan" }))
        .await
        .succeeded();

    let code = one.code(EMAIL, "REGISTER_EMS").await;
    is_unknown(&other.register_email(EMAIL, &code, json!({})).await);
    one.register_email(EMAIL, &code, json!({}))
        .await
        .succeeded();
    let code = other.code(EMAIL, "REGISTER_EMS").await;
    other
        .register_email(EMAIL, &code, json!({}))
        .await
        .succeeded();
}

#[tokio::test]
async fn social_accounts_sources_and_state_tokens() {
    let app = shared().await;
    let (one, other) = two(&app);
    let form = json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" });
    one.sign_up("+86-15201657315", form).await.succeeded();
    let token = one.arrive("a-person").await;
    let phone = json!({ "wechat_code": "+86-15201657315" });
    let code = json!({ "mobile": "+86-15201657315", "verify_code": "123456" });
    let mail = json!({ "email": EMAIL, "verify_code": "123456" });
    let password = json!({ "user_name": "zhangsan", "password": "QWE@qwe123" });
    for (path, body) in [
        (BIND, &code),
        (REGISTER_BIND, &code),
        (PHONE_BIND, &phone),
        (PHONE_REGISTER_BIND, &phone),
        (PASSWORD_BIND, &password),
        ("/api/v2/sdk/mfa/sms", &code),
        ("/api/v2/sdk/mfa/email", &mail),
    ] {
        assert_eq!(
            other.holding(&token).post(path, body.clone()).await.error(),
            BAD_STATE,
            "{path}"
        );
    }
    // With a state token of its own, the other tenant finds nobody of this one.
    let theirs = other.holding(&other.arrive("a-person").await);
    assert_eq!(
        theirs.post(PHONE_BIND, phone).await.body["status"],
        "USER_REGISTER"
    );
    assert_eq!(
        theirs.post(PASSWORD_BIND, password.clone()).await.code(),
        "LOGIN.0002"
    );
    let code = other.code("+86-15201657315", "BIND_MOBILE_SMS").await;
    let bind = json!({ "mobile": "+86-15201657315", "verify_code": code });
    assert_eq!(
        theirs.post(BIND, bind).await.body["status"],
        "USER_REGISTER"
    );
    // And an account that is bound here is a stranger there.
    assert!(
        one.holding(&token)
            .post(PASSWORD_BIND, password)
            .await
            .is_success()
    );
    assert!(one.login("a-person").await.is_success());
    assert_eq!(
        other.login("a-person").await.body["status"],
        "USER_REGISTER"
    );
}

#[tokio::test]
async fn settings() {
    let app = shared().await;
    let (one, other) = two(&app);
    for (device, country) in [(one, "CN"), (other, "HK")] {
        let countries = device.get("/api/v2/sdk/country-codes").await.succeeded();
        assert_eq!(countries.body["preferredAreaCode"], country);
    }
}
