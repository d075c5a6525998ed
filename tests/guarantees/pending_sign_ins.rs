//! What a sign-in that waits for a second factor or for a new password is worth once the user has
//! ended their sessions.

use crate::test_app::{
    Device, EIAM, EMAIL, LOGOUT, MFA_EMAIL, MOBILE, PROFILE, PWD_CHANGE, PWD_SKIP, PWD_UPDATE,
    PWD_UPDATE_BY_MOBILE, Response, TestApp, UPDATE_EMAIL,
};
use serde_json::{Value, json};
use shared::storage::write::Write;

const PASSWORD: &str = "correct horse 7";
const OTHER_PASSWORD: &str = "battery staple 8";
/// Days after which a login is answered `PASSWORD_WARN` here.
const OLD: u64 = 85;

/// A tenant whose passwords last ninety days, with one application that wants two factors and one
/// that does not.
async fn app() -> TestApp {
    let age = "    password_max_age_days: 90\n    password_warn_days: 7\n    form:\n";
    let strict = "sources: [mini]\n    second_factor: true";
    let changes = [
        ("    form:\n", age),
        ("sources: [mini]", strict),
        ("sources: [mini-bind]", "sources: [mini]"),
    ];
    TestApp::with_changes(&changes).await
}

/// The application that wants one factor.
const LENIENT: &str = crate::test_app::CIAM;

/// What a user does to end their sessions.
const ENDINGS: [&str; 4] = ["change", "reset", "logout", "other address"];

async fn end(app: &TestApp, owner: &Device<'_>, how: &str) {
    app.advance(61);
    match how {
        "change" => {
            let body = json!({ "old_password": PASSWORD, "new_password": OTHER_PASSWORD });
            owner.post(PWD_CHANGE, body).await.succeeded();
        }
        "reset" => {
            let device = app.device(LENIENT);
            let code = device.code(MOBILE, "FORGET_PWD_SMS").await;
            let body = json!({ "mobile": MOBILE, "verify_code": code, "password": OTHER_PASSWORD });
            device.post(PWD_UPDATE_BY_MOBILE, body).await.succeeded();
        }
        "logout" => {
            owner.get(&format!("{LOGOUT}?all=true")).await.succeeded();
        }
        _ => {
            let address = "other@qq.com";
            let code = owner.code(address, "UPDATE_EMAIL_EMS").await;
            let body = json!({ "email": address, "verify_code": code });
            owner.post(UPDATE_EMAIL, body).await.succeeded();
        }
    }
}

fn status(answer: &Response) -> &str {
    answer.body["status"].as_str().unwrap_or_default()
}

fn holding<'a>(device: &Device<'a>, challenge: &Response) -> Device<'a> {
    device.with_state_token(challenge.body["state_token"].as_str().unwrap())
}

/// An owner who has signed in, with a mobile, an address and an old password.
async fn owner<'a>(app: &'a TestApp, client_id: &str) -> Device<'a> {
    let device = app.device(client_id);
    let form = json!({ "user_name": "zhangsan", "pwd": PASSWORD });
    let signed_in = device.sign_up(MOBILE, form).await.succeeded();
    app.prove_email(MOBILE, EMAIL).await;
    app.age_password(MOBILE, OLD).await;
    device.signed_in(&signed_in)
}

#[tokio::test]
async fn a_login_that_waits_for_a_new_password_is_over_when_the_sessions_are_ended() {
    for how in ENDINGS {
        let app = app().await;
        let owner = owner(&app, LENIENT).await;
        let thief = app.device(LENIENT).with("Idempotency-Key", "stolen");
        let warned = thief.login_by_password("zhangsan", PASSWORD).await;
        assert_eq!(status(&warned), "PASSWORD_WARN", "{how}: {warned:?}");
        end(&app, &owner, how).await;
        let skipped = holding(&thief, &warned).without("Idempotency-Key");
        let skipped = skipped.get(PWD_SKIP).await;
        assert_eq!(status(&skipped), "ACCESS_DENIED", "{how}: {skipped:?}");
        let replaced = holding(&thief, &warned).without("Idempotency-Key");
        let body = json!({ "old_password": PASSWORD, "new_password": "a third one 9" });
        let replaced = replaced.post(PWD_UPDATE, body).await;
        assert_eq!(status(&replaced), "ACCESS_DENIED", "{how}: {replaced:?}");
        // A repeat gets no fresh state token for it.
        let repeated = thief.login_by_password("zhangsan", PASSWORD).await;
        assert_eq!(status(&repeated), "ACCESS_DENIED", "{how}: {repeated:?}");
    }
}

#[tokio::test]
async fn a_login_that_waits_for_a_second_factor_is_over_when_the_sessions_are_ended() {
    for how in ["change", "reset", "logout"] {
        let app = app().await;
        let owner = owner(&app, EIAM).await;
        let thief = app.device(EIAM);
        let challenge = thief.login_by_password("zhangsan", PASSWORD).await;
        assert_eq!(status(&challenge), "MFA_AUTH", "{how}: {challenge:?}");
        end(&app, &owner, how).await;
        let code = thief.code(EMAIL, "MFA_AUTH_EMS").await;
        let body = json!({ "email": EMAIL, "verify_code": code });
        let given = holding(&thief, &challenge).post(MFA_EMAIL, body).await;
        assert_eq!(status(&given), "ACCESS_DENIED", "{how}: {given:?}");
    }
}

/// As where the user was imported, or has had the password from a code.
async fn weaken_password(app: &TestApp) {
    let weaken = |key| {
        Write::update(key)
            .set("password_proved_by = :by")
            .value(":by", &json!(["sms"]))
            .unwrap()
    };
    app.change_users(weaken).await;
}

#[tokio::test]
async fn a_password_that_counts_nothing_is_too_old_all_the_same() {
    let app = app().await;
    owner(&app, EIAM).await;
    weaken_password(&app).await;
    app.age_password(MOBILE, 90).await;
    let device = app.device(EIAM);
    let challenge = device.login_by_password("zhangsan", PASSWORD).await;
    assert_eq!(status(&challenge), "MFA_AUTH", "{challenge:?}");
    let give = async |challenge: &Response, name: &str, to: &str, kind: &str| {
        app.advance(61);
        let code = device.code(to, kind).await;
        let path = format!(
            "/api/v2/sdk/mfa/{}",
            if name == "email" { "email" } else { "sms" }
        );
        let body: Value = json!({ name: to, "verify_code": code });
        holding(&device, challenge).post(&path, body).await
    };
    let challenge = give(&challenge, "mobile", MOBILE, "MFA_AUTH_SMS").await;
    assert_eq!(status(&challenge), "MFA_AUTH", "{challenge:?}");
    let expired = give(&challenge, "email", EMAIL, "MFA_AUTH_EMS").await;
    assert_eq!(status(&expired), "PASSWORD_EXPIRED", "{expired:?}");
    let body = json!({ "old_password": PASSWORD, "new_password": OTHER_PASSWORD });
    let replaced = holding(&device, &expired).post(PWD_UPDATE, body).await;
    let claims = app.verified(replaced.body["id_token"].as_str().unwrap());
    assert_eq!(
        claims.await.unwrap()["amr"],
        json!(["pwd", "sms", "otp", "mfa"])
    );
    device.signed_in(&replaced).get(PROFILE).await.succeeded();
}
