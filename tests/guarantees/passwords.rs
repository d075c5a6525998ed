//! What a new password has to be like, and what is not told of one that is refused.

use crate::test_app::{Device, EMAIL, MOBILE, OTHER_TENANT, Response, TestApp};
use serde_json::{Value, json};

/// A tenant that sets every rule there is.
const STRICT: (&str, &str) = (
    "language: zh",
    "language: zh
    form: { password: { min_length: 10, max_length: 20, min_kinds: 2, max_repeats: 3 } }",
);

fn assert_refused(refused: &Response, requirement: &str) {
    let expected = format!("The password does not meet the policy: {requirement}");
    assert_eq!(refused.error(), (400, "SDK.USER.1004", expected.as_str()));
}

/// Registers by mobile with a password that is refused, and tells what was required.
async fn refuses(device: &Device<'_>, code: &str, form: Value, requirement: &str) {
    let refused = device.register(MOBILE, code, form.clone()).await;
    assert_eq!(refused.code(), "SDK.USER.1004", "{form} {refused:?}");
    assert_refused(&refused, requirement);
}

#[tokio::test]
async fn no_password_of_a_registration_contains_a_name_of_the_form() {
    let app = TestApp::start().await;
    let device = app.device(OTHER_TENANT);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    for (password, requirement) in [
        ("nasgnahz", "user_name_reversed"),
        ("NASGNAHZ", "user_name_reversed"),
        ("I am Zhangsan", "contains_user_name"),
        ("at-15201657315", "contains_mobile"),
        ("Someone-Else-1", "contains_email"),
    ] {
        let form = json!({
            "user_name": "zhangsan",
            "email": "someone@example.com",
            "pwd": password,
        });
        refuses(&device, &code, form, requirement).await;
    }
    // Without these names, the same are passwords like others; the number is proved by the code.
    let form = json!({ "pwd": "at-15201657315" });
    refuses(&device, &code, form, "contains_mobile").await;
    let form = json!({ "pwd": "I am Zhangsan", "user_name": "lisi" });
    device.register(MOBILE, &code, form).await.succeeded();
}

#[tokio::test]
async fn the_address_that_a_registration_proves_is_one_of_the_names() {
    let app = TestApp::start().await;
    let device = app.device(OTHER_TENANT);
    let code = device.code(EMAIL, "REGISTER_EMS").await;
    let (local, _) = EMAIL.split_once('@').unwrap();
    assert!(local.len() >= 4, "{local}");
    for (form, requirement) in [
        (json!({ "pwd": format!("1-{local}-1") }), "contains_email"),
        (
            json!({ "pwd": "1-15201657315", "mobile": MOBILE }),
            "contains_mobile",
        ),
    ] {
        let refused = device.register_email(EMAIL, &code, form).await;
        assert_refused(&refused, requirement);
    }
    let form = json!({ "pwd": "1-15201657315" });
    device.register_email(EMAIL, &code, form).await.succeeded();
}

#[tokio::test]
async fn the_longest_password_and_its_repeats_are_the_tenants() {
    let app = TestApp::with_changes(&[STRICT]).await;
    let device = app.device(OTHER_TENANT);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    for (password, requirement) in [
        ("QWE@qwe12", "min_length 10"),
        ("QWE@qwe12345678901234", "max_length 20"),
        ("qwepoizxcmn", "min_kinds 2"),
        ("QWE@qwe1111", "max_repeats 3"),
    ] {
        refuses(&device, &code, json!({ "pwd": password }), requirement).await;
    }
    let form = json!({ "pwd": "QWE@qwe111" });
    device.register(MOBILE, &code, form).await.succeeded();
}

#[tokio::test]
async fn a_refused_password_spends_no_code_and_appears_nowhere() {
    let app = TestApp::start().await;
    let device = app.device(OTHER_TENANT);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let before = app.all_items();
    let form = json!({ "user_name": "zhangsan", "pwd": "zhangsan-and-my-dog" });
    let refused = device.register(MOBILE, &code, form).await;
    assert_refused(&refused, "contains_user_name");
    assert!(!refused.text.contains("my-dog"), "{}", refused.text);
    assert_eq!(app.all_items(), before);
    let form = json!({ "user_name": "zhangsan", "pwd": "me-and-my-dog" });
    device.register(MOBILE, &code, form).await.succeeded();
}
