//! An operator's own server that takes texts as JSON, signed with
//! `hex(HMAC-SHA256(secret, timestamp + "\n" + body))`.

use super::{Answer, CarrierRequest, Carriers, SECRET, hmac_sha256, is_number, text_message};
use crate::cloud::proxy::call::Service;
use axum::http::StatusCode;
use serde_json::{Value, json};

/// How far the timestamp of a request may be from now, in seconds.
const TIMESTAMP_WITHIN: u64 = 5 * 60;

pub(super) fn answer(carriers: &Carriers, request: &CarrierRequest) -> Answer {
    authenticate(carriers, request)
        .and_then(|()| send(carriers, &request.json()))
        .unwrap_or_else(refusal)
}

pub(super) fn refusal(error: &str) -> Answer {
    let status = match error {
        "authentication" => StatusCode::UNAUTHORIZED,
        "rejected" => StatusCode::FORBIDDEN,
        "unsupported" => StatusCode::UNPROCESSABLE_ENTITY,
        "rate_limited" => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::BAD_REQUEST,
    };
    Answer::new(status, json!({ "error": error }))
}

fn authenticate(carriers: &Carriers, request: &CarrierRequest) -> Result<(), &'static str> {
    let timestamp = request.header("x-bindery-timestamp");
    let is_recent = timestamp
        .parse()
        .is_ok_and(|date| carriers.is_recent(date, TIMESTAMP_WITHIN));
    let body = str::from_utf8(&request.body).map_err(|_| "authentication")?;
    if is_recent && request.header("x-bindery-signature") == signature(timestamp, body, SECRET) {
        Ok(())
    } else {
        Err("authentication")
    }
}

fn signature(timestamp: &str, body: &str, secret: &str) -> String {
    let signed = format!("{timestamp}\n{body}");
    hex::encode(hmac_sha256(secret.as_bytes(), &signed))
}

fn send(carriers: &Carriers, body: &Value) -> Result<Answer, &'static str> {
    let member = |name: &str| body[name].as_str().unwrap_or_default();
    let (to, text) = (member("to"), member("text"));
    if !is_number(to) {
        return Err("invalid_number");
    }
    let required = ["reference", "text"];
    if required.iter().any(|name| member(name).is_empty()) {
        return Err("unsupported");
    }
    let beside: Vec<_> = ["purpose", "language", "application", "reference"]
        .into_iter()
        .map(|name| (name, member(name)))
        .collect();
    let message = text_message(to.to_owned(), text.to_owned(), &beside);
    let id = carriers.accept(Service::HttpGateway, message);
    Ok(Answer::ok(json!({ "id": id })))
}

#[cfg(test)]
mod tests {
    use super::{
        super::test_request::{carriers, request},
        *,
    };

    const NOW: u64 = 1_795_359_600;

    fn signed(timestamp: u64, secret: &str, to: &str) -> CarrierRequest {
        let body = json!({
            "to": to, "purpose": "sign_in", "language": "en", "code": "123456", "minutes": 5,
            "text": "Demo sign-in code 123456, 5 min.", "reference": "r1",
        })
        .to_string();
        let timestamp = timestamp.to_string();
        let signature = signature(&timestamp, &body, secret);
        let headers = [
            ("x-bindery-timestamp", timestamp.as_str()),
            ("x-bindery-signature", signature.as_str()),
        ];
        request(Service::HttpGateway, "127.0.0.1:4001", &headers, &body)
    }

    #[test]
    fn a_text_is_sent() {
        let (carriers, outbox) = carriers(NOW);
        let answer = carriers.answer(&signed(NOW, SECRET, "+8615201657315"));
        let message = outbox.messages().remove(0);
        assert_eq!(answer.body["id"], *message.attributes["message_id"]);
        assert_eq!(message.code(), Some("123456"));
    }

    #[test]
    fn a_wrong_secret_timestamp_or_number_is_refused() {
        let (carriers, outbox) = carriers(NOW);
        for (timestamp, secret, to, error) in [
            (NOW, "another", "+8615201657315", "authentication"),
            (NOW - 301, SECRET, "+8615201657315", "authentication"),
            (NOW, SECRET, "15201657315", "invalid_number"),
        ] {
            let answer = carriers.answer(&signed(timestamp, secret, to));
            assert_eq!(answer.body["error"], error);
            assert!(answer.status.is_client_error());
        }
        assert!(outbox.messages().is_empty());
    }

    /// RFC 4231, test case 2.
    #[test]
    fn the_published_code_of_hmac_sha_256_is_computed() {
        assert_eq!(
            hex::encode(hmac_sha256(b"Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }
}
