//! Tencent Cloud's `SendSms`, signed with TC3-HMAC-SHA256. Every answer is an HTTP 200: a refusal
//! of a number stands in its status, one of the whole request in `Error`.

use super::{
    ACCESS_KEY, Answer, CarrierRequest, Carriers, SECRET, UNAPPROVED, hmac_sha256, is_approved,
    is_number, members, sha256, templated, text_message,
};
use crate::cloud::proxy::call::Service;
use serde_json::{Value, json};
use shared::platform::clock::Timestamp;

/// How far the timestamp of a request may be from now, in seconds.
const TIMESTAMP_WITHIN: u64 = 5 * 60;

pub(super) fn answer(carriers: &Carriers, request: &CarrierRequest) -> Answer {
    authenticate(carriers, request)
        .and_then(|()| send(carriers, &request.json()))
        .unwrap_or_else(refusal)
}

pub(super) fn refusal(code: &str) -> Answer {
    let is_of_a_number = [
        "FailedOperation.",
        "InvalidParameterValue.",
        "LimitExceeded.",
    ]
    .iter()
    .any(|beginning| code.starts_with(beginning));
    let body = if is_of_a_number {
        json!({ "SendStatusSet": [status("", "", "", code)], "RequestId": "local" })
    } else {
        json!({ "Error": { "Code": code, "Message": "refused" }, "RequestId": "local" })
    };
    Answer::ok(json!({ "Response": body }))
}

fn status(serial: &str, number: &str, context: &str, code: &str) -> Value {
    let is_sent = code == "Ok";
    json!({
        "SerialNo": serial, "PhoneNumber": number, "Fee": u8::from(is_sent),
        "SessionContext": context, "Code": code,
        "Message": if is_sent { "send success" } else { "refused" },
        "IsoCode": if number.starts_with("+86") { "CN" } else { "" },
    })
}

fn authenticate(carriers: &Carriers, request: &CarrierRequest) -> Result<(), &'static str> {
    if request.header("x-tc-action") != "SendSms" {
        return Err("InvalidAction");
    }
    if request.header("x-tc-version") != "2021-01-11" {
        return Err("NoSuchVersion");
    }
    if request.header("x-tc-region").is_empty() {
        return Err("MissingParameter");
    }
    let members = members(
        request
            .header("authorization")
            .strip_prefix("TC3-HMAC-SHA256 ")
            .ok_or("AuthFailure.InvalidAuthorization")?,
    );
    let member = |name| members.get(name).copied().unwrap_or_default();
    let (key, scope) = member("Credential")
        .split_once('/')
        .ok_or("AuthFailure.InvalidAuthorization")?;
    if key != ACCESS_KEY {
        return Err("AuthFailure.SecretIdNotFound");
    }
    let timestamp: u64 = request
        .header("x-tc-timestamp")
        .parse()
        .map_err(|_| "InvalidParameter")?;
    if !carriers.is_recent(timestamp, TIMESTAMP_WITHIN) {
        return Err("AuthFailure.SignatureExpire");
    }
    let signed = member("SignedHeaders");
    let names: Vec<_> = signed.split(';').collect();
    let is_whole = names.contains(&"content-type")
        && names.contains(&"host")
        && names.is_sorted()
        && names
            .iter()
            .all(|name| !request.signed_header(name).is_empty());
    let is_own = scope == format!("{}/sms/tc3_request", date_of(timestamp));
    if is_whole && is_own && member("Signature") == signature(request, signed, "sms", SECRET) {
        Ok(())
    } else {
        Err("AuthFailure.SignatureFailure")
    }
}

/// The signature of a POST to a service, in hex. The canonical path is always `/`.
fn signature(request: &CarrierRequest, signed: &str, service: &str, secret: &str) -> String {
    let canonical = format!(
        "POST\n/\n\n{}\n{signed}\n{}",
        request.canonical_headers(signed),
        sha256(&request.body)
    );
    let timestamp = request.header("x-tc-timestamp");
    let date = date_of(timestamp.parse().unwrap_or_default());
    let to_sign = format!(
        "TC3-HMAC-SHA256\n{timestamp}\n{date}/{service}/tc3_request\n{}",
        sha256(canonical.as_bytes())
    );
    let mut key = format!("TC3{secret}").into_bytes();
    for part in [&date, service, "tc3_request"] {
        key = hmac_sha256(&key, part);
    }
    hex::encode(hmac_sha256(&key, &to_sign))
}

/// The day of a timestamp in UTC, such as `2019-02-25`.
fn date_of(timestamp: u64) -> String {
    Timestamp::from_secs(timestamp)
        .calendar()
        .date()
        .to_string()
}

fn send(carriers: &Carriers, body: &Value) -> Result<Answer, &'static str> {
    let text = |name: &str| body[name].as_str().unwrap_or_default();
    if text("SmsSdkAppId").is_empty() {
        return Err("InvalidParameterValue.SdkAppIdNotExist");
    }
    let [Value::String(to)] = body["PhoneNumberSet"]
        .as_array()
        .map_or(&[][..], Vec::as_slice)
    else {
        return Err("InvalidParameterValue.IncorrectPhoneNumber");
    };
    if !is_number(to) {
        return Err("InvalidParameterValue.IncorrectPhoneNumber");
    }
    // Texts abroad need no sign name.
    let (sign_name, template) = (text("SignName"), text("TemplateId"));
    let needs_sign_name = to.starts_with("+86") || sign_name == UNAPPROVED;
    if needs_sign_name && !is_approved(sign_name) {
        return Err("FailedOperation.SignatureIncorrectOrUnapproved");
    }
    if !is_approved(template) {
        return Err("FailedOperation.TemplateIncorrectOrUnapproved");
    }
    let parameters = template_parameters(&body["TemplateParamSet"])?;
    let context = text("SessionContext");
    let beside = [
        ("sign_name", sign_name),
        ("template", template),
        ("reference", context),
    ];
    let message = text_message(to.clone(), templated(sign_name, &parameters), &beside);
    let id = carriers.accept(Service::TencentSms, message);
    let sent = status(&id, to, context, "Ok");
    let body = json!({ "SendStatusSet": [sent], "RequestId": "local" });
    Ok(Answer::ok(json!({ "Response": body })))
}

/// The variables of a template for verification codes: up to six digits each.
fn template_parameters(set: &Value) -> Result<Vec<String>, &'static str> {
    let none = Vec::new();
    let parameter = |value: &Value| {
        let text = value.as_str().ok_or("InvalidParameter")?;
        if text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(text.to_owned())
        } else {
            Err("InvalidParameterValue.TemplateParameterFormatError")
        }
    };
    let set = set.as_array().unwrap_or(&none);
    set.iter().map(parameter).collect()
}

#[cfg(test)]
mod tests {
    use super::{
        super::test_request::{carriers, request},
        *,
    };

    const NOW: u64 = 1_795_359_600;
    const TYPE: &str = "application/json; charset=utf-8";

    /// A signed request with a code, to a number.
    fn signed(timestamp: u64, secret: &str, to: &str, code: &str) -> CarrierRequest {
        let body = json!({
            "SmsSdkAppId": "1400000000", "SignName": "演示", "TemplateId": "1",
            "TemplateParamSet": [code, "5"], "PhoneNumberSet": [to], "SessionContext": "r1",
        });
        let timestamp_text = timestamp.to_string();
        let headers = [
            ("content-type", TYPE),
            ("x-tc-action", "SendSms"),
            ("x-tc-version", "2021-01-11"),
            ("x-tc-region", "ap-guangzhou"),
            ("x-tc-timestamp", timestamp_text.as_str()),
        ];
        let mut request = request(
            Service::TencentSms,
            "127.0.0.1:4001",
            &headers,
            &body.to_string(),
        );
        let authorization = format!(
            "TC3-HMAC-SHA256 Credential={ACCESS_KEY}/{}/sms/tc3_request, \
             SignedHeaders=content-type;host, Signature={}",
            date_of(timestamp),
            signature(&request, "content-type;host", "sms", secret)
        );
        let authorization = authorization.parse().unwrap();
        request.headers.insert("authorization", authorization);
        request
    }

    #[test]
    fn the_published_signature_is_computed() {
        let body = r#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;
        let headers = [("content-type", TYPE), ("x-tc-timestamp", "1551113065")];
        let request = request(
            Service::TencentSms,
            "cvm.tencentcloudapi.com",
            &headers,
            body,
        );
        let secret = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
        assert_eq!(
            signature(&request, "content-type;host", "cvm", secret),
            "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
        );
    }

    #[test]
    fn a_text_is_sent() {
        let (carriers, outbox) = carriers(NOW);
        let answer = carriers.answer(&signed(NOW - 300, SECRET, "+8615201657315", "123456"));
        let sent = &answer.body["Response"]["SendStatusSet"][0];
        assert_eq!(
            (&sent["Code"], &sent["SessionContext"]),
            (&json!("Ok"), &json!("r1"))
        );
        let message = outbox.messages().remove(0);
        assert_eq!(message.code(), Some("123456"));
        assert_eq!(sent["SerialNo"], *message.attributes["message_id"]);
    }

    #[test]
    fn a_wrong_secret_or_timestamp_is_refused() {
        let (carriers, outbox) = carriers(NOW);
        for (timestamp, secret, code) in [
            (NOW, "another", "AuthFailure.SignatureFailure"),
            (NOW - 301, SECRET, "AuthFailure.SignatureExpire"),
            (NOW + 301, SECRET, "AuthFailure.SignatureExpire"),
        ] {
            let request = signed(timestamp, secret, "+8615201657315", "123456");
            assert_eq!(
                carriers.answer(&request).body["Response"]["Error"]["Code"],
                code
            );
        }
        assert!(outbox.messages().is_empty());
    }

    #[test]
    fn a_number_or_variable_is_refused_in_its_status() {
        let (carriers, _) = carriers(NOW);
        for (to, code, refusal) in [
            (
                "+86123",
                "123456",
                "InvalidParameterValue.IncorrectPhoneNumber",
            ),
            (
                "+8615201657315",
                "12345678",
                "InvalidParameterValue.TemplateParameterFormatError",
            ),
        ] {
            let answer = carriers.answer(&signed(NOW, SECRET, to, code));
            assert_eq!(answer.body["Response"]["SendStatusSet"][0]["Code"], refusal);
        }
    }
}
