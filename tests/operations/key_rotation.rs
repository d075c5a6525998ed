//! Key rotation: a key is published before its use, and removed once nothing made with it is valid.

use crate::test_app::{CONFIGURATION, EIAM, MOBILE, TestApp, concurrently};
use serde_json::json;

const DAY: u64 = 24 * 3600;

async fn published(app: &TestApp) -> Vec<String> {
    let keys = app
        .device(EIAM)
        .get("/api/v1/oauth2/keys")
        .await
        .succeeded();
    keys.body["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key["kid"].as_str().unwrap().to_owned())
        .collect()
}

fn kid(id_token: &str) -> String {
    let header = base64::Engine::decode(
        &base64::prelude::BASE64_URL_SAFE_NO_PAD,
        id_token.split('.').next().unwrap(),
    );
    serde_json::from_slice::<serde_json::Value>(&header.unwrap()).unwrap()["kid"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn token(app: &TestApp, mobile: &str) -> String {
    let answer = app
        .device(EIAM)
        .sign_up(mobile, json!({}))
        .await
        .succeeded();
    answer.body["id_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_first_rotation_creates_one_key_of_each_kind() {
    let app = TestApp::start().await;
    for kind in ["SIGNING", "PUBLIC", "PEPPER", "STATE", "BLIND"] {
        assert_eq!(app.items(kind).len(), 1, "{kind}");
    }
    let keys = app
        .device(EIAM)
        .get("/api/v1/oauth2/keys")
        .await
        .succeeded();
    let key = &keys.body["keys"][0];
    assert_eq!(
        (&key["kty"], &key["use"], &key["alg"]),
        (&json!("RSA"), &json!("sig"), &json!("RS256"))
    );
    assert!(!keys.text.contains("pkcs8"), "{}", keys.text);
}

#[tokio::test]
async fn concurrent_rotations_create_one_key_of_each_kind() {
    let app = TestApp::metered().await;
    let meter = app.meter();
    app.advance(85 * DAY);
    let ids = |kind| {
        app.items(kind)
            .into_iter()
            .map(|item| item["id"]["S"].clone())
            .collect::<Vec<_>>()
    };
    meter.go_far();
    let _ = meter.take();
    concurrently((0..4).map(|_| app.cloud.run_jobs()))
        .await
        .into_iter()
        .for_each(|run| run.unwrap());
    assert!(
        meter.take().refused > 0,
        "the runs did not overlap, or one overwrote the key of another"
    );
    for kind in ["SIGNING", "PUBLIC", "PEPPER", "STATE"] {
        assert_eq!(app.items(kind).len(), 2, "{kind}");
    }
    assert_eq!(app.items("BLIND").len(), 1);
    assert_eq!(
        ids("SIGNING"),
        ids("PUBLIC"),
        "a private half without its public half"
    );
}

#[tokio::test]
async fn a_signing_key_is_published_before_its_use_and_until_its_last_token_has_expired() {
    let app = TestApp::start().await;
    let first = token(&app, "15201650001").await;
    app.advance(84 * DAY);
    app.cloud.run_jobs().await.unwrap();
    let both = published(&app).await;
    assert_eq!(both.len(), 2, "published a week ahead");
    assert_eq!(
        kid(&token(&app, "15201650002").await),
        both[0],
        "and not used yet"
    );

    app.advance(6 * DAY);
    let last = token(&app, "15201650003").await;
    assert_eq!(kid(&last), both[1], "in use from its day on");
    app.cloud.run_jobs().await.unwrap();
    assert!(
        app.verified(&first).await.is_some(),
        "a token of the old key still verifies"
    );

    app.advance(3 * DAY);
    app.cloud.run_jobs().await.unwrap();
    assert_eq!(published(&app).await, both[1..], "the old key is gone");
    assert!(app.verified(&first).await.is_none());
    assert!(app.verified(&last).await.is_some());
}

#[tokio::test]
async fn a_code_outlives_the_rotation_of_its_pepper() {
    let app = TestApp::start().await;
    app.advance(29 * DAY);
    app.cloud.run_jobs().await.unwrap();
    app.advance(DAY - 100);
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    app.advance(200);
    app.cloud.run_jobs().await.unwrap();
    let other = device.code("15201657399", "REGISTER_SMS").await;
    let peppers: Vec<_> = app
        .codes()
        .into_iter()
        .map(|(code, _)| code["pepper"].clone())
        .collect();
    assert_ne!(peppers[0], peppers[1], "the pepper has changed");
    device.register(MOBILE, &code, json!({})).await.succeeded();
    device
        .register("15201657399", &other, json!({}))
        .await
        .succeeded();
}

#[tokio::test]
async fn keys_and_users_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let app = TestApp::persistent(CONFIGURATION, folder.path().into()).await;
    let before = token(&app, MOBILE).await;
    drop(app);
    let app = TestApp::persistent(CONFIGURATION, folder.path().into()).await;
    assert!(app.verified(&before).await.is_some());
    app.advance(61);
    assert_eq!(
        app.device(EIAM).sign_up(MOBILE, json!({})).await.code(),
        "SDK.USER.1001"
    );
}
