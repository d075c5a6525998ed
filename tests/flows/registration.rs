//! Registration: uniqueness, the form, the password policy, and what is stored of a user.

use crate::test_app::{
    CIAM, EIAM, EMAIL, MOBILE, ONEACCESS, OTHER_TENANT, Response, TENANT, TestApp, concurrently,
};
use serde_json::{Value, json};

fn taken(code: &str) -> String {
    format!("SDK.USER.{code}")
}

#[tokio::test]
async fn a_mobile_is_unique_in_every_spelling() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device.sign_up("15201657315", json!({})).await.succeeded();
    for spelling in ["15201657315", "+8615201657315", "+86-15201657315"] {
        app.advance(61);
        assert_eq!(
            device.sign_up(spelling, json!({})).await.code(),
            taken("1001"),
            "{spelling}"
        );
    }
    assert_eq!(app.items("USER#").len(), 1);
}

#[tokio::test]
async fn emails_and_user_names_are_unique_regardless_of_case() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(EMAIL, "REGISTER_EMS").await;
    device
        .register_email(EMAIL, &code, json!({ "user_name": "ZhangSan" }))
        .await
        .succeeded();
    app.advance(61);
    let code = device.code("ZHANGSAN@qq.com", "REGISTER_EMS").await;
    assert_eq!(
        device
            .register_email("ZHANGSAN@qq.com", &code, json!({}))
            .await
            .code(),
        taken("1002")
    );
    assert_eq!(
        device
            .sign_up(MOBILE, json!({ "user_name": "zhangsan" }))
            .await
            .code(),
        taken("1003")
    );
    assert_eq!(app.items("USER#").len(), 1);
}

#[tokio::test]
async fn a_unique_attribute_is_unique() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device
        .sign_up(MOBILE, json!({ "extension": { "badge": "A123" } }))
        .await
        .succeeded();
    let refused = device
        .sign_up("15201657399", json!({ "extension": { "badge": "A123" } }))
        .await;
    assert_eq!(
        refused.error(),
        (
            400,
            "SDK.COMMON.1006",
            "The extension.badge parameter error"
        )
    );
    device
        .sign_up("15201657398", json!({ "extension": { "badge": "A124" } }))
        .await
        .succeeded();
}

#[tokio::test]
async fn tenants_do_not_share_users() {
    let app = TestApp::start().await;
    for client in [EIAM, OTHER_TENANT] {
        app.device(client)
            .sign_up(MOBILE, json!({ "user_name": "zhangsan" }))
            .await
            .succeeded();
    }
    assert_eq!(app.items("USER#").len(), 2);
    // Applications of one tenant share users.
    assert_eq!(
        app.device(ONEACCESS)
            .request_code(MOBILE, "REGISTER_SMS")
            .await
            .status,
        429
    );
    app.advance(61);
    assert_eq!(
        app.device(CIAM).sign_up(MOBILE, json!({})).await.code(),
        "IDAAS.SDK.USER.1001"
    );
}

#[tokio::test]
async fn the_whole_form_is_stored_and_the_password_only_as_a_hash() {
    let app = TestApp::start().await;
    let form = json!({
        "user_name": "zhangsan", "name": "张三", "email": EMAIL, "pwd": "QWE@qwe123",
        "head_img": "https://thirdwx.qlogo.cn/x", "attr_gender": "unknow", "attr_birthday": "2022-02-17",
        "attr_nick_name": "三😀", "mailing_address": "湖北省武汉市", "zip_code": "430000", "first_name": "a",
        "middle_name": "b", "last_name": "c", "industry": "事业单位", "extension": { "age": "18", "size": "M" },
    });
    app.device(EIAM).sign_up(MOBILE, form).await.succeeded();
    let user = &app.items("USER#")[0];
    for (name, value) in [
        ("user_name", "zhangsan"),
        ("name", "张三"),
        ("head_img", "https://thirdwx.qlogo.cn/x"),
        ("attr_gender", "unknow"),
        ("attr_birthday", "2022-02-17"),
        ("attr_nick_name", "三😀"),
        ("mailing_address", "湖北省武汉市"),
        ("zip_code", "430000"),
        ("first_name", "a"),
        ("middle_name", "b"),
        ("last_name", "c"),
        ("industry", "事业单位"),
    ] {
        assert_eq!(user[name]["S"], value, "{name}");
    }
    assert_eq!(
        user["extension"]["M"],
        json!({ "age": { "N": "18" }, "size": { "S": "M" } })
    );
    assert!(
        user["password"]["S"]
            .as_str()
            .unwrap()
            .starts_with("$argon2id$")
    );
    assert!(!user.to_string().contains("QWE@qwe123"));
}

#[tokio::test]
async fn an_unverified_contact_reserves_nothing_and_is_marked_unverified() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device
        .sign_up(MOBILE, json!({ "email": EMAIL }))
        .await
        .succeeded();
    let user = &app.items("USER#")[0];
    assert_eq!(
        user["email"]["M"],
        json!({ "contact": { "S": EMAIL }, "verified": { "BOOL": false } })
    );
    assert_eq!(user["mobile"]["M"]["verified"]["BOOL"], true);
    assert!(app.items("EMAIL#").is_empty());
    // Its owner can still register with it and verify it.
    let code = device.code(EMAIL, "REGISTER_EMS").await;
    device
        .register_email(EMAIL, &code, json!({}))
        .await
        .succeeded();
}

#[tokio::test]
async fn a_user_name_is_never_the_contact_or_the_id_of_another_user() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    // Digits alone are not even taken from who owns the number: it may be another's tomorrow.
    for name in ["15201657399", MOBILE, "+86-15201657399", "victim@qq.com"] {
        let refused = device
            .register(MOBILE, &code, json!({ "user_name": name }))
            .await;
        assert_eq!(
            refused.error(),
            (400, "SDK.COMMON.1006", "The user_name parameter error"),
            "{name}"
        );
    }
    let id = "20261120090000042-0A1B-012345678";
    assert_eq!(
        device
            .register(MOBILE, &code, json!({ "user_name": id }))
            .await
            .code(),
        "SDK.COMMON.1002"
    );
    let own = format!("+86-{MOBILE}");
    device
        .register(MOBILE, &code, json!({ "user_name": own }))
        .await
        .succeeded();
}

#[tokio::test]
async fn members_that_the_tenant_requires_are_required() {
    let app = TestApp::with_changes(&[(
        "    form:\n      attributes:\n        - { name: age, kind: integer }",
        "    form:\n      required: [name, email]\n      attributes:\n        - { name: age, kind: integer, required: true }",
    )])
    .await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    for (form, missing) in [
        (json!({}), "extension.age"),
        (json!({ "extension": { "age": 1 } }), "name"),
        (
            json!({ "extension": { "age": 1 }, "name": "张三" }),
            "email",
        ),
    ] {
        let refused = device.register(MOBILE, &code, form).await;
        assert_eq!(
            refused.error(),
            (
                400,
                "SDK.COMMON.1001",
                &*format!("Parameter {missing} cannot be left blank.")
            )
        );
    }
    device
        .register(
            MOBILE,
            &code,
            json!({ "extension": { "age": 1 }, "name": "张三", "email": EMAIL }),
        )
        .await
        .succeeded();
}

#[tokio::test]
async fn the_password_policy_is_the_tenants() {
    let app = TestApp::with_changes(&[(
        "language: zh",
        "language: zh\n    form: { password: { min_length: 10, min_kinds: 3 } }",
    )])
    .await;
    let device = app.device(OTHER_TENANT);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    for (password, lack) in [
        ("QWE@qwe12", "min_length 10"),
        ("qweqweqwe1", "min_kinds 3"),
        ("1Q2W3E4R5T", "min_kinds 3"),
    ] {
        let refused = device
            .register(MOBILE, &code, json!({ "pwd": password }))
            .await;
        let expected = format!("The password does not meet the policy: {lack}");
        assert_eq!(refused.error(), (400, "SDK.USER.1004", expected.as_str()));
    }
    device
        .register(MOBILE, &code, json!({ "pwd": "QWE@qwe123" }))
        .await
        .succeeded();
}

#[tokio::test]
async fn a_closed_registration_is_refused_and_consumes_no_code() {
    let app =
        TestApp::with_changes(&[("language: zh", "language: zh\n    registration_open: false")])
            .await;
    let device = app.device(OTHER_TENANT);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let refused = device.register(MOBILE, &code, json!({})).await;
    assert_eq!(
        refused.error(),
        (400, "SDK.USER.1006", "Registration is not open")
    );
    app.reconfigure(&[]).await;
    device.register(MOBILE, &code, json!({})).await.succeeded();
}

#[tokio::test]
async fn an_application_that_admits_no_such_user_denies_access_and_consumes_no_code() {
    let closed = ("register_session_seconds: 43200", "registers: [email]");
    let app = TestApp::with_changes(&[closed]).await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let denied = device.register(MOBILE, &code, json!({})).await.succeeded();
    assert_eq!(denied.body, json!({ "status": "ACCESS_DENIED" }));
    assert!(app.items("USER#").is_empty());
    app.reconfigure(&[]).await;
    device.register(MOBILE, &code, json!({})).await.succeeded();
}

#[tokio::test]
async fn a_changed_setting_takes_effect_within_a_minute() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device.get("/api/v2/sdk/captcha").await.succeeded();
    app.reconfigure(&[(
        "client_id: nTo1eRIub60vPb54WeE6aojPwYwImtl4",
        "client_id: gone",
    )])
    .await;
    // The old item is still there: applying a configuration adds and changes applications, and
    // never deletes one.
    device.get("/api/v2/sdk/captcha").await.succeeded();
    app.device("gone")
        .get("/api/v2/sdk/captcha")
        .await
        .succeeded();
}

#[tokio::test]
async fn thirty_two_concurrent_requests_with_one_right_code_are_one_registration() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let answers = concurrently((0..32).map(|_| device.register(MOBILE, &code, json!({})))).await;
    assert_eq!(
        answers.iter().filter(|answer| answer.is_success()).count(),
        1,
        "{answers:?}"
    );
    assert_eq!(
        (
            app.items("USER#").len(),
            app.items("MOBILE#").len(),
            app.items("SESSION#").len()
        ),
        (1, 1, 1)
    );
}

#[tokio::test]
async fn thirty_two_concurrent_requests_from_different_applications_are_one_user() {
    let application = |number: u32| {
        format!(
            "\n  - client_id: app{number}\n    tenant: {TENANT}\n    dialect: eiam\n    name: {{ en: A }}"
        )
    };
    let applications = (0..32).map(application).collect::<Vec<_>>().concat();
    let more = format!("applications:{applications}");
    let limits = "    limits: { cooldown_seconds: 0, sends_per_hour: 40, sends_per_day: 40, failures_per_day: 40, country_unverified_per_hour: 40 }\n    form:\n";
    let app =
        TestApp::with_changes(&[("applications:", more.as_str()), ("    form:\n", limits)]).await;
    let devices: Vec<_> = (0..32)
        .map(|number| app.device(&format!("app{number}")))
        .collect();
    let mut codes = Vec::new();
    for device in &devices {
        codes.push(device.code(MOBILE, "REGISTER_SMS").await);
    }
    let tries = devices
        .iter()
        .zip(&codes)
        .map(|(device, code)| device.register(MOBILE, code, json!({})));
    let answers = concurrently(tries).await;
    assert_eq!(
        answers.iter().filter(|answer| answer.is_success()).count(),
        1
    );
    let others: Vec<_> = answers
        .iter()
        .filter(|answer| !answer.is_success())
        .map(Response::code)
        .collect();
    assert!(
        others.iter().all(|code| *code == taken("1001")),
        "{others:?}"
    );
    assert_eq!(
        (app.items("USER#").len(), app.items("MOBILE#").len()),
        (1, 1)
    );
}

#[tokio::test]
async fn each_owner_item_points_to_its_user() {
    let app = TestApp::start().await;
    app.device(EIAM)
        .sign_up(
            MOBILE,
            json!({ "user_name": "zhangsan", "extension": { "badge": "A123" } }),
        )
        .await
        .succeeded();
    let id: Value = app.items("USER#")[0]["id"]["S"].clone();
    for kind in ["MOBILE#", "NAME#", "ATTRIBUTE#"] {
        let owners = app.items(kind);
        assert_eq!(owners.len(), 1, "{kind}");
        assert_eq!(owners[0]["user_id"]["S"], id, "{kind}");
    }
}

#[tokio::test]
async fn the_issuer_is_the_configured_domain_or_the_requested_one() {
    for (domain, issuer) in [("id.example.com", "id.example.com"), ("", "localhost")] {
        let app = TestApp::with_parameter("Domain", domain).await;
        let answer = app
            .device(EIAM)
            .sign_up(MOBILE, json!({}))
            .await
            .succeeded();
        let claims = app
            .verified(answer.body["id_token"].as_str().unwrap())
            .await
            .unwrap();
        assert_eq!(claims["iss"], format!("https://{issuer}/api/v1/oauth2"));
    }
}
