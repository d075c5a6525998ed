//! The carriers of the local cloud, through its proxy: what functions are to meet there.

use crate::test_app::TestApp;
use aws_lc_rs::{
    digest::{SHA256, digest},
    hmac,
};
use local::cloud::{
    proxy::faults::{Fault, Rule},
    services::carriers::{ACCESS_KEY, SECRET},
};
use serde_json::{Value, json};
use std::fmt::Write as _;
use time::format_description::well_known::Rfc3339;

/// A request of each carrier, unsigned: its call, path and header.
const REQUESTS: [(&str, &str, (&str, &str)); 8] = [
    (
        "sms-voice:SendTextMessage",
        "/",
        ("x-amz-target", "PinpointSMSVoiceV2.SendTextMessage"),
    ),
    (
        "sesv2:SendEmail",
        "/v2/email/outbound-emails",
        ("authorization", "AWS4-HMAC-SHA256"),
    ),
    ("aliyun:SendSms", "/", ("x-acs-action", "SendSms")),
    (
        "aliyun:SendSmsVerifyCode",
        "/",
        ("x-acs-action", "SendSmsVerifyCode"),
    ),
    (
        "aliyun:SingleSendMail",
        "/",
        ("x-acs-action", "SingleSendMail"),
    ),
    ("tencent:SendSms", "/", ("x-tc-action", "SendSms")),
    (
        "huawei:batchSendSms",
        "/sms/batchSendSms/v1",
        ("x-wsse", "UsernameToken"),
    ),
    ("gateway:send", "/any/path", ("x-bindery-timestamp", "0")),
];

/// Status and body of the answer to an unsigned request.
async fn ask(app: &TestApp, path: &str, (name, value): (&str, &str)) -> (u16, String) {
    let answer = reqwest::Client::new()
        .post(format!("{}{path}", app.cloud.aws_url()))
        .header(name, value)
        .body("{}")
        .send()
        .await
        .unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

fn sign(secret: &str, text: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    hex::encode(hmac::sign(&key, text.as_bytes()))
}

#[tokio::test]
async fn each_carrier_refuses_what_is_not_signed_and_sends_nothing() {
    let app = TestApp::start().await;
    for (call, path, header) in REQUESTS {
        let (status, body) = ask(&app, path, header).await;
        let is_refused = status >= 400 || body.contains("\"Error\"");
        assert!(is_refused, "{call}: {status} {body}");
    }
    assert!(app.cloud.outbox.messages().is_empty());
}

#[tokio::test]
async fn each_carrier_has_faults_in_its_own_format() {
    let app = TestApp::start().await;
    for ((call, path, header), [throttled, refused, own]) in REQUESTS.into_iter().zip([
        [
            "ThrottlingException",
            "AccessDeniedException",
            "ConflictException",
        ],
        ["refused", "refused", "refused"],
        [
            "isv.BUSINESS_LIMIT_CONTROL",
            "isv.SMS_SIGNATURE_ILLEGAL",
            "isv.OUT_OF_SERVICE",
        ],
        [
            "FREQUENCY_FAIL",
            "isv.SMS_SIGNATURE_ILLEGAL",
            "FUNCTION_NOT_OPENED",
        ],
        [
            "Throttling.User",
            "InvalidMailAddress.NotFound",
            "InvalidToAddress",
        ],
        [
            "LimitExceeded.PhoneNumberThirtySecondLimit",
            "FailedOperation.SignatureIncorrectOrUnapproved",
            "UnauthorizedOperation.RequestIpNotInWhitelist",
        ],
        ["E200015", "E200033", "E000112"],
        ["rate_limited", "rejected", "unsupported"],
    ]) {
        for (rule, code) in [
            (Rule::of(call, Fault::Throttle), throttled),
            (Rule::of(call, Fault::Refuse), refused),
            (Rule::of(call, Fault::Refuse).with_code(own), own),
        ] {
            app.cloud.proxy.faults.script(vec![rule]);
            let (_, body) = ask(&app, path, header).await;
            assert!(body.contains(&format!("\"{code}\"")), "{call}: {body}");
        }
        app.cloud
            .proxy
            .faults
            .script(vec![Rule::of(call, Fault::Break)]);
        let (status, body) = ask(&app, path, header).await;
        assert!(status >= 500, "{call}: {status} {body}");
    }
}

#[tokio::test]
async fn a_signature_covers_host_and_path_as_a_function_sent_them() {
    let app = TestApp::start().await;
    let base = app.cloud.aws_url();
    let host = base.strip_prefix("http://").unwrap();
    let date = app.cloud.clock.now().calendar().replace_nanosecond(0);
    let date = date.unwrap().format(&Rfc3339).unwrap();
    let query = "OutId=r1&PhoneNumbers=15201657315&SignName=Demo&TemplateCode=SMS_1\
                 &TemplateParam=%7B%22code%22%3A%22123456%22%7D";
    let payload = hex::encode(digest(&SHA256, b""));
    for (number, (path, is_sent)) in [("/sms-send/", true), ("/", false)].into_iter().enumerate() {
        let headers = [
            ("host", host.to_owned()),
            ("x-acs-action", "SendSms".to_owned()),
            ("x-acs-content-sha256", payload.clone()),
            ("x-acs-date", date.clone()),
            ("x-acs-signature-nonce", format!("n{number}")),
            ("x-acs-version", "2017-05-25".to_owned()),
        ];
        let lines: String = headers
            .iter()
            .fold(String::new(), |mut lines, (name, value)| {
                let _ = writeln!(lines, "{name}:{value}");
                lines
            });
        let signed = headers.each_ref().map(|(name, _)| *name).join(";");
        let canonical = format!("POST\n{path}\n{query}\n{lines}\n{signed}\n{payload}");
        let hashed = hex::encode(digest(&SHA256, canonical.as_bytes()));
        let signature = sign(SECRET, &format!("ACS3-HMAC-SHA256\n{hashed}"));
        let authorization = format!(
            "ACS3-HMAC-SHA256 Credential={ACCESS_KEY},SignedHeaders={signed},Signature={signature}"
        );
        let mut request = reqwest::Client::new()
            .post(format!("{base}/sms-send/?{query}"))
            .header("authorization", authorization);
        for (name, value) in headers.iter().skip(1) {
            request = request.header(*name, value);
        }
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        assert_eq!(answer["Code"] == "OK", is_sent, "{path}: {answer}");
    }
    let messages = app.cloud.outbox.messages();
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].code(), Some("123456"));
}

#[tokio::test]
async fn a_text_that_was_taken_by_a_gateway_is_in_the_outbox_once() {
    let app = TestApp::start().await;
    app.script_faults("gateway:send", [Fault::BreakAfter]);
    let body = json!({
        "to": "+8615201657315", "purpose": "sign_in", "language": "en", "text": "Demo code 123456",
        "reference": "r1",
    })
    .to_string();
    let timestamp = app.cloud.clock.now().secs().to_string();
    let answer = reqwest::Client::new()
        .post(format!("{}/sms-send/texts", app.cloud.aws_url()))
        .header("x-bindery-timestamp", &timestamp)
        .header(
            "x-bindery-signature",
            sign(SECRET, &format!("{timestamp}\n{body}")),
        )
        .body(body)
        .send()
        .await
        .unwrap();
    assert!(answer.status().is_server_error());
    let messages = app.cloud.outbox.messages();
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].attributes["reference"], "r1");
}
