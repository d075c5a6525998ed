//! Logins by codes and passwords, beside the matrix of all ways.

use crate::test_app::{
    EIAM, EMAIL, LOGIN_AUTH, LOGIN_BY_NAME, LOGIN_EMAIL_PWD, LOGIN_MOBILE_CODE, LOGIN_MOBILE_PWD,
    LOGIN_PHONE, MFA_EMAIL, MFA_SMS, MOBILE, MOBILE_BY_TOKEN, ONEACCESS, PROFILE, PWD_CHANGE,
    PWD_SKIP, PWD_UPDATE, PWD_UPDATE_BY_MOBILE, Response, TestApp, UPDATE_EMAIL, concurrently,
    with_slow_transaction, wrong_code,
};
use local::cloud::proxy::faults::{Fault, Rule};
use serde_json::{Value, json};
use shared::storage::write::Write;

const PASSWORD: &str = "correct horse 7";
const OTHER_PASSWORD: &str = "battery staple 8";

async fn strict() -> TestApp {
    let sources = "sources: [mini]\n    second_factor: true";
    TestApp::with_changes(&[("sources: [mini]", sources)]).await
}

/// With a tenant whose passwords last ninety days.
async fn with_expiry() -> TestApp {
    let age = "    password_max_age_days: 90\n    password_warn_days: 7\n    form:\n";
    TestApp::with_changes(&[("    form:\n", age)]).await
}

const DAY: u64 = 86_400;

fn status(answer: &Response) -> &str {
    answer.body["status"].as_str().unwrap_or_default()
}

fn state_token(answer: &Response) -> &str {
    answer.body["state_token"].as_str().unwrap()
}

fn user(app: &TestApp) -> Value {
    let mut users = app.items("USER#");
    users.retain(|item| item["sk"]["S"] == "USER");
    assert_eq!(users.len(), 1);
    users.remove(0)
}

#[tokio::test]
async fn only_whoever_proved_a_contact_learns_that_nobody_has_it() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "LOGIN_SMS").await;
    let wrong = json!({ "mobile": MOBILE, "verify_code": wrong_code(&code) });
    let wrong = device.post(LOGIN_MOBILE_CODE, wrong).await;
    assert_eq!(wrong.code(), "SDK.CAPTCHA.1007");
    let right = json!({ "mobile": MOBILE, "verify_code": code });
    let right = device.post(LOGIN_MOBILE_CODE, right).await;
    let nobody = (
        400,
        "SDK.COMMON.1013",
        "The corresponding user is not found",
    );
    assert_eq!(right.error(), nobody);
    // It is no code for registering.
    let register = device.register(MOBILE, &code, json!({})).await;
    assert_eq!(register.code(), "SDK.CAPTCHA.1007");
}

#[tokio::test]
async fn a_login_registers_where_the_application_says_so() {
    let sources = "sources: [mini]\n    login_registers: true";
    let app = TestApp::with_changes(&[("sources: [mini]", sources)]).await;
    let device = app.device(EIAM);
    let first = device.login_by_code(MOBILE).await;
    assert_eq!(status(&first), "SUCCESS", "{first:?}");
    assert_eq!(first.body["expire"], 604_800, "a login, not a registration");
    app.advance(61);
    assert!(device.login_by_code(MOBILE).await.is_success());
    assert_eq!(user(&app)["mobile"]["M"]["verified"]["BOOL"], true);
    let by_phone = device.post(LOGIN_PHONE, json!({ "code": "another" })).await;
    assert!(by_phone.is_success(), "{by_phone:?}");

    // It is registration all the same: what closes that closes this.
    app.reconfigure(&[
        ("sources: [mini]", sources),
        ("    form:\n", "    registration_open: false\n    form:\n"),
    ])
    .await;
    app.advance(61);
    let closed = device.login_by_code("15201657399").await;
    assert_eq!(closed.code(), "SDK.USER.1006");
    assert!(device.login_by_code(MOBILE).await.is_success());
}

#[tokio::test]
async fn a_password_goes_with_any_name_of_its_user() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": PASSWORD, "email": EMAIL });
    device.sign_up(MOBILE, form).await.succeeded();
    for name in ["zhangsan", "ZhangSan", MOBILE, "+86-15201657315"] {
        let answer = device.login_by_password(name, PASSWORD).await;
        assert!(answer.is_success(), "{name} {answer:?}");
        let wrong = device.login_by_password(name, OTHER_PASSWORD).await;
        assert_eq!(wrong.code(), "SDK.LOGIN.1005", "{name}");
    }
    // An address that nothing proved is nobody's name.
    let unproved = device.login_by_password(EMAIL, PASSWORD).await;
    assert_eq!(unproved.code(), "SDK.LOGIN.1005");
    app.prove_email(MOBILE, EMAIL).await;
    let claims = device
        .login_by_password("zhangsan", PASSWORD)
        .await
        .succeeded();
    let claims = app
        .verified(claims.body["id_token"].as_str().unwrap())
        .await;
    assert_eq!(claims.unwrap()["amr"], json!(["pwd"]));
}

#[tokio::test]
async fn a_user_name_that_is_an_address_is_read_as_both() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(EMAIL, "REGISTER_EMS").await;
    let form = json!({ "user_name": EMAIL, "pwd": PASSWORD });
    let registered = device.register_email(EMAIL, &code, form).await;
    assert!(registered.is_success(), "{registered:?}");
    for (path, member) in [
        (LOGIN_AUTH, "user_name"),
        (LOGIN_BY_NAME, "user_name"),
        (LOGIN_EMAIL_PWD, "email"),
    ] {
        let body = json!({ member: "ZhangSan@qq.com", "password": PASSWORD });
        let answer = device.post(path, body).await;
        assert!(answer.is_success(), "{path} {answer:?}");
    }
}

#[tokio::test]
async fn whoever_proved_an_address_goes_before_whoever_is_only_called_so() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(EMAIL, "REGISTER_EMS").await;
    let form = json!({ "user_name": EMAIL, "pwd": OTHER_PASSWORD });
    let former = device.register_email(EMAIL, &code, form).await.succeeded();
    let code = device.code("lisi@qq.com", "UPDATE_EMAIL_EMS").await;
    let body = json!({ "email": "lisi@qq.com", "verify_code": code });
    let former = device.signed_in(&former);
    former.post(UPDATE_EMAIL, body).await.succeeded();
    app.advance(61);
    let code = device.code(EMAIL, "REGISTER_EMS").await;
    let form = json!({ "pwd": PASSWORD });
    device.register_email(EMAIL, &code, form).await.succeeded();
    let login = async |password: &str| {
        let body = json!({ "user_name": EMAIL, "password": password });
        device.post(LOGIN_AUTH, body).await
    };
    assert!(login(PASSWORD).await.is_success());
    assert_eq!(login(OTHER_PASSWORD).await.code(), "SDK.LOGIN.1005");
}

/// The counts that cannot be taken back for a moment cost nobody an attempt whose password was
/// right.
#[tokio::test]
async fn a_right_password_is_no_wrong_one_where_counters_fail() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": PASSWORD });
    device.sign_up(MOBILE, form).await.succeeded();
    app.advance(61);
    for _ in 0..12 {
        let fresh = app.device(EIAM);
        let fault = Rule {
            skip: 2,
            ..Rule::of("UpdateItem TransientTable LIMIT#", Fault::Refuse)
        };
        app.cloud.proxy.faults.script(vec![fault]);
        let login = fresh.login_by_password("zhangsan", PASSWORD).await;
        assert!(login.is_success(), "{login:?}");
    }
}

#[tokio::test]
async fn guesses_at_a_password_are_counted_by_name_and_lock_no_codes() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": PASSWORD });
    device.sign_up(MOBILE, form).await.succeeded();
    app.advance(61);
    let guesser = app.device(EIAM);
    let guess = || {
        let body = json!({ "mobile": MOBILE, "password": OTHER_PASSWORD });
        guesser.post(LOGIN_MOBILE_PWD, body)
    };
    let first = guess().await;
    let message = "Invalid account name or password. Remaining attempts: 9.";
    assert_eq!(first.error(), (400, "SDK.LOGIN.1005", message));
    for _ in 0..9 {
        assert_eq!(guess().await.code(), "SDK.LOGIN.1005");
    }
    let locked = guess().await;
    assert_eq!(locked.code(), "SDK.LOGIN.1003");
    // Neither the owner elsewhere nor their codes are in the way of it.
    assert!(
        device
            .login_by_password(MOBILE, PASSWORD)
            .await
            .is_success()
    );
    assert!(guesser.login_by_code(MOBILE).await.is_success());
}

#[tokio::test]
async fn a_disabled_user_and_a_closed_application_let_nobody_in() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": PASSWORD });
    device.sign_up(MOBILE, form).await.succeeded();
    app.disable_users().await;
    app.advance(61);
    assert_eq!(status(&device.login_by_code(MOBILE).await), "ACCESS_DENIED");
    let by_password = device.login_by_password("zhangsan", PASSWORD).await;
    assert_eq!(status(&by_password), "ACCESS_DENIED");
    let closed = "sources: [mini]\n    open: false";
    app.reconfigure(&[("sources: [mini]", closed)]).await;
    app.advance(61);
    let wrong = device.login_by_password("zhangsan", OTHER_PASSWORD).await;
    assert_eq!(status(&wrong), "ACCESS_DENIED");
    assert_eq!(status(&device.login_by_code(MOBILE).await), "ACCESS_DENIED");
}

#[tokio::test]
async fn of_32_logins_with_one_right_code_one_gets_a_session() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device.sign_up(MOBILE, json!({})).await.succeeded();
    app.advance(61);
    let code = device.code(MOBILE, "LOGIN_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    let logins = (0..32).map(|_| device.post(LOGIN_MOBILE_CODE, body.clone()));
    let answers = concurrently(logins).await;
    let successes = answers.iter().filter(|answer| answer.is_success()).count();
    assert_eq!(successes, 1, "{answers:?}");
    assert_eq!(app.items("SESSION#").len(), 2);
}

#[tokio::test]
async fn whoever_logs_in_while_the_password_is_changed_has_no_session_by_the_old_one() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": PASSWORD });
    let owner = device.sign_up(MOBILE, form).await.succeeded();
    let thief = app.device(EIAM);
    let change = async {
        let body = json!({ "old_password": PASSWORD, "new_password": OTHER_PASSWORD });
        let owner = device.signed_in(&owner);
        owner.post(PWD_CHANGE, body).await.succeeded();
    };
    let login = thief.login_by_password("zhangsan", PASSWORD);
    let answer = with_slow_transaction(&app, login, change).await;
    if answer.is_success() {
        let profile = thief.signed_in(&answer).get(PROFILE).await;
        assert_eq!(profile.code(), "SDK.COMMON.1005");
    }
    let again = thief.login_by_password("zhangsan", PASSWORD).await;
    assert_eq!(again.code(), "SDK.LOGIN.1005");
    device.signed_in(&owner).get(PROFILE).await.succeeded();
}

#[tokio::test]
async fn a_password_that_one_code_set_is_no_second_factor_beside_that_code() {
    let app = strict().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": PASSWORD });
    device.sign_up(MOBILE, form).await.succeeded();
    app.advance(61);
    let before = device.login_by_password("zhangsan", PASSWORD).await;
    assert_eq!(status(&before), "MFA_AUTH", "{before:?}");

    // Whoever has the phone alone sets a new password, and comes no further with both.
    let thief = app.device(EIAM);
    let code = thief.code(MOBILE, "FORGET_PWD_SMS").await;
    let reset = json!({ "mobile": MOBILE, "verify_code": code, "password": OTHER_PASSWORD });
    thief.post(PWD_UPDATE_BY_MOBILE, reset).await.succeeded();
    let login = thief.login_by_password("zhangsan", OTHER_PASSWORD).await;
    assert_eq!(status(&login), "ACCESS_DENIED", "{login:?}");

    // With an address proved before, both contacts are wanted.
    app.prove_email(MOBILE, EMAIL).await;
    let login = thief.login_by_password("zhangsan", OTHER_PASSWORD).await;
    assert_eq!(status(&login), "MFA_AUTH");
    app.advance(61);
    let code = thief.code(MOBILE, "MFA_AUTH_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    let holding = thief.with_state_token(state_token(&login));
    let by_mobile = holding.post(MFA_SMS, body).await;
    assert_eq!(
        (status(&by_mobile), &by_mobile.body["data"]),
        ("MFA_AUTH", &json!("{\"mfaAuthFlow\":[\"VERIFY_EMAIL\"]}"))
    );
    let code = thief.code(EMAIL, "MFA_AUTH_EMS").await;
    let body = json!({ "email": EMAIL, "verify_code": code });
    let holding = thief.with_state_token(state_token(&by_mobile));
    assert!(holding.post(MFA_EMAIL, body).await.is_success());
}

#[tokio::test]
async fn the_mobile_of_a_second_factor_is_shown_to_whoever_gave_the_first() {
    let app = strict().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": PASSWORD });
    device.sign_up(MOBILE, form).await.succeeded();
    let login = device.login_by_password("zhangsan", PASSWORD).await;
    let holding = device.with_state_token(state_token(&login));
    for _ in 0..12 {
        // It counts no use: the token is good for ten.
        let mobile = holding.get(MOBILE_BY_TOKEN).await.succeeded();
        assert_eq!(mobile.body, json!({ "mobile": "152****7315" }));
    }
    let revealed = "sources: [mini]\n    second_factor: true\n    reveal_mobile: true";
    app.reconfigure(&[("sources: [mini]", revealed)]).await;
    app.advance(61);
    let mobile = holding.get(MOBILE_BY_TOKEN).await.succeeded();
    assert_eq!(mobile.body, json!({ "mobile": MOBILE }));
    let code = device.code(MOBILE, "MFA_AUTH_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    assert!(holding.post(MFA_SMS, body).await.is_success());
    let spent = holding.get(MOBILE_BY_TOKEN).await;
    assert_eq!(spent.code(), "SDK.COMMON.1007");
    let binding = device.with_state_token(&device.state_token("a-person").await);
    let other = binding.get(MOBILE_BY_TOKEN).await;
    assert_eq!(other.code(), "SDK.COMMON.1007");
}

#[tokio::test]
async fn a_password_that_is_soon_too_old_may_stay_for_now() {
    let app = with_expiry().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": PASSWORD });
    device.sign_up(MOBILE, form).await.succeeded();
    app.advance(83 * DAY - 1);
    assert!(
        device
            .login_by_password("zhangsan", PASSWORD)
            .await
            .is_success()
    );
    app.advance(1);
    let warned = device.login_by_password("zhangsan", PASSWORD).await;
    assert_eq!(status(&warned), "PASSWORD_WARN");
    let rules: Value = serde_json::from_str(warned.body["data"].as_str().unwrap()).unwrap();
    assert_eq!(
        (&rules["minLength"], &rules["maxLength"]),
        (&json!(8), &json!(128))
    );
    assert!(rules["regEx"].is_string());
    let sessions = app.items("SESSION#").len();
    let holding = device.with_state_token(state_token(&warned));
    let skipped = holding.get(PWD_SKIP).await;
    assert!(skipped.is_success(), "{skipped:?}");
    assert_eq!(app.items("SESSION#").len(), sessions + 1);
    device.signed_in(&skipped).get(PROFILE).await.succeeded();
    assert_eq!(
        holding.get(PWD_SKIP).await.code(),
        "SDK.COMMON.1007",
        "spent"
    );
    // Codes have no age.
    assert!(device.login_by_code(MOBILE).await.is_success());
}

#[tokio::test]
async fn a_password_that_is_too_old_is_replaced_before_anything_else() {
    let app = with_expiry().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": PASSWORD });
    device.sign_up(MOBILE, form).await.succeeded();
    app.advance(89 * DAY);
    let elsewhere = app.device(EIAM);
    let other = elsewhere.login_by_code(MOBILE).await.succeeded();
    app.advance(DAY);
    let expired = device.login_by_password("zhangsan", PASSWORD).await;
    assert_eq!(status(&expired), "PASSWORD_EXPIRED");
    let holding = device.with_state_token(state_token(&expired));
    assert_eq!(holding.get(PWD_SKIP).await.code(), "SDK.COMMON.1007");
    let replace = |old: &str, new: &str| {
        let body = json!({ "old_password": old, "new_password": new });
        let holding = holding.clone();
        async move { holding.post(PWD_UPDATE, body).await }
    };
    let wrong = replace(OTHER_PASSWORD, "a third one 9").await;
    assert_eq!(wrong.code(), "SDK.LOGIN.1005");
    let same = replace(PASSWORD, PASSWORD).await;
    assert_eq!(same.code(), "SDK.PWD.1001");
    let named = replace(PASSWORD, "zhangsan is my name").await;
    assert_eq!(named.code(), "SDK.PWD.1003");
    let replaced = replace(PASSWORD, OTHER_PASSWORD).await;
    assert!(replaced.is_success(), "{replaced:?}");
    device.signed_in(&replaced).get(PROFILE).await.succeeded();
    let ended = elsewhere.signed_in(&other).get(PROFILE).await;
    assert_eq!(ended.code(), "SDK.COMMON.1005");
    let old = device.login_by_password("zhangsan", PASSWORD).await;
    assert_eq!(old.code(), "SDK.LOGIN.1005");
    app.advance(82 * DAY);
    let fresh = device.login_by_password("zhangsan", OTHER_PASSWORD).await;
    assert!(fresh.is_success(), "{fresh:?}");
}

#[tokio::test]
async fn after_a_second_factor_a_password_is_still_too_old() {
    let changes = [
        (
            "sources: [mini]",
            "sources: [mini]\n    second_factor: true",
        ),
        ("    form:\n", "    password_max_age_days: 90\n    form:\n"),
    ];
    let app = TestApp::with_changes(&changes).await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": PASSWORD });
    device.sign_up(MOBILE, form).await.succeeded();
    app.advance(90 * DAY);
    let login = device.login_by_password("zhangsan", PASSWORD).await;
    assert_eq!(status(&login), "MFA_AUTH");
    // What waits for a second factor is not let in by a new password.
    let body = json!({ "old_password": PASSWORD, "new_password": OTHER_PASSWORD });
    let holding = device.with_state_token(state_token(&login));
    let early = holding.post(PWD_UPDATE, body.clone()).await;
    assert_eq!(early.code(), "SDK.COMMON.1007");
    let code = device.code(MOBILE, "MFA_AUTH_SMS").await;
    let factor = json!({ "mobile": MOBILE, "verify_code": code });
    let expired = holding.post(MFA_SMS, factor).await;
    assert_eq!(status(&expired), "PASSWORD_EXPIRED", "{expired:?}");
    let holding = device.with_state_token(state_token(&expired));
    let replaced = holding.post(PWD_UPDATE, body).await;
    let claims = app
        .verified(replaced.body["id_token"].as_str().unwrap())
        .await;
    assert_eq!(claims.unwrap()["amr"], json!(["pwd", "sms", "mfa"]));
}

/// The forms in which other products keep passwords, made by independent tools.
fn foreign_hashes() -> Vec<(String, String, String)> {
    let vectors: Value =
        serde_json::from_str(include_str!("../cases/foreign_hashes.json")).unwrap();
    let text = |vector: &Value, name: &str| vector[name].as_str().unwrap().to_owned();
    let of = |vector| {
        (
            text(vector, "name"),
            text(vector, "password"),
            text(vector, "hash"),
        )
    };
    vectors.as_array().unwrap().iter().map(of).collect()
}

async fn store_hash(app: &TestApp, hash: &str) {
    app.change_users(|key| {
        let write = Write::update(key).set("password = :hash");
        write.text(":hash", hash)
    })
    .await;
}

#[tokio::test]
async fn a_password_hashed_by_another_product_signs_in_and_is_hashed_anew() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": PASSWORD });
    device.sign_up(MOBILE, form).await.succeeded();
    for (name, password, hash) in foreign_hashes() {
        store_hash(&app, &hash).await;
        let wrong = device.login_by_password("zhangsan", OTHER_PASSWORD).await;
        assert_eq!(wrong.code(), "SDK.LOGIN.1005", "{name}");
        assert_eq!(user(&app)["password"]["S"], hash, "{name}");
        let right = device.login_by_password("zhangsan", &password).await;
        assert!(right.is_success(), "{name} {right:?}");
        let stored = user(&app)["password"]["S"].as_str().unwrap().to_owned();
        assert!(
            stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{name}"
        );
        let again = device.login_by_password("zhangsan", &password).await;
        assert!(again.is_success(), "{name} {again:?}");
    }
}

#[tokio::test]
async fn of_32_first_logins_at_once_none_is_refused_for_the_new_hash() {
    let app = TestApp::start().await;
    let device = app.device(ONEACCESS);
    let form = json!({ "user_name": "zhangsan", "pwd": PASSWORD });
    device.sign_up(MOBILE, form).await.succeeded();
    let (_, password, hash) = foreign_hashes().swap_remove(2);
    store_hash(&app, &hash).await;
    // Once, so that the device is known at the name and the limit of guesses at
    // once does not count.
    device
        .login_by_password("zhangsan", &password)
        .await
        .succeeded();
    store_hash(&app, &hash).await;
    let answers =
        concurrently((0..8).map(|_| device.login_by_password("zhangsan", &password))).await;
    for answer in &answers {
        assert!(answer.is_success(), "{answer:?}");
    }
    // A change of the password meanwhile is not undone by a new hash of the old one.
    store_hash(&app, &hash).await;
    let login = device.login_by_password("zhangsan", &password);
    let owner = device.signed_in(&answers[0]);
    let body = json!({ "old_password": password, "new_password": OTHER_PASSWORD });
    let change = async {
        owner.post(PWD_CHANGE, body).await.succeeded();
    };
    let late = with_slow_transaction(&app, login, change).await;
    assert_eq!(status(&late), "ACCESS_DENIED", "{late:?}");
    let new = device.login_by_password("zhangsan", OTHER_PASSWORD).await;
    assert!(new.is_success(), "{new:?}");
}
