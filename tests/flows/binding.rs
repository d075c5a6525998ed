//! WeChat login with an unknown account, and binding that account to a user.

use crate::test_app::{
    BIND, CIAM, Device, EIAM, EMAIL, LOGIN, MOBILE, ONEACCESS, OTHER_TENANT, PASSWORD_BIND,
    PHONE_BIND, PHONE_REGISTER_BIND, REGISTER_BIND, Response, TEMPLATE, TENANT, TestApp,
    concurrently, with_slow_transaction, wrong_code,
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use local::cloud::proxy::faults::Fault;
use serde_json::{Value, json};
use shared::storage::write::Write;

const BAD_STATE: (u16, &str, &str) = (400, "SDK.COMMON.1007", "state_token parameter error");
const FLOW: &str = "{\"socialBindOrRegisterFlow\":[\"VERIFY_PHONE\",\"VERIFY_EMAIL\"]}";

async fn register_bind(device: &Device<'_>, token: &str, mobile: &str) -> Response {
    let code = device.code(mobile, "REGISTER_SMS").await;
    device
        .with_state_token(token)
        .post(
            REGISTER_BIND,
            json!({ "mobile": mobile, "verify_code": code }),
        )
        .await
}

async fn bind(device: &Device<'_>, token: &str, mobile: &str) -> Response {
    let code = device.code(mobile, "BIND_MOBILE_SMS").await;
    device
        .with_state_token(token)
        .post(BIND, json!({ "mobile": mobile, "verify_code": code }))
        .await
}

/// The user id in the `id_token` of a successful response.
async fn user(app: &TestApp, answer: &Response) -> Value {
    assert!(answer.is_success(), "{answer:?}");
    app.verified(answer.body["id_token"].as_str().unwrap())
        .await
        .expect("signed by us")["id"]
        .clone()
}

#[tokio::test]
async fn an_unknown_account_registers_by_mail_and_then_signs_in() {
    for client in [EIAM, ONEACCESS] {
        let app = TestApp::start().await;
        let device = app.device(client);
        let login = device.login("a-person").await.succeeded();
        assert_eq!(
            (&login.body["status"], &login.body["data"]),
            (&json!("USER_REGISTER"), &json!(FLOW))
        );
        let token = login.body["state_token"].as_str().unwrap();
        let code = device.code(EMAIL, "REGISTER_EMS").await;
        let bound = device
            .with_state_token(token)
            .post(
                REGISTER_BIND,
                json!({ "email": EMAIL, "verify_code": code }),
            )
            .await;
        let registered = user(&app, &bound).await;
        assert_eq!(bound.body["expire"], 604_800);
        assert_eq!(
            user(&app, &device.login("a-person").await).await,
            registered
        );
        assert_eq!(
            device.login("another-person").await.body["status"],
            "USER_REGISTER"
        );
    }
}

#[tokio::test]
async fn an_unknown_account_binds_to_its_user_by_the_number_that_wechat_verified() {
    let app = TestApp::start().await;
    let device = app.device(CIAM);
    let registered = user(&app, &device.sign_up("15201657321", json!({})).await).await;
    let login = device.login("a-person").await.succeeded();
    assert_eq!(
        (&login.body["status"], &login.body["data"]),
        (&json!("SOCIAL_BIND"), &json!(FLOW))
    );
    let token = login.body["state_token"].as_str().unwrap();
    let bound = device
        .with_state_token(token)
        .post(
            PHONE_BIND,
            json!({ "wechat_code": "number:+86-15201657321" }),
        )
        .await;
    assert_eq!(user(&app, &bound).await, registered);
    assert_eq!(
        user(&app, &device.login("a-person").await).await,
        registered
    );
    assert_eq!(app.items("USER#").len(), 2, "a user and a link");
}

#[tokio::test]
async fn every_binding_endpoint_links_the_existing_user() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" });
    let registered = user(&app, &device.sign_up("15201657321", form).await).await;
    let wechat_phone = json!({ "wechat_code": "+86-15201657321" });
    let password = json!({ "user_name": "ZhangSan", "password": "QWE@qwe123" });
    for (path, body) in [
        (PHONE_BIND, wechat_phone.clone()),
        (
            PHONE_REGISTER_BIND,
            json!({ "wechat_code": "number:+86-15201657321" }),
        ),
        (PASSWORD_BIND, password),
    ] {
        // A cloud of its own for each endpoint, so that each of them makes the link.
        let other = TestApp::start().await;
        let device = other.device(EIAM);
        let form = json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" });
        let registered = user(&other, &device.sign_up("15201657321", form).await).await;
        let token = device.state_token("a-person").await;
        let bound = device.with_state_token(&token).post(path, body).await;
        assert_eq!(user(&other, &bound).await, registered, "{path}");
        assert_eq!(
            user(&other, &device.login("a-person").await).await,
            registered,
            "{path}"
        );
    }
    app.advance(61);
    let token = device.state_token("a-person").await;
    assert_eq!(
        user(&app, &register_bind(&device, &token, "15201657321").await).await,
        registered
    );
}

#[tokio::test]
async fn an_unknown_contact_leads_to_registration_where_the_source_allows_it() {
    let app = TestApp::start().await;
    // bind_or_register
    let device = app.device(EIAM);
    let token = device.state_token("a-person").await;
    for answer in [
        bind(&device, &token, MOBILE).await,
        device
            .with_state_token(&token)
            .post(PHONE_BIND, json!({ "wechat_code": "+86-15201657388" }))
            .await,
    ] {
        let expected = json!({ "status": "USER_REGISTER", "state_token": token, "data": FLOW });
        assert_eq!(answer.succeeded().body, expected);
    }
    // The code of the failed binding was for binding; the state token is still valid.
    app.advance(61);
    assert!(register_bind(&device, &token, MOBILE).await.is_success());

    // bind
    let device = app.device(CIAM);
    let token = device.state_token("another-person").await;
    app.advance(61);
    let nobody = bind(&device, &token, "15201657355").await;
    assert_eq!(
        nobody.error(),
        (
            400,
            "IDAAS.SDK.COMMON.1013",
            "The corresponding user is not found"
        )
    );
    let nobody = device
        .with_state_token(&token)
        .post(PHONE_BIND, json!({ "wechat_code": "+86-15201657366" }))
        .await;
    assert_eq!(nobody.succeeded().body["status"], "SOCIAL_BIND");
    let refused = register_bind(&device, &token, "15201657377").await;
    assert_eq!(
        refused.error(),
        (
            400,
            "IDAAS.SDK.COMMON.1009",
            "Unknown authentication configuration"
        )
    );
    assert!(app.items("USER#").len() == 2);
}

#[tokio::test]
async fn a_disabled_user_and_a_blocked_or_unadmitted_account_are_denied() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    assert_eq!(
        device.login("blocked").await.succeeded().body,
        json!({ "status": "ACCESS_DENIED" })
    );

    let closed =
        TestApp::with_changes(&[("sources: [mini]", "sources: [mini]\n    open: false")]).await;
    assert_eq!(
        closed.device(EIAM).login("a-person").await.succeeded().body,
        json!({ "status": "ACCESS_DENIED" })
    );
    let failing =
        TestApp::with_changes(&[("unassociated: bind_or_register", "unassociated: fail")]).await;
    assert_eq!(
        failing
            .device(EIAM)
            .login("a-person")
            .await
            .succeeded()
            .body,
        json!({ "status": "ACCESS_DENIED" })
    );

    let token = device.state_token("a-person").await;
    register_bind(&device, &token, MOBILE).await.succeeded();
    app.disable_users().await;
    assert_eq!(
        device.login("a-person").await.succeeded().body,
        json!({ "status": "ACCESS_DENIED" })
    );
    let token = device.state_token("another-person").await;
    app.advance(61);
    assert_eq!(
        bind(&device, &token, MOBILE).await.succeeded().body,
        json!({ "status": "ACCESS_DENIED" })
    );
}

#[tokio::test]
async fn a_social_account_has_one_user_and_a_user_one_account_of_a_source() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let first = device.state_token("a-person").await;
    let second = device.state_token("a-person").await;
    register_bind(&device, &first, MOBILE).await.succeeded();
    // The same WeChat account again, with the mobile of nobody yet.
    let refused = register_bind(&device, &second, "15201657399").await;
    assert_eq!(
        refused.error(),
        (
            400,
            "SDK.SOCIAL.1001",
            "The social account is already bound to another user"
        )
    );
    // Another WeChat account, with the mobile of the user who already has one.
    app.advance(61);
    let token = device.state_token("another-person").await;
    let bound = bind(&device, &token, MOBILE).await;
    assert_eq!(bound.error().1, "SDK.SOCIAL.1002");
    // The same WeChat account and its own user: a sign-in that links nothing new.
    app.advance(61);
    let answer = bind(&device, &second, MOBILE).await;
    assert!(answer.is_success(), "{answer:?}");
    assert_eq!(app.items("SOCIAL#").len(), 1);
}

#[tokio::test]
async fn a_unionid_is_one_user_across_mini_programs_and_may_come_later() {
    let app = TestApp::start().await;
    let (device, sister_app) = (app.device(EIAM), app.device(ONEACCESS));
    let token = device.state_token("no-union-lily").await;
    let lily = user(&app, &register_bind(&device, &token, MOBILE).await).await;
    assert_eq!(
        sister_app.login("union-lily").await.body["status"],
        "USER_REGISTER",
        "the unionid is not known yet"
    );
    assert_eq!(
        user(&app, &device.login("union-lily").await).await,
        lily,
        "the unionid is linked"
    );
    assert_eq!(
        user(&app, &sister_app.login("union-lily").await).await,
        lily,
        "and known to the other app"
    );
    assert_eq!(
        user(&app, &sister_app.login("no-union-lily").await).await,
        lily,
        "its openid is linked too"
    );
    assert_eq!(app.items("SOCIAL#").len(), 3, "two openids and a unionid");
}

#[tokio::test]
async fn two_users_are_not_merged_silently() {
    let app = TestApp::start().await;
    let (device, sister_app) = (app.device(EIAM), app.device(ONEACCESS));
    let token = device.state_token("no-union-lily").await;
    register_bind(&device, &token, MOBILE).await.succeeded();
    let token = sister_app.state_token("union-lily").await;
    register_bind(&sister_app, &token, "15201657399")
        .await
        .succeeded();
    assert_eq!(
        device.login("union-lily").await.error().1,
        "SDK.SOCIAL.1001"
    );
}

#[tokio::test]
async fn thirty_two_concurrent_bindings_with_one_state_token_and_code_are_one_link() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let token = device.state_token("a-person").await;
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let holding = device.with_state_token(&token);
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    let answers = concurrently((0..32).map(|_| holding.post(REGISTER_BIND, body.clone()))).await;
    assert_eq!(
        answers.iter().filter(|answer| answer.is_success()).count(),
        1,
        "{answers:?}"
    );
    let counts = ["USER#", "MOBILE#", "SOCIAL#", "SESSION#"].map(|kind| app.items(kind).len());
    assert_eq!(
        counts,
        [2, 1, 1, 1],
        "a user and a link, their owners, a session"
    );
    assert!(app.items("STATE#").is_empty());
}

/// Tokens made from a valid state token by someone without its key; `public` is our RSA modulus.
fn forgeries(good: &str, public: &str) -> Vec<String> {
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let (header, claims) = signed.split_once('.').unwrap();
    let encode = |text: &str| BASE64_URL_SAFE_NO_PAD.encode(text);
    let claims_text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    let longer = claims_text.replace("\"exp\":", "\"exp\":9");
    let no_algorithm = encode("{\"alg\":\"none\",\"typ\":\"JWT\"}");
    let rs256 = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
    let by_public = {
        let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, public.as_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(aws_lc_rs::hmac::sign(&key, signed.as_bytes()))
    };
    vec![
        "x".to_owned(),
        format!("{signed}."),
        format!("{signed}.{}", signature.chars().rev().collect::<String>()),
        format!("{header}.{}.{signature}", encode(&longer)),
        format!("{no_algorithm}.{claims}."),
        format!("{no_algorithm}.{claims}.{signature}"),
        format!("{rs256}.{claims}.{signature}"),
        format!("{signed}.{by_public}"),
    ]
}

#[tokio::test]
async fn an_invalid_state_token_costs_no_attempt_of_the_code() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let good = device.state_token("a-person").await;
    let spent = device.state_token("another-person").await;
    register_bind(&device, &spent, "15201657399")
        .await
        .succeeded();
    let old = device.state_token("a-third-person").await;
    let code = device.code(MOBILE, "REGISTER_SMS").await;

    let public = app.device(EIAM).get("/api/v1/oauth2/keys").await.body["keys"][0]["n"]
        .as_str()
        .unwrap()
        .to_owned();
    let id_token = app
        .device(OTHER_TENANT)
        .sign_up(MOBILE, json!({}))
        .await
        .body["id_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let forged = [forgeries(&good, &public), vec![id_token, spent]].concat();
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    for token in &forged {
        for path in [REGISTER_BIND, "/api/v2/sdk/mfa/sms"] {
            let answer = device
                .with_state_token(token)
                .post(path, body.clone())
                .await;
            assert_eq!(answer.error(), BAD_STATE, "{token}");
        }
    }
    let another_device = app.device(EIAM).with_state_token(&good);
    assert_eq!(
        another_device
            .post(REGISTER_BIND, body.clone())
            .await
            .error(),
        BAD_STATE
    );
    for client in [ONEACCESS, OTHER_TENANT, CIAM] {
        let other = device.with_state_token(&good).with("X-client-id", client);
        assert_eq!(
            other.post(REGISTER_BIND, body.clone()).await.error().2,
            BAD_STATE.2,
            "{client}"
        );
    }
    let other_tenant = device
        .with_state_token(&good)
        .with("X-client-id", TEMPLATE)
        .with("X-tenant-id", TENANT);
    assert_eq!(
        other_tenant.post(BIND, body.clone()).await.error().2,
        BAD_STATE.2
    );
    assert_eq!(
        device.post(REGISTER_BIND, body.clone()).await.code(),
        "SDK.COMMON.1001"
    );

    assert_eq!(app.codes()[0].1, 0, "no try of the code is lost");
    assert!(
        device
            .with_state_token(&good)
            .post(REGISTER_BIND, body.clone())
            .await
            .is_success()
    );
    app.advance(600);
    assert_eq!(
        device
            .with_state_token(&old)
            .post(REGISTER_BIND, body)
            .await
            .error(),
        BAD_STATE,
        "ten minutes"
    );
}

#[tokio::test]
async fn a_state_token_survives_ten_correctable_failures() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device.sign_up("15201657399", json!({})).await.succeeded();
    let token = device.state_token("a-person").await;
    let code = device.code(MOBILE, "BIND_MOBILE_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    for _ in 0..10 {
        assert_eq!(
            device
                .with_state_token(&token)
                .post(BIND, body.clone())
                .await
                .succeeded()
                .body["status"],
            "USER_REGISTER"
        );
    }
    assert_eq!(
        device
            .with_state_token(&token)
            .post(BIND, body)
            .await
            .error(),
        BAD_STATE
    );
}

#[tokio::test]
async fn a_wrong_code_keeps_the_state_token_alive() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let token = device.state_token("a-person").await;
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let body = |code: &str| json!({ "mobile": MOBILE, "verify_code": code });
    let holding = device.with_state_token(&token);
    assert_eq!(
        holding
            .post(REGISTER_BIND, body(&wrong_code(&code)))
            .await
            .code(),
        "SDK.CAPTCHA.1007"
    );
    assert!(holding.post(REGISTER_BIND, body(&code)).await.is_success());
}

#[tokio::test]
async fn a_code_for_registering_does_not_bind_and_the_other_way_round() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device.sign_up(MOBILE, json!({})).await.succeeded();
    app.advance(61);
    let token = device.state_token("a-person").await;
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    assert_eq!(
        device
            .with_state_token(&token)
            .post(BIND, body)
            .await
            .code(),
        "SDK.CAPTCHA.1007"
    );
    app.advance(61);
    let code = device.code(MOBILE, "BIND_MOBILE_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    assert_eq!(
        device
            .with_state_token(&token)
            .post(REGISTER_BIND, body)
            .await
            .code(),
        "SDK.CAPTCHA.1007"
    );
}

#[tokio::test]
async fn a_binding_takes_one_contact_at_a_time() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let holding = device.with_state_token(&device.state_token("a-person").await);
    let both = json!({ "mobile": MOBILE, "email": EMAIL, "verify_code": "123456" });
    assert_eq!(
        holding.post(BIND, both).await.error(),
        (400, "SDK.COMMON.1006", "The mobile parameter error")
    );
    let neither = holding.post(BIND, json!({ "verify_code": "123456" })).await;
    assert_eq!(
        neither.error(),
        (
            400,
            "SDK.COMMON.1001",
            "Parameter mobile cannot be left blank."
        )
    );
}

#[tokio::test]
async fn a_wrong_password_is_counted_and_an_unknown_name_gets_the_same_response() {
    let app = TestApp::with_changes(&[(
        "    form:\n",
        "    limits: { failures_per_day: 3 }\n    form:\n",
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
    let holding = device.with_state_token(&device.state_token("a-person").await);
    let attempt = async |name: &str, password: &str| {
        holding
            .post(
                PASSWORD_BIND,
                json!({ "user_name": name, "password": password }),
            )
            .await
    };
    for name in ["zhangsan", "nobody"] {
        for left in [2, 1, 0] {
            let refused = attempt(name, "QWE@qwe124").await;
            let expected = format!("Invalid account name or password. Remaining attempts: {left}.");
            assert_eq!(
                refused.error(),
                (400, "SDK.LOGIN.1005", expected.as_str()),
                "{name}"
            );
        }
        assert_eq!(
            attempt(name, "QWE@qwe123").await.code(),
            "SDK.LOGIN.1003",
            "{name}"
        );
    }
    app.advance(120);
    assert_eq!(
        attempt("zhangsan", "QWE@qwe123").await.code(),
        "SDK.LOGIN.1003",
        "for an hour, not for a minute"
    );
    app.advance(3600);
    let holding = device.with_state_token(&device.state_token("a-person").await);
    let right = json!({ "user_name": "zhangsan", "password": "QWE@qwe123" });
    assert!(holding.post(PASSWORD_BIND, right).await.is_success());
}

#[tokio::test]
async fn an_internal_failure_during_a_password_check_costs_no_attempt() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device
        .sign_up(
            MOBILE,
            json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" }),
        )
        .await
        .succeeded();
    let holding = device.with_state_token(&device.state_token("a-person").await);
    let attempt = async |password: &str| {
        holding
            .post(
                PASSWORD_BIND,
                json!({ "user_name": "zhangsan", "password": password }),
            )
            .await
    };
    for _ in 0..4 {
        app.script_faults("GetItem DirectoryTable USER#", [Fault::Refuse]);
        assert_eq!(attempt("QWE@qwe123").await.code(), "SDK.COMMON.1008");
    }
    let expected = "Invalid account name or password. Remaining attempts: 9.";
    assert_eq!(
        attempt("QWE@qwe124").await.error(),
        (400, "SDK.LOGIN.1005", expected)
    );
    assert!(attempt("QWE@qwe123").await.is_success());
}

#[tokio::test]
async fn while_strangers_keep_a_name_locked_its_owner_signs_in_from_their_own_account() {
    let app = TestApp::start().await;
    app.device(EIAM)
        .sign_up(
            MOBILE,
            json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" }),
        )
        .await
        .succeeded();
    let attempt = async |device: &Device<'_>, password: &str| {
        device
            .post(
                PASSWORD_BIND,
                json!({ "user_name": "zhangsan", "password": password }),
            )
            .await
    };
    let account = async |name: String| {
        let device = app.device(EIAM);
        device.with_state_token(&device.state_token(&name).await)
    };
    let mut strangers = Vec::new();
    for number in 0..15 {
        let stranger = account(format!("stranger-{number}")).await;
        assert_eq!(
            attempt(&stranger, "QWE@qwe124").await.code(),
            "SDK.LOGIN.1005",
            "{number}"
        );
        strangers.push(stranger);
    }
    // Every account that has made an attempt is locked out, with the right password too; no other
    // account is.
    assert_eq!(
        attempt(&strangers[0], "QWE@qwe123").await.code(),
        "SDK.LOGIN.1003"
    );
    let owner = account("the-owner".to_owned()).await;
    assert!(attempt(&owner, "QWE@qwe123").await.is_success());
}

#[tokio::test]
async fn a_password_registered_with_an_unverified_contact_gives_no_access_to_its_owners_account() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    // An intruder registers with their own mobile and the victim's e-mail address.
    let form = json!({ "email": EMAIL, "user_name": "intruder", "pwd": "QWE@qwe123" });
    let intruder = user(&app, &device.sign_up("15201657399", form).await).await;
    // The victim registers with that address and verifies it.
    let token = device.state_token("the-victim").await;
    let code = device.code(EMAIL, "REGISTER_EMS").await;
    let bound = device
        .with_state_token(&token)
        .post(
            REGISTER_BIND,
            json!({ "email": EMAIL, "verify_code": code }),
        )
        .await;
    let victim = user(&app, &bound).await;
    assert_ne!(victim, intruder);
    // The intruder's password still signs in the intruder.
    let holding = device.with_state_token(&device.state_token("the-intruder").await);
    let login = holding
        .post(
            PASSWORD_BIND,
            json!({ "user_name": "intruder", "password": "QWE@qwe123" }),
        )
        .await;
    assert_eq!(user(&app, &login).await, intruder);
}

#[tokio::test]
async fn tenants_do_not_share_social_accounts() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let token = device.state_token("a-person").await;
    register_bind(&device, &token, MOBILE).await.succeeded();
    assert_eq!(
        app.device(OTHER_TENANT).login("a-person").await.body["status"],
        "USER_REGISTER"
    );
}

#[tokio::test]
async fn two_users_binding_one_account_concurrently_do_not_both_succeed() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let mut calls = Vec::new();
    for mobile in ["15201657001", "15201657002"] {
        let token = device.state_token("a-person").await;
        let code = app.device(EIAM).code(mobile, "REGISTER_SMS").await;
        calls.push((
            device.with_state_token(&token),
            json!({ "mobile": mobile, "verify_code": code }),
        ));
    }
    let answers = concurrently(
        calls
            .iter()
            .map(|(holding, body)| holding.post(REGISTER_BIND, body.clone())),
    )
    .await;
    assert_eq!(
        answers.iter().filter(|answer| answer.is_success()).count(),
        1,
        "{answers:?}"
    );
    assert!(
        answers
            .iter()
            .any(|answer| answer.code() == "SDK.SOCIAL.1001"),
        "{answers:?}"
    );
    let counts = ["USER#", "MOBILE#", "SOCIAL#", "SESSION#"].map(|kind| app.items(kind).len());
    assert_eq!(
        counts,
        [2, 1, 1, 1],
        "a user and a link, their owners, a session"
    );
}

#[tokio::test]
async fn two_accounts_binding_one_user_concurrently_do_not_both_succeed() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device
        .sign_up(
            MOBILE,
            json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" }),
        )
        .await
        .succeeded();
    let first = device.with_state_token(&device.state_token("a-person").await);
    let second = device.with_state_token(&device.state_token("another-person").await);
    let body = json!({ "user_name": "zhangsan", "password": "QWE@qwe123" });
    let answers =
        concurrently([&first, &second].map(|holding| holding.post(PASSWORD_BIND, body.clone())))
            .await;
    assert_eq!(
        answers.iter().filter(|answer| answer.is_success()).count(),
        1,
        "{answers:?}"
    );
    assert!(
        answers
            .iter()
            .any(|answer| answer.code() == "SDK.SOCIAL.1002"),
        "{answers:?}"
    );
    assert_eq!(
        (app.items("SOCIAL#").len(), app.items("USER#").len()),
        (1, 2)
    );
}

#[tokio::test]
async fn a_source_removed_from_the_application_no_longer_binds() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let token = device.state_token("a-person").await;
    app.reconfigure(&[("sources: [mini]", "sources: []")]).await;
    let refused = register_bind(&device, &token, MOBILE).await;
    assert_eq!(
        refused.error(),
        (
            400,
            "SDK.COMMON.1009",
            "Unknown authentication configuration"
        )
    );
    assert_eq!(device.login("a-person").await.code(), "SDK.COMMON.1009");
    app.reconfigure(&[]).await;
    let code = json!({ "mobile": MOBILE, "verify_code": app.last_code() });
    assert!(
        device
            .with_state_token(&token)
            .post(REGISTER_BIND, code)
            .await
            .is_success(),
        "neither token nor code is lost"
    );
}

#[tokio::test]
async fn a_device_that_used_a_password_gets_in_while_others_keep_its_name_locked() {
    let app = TestApp::with_limits("failures_per_day: 3").await;
    let give = async |device: &Device<'_>, person: &str, password: &str| {
        let token = device.state_token(person).await;
        let body = json!({ "user_name": "zhangsan", "password": password });
        let holding = device.with_state_token(&token);
        holding.post(PASSWORD_BIND, body).await
    };
    let owner = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" });
    owner.sign_up(MOBILE, form).await.succeeded();
    let bound = give(&owner, "the-owner", "QWE@qwe123").await;
    assert!(bound.is_success(), "{bound:?}");
    let thief = app.device(EIAM);
    for _ in 0..4 {
        let refused = give(&thief, "the-thief", "QWE@qwe124").await;
        assert!(refused.code().starts_with("SDK.LOGIN."), "{refused:?}");
    }
    let locked = give(&thief, "the-thief", "QWE@qwe123").await;
    assert_eq!(locked.code(), "SDK.LOGIN.1003");
    // From another network, and after a slip of the finger.
    let moved = owner.at("203.0.113.77");
    let slip = give(&moved, "another-account", "QWE@qwe125").await;
    assert!(slip.code().starts_with("SDK.LOGIN."), "{slip:?}");
    assert_ne!(slip.code(), "SDK.LOGIN.1003");
    let taken = give(&moved, "another-account", "QWE@qwe123").await;
    assert_eq!(taken.code(), "SDK.SOCIAL.1002", "the password was right");
}

/// A binding that ends while its user is being erased may leave the item behind
/// that names the owner.
#[tokio::test]
async fn an_account_whose_user_is_gone_is_nobodys() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let bind = async |mobile: &str| {
        let token = device.state_token("a-person").await;
        let code = device.code(mobile, "REGISTER_SMS").await;
        let body = json!({ "mobile": mobile, "verify_code": code });
        let holding = device.with_state_token(&token);
        holding.post(REGISTER_BIND, body).await
    };
    assert!(bind(MOBILE).await.is_success());
    app.change_users(Write::delete).await;
    let login = device.login("a-person").await.succeeded();
    assert_eq!(login.body["status"], "USER_REGISTER");
    let again = bind("15201657399").await;
    assert!(again.is_success(), "{again:?}");
    assert!(device.login("a-person").await.is_success());
}

#[tokio::test]
async fn whoever_is_disabled_or_erased_meanwhile_is_not_let_in() {
    for is_erased in [false, true] {
        for path in [BIND, PASSWORD_BIND, LOGIN] {
            let app = TestApp::start().await;
            let device = app.device(EIAM);
            let form = json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" });
            device.sign_up(MOBILE, form).await.succeeded();
            if path == LOGIN {
                let token = device.state_token("a-person").await;
                let body = json!({ "user_name": "zhangsan", "password": "QWE@qwe123" });
                let bound = device
                    .with_state_token(&token)
                    .post(PASSWORD_BIND, body)
                    .await;
                assert!(bound.is_success(), "{bound:?}");
            }
            let before = app.items("SESSION#").len();
            app.advance(61);
            let (device, body) = match path {
                LOGIN => (device.clone(), json!({ "code": "a-person" })),
                BIND => {
                    let token = device.state_token("a-person").await;
                    let code = device.code(MOBILE, "BIND_MOBILE_SMS").await;
                    let body = json!({ "mobile": MOBILE, "verify_code": code });
                    (device.with_state_token(&token), body)
                }
                _ => {
                    let token = device.state_token("a-person").await;
                    let body = json!({ "user_name": "zhangsan", "password": "QWE@qwe123" });
                    (device.with_state_token(&token), body)
                }
            };
            let gone = async {
                if is_erased {
                    app.erase_users().await;
                } else {
                    app.disable_users().await;
                }
            };
            let answer = with_slow_transaction(&app, device.post(path, body), gone).await;
            assert!(
                !answer.is_success(),
                "{path}, erased: {is_erased}: {answer:?}"
            );
            assert_eq!(
                answer.status, 200,
                "{path}, erased: {is_erased}: {answer:?}"
            );
            assert_eq!(answer.body["status"], "ACCESS_DENIED");
            assert!(app.items("SESSION#").len() <= before);
            if is_erased {
                // The account is nobody's now, and the contact may be registered again.
                let again = device.login("a-person").await.succeeded();
                assert_eq!(again.body["status"], "USER_REGISTER", "{path}");
                app.advance(61);
                device.sign_up(MOBILE, json!({})).await.succeeded();
            }
        }
    }
}
