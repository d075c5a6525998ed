//! What proves a session, and what does not: of another application, tenant or device, outdated,
//! forged, or of a user who may not come in any more.

use crate::test_app::{
    CIAM, Device, EIAM, LOGOUT, MOBILE, ONEACCESS, PROFILE, REFRESH, REVOKE, Response, SESSIONS,
    TEMPLATE, TENANT, TestApp,
};
use aws_lc_rs::hmac;
use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use serde_json::{Value, json};

const DAY: u64 = 24 * 3600;
const INVALID: (u16, &str, &str) = (400, "SDK.COMMON.1006", "The id_token parameter error");
const OVER: (u16, &str, &str) = (400, "SDK.COMMON.1005", "The id_token has expired");
const TOKEN_OVER: (u16, &str, &str) = (400, "SDK.COMMON.1005", "The session_token has expired");

async fn profile(device: &Device<'_>, id_token: &str) -> Response {
    let bearer = format!("Bearer {id_token}");
    device
        .clone()
        .with("Authorization", &bearer)
        .get(PROFILE)
        .await
}

async fn refresh(device: &Device<'_>, signed_in: &Response) -> Response {
    let token = signed_in.body["session_token"].as_str().unwrap();
    let device = device.clone().with("X-session-token", token);
    device.send("POST", REFRESH, b"").await
}

fn id_token(answer: &Response) -> &str {
    answer.body["id_token"].as_str().unwrap()
}

#[tokio::test]
async fn every_call_after_a_login_wants_a_proof() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let revoke = json!({ "id": "o6AuRIK3VPoNXcwqyuVY7pUlA2tyb0yVvZ0p8qJXWmA" }).to_string();
    for (method, path, body) in [
        ("GET", PROFILE, ""),
        ("GET", SESSIONS, ""),
        ("GET", LOGOUT, ""),
        ("POST", REVOKE, &revoke),
    ] {
        let without = device.send(method, path, body.as_bytes()).await;
        assert_eq!(without.error(), INVALID, "{path}");
        for authorization in [
            "Bearer",
            "Bearer ",
            "Basic YTpi",
            "Bearer a.b.c",
            "bearer e30.e30.",
        ] {
            let device = device.clone().with("Authorization", authorization);
            let refused = device.send(method, path, body.as_bytes()).await;
            assert_eq!(refused.error(), INVALID, "{path} {authorization}");
        }
    }
    for (client, code) in [(CIAM, "IDAAS.SDK.PARAM.0016"), (ONEACCESS, "PARAM.0016")] {
        let refused = app.device(client).get(PROFILE).await;
        assert_eq!(
            refused.error(),
            (400, code, "IdToken is invalid or expired")
        );
    }
}

#[tokio::test]
async fn a_forged_id_token_proves_nothing() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
    let token = id_token(&signed_in);
    profile(&device, token).await.succeeded();
    let [header, claims, signature] = token.split('.').collect::<Vec<_>>()[..] else {
        panic!("{token}");
    };
    let decoded: Value =
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap();
    let kid = decoded["kid"].as_str().unwrap();
    let encode = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());

    // Without a signature, whatever the algorithm is called.
    for alg in ["none", "None", "NONE", "RS256", "HS256", ""] {
        let header = encode(&json!({ "kid": kid, "alg": alg }));
        for signature in ["", "AAAA", signature] {
            let forged = format!("{header}.{claims}.{signature}");
            if forged != token {
                let answer = profile(&device, &forged).await;
                let is_ours = alg == "RS256" && signature.len() > 4;
                assert!(!is_ours || answer.status == 400, "the header is signed too");
                assert_eq!(answer.error(), INVALID, "{alg} {signature}");
            }
        }
    }

    // With a MAC under our public key, in each form in which a library may have it.
    let keys = device.get("/api/v1/oauth2/keys").await.succeeded();
    let key = keys.body["keys"].as_array().unwrap()[0].clone();
    let n = key["n"].as_str().unwrap();
    let modulus = BASE64_URL_SAFE_NO_PAD.decode(n).unwrap();
    let pem = format!(
        "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
        BASE64_STANDARD.encode(&modulus)
    );
    for secret in [
        n.as_bytes(),
        &modulus,
        pem.as_bytes(),
        key.to_string().as_bytes(),
    ] {
        for alg in ["HS256", "RS256"] {
            let signed = format!("{}.{claims}", encode(&json!({ "kid": kid, "alg": alg })));
            let mac = hmac::sign(
                &hmac::Key::new(hmac::HMAC_SHA256, secret),
                signed.as_bytes(),
            );
            let forged = format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(mac));
            assert_eq!(profile(&device, &forged).await.error(), INVALID);
        }
    }

    // With other claims under the same signature, and with another key's name.
    let mut others: Value =
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    others["exp"] = json!(9_999_999_999_u64);
    let forged = format!("{header}.{}.{signature}", encode(&others));
    assert_eq!(profile(&device, &forged).await.error(), INVALID);
    let header = encode(&json!({ "kid": "another", "alg": "RS256" }));
    let forged = format!("{header}.{claims}.{signature}");
    assert_eq!(profile(&device, &forged).await.error(), INVALID);
    let flipped: String = token.chars().rev().collect();
    assert_eq!(profile(&device, &flipped).await.error(), INVALID);
}

#[tokio::test]
async fn an_id_token_is_good_for_its_application_tenant_and_device_only() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
    let token = id_token(&signed_in);
    let headers = |client: &str| device.clone().with("X-client-id", client);
    for client in [CIAM, ONEACCESS, "stranger"] {
        let refused = profile(&headers(client), token).await;
        assert!(
            ["COMMON.1006", "PARAM.0016"]
                .iter()
                .any(|code| refused.code().ends_with(code)),
            "{client}: {refused:?}"
        );
        let refused = refresh(&headers(client), &signed_in).await;
        assert_eq!(refused.status, 400, "{client}");
    }
    let elsewhere = device.clone().with("X-device-fingerprint", "another");
    assert_eq!(profile(&elsewhere, token).await.error(), OVER);
    assert_eq!(refresh(&elsewhere, &signed_in).await.error(), TOKEN_OVER);
    profile(&device, token).await.succeeded();

    // OneAccess only logs the device.
    let device = app.device(ONEACCESS);
    let signed_in = device.sign_up("15201657316", json!({})).await.succeeded();
    let elsewhere = device.with("X-device-fingerprint", "another");
    elsewhere
        .signed_in(&signed_in)
        .get(PROFILE)
        .await
        .succeeded();
    refresh(&elsewhere, &signed_in).await.succeeded();
}

#[tokio::test]
async fn a_template_keeps_the_sessions_of_its_tenants_apart() {
    const OTHER: &str = "11111111111111111111111111111111";
    let both = format!("template: [{TENANT}, \"{OTHER}\"]");
    let app = TestApp::with_changes(&[
        (&format!("template: [{TENANT}]"), &both),
        (
            "    name: { en: Template, zh: 模板 }\n    sources: [mini-bind]",
            "    name: { en: Template, zh: 模板 }\n    sources: [mini]",
        ),
    ])
    .await;
    let device = app.device(TEMPLATE).with("X-tenant-id", TENANT);
    let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
    device.signed_in(&signed_in).get(PROFILE).await.succeeded();
    let other = device.with("X-tenant-id", OTHER).with("X-L", "en");
    let refused = other.signed_in(&signed_in).get(PROFILE).await;
    assert_eq!(refused.code(), "PARAM.0016");
    assert_eq!(refresh(&other, &signed_in).await.code(), "PARAM.0023");
}

#[tokio::test]
async fn an_id_token_ends_with_its_time_and_its_session() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
    app.advance(7199);
    profile(&device, id_token(&signed_in)).await.succeeded();
    app.advance(1);
    assert_eq!(profile(&device, id_token(&signed_in)).await.error(), OVER);
    app.advance(43_200 - 7200 - 1);
    let fresh = refresh(&device, &signed_in).await.succeeded();
    assert_eq!(fresh.body["expire"], 1);
    app.advance(1);
    assert_eq!(profile(&device, id_token(&fresh)).await.error(), OVER);
    assert_eq!(refresh(&device, &signed_in).await.error(), TOKEN_OVER);
}

#[tokio::test]
async fn nobody_who_is_disabled_or_erased_has_a_session() {
    for is_erased in [false, true] {
        let app = TestApp::start().await;
        let device = app.device(EIAM);
        let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
        if is_erased {
            app.erase_users().await;
        } else {
            app.disable_users().await;
        }
        assert_eq!(profile(&device, id_token(&signed_in)).await.error(), OVER);
        assert_eq!(refresh(&device, &signed_in).await.error(), TOKEN_OVER);
    }
}

#[tokio::test]
async fn an_id_token_is_good_as_long_as_its_key_is_published() {
    let setting = "register_session_seconds: 43200\n    id_token_seconds: 86400";
    let app = TestApp::with_changes(&[("register_session_seconds: 43200", setting)]).await;
    // In the last hour of its use a key signs, and in the next another does.
    app.advance(84 * DAY);
    app.cloud.run_jobs().await.unwrap();
    app.advance(6 * DAY - 3600);
    let device = app.device(EIAM);
    let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
    app.advance(2 * 3600);
    let fresh = refresh(&device, &signed_in).await.succeeded();
    let kid = |answer: &Response| {
        let header = id_token(answer).split('.').next().unwrap();
        let header = BASE64_URL_SAFE_NO_PAD.decode(header).unwrap();
        serde_json::from_slice::<Value>(&header).unwrap()["kid"].clone()
    };
    assert_ne!(kid(&signed_in), kid(&fresh));
    profile(&device, id_token(&signed_in)).await.succeeded();
    profile(&device, id_token(&fresh)).await.succeeded();
}
