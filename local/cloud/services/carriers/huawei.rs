//! Huawei Cloud's Message & SMS, `batchSendSms`, authenticated by `X-WSSE`. A refusal is an HTTP
//! 200 with another `code` than `000000`; `E000510` says that the status of the number has the
//! cause. Wrong credentials are an HTTP 401.

use super::{
    ACCESS_KEY, Answer, CarrierRequest, Carriers, SECRET, UNAPPROVED, form, is_approved, is_number,
    members, sha256, templated, text_message,
};
use crate::cloud::proxy::call::Service;
use aws_lc_rs::digest::{SHA256, digest};
use axum::http::StatusCode;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// How far `Created` may be from now, in seconds.
const CREATED_WITHIN: u64 = 24 * 60 * 60;

pub(super) fn answer(carriers: &Carriers, request: &CarrierRequest) -> Answer {
    authenticate(carriers, request)
        .and_then(|()| send(carriers, &form(&request.body)))
        .unwrap_or_else(refusal)
}

/// `E200…` is the status of a number, everything else the code of the request; those of the
/// authentication are `E0000…` and `E0001…`.
pub(super) fn refusal(code: &str) -> Answer {
    if code.starts_with("E200") {
        let body = json!({
            "code": "E000510", "description": "The SMS fails to be sent.",
            "result": [result("", "", "", code)],
        });
        return Answer::ok(body);
    }
    let status = if code.starts_with("E0001") || (code.starts_with("E0000") && code != "E000000") {
        StatusCode::UNAUTHORIZED
    } else {
        StatusCode::OK
    };
    Answer::new(status, json!({ "code": code, "description": "refused" }))
}

fn result(to: &str, from: &str, id: &str, status: &str) -> Value {
    json!({
        "originTo": to, "createTime": "2018-05-25T16:34:34Z", "from": from, "smsMsgId": id,
        "status": status,
    })
}

fn authenticate(carriers: &Carriers, request: &CarrierRequest) -> Result<(), &'static str> {
    let authorization = request.header("authorization");
    let realm = members(authorization.strip_prefix("WSSE ").ok_or("E000001")?);
    let realm_of = |name| realm.get(name).copied().unwrap_or_default();
    if realm_of("realm") != "SDP" {
        return Err("E000004");
    }
    if realm_of("profile") != "UsernameToken" {
        return Err("E000005");
    }
    if realm_of("type") != "Appkey" {
        return Err("E000101");
    }
    let wsse = request.header("x-wsse");
    let token = members(wsse.strip_prefix("UsernameToken ").ok_or("E000101")?);
    let member = |name| token.get(name).copied().unwrap_or_default();
    if member("Username") != ACCESS_KEY {
        return Err("E000102");
    }
    let (nonce, created) = (member("Nonce"), member("Created"));
    let date = OffsetDateTime::parse(created, &Rfc3339)
        .ok()
        .and_then(|date| u64::try_from(date.unix_timestamp()).ok())
        .ok_or("E000101")?;
    if !carriers.is_recent(date, CREATED_WITHIN) {
        return Err("E000103");
    }
    let is_nonce =
        (1..=128).contains(&nonce.len()) && nonce.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_nonce && digests(nonce, created, SECRET).contains(&member("PasswordDigest").to_owned()) {
        Ok(())
    } else {
        Err("E000103")
    }
}

/// The two forms that the vendor's examples have: base64 of the hash (Go, Node), and of its hex
/// (Java, PHP, Python, and the request that is printed in the reference).
fn digests(nonce: &str, created: &str, secret: &str) -> [String; 2] {
    let text = format!("{nonce}{created}{secret}");
    [
        BASE64_STANDARD.encode(digest(&SHA256, text.as_bytes())),
        BASE64_STANDARD.encode(sha256(text.as_bytes())),
    ]
}

fn send(carriers: &Carriers, form: &BTreeMap<String, String>) -> Result<Answer, &'static str> {
    let field = |name: &str| form.get(name).map_or("", String::as_str);
    let (from, to, template) = (field("from"), field("to"), field("templateId"));
    if from.is_empty() || !is_number(to) {
        return Err("E000503");
    }
    if !is_approved(template) {
        return Err("E200030");
    }
    // Needed by templates for any signature only.
    let sign_name = field("signature");
    if sign_name == UNAPPROVED {
        return Err("E200033");
    }
    let parameters: Vec<String> =
        serde_json::from_str(field("templateParas")).map_err(|_| "E000000")?;
    let beside = [
        ("sender", from),
        ("sign_name", sign_name),
        ("template", template),
        ("reference", field("extend")),
        ("status_callback", field("statusCallback")),
    ];
    let message = text_message(to.to_owned(), templated(sign_name, &parameters), &beside);
    let id = carriers.accept(Service::HuaweiSms, message);
    let sent = result(to, from, &id, "000000");
    let body = json!({ "result": [sent], "code": "000000", "description": "Success" });
    Ok(Answer::ok(body))
}

#[cfg(test)]
mod tests {
    use super::{
        super::test_request::{carriers, request},
        *,
    };

    const NOW: u64 = 1_795_359_600;
    const CREATED: &str = "2026-11-22T15:00:00Z";
    const TEXT: &str = "from=10690000&to=%2B8615201657315&templateId=t1\
                        &templateParas=%5B%22123456%22%2C%225%22%5D&signature=Demo&extend=r1";

    fn with_digest(digest: &str, created: &str, body: &str) -> CarrierRequest {
        let wsse = format!(
            "UsernameToken Username=\"{ACCESS_KEY}\",PasswordDigest=\"{digest}\",\
             Nonce=\"66C92B11FF8A425F\",Created=\"{created}\""
        );
        let headers = [
            (
                "authorization",
                r#"WSSE realm="SDP",profile="UsernameToken",type="Appkey""#,
            ),
            ("x-wsse", &wsse),
        ];
        request(Service::HuaweiSms, "127.0.0.1:4001", &headers, body)
    }

    fn signed(created: &str, secret: &str, body: &str) -> CarrierRequest {
        let [digest, _] = digests("66C92B11FF8A425F", created, secret);
        with_digest(&digest, created, body)
    }

    #[test]
    fn a_text_is_sent_with_either_form_of_the_digest() {
        let (carriers, outbox) = carriers(NOW);
        for digest in digests("66C92B11FF8A425F", CREATED, SECRET) {
            let answer = carriers.answer(&with_digest(&digest, CREATED, TEXT));
            assert_eq!(answer.body["code"], "000000");
            assert_eq!(answer.body["result"][0]["status"], "000000");
        }
        let message = outbox.messages().remove(1);
        assert_eq!(
            (message.to.as_str(), message.code()),
            ("+8615201657315", Some("123456"))
        );
        assert_eq!(message.attributes["reference"], "r1");
    }

    #[test]
    fn a_wrong_secret_or_date_is_refused() {
        let (carriers, outbox) = carriers(NOW);
        for (created, secret) in [(CREATED, "another"), ("2026-11-21T14:59:59Z", SECRET)] {
            let answer = carriers.answer(&signed(created, secret, TEXT));
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
            assert_eq!(answer.body["code"], "E000103");
        }
        assert!(outbox.messages().is_empty());
    }

    #[test]
    fn what_may_not_be_sent_is_refused_with_http_200() {
        let (carriers, _) = carriers(NOW);
        for (of, code, status) in [
            ("signature=Demo", "E000510", json!("E200033")),
            ("templateId=t1", "E000510", json!("E200030")),
        ] {
            let (name, _) = of.split_once('=').unwrap();
            let body = TEXT.replace(of, &format!("{name}={UNAPPROVED}"));
            let answer = carriers.answer(&signed(CREATED, SECRET, &body));
            assert_eq!(
                (answer.status, &answer.body["code"]),
                (StatusCode::OK, &json!(code))
            );
            assert_eq!(answer.body["result"][0]["status"], status);
        }
    }
}
