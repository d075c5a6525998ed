//! Arriving with a WeChat account, and binding it.

use crate::test_app::{
    Answer, BIND, CIAM, Device, EIAM, EMAIL, MOBILE, ONEACCESS, PASSWORD_BIND, PHONE_BIND,
    PHONE_REGISTER_BIND, REGISTER_BIND, STRANGER, TEMPLATE, TENANT, TestApp, at_once, wrong,
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use local::cloud::proxy::faults::Fault;
use serde_json::{Value, json};

const BAD_STATE: (u16, &str, &str) = (400, "SDK.COMMON.1007", "state_token parameter error");
const FLOW: &str = "{\"socialBindOrRegisterFlow\":[\"VERIFY_PHONE\",\"VERIFY_EMAIL\"]}";

async fn register_bind(device: &Device<'_>, token: &str, mobile: &str) -> Answer {
    let code = device.code(mobile, "REGISTER_SMS").await;
    device
        .holding(token)
        .post(
            REGISTER_BIND,
            json!({ "mobile": mobile, "verify_code": code }),
        )
        .await
}

async fn bind(device: &Device<'_>, token: &str, mobile: &str) -> Answer {
    let code = device.code(mobile, "BIND_MOBILE_SMS").await;
    device
        .holding(token)
        .post(BIND, json!({ "mobile": mobile, "verify_code": code }))
        .await
}

/// Who a token is about.
async fn user(app: &TestApp, answer: &Answer) -> Value {
    assert!(answer.is_success(), "{answer:?}");
    app.verified(answer.body["id_token"].as_str().unwrap())
        .await
        .expect("signed by us")["id"]
        .clone()
}

#[tokio::test]
async fn a_stranger_registers_by_mail_and_is_known_from_then_on() {
    for client in [EIAM, ONEACCESS] {
        let app = TestApp::start().await;
        let device = app.device(client);
        let arrived = device.login("a-person").await.succeeded();
        assert_eq!(
            (&arrived.body["status"], &arrived.body["data"]),
            (&json!("USER_REGISTER"), &json!(FLOW))
        );
        let token = arrived.body["state_token"].as_str().unwrap();
        let code = device.code(EMAIL, "REGISTER_EMS").await;
        let bound = device
            .holding(token)
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
async fn a_stranger_binds_the_user_they_are_by_the_number_that_wechat_vouches_for() {
    let app = TestApp::start().await;
    let device = app.device(CIAM);
    let registered = user(&app, &device.sign_up("15201657321", json!({})).await).await;
    let arrived = device.login("a-person").await.succeeded();
    assert_eq!(
        (&arrived.body["status"], &arrived.body["data"]),
        (&json!("SOCIAL_BIND"), &json!(FLOW))
    );
    let token = arrived.body["state_token"].as_str().unwrap();
    let bound = device
        .holding(token)
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
async fn every_call_links_the_existing_user() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" });
    let registered = user(&app, &device.sign_up("15201657321", form).await).await;
    let vouched = json!({ "wechat_code": "+86-15201657321" });
    let password = json!({ "user_name": "ZhangSan", "password": "QWE@qwe123" });
    for (path, body) in [
        (PHONE_BIND, vouched.clone()),
        (
            PHONE_REGISTER_BIND,
            json!({ "wechat_code": "number:+86-15201657321" }),
        ),
        (PASSWORD_BIND, password),
    ] {
        // The same person each time: the first call links, the others find them linked.
        let other = TestApp::start().await;
        let device = other.device(EIAM);
        let form = json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" });
        let registered = user(&other, &device.sign_up("15201657321", form).await).await;
        let token = device.arrive("a-person").await;
        let bound = device.holding(&token).post(path, body).await;
        assert_eq!(user(&other, &bound).await, registered, "{path}");
        assert_eq!(
            user(&other, &device.login("a-person").await).await,
            registered,
            "{path}"
        );
    }
    app.pass(61);
    let token = device.arrive("a-person").await;
    assert_eq!(
        user(&app, &register_bind(&device, &token, "15201657321").await).await,
        registered
    );
}

#[tokio::test]
async fn a_contact_of_nobody_leads_on_where_the_source_lets_it() {
    let app = TestApp::start().await;
    // bind_or_register
    let device = app.device(EIAM);
    let token = device.arrive("a-person").await;
    for answer in [
        bind(&device, &token, MOBILE).await,
        device
            .holding(&token)
            .post(PHONE_BIND, json!({ "wechat_code": "+86-15201657388" }))
            .await,
    ] {
        let expected = json!({ "status": "USER_REGISTER", "state_token": token, "data": FLOW });
        assert_eq!(answer.succeeded().body, expected);
    }
    // The code of the failed binding was for binding; the state token lives on.
    app.pass(61);
    assert!(register_bind(&device, &token, MOBILE).await.is_success());

    // bind
    let device = app.device(CIAM);
    let token = device.arrive("another-person").await;
    app.pass(61);
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
        .holding(&token)
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
async fn a_disabled_user_and_a_blocked_or_unwanted_person_are_denied() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    assert_eq!(
        device.login("blocked").await.succeeded().body,
        json!({ "status": "ACCESS_DENIED" })
    );

    let closed = TestApp::changed(&[("sources: [mini]", "sources: [mini]\n    open: false")]).await;
    assert_eq!(
        closed.device(EIAM).login("a-person").await.succeeded().body,
        json!({ "status": "ACCESS_DENIED" })
    );
    let failing =
        TestApp::changed(&[("unassociated: bind_or_register", "unassociated: fail")]).await;
    assert_eq!(
        failing
            .device(EIAM)
            .login("a-person")
            .await
            .succeeded()
            .body,
        json!({ "status": "ACCESS_DENIED" })
    );

    let token = device.arrive("a-person").await;
    register_bind(&device, &token, MOBILE).await.succeeded();
    app.disable_users().await;
    assert_eq!(
        device.login("a-person").await.succeeded().body,
        json!({ "status": "ACCESS_DENIED" })
    );
    let token = device.arrive("another-person").await;
    app.pass(61);
    assert_eq!(
        bind(&device, &token, MOBILE).await.succeeded().body,
        json!({ "status": "ACCESS_DENIED" })
    );
}

#[tokio::test]
async fn a_social_account_has_one_user_and_a_user_one_account_of_a_source() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let first = device.arrive("a-person").await;
    let second = device.arrive("a-person").await;
    register_bind(&device, &first, MOBILE).await.succeeded();
    // The same account once more, with somebody else's mobile.
    let refused = register_bind(&device, &second, "15201657399").await;
    assert_eq!(
        refused.error(),
        (
            400,
            "SDK.SOCIAL.1001",
            "The social account is already bound to another user"
        )
    );
    // Another account, with the mobile of the user who has one.
    app.pass(61);
    let token = device.arrive("another-person").await;
    let bound = bind(&device, &token, MOBILE).await;
    assert_eq!(bound.error().1, "SDK.SOCIAL.1002");
    // The same account and its own user: in, and nothing new.
    app.pass(61);
    let answer = bind(&device, &second, MOBILE).await;
    assert!(answer.is_success(), "{answer:?}");
    assert_eq!(app.items("SOCIAL#").len(), 1);
}

#[tokio::test]
async fn a_unionid_is_one_person_through_all_mini_programs_and_may_come_later() {
    let app = TestApp::start().await;
    let (device, sister) = (app.device(EIAM), app.device(ONEACCESS));
    let token = device.arrive("no-union-lily").await;
    let lily = user(&app, &register_bind(&device, &token, MOBILE).await).await;
    assert_eq!(
        sister.login("union-lily").await.body["status"],
        "USER_REGISTER",
        "her unionid is not known yet"
    );
    assert_eq!(
        user(&app, &device.login("union-lily").await).await,
        lily,
        "it joins"
    );
    assert_eq!(
        user(&app, &sister.login("union-lily").await).await,
        lily,
        "and carries over"
    );
    assert_eq!(
        user(&app, &sister.login("no-union-lily").await).await,
        lily,
        "for good"
    );
    assert_eq!(app.items("SOCIAL#").len(), 3, "two openids and a unionid");
}

#[tokio::test]
async fn two_users_are_not_merged_silently() {
    let app = TestApp::start().await;
    let (device, sister) = (app.device(EIAM), app.device(ONEACCESS));
    let token = device.arrive("no-union-lily").await;
    register_bind(&device, &token, MOBILE).await.succeeded();
    let token = sister.arrive("union-lily").await;
    register_bind(&sister, &token, "15201657399")
        .await
        .succeeded();
    assert_eq!(
        device.login("union-lily").await.error().1,
        "SDK.SOCIAL.1001"
    );
}

#[tokio::test]
async fn thirty_two_at_once_with_one_state_token_and_one_right_code_are_one_link() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let token = device.arrive("a-person").await;
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let holding = device.holding(&token);
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    let answers = at_once((0..32).map(|_| holding.post(REGISTER_BIND, body.clone()))).await;
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

#[tokio::test]
async fn a_bad_state_token_costs_no_try_of_the_code_beside_it() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let good = device.arrive("a-person").await;
    let spent = device.arrive("another-person").await;
    register_bind(&device, &spent, "15201657399")
        .await
        .succeeded();
    let old = device.arrive("a-third-person").await;
    let code = device.code(MOBILE, "REGISTER_SMS").await;

    let (signed, signature) = good.rsplit_once('.').unwrap();
    let (header, claims) = signed.split_once('.').unwrap();
    let encode = |text: &str| BASE64_URL_SAFE_NO_PAD.encode(text);
    let claims_text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    let longer = claims_text.replace("\"exp\":", "\"exp\":9");
    let public = app.device(EIAM).get("/api/v1/oauth2/keys").await.body["keys"][0]["n"]
        .as_str()
        .unwrap()
        .to_owned();
    let by_public = {
        let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, public.as_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(aws_lc_rs::hmac::sign(&key, signed.as_bytes()))
    };
    let id_token = app.device(STRANGER).sign_up(MOBILE, json!({})).await.body["id_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let forged = [
        "x".to_owned(),
        format!("{signed}."),
        format!("{signed}.{}", signature.chars().rev().collect::<String>()),
        format!("{header}.{}.{signature}", encode(&longer)),
        format!("{}.{claims}.", encode("{\"alg\":\"none\",\"typ\":\"JWT\"}")),
        format!(
            "{}.{claims}.{signature}",
            encode("{\"alg\":\"none\",\"typ\":\"JWT\"}")
        ),
        format!(
            "{}.{claims}.{signature}",
            encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
        ),
        format!("{signed}.{by_public}"),
        id_token,
        spent,
    ];
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    for token in &forged {
        for path in [REGISTER_BIND, "/api/v2/sdk/mfa/sms"] {
            let answer = device.holding(token).post(path, body.clone()).await;
            assert_eq!(answer.error(), BAD_STATE, "{token}");
        }
    }
    let another_device = app.device(EIAM).holding(&good);
    assert_eq!(
        another_device
            .post(REGISTER_BIND, body.clone())
            .await
            .error(),
        BAD_STATE
    );
    for client in [ONEACCESS, STRANGER, CIAM] {
        let other = device.holding(&good).with("X-client-id", client);
        assert_eq!(
            other.post(REGISTER_BIND, body.clone()).await.error().2,
            BAD_STATE.2,
            "{client}"
        );
    }
    let other_tenant = device
        .holding(&good)
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
            .holding(&good)
            .post(REGISTER_BIND, body.clone())
            .await
            .is_success()
    );
    app.pass(600);
    assert_eq!(
        device.holding(&old).post(REGISTER_BIND, body).await.error(),
        BAD_STATE,
        "ten minutes"
    );
}

#[tokio::test]
async fn a_state_token_bears_ten_failures_that_can_be_mended() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device.sign_up("15201657399", json!({})).await.succeeded();
    let token = device.arrive("a-person").await;
    let code = device.code(MOBILE, "BIND_MOBILE_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    for _ in 0..10 {
        assert_eq!(
            device
                .holding(&token)
                .post(BIND, body.clone())
                .await
                .succeeded()
                .body["status"],
            "USER_REGISTER"
        );
    }
    assert_eq!(
        device.holding(&token).post(BIND, body).await.error(),
        BAD_STATE
    );
}

#[tokio::test]
async fn a_wrong_code_keeps_the_state_token_alive() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let token = device.arrive("a-person").await;
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let body = |code: &str| json!({ "mobile": MOBILE, "verify_code": code });
    let holding = device.holding(&token);
    assert_eq!(
        holding
            .post(REGISTER_BIND, body(&wrong(&code)))
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
    app.pass(61);
    let token = device.arrive("a-person").await;
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    assert_eq!(
        device.holding(&token).post(BIND, body).await.code(),
        "SDK.CAPTCHA.1007"
    );
    app.pass(61);
    let code = device.code(MOBILE, "BIND_MOBILE_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    assert_eq!(
        device
            .holding(&token)
            .post(REGISTER_BIND, body)
            .await
            .code(),
        "SDK.CAPTCHA.1007"
    );
}

#[tokio::test]
async fn one_contact_at_a_time() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let holding = device.holding(&device.arrive("a-person").await);
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
async fn a_wrong_password_counts_and_a_name_of_nobody_looks_the_same() {
    let app = TestApp::changed(&[(
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
    let holding = device.holding(&device.arrive("a-person").await);
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
    app.pass(120);
    assert_eq!(
        attempt("zhangsan", "QWE@qwe123").await.code(),
        "SDK.LOGIN.1003",
        "for an hour, not for a minute"
    );
    app.pass(3600);
    let holding = device.holding(&device.arrive("a-person").await);
    let right = json!({ "user_name": "zhangsan", "password": "QWE@qwe123" });
    assert!(holding.post(PASSWORD_BIND, right).await.is_success());
}

#[tokio::test]
async fn a_failure_of_ours_while_a_password_is_checked_costs_no_try() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device
        .sign_up(
            MOBILE,
            json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" }),
        )
        .await
        .succeeded();
    let holding = device.holding(&device.arrive("a-person").await);
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
async fn while_strangers_keep_a_name_locked_its_owner_gets_in_at_the_first_try_of_their_own_account()
 {
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
        device.holding(&device.arrive(&name).await)
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
    // It is locked for whoever has had a try, with the right password too; and for nobody else.
    assert_eq!(
        attempt(&strangers[0], "QWE@qwe123").await.code(),
        "SDK.LOGIN.1003"
    );
    let owner = account("the-owner".to_owned()).await;
    assert!(attempt(&owner, "QWE@qwe123").await.is_success());
}

#[tokio::test]
async fn a_password_set_with_somebody_elses_unproved_contact_opens_nothing_of_theirs() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    // An intruder registers with their own mobile and the victim's address.
    let form = json!({ "email": EMAIL, "user_name": "intruder", "pwd": "QWE@qwe123" });
    let intruder = user(&app, &device.sign_up("15201657399", form).await).await;
    // The victim arrives and proves the address.
    let token = device.arrive("the-victim").await;
    let code = device.code(EMAIL, "REGISTER_EMS").await;
    let bound = device
        .holding(&token)
        .post(
            REGISTER_BIND,
            json!({ "email": EMAIL, "verify_code": code }),
        )
        .await;
    let victim = user(&app, &bound).await;
    assert_ne!(victim, intruder);
    // The intruder's password leads to the intruder still.
    let holding = device.holding(&device.arrive("the-intruder").await);
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
    let token = device.arrive("a-person").await;
    register_bind(&device, &token, MOBILE).await.succeeded();
    assert_eq!(
        app.device(STRANGER).login("a-person").await.body["status"],
        "USER_REGISTER"
    );
}

#[tokio::test]
async fn two_who_want_one_account_at_once_do_not_both_get_it() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let mut calls = Vec::new();
    for mobile in ["15201657001", "15201657002"] {
        let token = device.arrive("a-person").await;
        let code = app.device(EIAM).code(mobile, "REGISTER_SMS").await;
        calls.push((
            device.holding(&token),
            json!({ "mobile": mobile, "verify_code": code }),
        ));
    }
    let answers = at_once(
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
async fn two_accounts_that_want_one_user_at_once_do_not_both_get_them() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device
        .sign_up(
            MOBILE,
            json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" }),
        )
        .await
        .succeeded();
    let first = device.holding(&device.arrive("a-person").await);
    let second = device.holding(&device.arrive("another-person").await);
    let body = json!({ "user_name": "zhangsan", "password": "QWE@qwe123" });
    let answers =
        at_once([&first, &second].map(|holding| holding.post(PASSWORD_BIND, body.clone()))).await;
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
async fn a_source_that_is_taken_from_the_application_binds_nobody_any_more() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let token = device.arrive("a-person").await;
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
            .holding(&token)
            .post(REGISTER_BIND, code)
            .await
            .is_success(),
        "neither token nor code is lost"
    );
}
