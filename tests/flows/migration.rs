//! Users of a former tenant, who are learned at their first login by a user name and a password.

use crate::{
    log_capture::{audit_events, capture_debug, logged},
    test_app::{
        EIAM, EMAIL, LOGIN_AUTH, LOGIN_BY_NAME, LOGIN_EMAIL_PWD, LOGIN_MOBILE_PWD, MOBILE,
        OTHER_TENANT, PASSWORD_BIND, PROFILE, TestApp, UPDATE, concurrently,
    },
};
use local::cloud::services::former_tenant::{
    CLIENT_ID, PASSWORD, SESSION_TOKEN, WEAK_PASSWORD, WEAK_USER,
};
use serde_json::{Value, json};

const OWN_PASSWORD: &str = "correct horse 7";
const DAY: u64 = 86_400;

/// The settings of a tenant whose users come from another one, with further ones.
fn settings(client_id: &str, further: &str) -> String {
    format!(
        "    migrate_from: {{ url: https://former.example, client_id: {client_id}, until: 2026-11-21 }}\n\
         {further}    form:\n"
    )
}

async fn migrating(further: &str) -> TestApp {
    TestApp::with_changes(&[("    form:\n", &settings(CLIENT_ID, further))]).await
}

/// The items of the users, by which they are known.
fn users(app: &TestApp) -> Vec<Value> {
    let mut users = app.items("USER#");
    users.retain(|item| item["sk"]["S"] == "USER");
    users
}

/// How many wrong passwords the addresses and devices have left behind.
fn counted(app: &TestApp) -> i64 {
    let counters = app.items("LIMIT#PASSWORD#");
    let failed = |item: &Value| item["failed"]["N"].as_str()?.parse::<i64>().ok();
    counters.iter().filter_map(failed).sum()
}

#[tokio::test]
async fn a_user_is_learned_at_the_first_login_and_served_here_from_then_on() {
    for path in [LOGIN_BY_NAME, LOGIN_AUTH] {
        let app = migrating("    registration_open: false\n").await;
        let device = app.device(EIAM);
        let body = json!({ "user_name": "former-Lily", "password": PASSWORD });
        let first = device.post(path, body.clone()).await;
        assert!(first.is_success(), "{path}: {first:?}");
        device.signed_in(&first).get(PROFILE).await.succeeded();
        let user = users(&app).remove(0);
        assert_eq!(user["user_name"]["S"], "former-Lily");
        let hash = user["password"]["S"].as_str().unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(user.get("mobile").is_none() && user.get("email").is_none());
        assert_eq!(counted(&app), 0, "a right password uses nothing up");
        let events = audit_events();
        assert_eq!(events.last().unwrap()["new_user"], true, "{events:?}");

        app.advance(3 * DAY);
        for name in ["former-Lily", "FORMER-lily"] {
            let again = device.login_by_password(name, PASSWORD).await;
            assert!(again.is_success(), "{name}: {again:?}");
        }
        let wrong = device.login_by_password("former-Lily", OWN_PASSWORD).await;
        assert_eq!(wrong.code(), "SDK.LOGIN.1005");
        assert_eq!(app.cloud.former_tenant.asked(), ["former-Lily"]);
        assert_eq!(users(&app).len(), 1);
    }
}

#[tokio::test]
async fn a_repeat_of_the_first_login_asks_nobody() {
    let app = migrating("").await;
    let device = app.device(EIAM).with("Idempotency-Key", "first");
    for _ in 0..2 {
        let login = device.login_by_password("former-lily", PASSWORD).await;
        assert!(login.is_success(), "{login:?}");
    }
    assert_eq!(app.cloud.former_tenant.asked().len(), 1);
    assert_eq!(users(&app).len(), 1);
}

#[tokio::test]
async fn a_password_that_is_wrong_there_is_wrong_here_and_counted() {
    let app = migrating("").await;
    let device = app.device(EIAM);
    for (number, (name, password)) in [
        ("former-lily", OWN_PASSWORD),
        ("former-lily", "FORMER PASSWORD 1"),
        // Who has to give a second factor there has not proved enough.
        ("former-mfa", PASSWORD),
        ("nobody-anywhere", PASSWORD),
    ]
    .into_iter()
    .enumerate()
    {
        let wrong = device.login_by_password(name, password).await;
        let left = if number == 1 { 8 } else { 9 };
        let message = format!("Invalid account name or password. Remaining attempts: {left}.");
        assert_eq!(wrong.error(), (400, "SDK.LOGIN.1005", message.as_str()));
        let of_address_and_device = 2 * (i64::try_from(number).unwrap() + 1);
        assert_eq!(counted(&app), of_address_and_device, "{name}");
    }
    assert_eq!(app.cloud.former_tenant.asked().len(), 4);
    assert!(users(&app).is_empty() && app.items("NAME#").is_empty());
}

#[tokio::test]
async fn whoever_guesses_is_stopped_before_the_former_tenant_is_asked() {
    let app = migrating("").await;
    let device = app.device(EIAM);
    for _ in 0..10 {
        let wrong = device.login_by_password("former-lily", OWN_PASSWORD).await;
        assert_eq!(wrong.code(), "SDK.LOGIN.1005");
    }
    let locked = device.login_by_password("former-lily", PASSWORD).await;
    assert_eq!(locked.code(), "SDK.LOGIN.1003");
    assert_eq!(app.cloud.former_tenant.asked().len(), 10);

    let app = migrating("    limits: { device_password_failures_per_hour: 2 }\n").await;
    let device = app.device(EIAM);
    for name in ["former-a", "former-b"] {
        let wrong = device.login_by_password(name, OWN_PASSWORD).await;
        assert_eq!(wrong.code(), "SDK.LOGIN.1005");
    }
    let sprayed = device.login_by_password("former-c", PASSWORD).await;
    assert_eq!(sprayed.status, 429);
    assert_eq!(app.cloud.former_tenant.asked(), ["former-a", "former-b"]);
    assert!(users(&app).is_empty());
}

#[tokio::test]
async fn the_former_tenant_is_asked_for_names_of_nobody_only() {
    let client = format!("{CLIENT_ID}, reserves_names: false");
    let app = TestApp::with_changes(&[("    form:\n", &settings(&client, ""))]).await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "former-lily", "pwd": OWN_PASSWORD });
    device.sign_up(MOBILE, form).await.succeeded();
    device
        .sign_up("15201657316", json!({ "user_name": "former-none" }))
        .await
        .succeeded();
    let binding = device.with_state_token(&device.state_token("a-person").await);
    for (device, path, member, name) in [
        (&device, LOGIN_BY_NAME, "user_name", "former-lily"),
        (&device, LOGIN_AUTH, "user_name", "former-none"),
        (&device, LOGIN_AUTH, "user_name", "15201657399"),
        (&device, LOGIN_AUTH, "user_name", EMAIL),
        (&device, LOGIN_BY_NAME, "user_name", EMAIL),
        (&device, LOGIN_MOBILE_PWD, "mobile", "15201657399"),
        (&device, LOGIN_EMAIL_PWD, "email", EMAIL),
        (&binding, PASSWORD_BIND, "user_name", "former-other"),
    ] {
        let body = json!({ member: name, "password": PASSWORD });
        let wrong = device.post(path, body).await;
        assert_eq!(wrong.code(), "SDK.LOGIN.1005", "{path} {name}");
    }
    let elsewhere = app.device(OTHER_TENANT);
    let wrong = elsewhere.login_by_password("former-other", PASSWORD).await;
    assert_eq!(wrong.code(), "SDK.LOGIN.1005");
    assert!(app.cloud.former_tenant.asked().is_empty());

    app.erase_users().await;
    let erased = device.login_by_password("former-lily", PASSWORD).await;
    assert_eq!(erased.code(), "SDK.LOGIN.1005");
    assert!(app.cloud.former_tenant.asked().is_empty());
}

#[tokio::test]
async fn nobody_is_asked_after_the_last_day_or_by_a_closed_application() {
    let app = migrating("").await;
    let device = app.device(EIAM);
    // The day after the last one begins in 39 hours.
    app.advance(39 * 3600 - 1);
    let last = device.login_by_password("former-lily", PASSWORD).await;
    assert!(last.is_success(), "{last:?}");
    app.advance(1);
    let late = device.login_by_password("former-zhang", PASSWORD).await;
    assert_eq!(late.code(), "SDK.LOGIN.1005");
    assert_eq!(app.cloud.former_tenant.asked(), ["former-lily"]);

    let closed = ("sources: [mini]", "sources: [mini]\n    open: false");
    let settings = settings(CLIENT_ID, "");
    let app = TestApp::with_changes(&[closed, ("    form:\n", &settings)]).await;
    let device = app.device(EIAM);
    let denied = device.login_by_password("former-lily", PASSWORD).await;
    assert_eq!(denied.body["status"], "ACCESS_DENIED");
    assert!(app.cloud.former_tenant.asked().is_empty());
}

#[tokio::test]
async fn an_answer_that_says_nothing_of_the_password_costs_no_attempt_at_the_name() {
    let app = migrating("").await;
    let failed = (
        400,
        "SDK.LOGIN.1001",
        "Error calling interface former tenant",
    );
    for name in ["garbage", "broken", "limited", "moved", "slow"] {
        let device = app.device(EIAM);
        let name = format!("former-{name}");
        let answer = device.login_by_password(&name, PASSWORD).await;
        assert_eq!(answer.error(), failed, "{name}");
    }
    assert_eq!(app.cloud.former_tenant.asked().len(), 5);
    let device = app.device(EIAM);
    // More often than attempts may fail.
    for _ in 0..12 {
        let down = device.login_by_password("former-down", PASSWORD).await;
        assert_eq!(down.error(), failed);
    }
    // The answer tells that nobody here has the name, so it counts for address and device.
    assert_eq!(counted(&app), 2 * (5 + 12));
    assert!(users(&app).is_empty() && app.items("SESSION#").is_empty());

    // A client_id that is unknown there makes nobody's password wrong.
    app.reconfigure(&[("    form:\n", &settings("another", ""))])
        .await;
    let unknown = device.login_by_password("former-lily", PASSWORD).await;
    assert_eq!(unknown.error(), failed);
}

#[tokio::test]
async fn first_logins_at_once_make_one_user() {
    let app = migrating("").await;
    let device = app.device(EIAM);
    let logins = (0..8).map(|_| device.login_by_password("former-lily", PASSWORD));
    let answers = concurrently(logins).await;
    let successes = answers.iter().filter(|answer| answer.is_success()).count();
    assert_eq!(successes, 8, "{answers:?}");
    assert!(app.cloud.former_tenant.asked().len() > 1, "at once");
    assert_eq!(users(&app).len(), 1);
    assert_eq!(app.items("NAME#").len(), 1);
    assert_eq!(app.items("SESSION#").len(), 8);
}

#[tokio::test]
async fn a_password_that_no_policy_admits_is_learned_as_it_is() {
    let app = migrating("").await;
    let device = app.device(EIAM);
    for _ in 0..2 {
        let login = device.login_by_password(WEAK_USER, WEAK_PASSWORD).await;
        assert!(login.is_success(), "{login:?}");
    }
    assert_eq!(app.cloud.former_tenant.asked(), [WEAK_USER]);
}

#[tokio::test]
async fn a_learned_password_is_no_second_factor() {
    let settings = settings(CLIENT_ID, "");
    let strict = "sources: [mini]\n    second_factor: true";
    let app =
        TestApp::with_changes(&[("sources: [mini]", strict), ("    form:\n", &settings)]).await;
    let device = app.device(EIAM);
    let denied = device.login_by_password("former-lily", PASSWORD).await;
    assert_eq!(denied.body["status"], "ACCESS_DENIED", "{denied:?}");
    assert!(
        users(&app).is_empty(),
        "whom nothing lets in is not created"
    );

    app.reconfigure(&[("    form:\n", &settings)]).await;
    let login = device.login_by_password("former-lily", PASSWORD).await;
    assert!(login.is_success(), "{login:?}");
    let proved_by = &users(&app)[0]["password_proved_by"];
    assert_eq!(*proved_by, json!({ "L": [{ "S": "password" }] }));
}

#[tokio::test]
async fn no_password_and_no_token_of_the_former_tenant_is_logged_or_stored() {
    capture_debug();
    let app = migrating("").await;
    let device = app.device(EIAM);
    for (name, password) in [
        ("former-lily", PASSWORD),
        ("former-zhang", OWN_PASSWORD),
        ("former-garbage", PASSWORD),
        ("former-moved", PASSWORD),
        ("former-down", PASSWORD),
    ] {
        device.login_by_password(name, password).await;
    }
    assert_eq!(app.cloud.former_tenant.asked().len(), 5);
    let log = logged();
    let learned = "a user of the former tenant was learned";
    assert_eq!(log.matches(learned).count(), 1);
    assert!(log.contains("former tenant"), "failures are logged");
    for secret in [PASSWORD, OWN_PASSWORD, SESSION_TOKEN, "former-"] {
        assert!(!log.contains(secret), "{secret}");
    }
    let items = app.all_items();
    let stored = serde_json::to_string(&items).unwrap();
    for secret in [PASSWORD, OWN_PASSWORD, SESSION_TOKEN] {
        assert!(!stored.contains(secret), "{secret}");
    }
}

/// Any name could be that of a user there, whom applications would take its owner for.
#[tokio::test]
async fn nobody_takes_the_name_of_a_user_who_has_not_come_yet() {
    let app = migrating("").await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let taken = device
        .register(MOBILE, &code, json!({ "user_name": "former-lily" }))
        .await;
    assert_eq!(taken.code(), "SDK.USER.1003", "{taken:?}");
    let registered = device.register(MOBILE, &code, json!({})).await.succeeded();
    let signed_in = device.signed_in(&registered);
    let renamed = signed_in
        .post(UPDATE, json!({ "user_name": "former-lily" }))
        .await;
    assert_eq!(renamed.code(), "SDK.USER.1003", "{renamed:?}");
    let login = device.login_by_password("former-lily", PASSWORD).await;
    assert!(login.is_success(), "{login:?}");
    // Once all names are here, and once the tenant is no longer asked, users choose again.
    app.reconfigure(&[(
        "    form:\n",
        &settings(&format!("{CLIENT_ID}, reserves_names: false"), ""),
    )])
    .await;
    app.advance(61);
    let body = json!({ "user_name": "wanglili" });
    signed_in.post(UPDATE, body).await.succeeded();
}
