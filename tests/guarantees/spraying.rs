//! One password tried at many users: where it comes from is limited, whoever the users are.

use crate::test_app::{Device, EIAM, LOGIN_BY_NAME, MOBILE, Response, TestApp, concurrently};
use serde_json::json;
use std::collections::BTreeMap;

const RIGHT: &str = "QWE@qwe123";
const LIMITS: &str = "address_password_failures_per_hour: 3, device_password_failures_per_hour: 2";

async fn attempt(device: &Device<'_>, name: &str, password: &str) -> Response {
    let body = json!({ "user_name": name, "password": password });
    device.post(LOGIN_BY_NAME, body).await
}

/// A device of that fingerprint, at the address of all of them.
fn device<'a>(app: &'a TestApp, fingerprint: &str) -> Device<'a> {
    let device = app.device(EIAM).at("203.0.113.77");
    device.with("X-device-fingerprint", fingerprint)
}

/// What the counters of wrong passwords say, in order.
fn counted(app: &TestApp) -> Vec<i64> {
    let counters = app.items("LIMIT#PASSWORD#");
    let counters: BTreeMap<_, _> = counters
        .iter()
        .map(|item| {
            let failed = item["failed"]["N"].as_str().unwrap();
            (item["pk"]["S"].to_string(), failed.parse::<i64>().unwrap())
        })
        .collect();
    let mut counts: Vec<_> = counters.into_values().collect();
    counts.sort_unstable();
    counts
}

#[tokio::test]
async fn wrong_passwords_over_many_users_are_limited_by_device_and_by_address() {
    let app = TestApp::with_limits(LIMITS).await;
    let one = device(&app, "one");
    for name in ["user-a", "user-b"] {
        assert_eq!(attempt(&one, name, "123abc").await.code(), "SDK.LOGIN.1005");
    }
    assert_eq!(counted(&app), [2, 2]);
    let refused = attempt(&one, "user-c", "123abc").await;
    assert_eq!((refused.status, refused.code()), (429, "SDK.CAPTCHA.1008"));
    let wait: u64 = refused.headers["retry-after"].parse().unwrap();
    assert!((1..=3600).contains(&wait), "{wait}");
    assert_eq!(counted(&app), [2, 2], "a refused attempt counts nowhere");

    let other = device(&app, "other");
    let third = attempt(&other, "user-c", "123abc").await;
    assert_eq!(third.code(), "SDK.LOGIN.1005");
    assert_eq!(attempt(&other, "user-d", "123abc").await.status, 429);
    assert_eq!(counted(&app), [1, 2, 3], "a refused attempt counts nowhere");

    let elsewhere = device(&app, "third").at("203.0.113.99");
    let fourth = attempt(&elsewhere, "user-d", "123abc").await;
    assert_eq!(fourth.code(), "SDK.LOGIN.1005");

    app.advance(wait);
    let again = attempt(&one, "user-e", "123abc").await;
    assert_eq!(again.code(), "SDK.LOGIN.1005");
}

#[tokio::test]
async fn a_device_that_signed_in_before_is_not_locked_out_by_others_at_its_address() {
    let app = TestApp::with_limits(LIMITS).await;
    let form = json!({ "user_name": "zhangsan", "pwd": RIGHT });
    app.device(EIAM).sign_up(MOBILE, form).await.succeeded();
    let owner = device(&app, "owner");
    attempt(&owner, "zhangsan", RIGHT).await.succeeded();
    assert_eq!(counted(&app), [0, 0], "a right password uses nothing up");
    for (fingerprint, name) in [("one", "user-a"), ("two", "user-b"), ("three", "user-c")] {
        let wrong = attempt(&device(&app, fingerprint), name, "123abc").await;
        assert_eq!(wrong.code(), "SDK.LOGIN.1005");
    }
    let stranger = attempt(&device(&app, "four"), "zhangsan", RIGHT).await;
    assert_eq!(stranger.status, 429);
    let known = attempt(&owner, "zhangsan", RIGHT).await;
    assert!(known.is_success(), "{known:?}");
    // Their own guesses are still counted at the name.
    let wrong = attempt(&owner, "zhangsan", "123abc").await;
    assert_eq!(wrong.code(), "SDK.LOGIN.1005");
}

#[tokio::test]
async fn guesses_at_once_gain_nothing() {
    let app = TestApp::with_limits("address_password_failures_per_hour: 3").await;
    let device = device(&app, "one");
    let names: Vec<_> = (0..8).map(|index| format!("user-{index}")).collect();
    let attempts = names.iter().map(|name| attempt(&device, name, "123abc"));
    let answers = concurrently(attempts).await;
    let is_compared = |answer: &&Response| answer.code() == "SDK.LOGIN.1005";
    assert_eq!(answers.iter().filter(is_compared).count(), 3, "{answers:?}");
    assert_eq!(counted(&app), [3, 3]);
}
