//! Applications that require a second factor.

use crate::test_app::{
    BIND, CIAM, Device, EIAM, EMAIL, LOGIN_MOBILE_PWD, MFA_EMAIL, MFA_SMS, MOBILE, PASSWORD_BIND,
    PHONE_REGISTER_BIND, PWD_CHANGE, PWD_CHANGE_BY_MOBILE, PWD_UPDATE_BY_MOBILE, REGISTER_BIND,
    Response, TestApp, concurrently,
};
use serde_json::json;

async fn strict() -> TestApp {
    TestApp::with_changes(&[(
        "sources: [mini]",
        "sources: [mini]\n    second_factor: true",
    )])
    .await
}

/// Registers a user with WeChat and a code, which are two factors.
async fn join(device: &Device<'_>, contact: &str, to: &str, kind: &str) {
    let token = device.state_token("a-person").await;
    let code = device.code(to, kind).await;
    let body = json!({ contact: to, "verify_code": code });
    let bound = device
        .with_state_token(&token)
        .post(REGISTER_BIND, body)
        .await;
    assert!(bound.is_success(), "{bound:?}");
}

#[tokio::test]
async fn wechat_alone_is_one_factor_and_a_code_is_the_other() {
    let app = strict().await;
    let device = app.device(EIAM);
    join(&device, "mobile", MOBILE, "REGISTER_SMS").await;
    let login = device.login("a-person").await.succeeded();
    assert_eq!(
        (&login.body["status"], &login.body["data"]),
        (
            &json!("MFA_AUTH"),
            &json!("{\"mfaAuthFlow\":[\"VERIFY_PHONE\"]}")
        )
    );
    let holding = device.with_state_token(login.body["state_token"].as_str().unwrap());
    for kind in ["MFA_AUTH_SMS", "OTP_REST_SMS"] {
        app.advance(61);
        let code = device.code(MOBILE, kind).await;
        let body = json!({ "mobile": MOBILE, "verify_code": code });
        let token = device.login("a-person").await.body["state_token"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(
            device
                .with_state_token(&token)
                .post(MFA_SMS, body.clone())
                .await
                .is_success(),
            "{kind}"
        );
        assert_eq!(
            device
                .with_state_token(&token)
                .post(MFA_SMS, body)
                .await
                .code(),
            "SDK.COMMON.1007",
            "{kind}"
        );
    }
    // A code sent to a contact of another user is refused, and so is a state token for binding.
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
    let binding = device.state_token("another-person").await;
    let other = device
        .with_state_token(&binding)
        .post(
            MFA_SMS,
            json!({ "mobile": MOBILE, "verify_code": "123456" }),
        )
        .await;
    assert_eq!(other.code(), "SDK.COMMON.1007");
}

#[tokio::test]
async fn whoever_is_created_brings_nothing_that_could_be_stolen_and_is_asked_for_nothing() {
    let app = strict().await;
    let device = app.device(EIAM);
    let token = device.state_token("a-person").await;
    let body = json!({ "wechat_code": "+86-15201657315" });
    let bound = device
        .with_state_token(&token)
        .post(PHONE_REGISTER_BIND, body)
        .await;
    assert!(bound.is_success(), "{bound:?}");
}

/// A stolen password, a code read over somebody's shoulder, a recycled number: with a WeChat
/// account of the thief's own, each is one factor and not two.
#[tokio::test]
async fn a_fresh_account_is_no_second_factor_and_is_not_linked_before_one_is_given() {
    for by in ["password", "code", "number"] {
        let app = strict().await;
        let owner = app.device(EIAM);
        let form = json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" });
        owner.sign_up(MOBILE, form).await.succeeded();
        app.prove_email(MOBILE, EMAIL).await;
        let before = app.items("SESSION#").len();
        let thief = app.device(EIAM);
        let token = thief.state_token("the-thief").await;
        app.advance(61);
        let (path, body, others) = match by {
            "password" => (
                PASSWORD_BIND,
                json!({ "user_name": "zhangsan", "password": "QWE@qwe123" }),
                "VERIFY_PHONE\",\"VERIFY_EMAIL",
            ),
            "code" => (
                REGISTER_BIND,
                json!({ "mobile": MOBILE, "verify_code": thief.code(MOBILE, "REGISTER_SMS").await }),
                "VERIFY_EMAIL",
            ),
            _ => (
                PHONE_REGISTER_BIND,
                json!({ "wechat_code": format!("+86-{MOBILE}") }),
                "VERIFY_EMAIL",
            ),
        };
        let bound = thief
            .with_state_token(&token)
            .post(path, body)
            .await
            .succeeded();
        assert_eq!(bound.body["status"], "MFA_AUTH", "{by}: {bound:?}");
        let data = format!("{{\"mfaAuthFlow\":[\"{others}\"]}}");
        assert_eq!(bound.body["data"], data, "{by}");
        // Nothing is written that would let the thief in tomorrow.
        assert_eq!(app.items("SESSION#").len(), before, "{by}");
        assert!(app.items("SOCIAL#").is_empty(), "{by}");
        let again = thief.login("the-thief").await.succeeded();
        assert_eq!(again.body["status"], "USER_REGISTER", "{by}");

        // The owner of the mailbox gives the factor that is missing, and then the account is
        // linked.
        let holding = thief.with_state_token(bound.body["state_token"].as_str().unwrap());
        let code = thief.code(EMAIL, "MFA_AUTH_EMS").await;
        let body = json!({ "email": EMAIL, "verify_code": code });
        let given = holding.post(MFA_EMAIL, body).await;
        assert!(given.is_success(), "{by}: {given:?}");
        assert_eq!(app.items("SOCIAL#").len(), 1, "{by}");
    }
}

#[tokio::test]
async fn a_second_code_to_the_same_contact_is_no_second_factor() {
    let app = strict().await;
    let owner = app.device(EIAM);
    owner.sign_up(MOBILE, json!({})).await.succeeded();
    app.prove_email(MOBILE, EMAIL).await;
    let token = owner.state_token("a-person").await;
    app.advance(61);
    let code = owner.code(MOBILE, "REGISTER_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    let bound = owner
        .with_state_token(&token)
        .post(REGISTER_BIND, body)
        .await;
    let holding = owner.with_state_token(bound.body["state_token"].as_str().unwrap());
    app.advance(61);
    let code = owner.code(MOBILE, "MFA_AUTH_SMS").await;
    let refused = holding
        .post(MFA_SMS, json!({ "mobile": MOBILE, "verify_code": code }))
        .await;
    assert_eq!(refused.code(), "SDK.COMMON.1006");
}

#[tokio::test]
async fn who_has_nothing_else_is_refused_unless_the_application_says_otherwise() {
    for (fallback, status) in [("deny", "ACCESS_DENIED"), ("allow", "SUCCESS")] {
        let setting = format!(
            "sources: [mini]\n    second_factor: true\n    second_factor_fallback: {fallback}"
        );
        let app = TestApp::with_changes(&[("sources: [mini]", &setting)]).await;
        let owner = app.device(EIAM);
        owner.sign_up(MOBILE, json!({})).await.succeeded();
        let token = owner.state_token("a-person").await;
        app.advance(61);
        let code = owner.code(MOBILE, "REGISTER_SMS").await;
        let body = json!({ "mobile": MOBILE, "verify_code": code });
        let bound = owner
            .with_state_token(&token)
            .post(REGISTER_BIND, body)
            .await;
        assert_eq!(bound.succeeded().body["status"], status);
        let linked = app.items("SOCIAL#").len();
        assert_eq!(linked, usize::from(status == "SUCCESS"));
    }
}

#[tokio::test]
async fn a_mailed_code_is_a_second_factor() {
    let app = strict().await;
    let device = app.device(EIAM);
    join(&device, "email", EMAIL, "REGISTER_EMS").await;
    app.advance(61);
    let token = device.login("a-person").await.body["state_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let code = device.code(EMAIL, "MFA_AUTH_EMS").await;
    let answer = device
        .with_state_token(&token)
        .post(MFA_EMAIL, json!({ "email": EMAIL, "verify_code": code }))
        .await;
    assert!(answer.is_success(), "{answer:?}");
}

#[tokio::test]
async fn one_code_completes_one_of_several_concurrent_logins() {
    let app = strict().await;
    let device = app.device(EIAM);
    join(&device, "mobile", MOBILE, "REGISTER_SMS").await;
    app.advance(61);
    let body =
        json!({ "mobile": MOBILE, "verify_code": device.code(MOBILE, "MFA_AUTH_SMS").await });
    let mut logins = Vec::new();
    for _ in 0..4 {
        let login = device.login("a-person").await.succeeded();
        logins.push(device.with_state_token(login.body["state_token"].as_str().unwrap()));
    }
    let answers = concurrently(logins.iter().map(|login| login.post(MFA_SMS, body.clone()))).await;
    assert_eq!(
        answers.iter().filter(|answer| answer.is_success()).count(),
        1,
        "{answers:?}"
    );
}

/// An application that wants two factors, and one of the same tenant and source that does not.
async fn strict_and_lenient() -> TestApp {
    TestApp::with_changes(&[
        (
            "sources: [mini]",
            "sources: [mini]\n    second_factor: true",
        ),
        ("sources: [mini-bind]", "sources: [mini]"),
    ])
    .await
}

/// Links an account in the lenient application, for a code and nothing else.
async fn link_by_code(app: &TestApp, device: &Device<'_>, state_token: &str) {
    app.advance(61);
    let code = device.code(MOBILE, "BIND_MOBILE_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    let bound = device.with_state_token(state_token).post(BIND, body).await;
    assert!(bound.is_success(), "{bound:?}");
}

/// Asks for a code and gives it as a second factor.
async fn give(device: &Device<'_>, challenge: &Response, to: &str) -> Response {
    let (path, name, kind) = if to.contains('@') {
        (MFA_EMAIL, "email", "MFA_AUTH_EMS")
    } else {
        (MFA_SMS, "mobile", "MFA_AUTH_SMS")
    };
    let code = device.code(to, kind).await;
    let holding = device.with_state_token(challenge.body["state_token"].as_str().unwrap());
    holding
        .post(path, json!({ name: to, "verify_code": code }))
        .await
        .succeeded()
}

fn asked(challenge: &Response) -> (&str, &str) {
    let member = |name: &str| challenge.body[name].as_str().unwrap_or_default();
    (member("status"), member("data"))
}

const BOTH: &str = "{\"mfaAuthFlow\":[\"VERIFY_PHONE\",\"VERIFY_EMAIL\"]}";

/// Whoever reads a code over somebody's shoulder links an account of their own where one factor is
/// enough. Where two are wanted, that account is none.
#[tokio::test]
async fn an_account_that_was_linked_for_one_factor_is_none() {
    let app = strict_and_lenient().await;
    let owner = app.device(EIAM);
    owner.sign_up(MOBILE, json!({})).await.succeeded();
    app.prove_email(MOBILE, EMAIL).await;
    let thief = app.device(CIAM);
    let tokens = [
        thief.state_token("the-thief").await,
        thief.state_token("the-thief").await,
    ];
    for token in &tokens {
        // The second time it is linked already, which adds nothing.
        link_by_code(&app, &thief, token).await;
    }
    assert!(thief.login("the-thief").await.is_success());

    app.advance(61);
    let strict = app.device(EIAM);
    let before = app.items("SESSION#").len();
    let login = strict.login("the-thief").await;
    assert_eq!(asked(&login), ("MFA_AUTH", BOTH));
    let given = give(&strict, &login, MOBILE).await;
    let missing = "{\"mfaAuthFlow\":[\"VERIFY_EMAIL\"]}";
    assert_eq!(asked(&given), ("MFA_AUTH", missing));
    assert_eq!(app.items("SESSION#").len(), before);
    // Whoever gives two factors beside it makes it one from then on.
    let given = give(&strict, &given, EMAIL).await;
    assert!(given.is_success(), "{given:?}");
    app.advance(61);
    let login = strict.login("the-thief").await;
    assert_eq!(asked(&login), ("MFA_AUTH", BOTH));
    let given = give(&strict, &login, EMAIL).await;
    assert!(given.is_success(), "{given:?}");
}

#[tokio::test]
async fn who_cannot_give_two_factors_beside_such_an_account_is_refused() {
    let app = strict_and_lenient().await;
    app.device(EIAM)
        .sign_up(MOBILE, json!({}))
        .await
        .succeeded();
    let thief = app.device(CIAM);
    let token = thief.state_token("the-thief").await;
    link_by_code(&app, &thief, &token).await;
    let login = app.device(EIAM).login("the-thief").await;
    assert_eq!(asked(&login), ("ACCESS_DENIED", ""));
}

#[tokio::test]
async fn an_account_that_its_user_was_created_with_is_a_factor_wherever_that_was() {
    let app = strict_and_lenient().await;
    join(&app.device(CIAM), "mobile", MOBILE, "REGISTER_SMS").await;
    app.advance(61);
    let device = app.device(EIAM);
    let login = device.login("a-person").await;
    let phone = "{\"mfaAuthFlow\":[\"VERIFY_PHONE\"]}";
    assert_eq!(asked(&login), ("MFA_AUTH", phone));
    assert!(give(&device, &login, MOBILE).await.is_success());
}

/// What the phone alone sets up stays one factor, whichever application it is set up in: whoever
/// reads the texts goes through the lenient application, and is no further in the strict one.
#[tokio::test]
async fn the_phone_alone_makes_no_password_and_no_session_that_counts_as_two_factors() {
    let app = strict_and_lenient().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": "correct horse 7" });
    device.sign_up(MOBILE, form).await.succeeded();
    app.prove_email(MOBILE, EMAIL).await;
    app.advance(61);
    let thief = app.device(CIAM);
    let code = thief.code(MOBILE, "FORGET_PWD_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code, "password": "battery staple 8" });
    thief.post(PWD_UPDATE_BY_MOBILE, body).await.succeeded();

    // The weak password and a code give a session, which sets a password once more.
    let body = json!({ "mobile": MOBILE, "password": "battery staple 8" });
    let login = thief.post(LOGIN_MOBILE_PWD, body).await.succeeded();
    let claims = app.verified(login.body["id_token"].as_str().unwrap());
    assert_eq!(claims.await.unwrap()["amr"], json!(["pwd"]));
    app.advance(61);
    let code = thief.code(MOBILE, "CHANGE_PWD_SMS").await;
    let body = json!({ "verify_code": code, "password": "a third one 9" });
    let signed_in = thief.signed_in(&login);
    signed_in.post(PWD_CHANGE_BY_MOBILE, body).await.succeeded();
    let body = json!({ "old_password": "a third one 9", "new_password": "a fourth one 10" });
    signed_in.post(PWD_CHANGE, body).await.succeeded();

    let strict = app.device(EIAM);
    let login = strict.login_by_password(MOBILE, "a fourth one 10").await;
    assert_eq!(asked(&login), ("MFA_AUTH", BOTH));
    app.advance(61);
    let by_mobile = give(&strict, &login, MOBILE).await;
    let mail_only = "{\"mfaAuthFlow\":[\"VERIFY_EMAIL\"]}";
    assert_eq!(asked(&by_mobile), ("MFA_AUTH", mail_only));

    // Nor do an account that the phone linked and a code to that phone.
    app.advance(3600);
    let thief = app.device(CIAM);
    let (first, second) = (
        thief.state_token("a-thief").await,
        thief.state_token("a-thief").await,
    );
    link_by_code(&app, &thief, &first).await;
    app.advance(61);
    let code = thief.code(MOBILE, "BIND_MOBILE_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    let again = thief.with_state_token(&second).post(BIND, body).await;
    assert!(again.is_success(), "{again:?}");
    let claims = app.verified(again.body["id_token"].as_str().unwrap());
    assert_eq!(claims.await.unwrap()["amr"], json!(["wechat", "sms"]));
}
