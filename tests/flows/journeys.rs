//! Journeys across several endpoints, as an app makes them.

use crate::test_app::{
    BIND, CIAM, EIAM, EMAIL, MOBILE, ONEACCESS, PASSWORD_BIND, PHONE_BIND, PHONE_REGISTER_BIND,
    REGISTER_BIND, START, TEMPLATE, TENANT, TestApp,
};
use serde_json::{Value, json};

#[tokio::test]
async fn a_user_registers_by_mobile_in_every_dialect() {
    for (client, register_expire, lifetime) in [
        (EIAM, 43_200, 7200),
        (CIAM, 432_000, 300),
        (ONEACCESS, 604_800, 7200),
    ] {
        let app = TestApp::start().await;
        let device = app.device(client);
        let form =
            json!({ "user_name": "zhangsan", "name": "张三", "email": EMAIL, "pwd": "QWE@qwe123" });
        let answer = device.sign_up(MOBILE, form).await.succeeded();

        assert_eq!(answer.body["status"], "SUCCESS");
        assert_eq!(answer.body["expire"], register_expire);
        let claims = app
            .verified(answer.body["id_token"].as_str().unwrap())
            .await
            .expect("signed by us");
        let now = START.secs();
        assert_eq!(claims["iss"], "https://id.example.com/api/v1/oauth2");
        assert_eq!(claims["aud"], client);
        assert_eq!(claims["sub"], "zhangsan");
        assert_eq!(
            (&claims["iat"], &claims["nbf"], &claims["exp"]),
            (&json!(now), &json!(now - 120), &json!(now + lifetime))
        );
        assert_eq!(claims["jti"].as_str().unwrap().len(), 22);
        assert_eq!(claims["name"], "张三");
        assert_eq!(claims["userName"], "zhangsan");
        assert_eq!(claims["mobile"], "+86-15201657315");
        assert_eq!(claims.get("email"), None, "it is not verified");
        let api: Value = serde_json::from_str(claims["api"].as_str().unwrap()).unwrap();
        let expected = json!({
            "name": "张三", "mobile": "+86-15201657315", "id": claims["id"], "userName": "zhangsan", "email": ""
        });
        assert_eq!(api, expected);
    }
}

#[tokio::test]
async fn a_user_registers_by_email_and_sub_is_their_id() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code("ZhangSan@QQ.com", "REGISTER_EMS").await;
    let answer = device
        .register_email("zhangsan@qq.com", &code, json!({ "mobile": MOBILE }))
        .await
        .succeeded();

    let claims = app
        .verified(answer.body["id_token"].as_str().unwrap())
        .await
        .expect("signed by us");
    assert_eq!(claims["sub"], claims["id"]);
    assert_eq!(claims["email"], "zhangsan@qq.com");
    assert_eq!(claims.get("mobile"), None, "it is not verified");
    assert_eq!(claims.get("userName"), None);
}

#[tokio::test]
async fn an_isv_template_serves_the_tenant_that_the_caller_names() {
    let app = TestApp::start().await;
    let device = app.device(TEMPLATE).with("X-tenant-id", TENANT);
    assert!(
        device
            .sign_up(MOBILE, json!({}))
            .await
            .succeeded()
            .is_success()
    );

    let missing = device
        .clone()
        .without("X-tenant-id")
        .get("/api/v2/sdk/captcha")
        .await;
    assert_eq!(
        missing.error(),
        (
            400,
            "COMMON.1001",
            "Parameter X-tenant-id cannot be left blank."
        )
    );
    for (tenant, code) in [
        ("11111111111111111111111111111111", "COMMON.1006"),
        ("mine", "COMMON.1002"),
    ] {
        let refused = device
            .clone()
            .with("X-tenant-id", tenant)
            .get("/api/v2/sdk/captcha")
            .await;
        assert_eq!(
            refused.error(),
            (400, code, refused.body["error_msg"].as_str().unwrap()),
            "{tenant}"
        );
    }
    // An ordinary application ignores the header.
    app.device(EIAM)
        .with("X-tenant-id", "mine")
        .get("/api/v2/sdk/captcha")
        .await
        .succeeded();
}

#[tokio::test]
async fn a_forged_id_token_does_not_verify() {
    let app = TestApp::start().await;
    let answer = app
        .device(EIAM)
        .sign_up(MOBILE, json!({}))
        .await
        .succeeded();
    let token = answer.body["id_token"].as_str().unwrap();
    assert!(app.verified(token).await.is_some());
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let forged = format!("{signed}.{}", signature.chars().rev().collect::<String>());
    assert!(app.verified(&forged).await.is_none());
}

#[tokio::test]
async fn the_session_token_is_stored_only_as_a_hash() {
    let app = TestApp::start().await;
    let answer = app
        .device(EIAM)
        .sign_up(MOBILE, json!({}))
        .await
        .succeeded();
    let token = answer.body["session_token"].as_str().unwrap();
    let sessions = app.items("SESSION#");
    assert_eq!(sessions.len(), 1);
    assert_eq!(
        sessions[0]["expires_at"]["N"],
        (START.secs() + 43_200).to_string()
    );
    assert!(
        !app.all_items()
            .iter()
            .any(|item| item.to_string().contains(token)),
        "the token itself is stored"
    );
}

#[tokio::test]
async fn country_codes_lists_the_countries_whose_mobiles_are_accepted() {
    let app = TestApp::with_limits("countries: [\"*\"]").await;
    let answer = app
        .device(EIAM)
        .get("/api/v2/sdk/country-codes")
        .await
        .succeeded();
    assert_eq!(answer.body["preferredAreaCode"], "CN");
    let countries = answer.body["phoneAreaCodeDefinitions"].as_array().unwrap();
    assert!(countries.len() > 200);
    let china = countries
        .iter()
        .find(|country| country["countryCode"] == "CN")
        .unwrap();
    let expected = json!({
        "areaCode": "86", "countryCode": "CN", "mobileRegex": r"^(\+86){0,1}\-?1\d{10}$", "areaCodeSuffixes": [],
        "displayMapping": { "zh-TW": "中國大陸", "en": "China", "zh-CN": "中国大陆" },
    });
    assert_eq!(china, &expected);
}

#[tokio::test]
async fn every_wechat_binding_signs_in_in_every_dialect() {
    for (client, source, expire) in [
        (EIAM, "sources: [mini]", 604_800),
        (CIAM, "sources: [mini-bind]", 432_000),
        (ONEACCESS, "sources: [sister]", 604_800),
    ] {
        let app = TestApp::with_changes(&[(source, "sources: [mini]")]).await;
        let device = app.device(client);
        let form = json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" });
        device.sign_up(MOBILE, form).await.succeeded();
        let mailed = device.code(EMAIL, "REGISTER_EMS").await;
        device
            .register_email(EMAIL, &mailed, json!({}))
            .await
            .succeeded();
        app.advance(61);
        let bind_sms = json!({ "mobile": MOBILE, "verify_code": device.code(MOBILE, "BIND_MOBILE_SMS").await });
        let bind_mail =
            json!({ "email": EMAIL, "verify_code": device.code(EMAIL, "BIND_EMAIL_EMS").await });
        let new_sms = json!({ "mobile": "15201657001", "verify_code": device.code("15201657001", "REGISTER_SMS").await });
        let other = app.device(client);
        let new_mail = json!({ "email": "new@qq.com", "verify_code": other.code("new@qq.com", "REGISTER_EMS").await });
        for (person, path, body) in [
            ("one", BIND, bind_sms),
            ("two", BIND, bind_mail),
            ("three", REGISTER_BIND, new_sms),
            ("four", REGISTER_BIND, new_mail),
            (
                "five",
                PHONE_REGISTER_BIND,
                json!({ "wechat_code": "+86-15201657002" }),
            ),
            (
                "six",
                PHONE_BIND,
                json!({ "wechat_code": "+86-15201657003" }),
            ),
            (
                "seven",
                PASSWORD_BIND,
                json!({ "user_name": "lisi", "password": "QWE@qwe123" }),
            ),
        ] {
            match person {
                "six" => drop(
                    app.device(client)
                        .sign_up("15201657003", json!({}))
                        .await
                        .succeeded(),
                ),
                "seven" => {
                    let form = json!({ "user_name": "lisi", "pwd": "QWE@qwe123" });
                    app.device(client)
                        .sign_up("15201657004", form)
                        .await
                        .succeeded();
                }
                _ => {}
            }
            let token = device.state_token(person).await;
            let answer = device.with_state_token(&token).post(path, body).await;
            assert!(answer.is_success(), "{client} {path}: {answer:?}");
            // EIAM's pages of the two calls with WeChat's number have a shorter session.
            let expire = match (client, path) {
                (EIAM, PHONE_BIND | PHONE_REGISTER_BIND) => 432_000,
                _ => expire,
            };
            assert_eq!(answer.body["expire"], expire, "{client} {path}");
            assert!(
                app.verified(answer.body["id_token"].as_str().unwrap())
                    .await
                    .is_some()
            );
            assert!(device.login(person).await.is_success(), "{client} {path}");
        }
    }
}
