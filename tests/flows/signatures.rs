//! `X-signature` in place of an `id_token`, and the keys that clients encrypt it under.

use crate::{
    signing::{PUBLIC_KEY, Signer},
    test_app::{
        CIAM, CONFIGURATION, EIAM, LOGOUT, MOBILE, ONEACCESS, OTHER_TENANT, PHONE_BIND, PROFILE,
        REVOKE, Response, SESSIONS, TEMPLATE, TENANT, TestApp,
    },
};
use aws_lc_rs::rsa::PublicEncryptingKey;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use local::admin::configuration::Configuration;
use serde_json::json;
use shared::storage::{item_keys::listed_client_key, write::Write};
use std::collections::BTreeSet;

fn public_key(answer: &Response) -> &str {
    answer.body["public_key"].as_str().unwrap()
}

#[tokio::test]
async fn a_signature_opens_every_call_after_a_login_in_every_dialect() {
    for (client, over) in [
        (EIAM, "SDK.COMMON.1005"),
        (CIAM, "IDAAS.SDK.PARAM.0023"),
        (ONEACCESS, "PARAM.0023"),
        (TEMPLATE, "PARAM.0023"),
    ] {
        let app = TestApp::start().await;
        let device = app.device(client).with("X-tenant-id", TENANT);
        let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
        let signer = Signer::of(&device).await;
        let sign = |nonce: &str| {
            let signature = signer.sign(&app, &signed_in, nonce);
            device.clone().with("X-signature", &signature)
        };
        let profile = sign("1").get(PROFILE).await.succeeded();
        assert_eq!(profile.body["mobile"], format!("+86-{MOBILE}"), "{client}");
        let list = sign("2").get(SESSIONS).await.succeeded();
        assert_eq!(list.body["sessions"][0]["current"], true, "{client}");

        app.advance(61);
        let other = device.state_token("somebody").await;
        let other = device.with_state_token(&other);
        let by_phone = json!({ "wechat_code": format!("+86-{MOBILE}") });
        other.post(PHONE_BIND, by_phone).await.succeeded();
        let list = sign("3").get(SESSIONS).await.succeeded();
        let sessions = list.body["sessions"].as_array().unwrap();
        let other = sessions.iter().find(|one| one["current"] == false).unwrap();
        let revoked = sign("4").post(REVOKE, json!({ "id": other["id"] })).await;
        assert_eq!((revoked.status, revoked.text.as_str()), (200, ""));

        let done = sign("5").get(LOGOUT).await;
        assert_eq!((done.status, done.text.as_str()), (200, ""), "{client}");
        let after = sign("6").get(PROFILE).await;
        assert_eq!(after.code(), over, "the session is over");
    }
}

#[tokio::test]
async fn a_logout_by_signature_may_end_all_sessions_of_the_user() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
    let signer = Signer::of(&device).await;
    let by = |nonce: &str| {
        let signature = signer.sign(&app, &signed_in, nonce);
        device.clone().with("X-signature", &signature)
    };
    let all = format!("{LOGOUT}?all=true");
    assert_eq!(by("1").get(&all).await.status, 200);
    assert_eq!(by("2").get(PROFILE).await.code(), "SDK.COMMON.1005");
}

#[tokio::test]
async fn every_application_has_a_key_of_2048_bits_of_its_own() {
    let app = TestApp::with_new_keys(&[]).await;
    let mut keys = BTreeSet::new();
    for client in [EIAM, CIAM, ONEACCESS, OTHER_TENANT, TEMPLATE] {
        let device = app.device(client).with("X-tenant-id", TENANT);
        let answer = device.get(PUBLIC_KEY).await.succeeded();
        assert_eq!(answer.headers["cache-control"], "no-store");
        assert_eq!(answer.body.as_object().unwrap().len(), 1, "{answer:?}");
        let der = BASE64_STANDARD.decode(public_key(&answer)).unwrap();
        let key = PublicEncryptingKey::from_der(&der).unwrap();
        assert_eq!(key.key_size_bits(), 2048);
        let again = device.get(PUBLIC_KEY).await.succeeded();
        assert_eq!(public_key(&again), public_key(&answer));
        let head = device.send("HEAD", PUBLIC_KEY, b"").await.succeeded();
        assert_eq!(head.text, "");
        keys.insert(public_key(&answer).to_owned());
    }
    assert_eq!(keys.len(), 5, "no two have the same");
    let signing = app.keys("PUBLIC");
    for key in keys {
        let der = BASE64_STANDARD.decode(key).unwrap();
        let modulus = base64::prelude::BASE64_URL_SAFE_NO_PAD
            .decode(signing[0]["n"]["S"].as_str().unwrap())
            .unwrap();
        let holds = der.windows(modulus.len()).any(|part| part == modulus);
        assert!(!holds, "it is not the key of id_tokens");
    }
}

#[tokio::test]
async fn an_application_gets_its_key_when_rotate_keys_runs_next() {
    let app = TestApp::start().await;
    let store = app.cloud.store().unwrap();
    let configuration = CONFIGURATION.replace("client_id: stranger", "client_id: newcomer");
    let configuration = Configuration::read(&configuration).unwrap();
    configuration.apply(&store).await.unwrap();
    let newcomer = app.device("newcomer");
    let before = newcomer.get(PUBLIC_KEY).await;
    assert_eq!(before.error().0, 500);
    assert_eq!(before.code(), "SDK.COMMON.1008");
    let signed_in = newcomer.sign_up(MOBILE, json!({})).await.succeeded();
    // Of another application, for want of one.
    let signer = Signer::of(&app.device(EIAM)).await;
    let signature = signer.sign(&app, &signed_in, "1");
    let asking = newcomer.clone().with("X-signature", &signature);
    assert_eq!(asking.get(PROFILE).await.code(), "SDK.COMMON.1004");

    app.cloud.run_jobs().await.unwrap();
    let signer = Signer::of(&newcomer).await;
    let signature = signer.sign(&app, &signed_in, "2");
    let asking = newcomer.clone().with("X-signature", &signature);
    asking.get(PROFILE).await.succeeded();
}

#[tokio::test]
async fn an_application_that_an_older_version_wrote_is_listed_when_it_is_applied_again() {
    let app = TestApp::start().await;
    let store = app.cloud.store().unwrap();
    let configuration = Configuration::read(CONFIGURATION).unwrap();
    let key = listed_client_key(&EIAM.to_owned().try_into().unwrap());
    store.write(Write::delete(key)).await.unwrap();
    let differences = async || {
        let plan = configuration.plan(&store).await.unwrap();
        let lines: Vec<_> = plan.iter().map(ToString::to_string).collect();
        lines
            .into_iter()
            .filter(|line| !line.starts_with('='))
            .collect::<Vec<_>>()
    };
    assert_eq!(differences().await, [format!("~ application {EIAM}: keys")]);
    configuration.apply(&store).await.unwrap();
    assert_eq!(differences().await, [""; 0]);
    let listed = app.items("CLIENTS").into_iter();
    assert_eq!(
        listed.filter(|item| item["pk"]["S"] == "CLIENTS").count(),
        5
    );
}
