//! Tenants are isolated in every function, even if one application serves both.

use crate::test_app::{
    BIND, CIAM, Device, EIAM, EMAIL, ONEACCESS, OTHER_TENANT, PASSWORD_BIND, PHONE_BIND,
    PHONE_REGISTER_BIND, REGISTER_BIND, Response, TEMPLATE, TENANT, TestApp,
};
use serde_json::json;
use std::collections::BTreeMap;

const OTHER: &str = "11111111111111111111111111111111";
const BAD_STATE: (u16, &str, &str) = (400, "COMMON.1007", "state_token parameter error");

/// One application for two tenants, each with an identity source of the same name.
async fn shared() -> TestApp {
    let both = format!("template: [{TENANT}, \"{OTHER}\"]");
    TestApp::with_changes(&[
        (&format!("template: [{TENANT}]"), &both),
        (
            "    name: { en: Template, zh: 模板 }\n    sources: [mini-bind]",
            "    name: { en: Template, zh: 模板 }\n    sources: [mini]\n    second_factor: false",
        ),
        (
            "    language: zh",
            "    language: en\n    area_code: 852\n    limits: { countries: [CN, HK] }",
        ),
    ])
    .await
}

/// One device, once with each tenant.
fn two(app: &TestApp) -> (Device<'_>, Device<'_>) {
    let device = app.device(TEMPLATE);
    (
        device.clone().with("X-tenant-id", TENANT),
        device.with("X-tenant-id", OTHER),
    )
}

fn is_unknown(answer: &Response) {
    assert_eq!(answer.code(), "CAPTCHA.0007", "{answer:?}");
}

#[tokio::test]
async fn puzzles_and_passes_are_isolated() {
    let app = shared().await;
    let (one, other) = two(&app);
    let (token, x) = one.puzzle().await;
    assert_eq!(
        other.solve(&token, x, "+86-15201657315").await.code(),
        "CAPTCHA.0004"
    );
    let sms = one.captcha_token("+86-15201657315").await;
    let send_request =
        json!({ "mobile": "+86-15201657315", "type": "REGISTER_SMS", "captcha_token": sms });
    assert_eq!(
        other
            .post("/api/v2/sdk/sms/send", send_request.clone())
            .await
            .code(),
        "CAPTCHA.0004"
    );
    one.post("/api/v2/sdk/sms/send", send_request)
        .await
        .succeeded();
    let mail = one.captcha_token(EMAIL).await;
    let send_request = json!({ "email": EMAIL, "type": "REGISTER_EMS", "captcha_token": mail });
    assert_eq!(
        other
            .post("/api/v2/sdk/email/send", send_request)
            .await
            .code(),
        "CAPTCHA.0004"
    );
}

#[tokio::test]
async fn codes_attempts_users_and_contacts_are_isolated() {
    let app = shared().await;
    let (one, other) = two(&app);
    let mobile = "+86-15201657315";
    let code = one.code(mobile, "REGISTER_SMS").await;
    is_unknown(&other.register(mobile, &code, json!({})).await);
    one.register(mobile, &code, json!({ "user_name": "zhangsan" }))
        .await
        .succeeded();
    // The other tenant has no cool-down, and neither mobile nor user name are taken.
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
async fn social_accounts_sources_and_state_tokens_are_isolated() {
    let app = shared().await;
    let (one, other) = two(&app);
    let form = json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" });
    one.sign_up("+86-15201657315", form).await.succeeded();
    let token = one.state_token("a-person").await;
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
            other
                .with_state_token(&token)
                .post(path, body.clone())
                .await
                .error(),
            BAD_STATE,
            "{path}"
        );
    }
    // With a state token of its own, the other tenant finds no user of the first.
    let theirs = other.with_state_token(&other.state_token("a-person").await);
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
    // An account that is bound in the first tenant is unknown in the other.
    assert!(
        one.with_state_token(&token)
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
async fn settings_are_isolated() {
    let app = shared().await;
    let (one, other) = two(&app);
    for (device, country) in [(one, "CN"), (other, "HK")] {
        let countries = device.get("/api/v2/sdk/country-codes").await.succeeded();
        assert_eq!(countries.body["preferredAreaCode"], country);
    }
}

#[tokio::test]
async fn no_two_users_of_any_tenants_and_applications_agree_in_issuer_audience_and_subject() {
    let app = shared().await;
    let (one, other) = two(&app);
    let mut users = BTreeMap::new();
    let mut tokens = 0;
    let callers = [
        one,
        other,
        app.device(EIAM),
        app.device(CIAM),
        app.device(ONEACCESS),
        app.device(OTHER_TENANT),
    ];
    for (caller, device) in callers.iter().enumerate() {
        // Users without a name, and one who takes a name that there is in both tenants.
        let name = if caller < 2 { "ceo" } else { "chief" };
        for number in 0..3 {
            let mobile = format!("+86-1520165{caller}{number}00");
            let form = if number == 0 {
                json!({ "user_name": name })
            } else {
                json!({})
            };
            let code = device.code(&mobile, "REGISTER_SMS").await;
            let signed_up = device.register(&mobile, &code, form).await;
            if signed_up.code().ends_with("USER.1003") || signed_up.code().ends_with("USER.0003") {
                continue;
            }
            let token = signed_up.succeeded().body["id_token"]
                .as_str()
                .unwrap()
                .to_owned();
            let claims = app.verified(&token).await.unwrap();
            let text = |name: &str| claims[name].as_str().unwrap().to_owned();
            let names = [text("iss"), text("aud"), text("sub")];
            let user = (text("tenant_id"), text("id"));
            let known = users.insert(names.clone(), user.clone());
            assert!(known.is_none_or(|known| known == user), "{names:?}");
            tokens += 1;
        }
    }
    assert!(tokens >= 14, "{tokens}");
    let chiefs = users.keys().filter(|[.., sub]| sub == "chief").count();
    assert_eq!(chiefs, 2, "one in each tenant's own application");
}
