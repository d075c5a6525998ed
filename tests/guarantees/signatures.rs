//! What `X-signature` proves and what it does not: used before, not of now, of another key, or of a
//! session that is over. And that nobody learns anything from the answers.

use crate::{
    signing::Signer,
    test_app::{
        CIAM, CONFIGURATION, Device, EIAM, LOGOUT, MOBILE, ONEACCESS, OTHER_TENANT, PROFILE,
        Response, START, TestApp, concurrently,
    },
};
use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE},
};
use local::cloud::proxy::faults::Fault;
use serde_json::json;
use shared::{
    keys::rotation::{RotatedKind, Rotation},
    platform::clock::Clock as _,
};
use std::time::Duration;

const DAY: u64 = 24 * 3600;
const BAD: (u16, &str, &str) = (400, "SDK.COMMON.1004", "Signature decryption error");
const OVER: (u16, &str, &str) = (400, "SDK.COMMON.1005", "The session_token has expired");

/// A device that has signed up, and what signs for it.
struct Signatory<'s> {
    app: &'s TestApp,
    device: Device<'s>,
    signer: Signer,
    signed_in: Response,
}

impl<'s> Signatory<'s> {
    async fn up(app: &'s TestApp, client: &str, mobile: &str) -> Self {
        let device = app.device(client);
        let signed_in = device.sign_up(mobile, json!({})).await.succeeded();
        let signer = Signer::of(&device).await;
        Self {
            app,
            device,
            signer,
            signed_in,
        }
    }

    fn token(&self) -> &str {
        self.signed_in.body["session_token"].as_str().unwrap()
    }

    fn sign(&self, nonce: &str) -> String {
        self.signer.sign(self.app, &self.signed_in, nonce)
    }

    async fn present(&self, signature: &str) -> Response {
        let device = self.device.clone().with("X-signature", signature);
        device.get(PROFILE).await
    }

    /// Asks with a signature of now.
    async fn ask(&self, nonce: &str) -> Response {
        self.present(&self.sign(nonce)).await
    }
}

#[tokio::test]
async fn a_nonce_is_good_once_in_a_session() {
    let app = TestApp::start().await;
    let one = Signatory::up(&app, EIAM, MOBILE).await;
    let other = Signatory::up(&app, EIAM, "15201657316").await;
    let signature = one.sign("nonce");
    one.present(&signature).await.succeeded();
    assert_eq!(one.present(&signature).await.error(), BAD);
    assert_eq!(one.ask("nonce").await.error(), BAD, "encrypted anew");
    other.ask("nonce").await.succeeded();
    one.ask("another").await.succeeded();

    // As long as the signature could still be of now, and a little longer.
    app.advance(300);
    assert_eq!(one.present(&signature).await.error(), BAD);
    app.advance(359);
    assert_eq!(one.ask("nonce").await.error(), BAD);
    app.advance(1);
    assert_eq!(one.present(&signature).await.error(), BAD, "it is stale");
    one.ask("nonce").await.succeeded();
}

#[tokio::test]
async fn a_signature_from_the_future_is_good_once_too() {
    let app = TestApp::start().await;
    let one = Signatory::up(&app, EIAM, MOBILE).await;
    let ahead = app.clock.now().millis() + 300_000;
    let signature = one.signer.sign_at(ahead, one.token(), "nonce");
    one.present(&signature).await.succeeded();
    for _ in 0..5 {
        app.advance(120);
        assert_eq!(one.present(&signature).await.error(), BAD);
    }
}

#[tokio::test]
async fn of_32_requests_with_one_nonce_at_once_one_is_served() {
    let app = TestApp::start().await;
    let one = Signatory::up(&app, EIAM, MOBILE).await;
    let signature = one.sign("nonce");
    let all = concurrently((0..32).map(|_| one.present(&signature))).await;
    let served = all.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(served, 1);
    for refused in all.iter().filter(|answer| answer.status != 200) {
        assert_eq!(refused.error(), BAD);
    }
    let each = (0..32).map(|nonce| one.sign(&nonce.to_string()));
    let each: Vec<_> = each.collect();
    for answer in concurrently(each.iter().map(|signature| one.present(signature))).await {
        answer.succeeded();
    }
}

#[tokio::test]
async fn a_timestamp_is_within_five_minutes_of_now() {
    let app = TestApp::start().await;
    let one = Signatory::up(&app, EIAM, MOBILE).await;
    let now = app.clock.now().millis();
    for (millis, is_good) in [
        (now - 300_000, true),
        (now + 300_000, true),
        (now - 300_001, false),
        (now + 300_001, false),
        (now - 3_600_000, false),
        (now / 1000, false),
        (0, false),
        (u64::MAX, false),
    ] {
        let signature = one.signer.sign_at(millis, one.token(), &millis.to_string());
        let answer = one.present(&signature).await;
        if is_good {
            answer.succeeded();
        } else {
            assert_eq!(answer.error(), BAD, "{millis}");
        }
    }
}

#[tokio::test]
async fn a_signature_is_good_for_its_application_tenant_and_device_only() {
    let app = TestApp::start().await;
    let one = Signatory::up(&app, EIAM, MOBILE).await;
    for client in [CIAM, ONEACCESS, OTHER_TENANT] {
        let device = app.device(client);
        let device = device.with(
            "x-device-fingerprint",
            &one.device.headers["x-device-fingerprint"],
        );
        let other = Signer::of(&device).await;
        // Under the key of another application, for either.
        let signature = other.sign(&app, &one.signed_in, client);
        assert_eq!(one.present(&signature).await.error(), BAD, "{client}");
        let there = device.clone().with("X-signature", &signature);
        let there = there.get(PROFILE).await;
        let over = match client {
            CIAM => "IDAAS.SDK.PARAM.0023",
            ONEACCESS => "PARAM.0023",
            _ => "SDK.COMMON.1005",
        };
        assert_eq!(there.code(), over, "the session is not of {client}");
        let there = device.with("X-signature", &one.sign(client));
        let bad = match client {
            CIAM => "IDAAS.SDK.COMMON.1004",
            ONEACCESS => "COMMON.1004",
            _ => "SDK.COMMON.1004",
        };
        assert_eq!(there.get(PROFILE).await.code(), bad, "{client}");
    }
    assert_eq!(app.items("NONCE#").len(), 0, "nothing of it is kept");
    let stolen = app.device(EIAM).with("X-signature", &one.sign("stolen"));
    assert_eq!(stolen.get(PROFILE).await.error(), OVER);
    one.ask("own").await.succeeded();
}

#[tokio::test]
async fn a_signature_ends_with_its_session_and_its_user() {
    let app = TestApp::start().await;
    let one = Signatory::up(&app, EIAM, MOBILE).await;
    let other = Signatory::up(&app, EIAM, "15201657316").await;
    let out = one.device.clone().with("X-signature", &one.sign("1"));
    out.get(LOGOUT).await.succeeded();
    assert_eq!(one.ask("2").await.error(), OVER);
    other.ask("3").await.succeeded();
    app.disable_users().await;
    assert_eq!(other.ask("4").await.error(), OVER);
    app.erase_users().await;
    assert_eq!(other.ask("5").await.error(), OVER);

    let third = Signatory::up(&app, CIAM, "15201657317").await;
    app.advance(432_000);
    assert_eq!(third.ask("6").await.code(), "IDAAS.SDK.PARAM.0023");
    let made_up = third.signer.sign_at(
        app.clock.now().millis(),
        "LGTiTNVDFPlpefV3F3Hla7RUFTqInsqa",
        "7",
    );
    let made_up = third.present(&made_up).await;
    assert_eq!(made_up.code(), "IDAAS.SDK.PARAM.0023");
}

#[tokio::test]
async fn whatever_cannot_be_decrypted_or_read_has_one_answer_and_leaves_nothing() {
    let app = TestApp::start().await;
    let one = Signatory::up(&app, EIAM, MOBILE).await;
    let (token, now) = (one.token(), app.clock.now().millis());
    let text = format!("session_token={token}&timestamp={now}&nonce=n");
    let ciphertext = one.signer.encrypt(&text);
    let mut junk: Vec<String> = [
        "x".to_owned(),
        "=".repeat(344),
        "A".repeat(344),
        "/".repeat(344),
        "ä".repeat(172),
        "A".repeat(64 * 1024),
        text.clone(),
        BASE64_STANDARD.encode(&text),
        BASE64_STANDARD.encode(&ciphertext[1..]),
        BASE64_STANDARD.encode([&ciphertext[..], &ciphertext[..]].concat()),
        format!("{}\u{a0}", BASE64_STANDARD.encode(&ciphertext)),
        BASE64_URL_SAFE.encode([0xFB; 256]),
        token.to_owned(),
    ]
    .into();
    for bit in (0..2048).step_by(97) {
        let mut flipped = ciphertext.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        junk.push(BASE64_STANDARD.encode(flipped));
    }
    for text in [
        String::new(),
        format!("timestamp={now}&nonce=n"),
        format!("session_token={token}&nonce=n"),
        format!("session_token={token}&timestamp={now}"),
        format!("session_token={token}&timestamp={now}&nonce="),
        format!("session_token=&timestamp={now}&nonce=n"),
        format!("session_token={token}&timestamp={now}&nonce=n&nonce=m"),
        format!("session_token={token}&timestamp=-{now}&nonce=n"),
        json!({ "session_token": token, "timestamp": now, "nonce": "n" }).to_string(),
    ] {
        junk.push(BASE64_STANDARD.encode(one.signer.encrypt(&text)));
    }
    let before = app.all_items();
    for signature in junk {
        let answer = one.present(&signature).await;
        assert_eq!(answer.error(), BAD, "{signature}");
    }
    assert_eq!(app.all_items(), before);
    one.present(&BASE64_STANDARD.encode(ciphertext))
        .await
        .succeeded();
    let chinese = one
        .device
        .clone()
        .with("X-L", "zh")
        .with("X-signature", "x");
    let chinese = chinese.get(PROFILE).await;
    assert_eq!(chinese.error(), (400, "SDK.COMMON.1004", "签名解密错误"));
}

#[tokio::test]
async fn an_id_token_that_is_bad_is_not_made_up_for_by_a_signature() {
    let app = TestApp::start().await;
    let one = Signatory::up(&app, EIAM, MOBILE).await;
    let id_token = one.signed_in.body["id_token"].as_str().unwrap();
    let both = one.device.clone().with("X-signature", &one.sign("1"));
    for path in [PROFILE, LOGOUT] {
        let bad = both.clone().with("Authorization", "Bearer a.b.c");
        assert_eq!(bad.get(path).await.code(), "SDK.COMMON.1006");
        let bad = one.device.clone().with("X-session-token", one.token());
        let bad = bad.with("X-signature", "x");
        let expected = if path == LOGOUT {
            "SDK.COMMON.1004"
        } else {
            BAD.1
        };
        assert_eq!(bad.get(path).await.code(), expected);
    }
    // The signature is not looked at, so its nonce stays unused.
    let bearer = both
        .clone()
        .with("Authorization", &format!("Bearer {id_token}"));
    bearer.get(PROFILE).await.succeeded();
    assert_eq!(app.items("NONCE#").len(), 0);
    let blank = both.with("Authorization", " ");
    blank.get(PROFILE).await.succeeded();
    let blank = one.device.clone().with("X-signature", "");
    assert_eq!(blank.get(PROFILE).await.code(), "SDK.COMMON.1006");
    let blank = blank.with("X-session-token", one.token());
    blank.get(LOGOUT).await.succeeded();
}

#[tokio::test]
async fn a_session_token_alone_opens_no_more_than_before() {
    let app = TestApp::start().await;
    let one = Signatory::up(&app, EIAM, MOBILE).await;
    let with = one.device.clone().with("X-session-token", one.token());
    assert_eq!(with.get(PROFILE).await.code(), "SDK.COMMON.1006");
    let with = one.device.clone().with("X-signature", one.token());
    assert_eq!(with.get(PROFILE).await.error(), BAD);
}

#[tokio::test]
async fn a_key_is_good_for_an_hour_after_its_successor_came_into_use() {
    let app = TestApp::start().await;
    let first = Signer::of(&app.device(EIAM)).await;
    app.advance(84 * DAY);
    app.cloud.run_jobs().await.unwrap();
    app.advance(6 * DAY - 600);
    let one = Signatory::up(&app, EIAM, MOBILE).await;
    let old = |nonce: &str| first.sign(&app, &one.signed_in, nonce);
    one.present(&old("1")).await.succeeded();
    assert_eq!(app.keys("DECRYPTION#").len(), 10, "the next ones are there");
    app.advance(600);
    let next = Signer::of(&one.device).await;
    let new = |nonce: &str| next.sign(&app, &one.signed_in, nonce);
    one.present(&new("2")).await.succeeded();
    one.present(&old("3")).await.succeeded();
    app.advance(3599);
    one.present(&old("4")).await.succeeded();
    app.advance(1);
    // No run has removed it yet.
    assert_eq!(app.keys("DECRYPTION#").len(), 10);
    assert_eq!(one.present(&old("5")).await.error(), BAD);
    one.present(&new("6")).await.succeeded();
    app.cloud.run_jobs().await.unwrap();
    for half in ["DECRYPTION#", "ENCRYPTION#"] {
        assert_eq!(app.items(half).len(), 5, "the old ones are gone");
    }
    one.present(&new("7")).await.succeeded();
}

#[tokio::test]
async fn a_revoked_key_is_replaced_at_once_and_other_applications_keep_theirs() {
    let app = TestApp::start().await;
    let one = Signatory::up(&app, EIAM, MOBILE).await;
    let other = Signatory::up(&app, CIAM, "15201657316").await;
    one.ask("1").await.succeeded();
    other.ask("1").await.succeeded();
    let rotation = Rotation::new(&app.cloud.operator()).unwrap();
    let kind = RotatedKind::Signature(EIAM.to_owned().try_into().unwrap());
    let revocation = rotation.revocation(&kind, 1, app.clock.now()).await;
    rotation.revoke(revocation.unwrap().unwrap()).await.unwrap();
    // The key set of `public-key` is a minute old at most.
    app.advance(60);
    let next = Signer::of(&one.device).await;
    let new = next.sign(&app, &one.signed_in, "2");
    one.present(&new).await.succeeded();
    assert_eq!(one.ask("3").await.error(), BAD, "under the revoked one");
    other.ask("4").await.succeeded();
}

#[tokio::test]
async fn a_lost_answer_to_the_write_of_a_nonce_refuses_nobody_and_lets_nobody_in_twice() {
    let app = TestApp::with_options(START, CONFIGURATION, |options| {
        options.answer_timeout = Some(Duration::from_secs(1));
    })
    .await;
    let one = Signatory::up(&app, EIAM, MOBILE).await;
    for (number, fault) in Fault::ALL.into_iter().enumerate() {
        // The one is not tried again, and the other is of transactions only.
        if matches!(fault, Fault::Refuse | Fault::DropDuring) {
            continue;
        }
        let signature = one.sign(&number.to_string());
        app.script_faults("UpdateItem TransientTable NONCE#", [fault]);
        one.present(&signature).await.succeeded();
        assert_eq!(one.present(&signature).await.error(), BAD, "{fault:?}");
    }
}

#[tokio::test]
async fn nobody_is_let_in_while_a_call_fails() {
    let app = TestApp::start().await;
    let one = Signatory::up(&app, EIAM, MOBILE).await;
    for (number, call) in [
        "BatchGetItem KeysTable DECRYPTION#",
        "GetItem TransientTable SESSION#",
        "GetItem DirectoryTable USER#",
        "UpdateItem TransientTable NONCE#",
    ]
    .into_iter()
    .enumerate()
    {
        app.script_faults(call, [Fault::Refuse]);
        let answer = one.ask(&format!("{number}, refused")).await;
        assert_eq!(answer.code(), "SDK.COMMON.1008", "{call}");
        one.ask(&format!("{number}, again")).await.succeeded();
    }
}
