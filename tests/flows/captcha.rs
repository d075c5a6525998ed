//! The captcha: a puzzle takes one attempt, a solution gives one pass, a pass sends one code to one
//! destination.

use crate::test_app::{CIAM, EIAM, EMAIL, MOBILE, OTHER_TENANT, TestApp};
use aws_lc_rs::cipher::{AES_128, PaddedBlockEncryptingKey, UnboundCipherKey};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use local::cloud::proxy::faults::{Fault, Rule};
use serde_json::json;
use std::collections::BTreeSet;

const VERIFY: &str = "/api/v2/sdk/captcha/verify";
const INVALID: (u16, &str, &str) = (400, "SDK.CAPTCHA.1004", "Invalid CAPTCHA token.");
const EXPIRED: (u16, &str, &str) = (400, "SDK.CAPTCHA.1003", "CAPTCHA token expired.");
const NOT_SOLVED: (u16, &str, &str) = (
    400,
    "SDK.CAPTCHA.1002",
    "Graphic verification code verification failed",
);

#[tokio::test]
async fn a_drop_point_may_be_off_by_five_pixels_and_no_more() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    for (off, solved) in [
        (-6_i64, false),
        (-5, true),
        (0, true),
        (5, true),
        (6, false),
    ] {
        let (token, x) = device.puzzle().await;
        let answer = device
            .solve(&token, x.checked_add_signed(off).unwrap(), MOBILE)
            .await;
        if solved {
            answer.succeeded();
        } else {
            assert_eq!(answer.error(), NOT_SOLVED, "{off}");
        }
    }
    // Clients move the piece sideways only, so it is let go at one height.
    for y in ["4.0", "6.0", "0.0"] {
        let (token, x) = device.puzzle().await;
        let point = format!("{{\"x\":{x}.0,\"y\":{y}}}");
        let body = json!({ "token": token, "point_json": point, "sender": MOBILE });
        let answer = device.post("/api/v2/sdk/captcha/verify", body).await;
        assert_eq!(answer.error(), NOT_SOLVED, "{y}");
    }
}

#[tokio::test]
async fn a_puzzle_is_consumed_by_the_first_attempt_right_or_wrong() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let (token, x) = device.puzzle().await;
    device.solve(&token, x + 50, MOBILE).await;
    assert_eq!(device.solve(&token, x, MOBILE).await.error(), INVALID);
    let (token, x) = device.puzzle().await;
    let solved = device.solve(&token, x, MOBILE).await.succeeded();
    assert_eq!(device.solve(&token, x + 1, MOBILE).await.error(), INVALID);
    assert_eq!(device.solve(&token, x, EMAIL).await.error(), INVALID);
    // The same once more, should the response have been lost, is the same pass, which is good once.
    let again = device.solve(&token, x, MOBILE).await.succeeded();
    assert_eq!(again.text, solved.text);
    let pass = solved.body["captcha_token"].as_str().unwrap();
    let body = json!({ "mobile": MOBILE, "type": "REGISTER_SMS", "captcha_token": pass });
    device
        .post("/api/v2/sdk/sms/send", body.clone())
        .await
        .succeeded();
    device.solve(&token, x, MOBILE).await.succeeded();
    app.advance(61);
    assert_eq!(
        device.post("/api/v2/sdk/sms/send", body).await.error(),
        INVALID
    );
}

#[tokio::test]
async fn a_solution_whose_response_was_lost_may_be_repeated_until_the_puzzle_expires() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let ask = async |wait: u64| {
        let (token, x) = device.puzzle().await;
        app.cloud
            .proxy
            .faults
            .script(vec![Rule::of("PutItem TransientTable PASS#", Fault::Break)]);
        assert_eq!(device.solve(&token, x, MOBILE).await.status, 500);
        app.cloud.proxy.faults.script(Vec::new());
        // A different drop point, destination or application is a different solution.
        assert_eq!(device.solve(&token, x + 1, MOBILE).await.error(), INVALID);
        assert_eq!(device.solve(&token, x, EMAIL).await.error(), INVALID);
        assert_eq!(
            app.device(CIAM).solve(&token, x, MOBILE).await.error().2,
            INVALID.2
        );
        app.advance(wait);
        device.solve(&token, x, MOBILE).await
    };
    ask(119).await.succeeded();
    assert_eq!(ask(120).await.error(), INVALID);
}

#[tokio::test]
async fn thirty_two_concurrent_solutions_yield_one_pass() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let (token, x) = device.puzzle().await;
    let tries = (0..32).map(|_| device.solve(&token, x, MOBILE));
    let answers = crate::test_app::concurrently(tries).await;
    let passes: BTreeSet<_> = answers
        .into_iter()
        .map(|answer| answer.succeeded().text)
        .collect();
    assert_eq!(passes.len(), 1, "{passes:?}");
    assert_eq!(app.items("PASS#").len(), 1);
}

#[tokio::test]
async fn a_puzzle_expires_after_two_minutes() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let (token, x) = device.puzzle().await;
    app.advance(119);
    device.solve(&token, x, MOBILE).await.succeeded();
    let (token, x) = device.puzzle().await;
    app.advance(120);
    assert_eq!(device.solve(&token, x, MOBILE).await.error(), EXPIRED);
}

#[tokio::test]
async fn a_puzzle_is_bound_to_its_application() {
    let app = TestApp::start().await;
    let (token, x) = app.device(EIAM).puzzle().await;
    for client in [CIAM, OTHER_TENANT] {
        let refused = app.device(client).solve(&token, x, MOBILE).await;
        assert_eq!(refused.error().2, INVALID.2, "{client}");
    }
    app.device(EIAM).solve(&token, x, MOBILE).await.succeeded();
}

#[tokio::test]
async fn an_encrypted_drop_point_is_accepted_like_a_plain_one() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let puzzle = device.get("/api/v2/sdk/captcha").await.succeeded();
    let token = puzzle.body["token"].as_str().unwrap();
    let x = app.cloud.puzzles()[0].1;
    let point = format!("{{\"x\":{x},\"y\":5}}");
    let key = UnboundCipherKey::new(
        &AES_128,
        puzzle.body["secretKey"].as_str().unwrap().as_bytes(),
    )
    .unwrap();
    let mut sealed = point.clone().into_bytes();
    PaddedBlockEncryptingKey::ecb_pkcs7(key)
        .unwrap()
        .encrypt(&mut sealed)
        .unwrap();
    let answer =
        json!({ "token": token, "point_json": BASE64_STANDARD.encode(sealed), "sender": MOBILE });
    let answer = device.post(VERIFY, answer).await.succeeded();
    assert_eq!(answer.body["captcha_token"], format!("{token}---{point}"));
}

#[tokio::test]
async fn a_malformed_drop_point_does_not_consume_the_puzzle() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let (token, x) = device.puzzle().await;
    let malformed = json!({ "token": token, "point_json": "{\"x\":\"left\"}", "sender": MOBILE });
    assert_eq!(
        device.post(VERIFY, malformed).await.code(),
        "SDK.COMMON.1002"
    );
    device.solve(&token, x, MOBILE).await.succeeded();
}

#[tokio::test]
async fn a_pass_sends_one_code_to_its_destination() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let pass = device.captcha_token(MOBILE).await;
    let send =
        |mobile: &str| json!({ "mobile": mobile, "type": "REGISTER_SMS", "captcha_token": pass });
    assert_eq!(
        device
            .post("/api/v2/sdk/sms/send", send("15201657399"))
            .await
            .error(),
        INVALID
    );
    // Another spelling of the same mobile is accepted.
    device
        .post("/api/v2/sdk/sms/send", send("+86-15201657315"))
        .await
        .succeeded();
    app.advance(61);
    assert_eq!(
        device
            .post("/api/v2/sdk/sms/send", send(MOBILE))
            .await
            .error(),
        INVALID
    );
    assert_eq!(app.sent().len(), 1);
}

#[tokio::test]
async fn a_pass_expires_after_three_minutes() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let pass = device.captcha_token(EMAIL).await;
    let send = json!({ "email": EMAIL, "type": "REGISTER_EMS", "captcha_token": pass });
    app.advance(180);
    assert_eq!(
        device.post("/api/v2/sdk/email/send", send).await.error(),
        EXPIRED
    );
    assert!(app.sent().is_empty());
}

#[tokio::test]
async fn a_pass_is_bound_to_its_application() {
    let app = TestApp::start().await;
    let pass = app.device(EIAM).captcha_token(MOBILE).await;
    let send = json!({ "mobile": MOBILE, "type": "REGISTER_SMS", "captcha_token": pass });
    for client in [CIAM, OTHER_TENANT] {
        let refused = app
            .device(client)
            .post("/api/v2/sdk/sms/send", send.clone())
            .await;
        assert_eq!(refused.error().2, INVALID.2, "{client}");
    }
}
