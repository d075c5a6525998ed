//! Alibaba Cloud: `SendSms`, `SendSmsVerifyCode` (number verification, PNVS) and `SingleSendMail`
//! (`DirectMail`), signed with ACS3-HMAC-SHA256. A refusal of the first two is an HTTP 200 with
//! another `Code` than `OK`.

use super::{
    ACCESS_KEY, Answer, CarrierRequest, Carriers, SECRET, attributes, form, hmac_sha256,
    is_approved, is_mainland, is_number, members, sha256, templated, text_message,
};
use crate::cloud::{proxy::call::Service, services::outbox::Message};
use axum::http::StatusCode;
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, fmt::Write as _};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// How far the date of a request may be from now, in seconds.
const DATE_WITHIN: u64 = 15 * 60;

/// The headers that a signature must cover.
const SIGNED: [&str; 6] = [
    "host",
    "x-acs-action",
    "x-acs-content-sha256",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-version",
];

type Parameters = BTreeMap<String, String>;

pub(super) fn answer(carriers: &Carriers, request: &CarrierRequest) -> Answer {
    let parameters = parameters(request);
    let sent = authenticate(carriers, request).and_then(|()| match request.service {
        Service::AliyunMail => send_mail(carriers, &parameters),
        Service::AliyunPnvs => send_verify_code(carriers, &parameters),
        _ => send_text(carriers, &parameters),
    });
    sent.unwrap_or_else(|code| refusal(request.service, code))
}

/// A refusal. Codes of the gateway in front of all APIs have an HTTP status of their own, and so
/// has every code of `DirectMail`.
pub(super) fn refusal(service: Service, code: &str) -> Answer {
    let is_of_texts = code.starts_with("isv.")
        || code.starts_with("isp.")
        || code.starts_with("biz.")
        || code.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'_'));
    let status = match code {
        "InvalidAccessKeyId.NotFound" | "InvalidAction.NotFound" => StatusCode::NOT_FOUND,
        "InternalError" => StatusCode::INTERNAL_SERVER_ERROR,
        "ServiceUnavailable" => StatusCode::SERVICE_UNAVAILABLE,
        _ if code.starts_with("Forbidden") || code.starts_with("NoPermission") => {
            StatusCode::FORBIDDEN
        }
        _ if is_of_texts && service != Service::AliyunMail => StatusCode::OK,
        _ => StatusCode::BAD_REQUEST,
    };
    let mut body = json!({ "Code": code, "Message": "refused", "RequestId": "local" });
    if service == Service::AliyunPnvs {
        body["Success"] = false.into();
    }
    Answer::new(status, body)
}

/// Those of the query, and of a form in the body.
fn parameters(request: &CarrierRequest) -> Parameters {
    let mut parameters = form(request.query.as_bytes());
    if request
        .header("content-type")
        .starts_with("application/x-www-form-urlencoded")
    {
        parameters.extend(form(&request.body));
    }
    parameters
}

fn authenticate(carriers: &Carriers, request: &CarrierRequest) -> Result<(), &'static str> {
    let version = match request.service {
        Service::AliyunMail => "2015-11-23",
        _ => "2017-05-25",
    };
    if request.header("x-acs-version") != version {
        return Err("InvalidVersion");
    }
    if !matches!(
        request.header("x-acs-action"),
        "SendSms" | "SendSmsVerifyCode" | "SingleSendMail"
    ) {
        return Err("InvalidAction.NotFound");
    }
    let authorization = request.header("authorization");
    let members = members(
        authorization
            .strip_prefix("ACS3-HMAC-SHA256 ")
            .ok_or("IncompleteSignature")?,
    );
    let member = |name| members.get(name).copied().unwrap_or_default();
    if member("Credential") != ACCESS_KEY {
        return Err("InvalidAccessKeyId.NotFound");
    }
    let date = OffsetDateTime::parse(request.header("x-acs-date"), &Rfc3339)
        .ok()
        .and_then(|date| u64::try_from(date.unix_timestamp()).ok())
        .ok_or("InvalidTimeStamp.Format")?;
    if !carriers.is_recent(date, DATE_WITHIN) {
        return Err("InvalidTimeStamp.Expired");
    }
    let signed = member("SignedHeaders");
    let names: Vec<_> = signed.split(';').collect();
    let is_whole = SIGNED.iter().all(|name| names.contains(name))
        && (request.header("content-type").is_empty() || names.contains(&"content-type"))
        && names.is_sorted()
        && names
            .iter()
            .all(|name| !request.signed_header(name).is_empty());
    if !is_whole
        || request.header("x-acs-content-sha256") != sha256(&request.body)
        || member("Signature") != signature(request, signed, SECRET)
    {
        return Err("SignatureDoesNotMatch");
    }
    if carriers.is_unused(request.header("x-acs-signature-nonce")) {
        Ok(())
    } else {
        Err("SignatureNonceUsed")
    }
}

/// The signature of a POST, in hex.
fn signature(request: &CarrierRequest, signed: &str, secret: &str) -> String {
    let path = match request.path.as_str() {
        "" => "/",
        path => path,
    };
    let query: Vec<_> = form(request.query.as_bytes())
        .iter()
        .map(|(name, value)| format!("{}={}", percent_encoded(name), percent_encoded(value)))
        .collect();
    let canonical = format!(
        "POST\n{path}\n{}\n{}\n{signed}\n{}",
        query.join("&"),
        request.canonical_headers(signed),
        sha256(&request.body)
    );
    let to_sign = format!("ACS3-HMAC-SHA256\n{}", sha256(canonical.as_bytes()));
    hex::encode(hmac_sha256(secret.as_bytes(), &to_sign))
}

/// With all but the unreserved characters of RFC 3986 encoded.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn send_text(carriers: &Carriers, parameters: &Parameters) -> Result<Answer, &'static str> {
    let to = e164(parameter(parameters, "PhoneNumbers")).ok_or("isv.MOBILE_NUMBER_ILLEGAL")?;
    let id = send(carriers, Service::AliyunSms, to, parameters)?;
    let body = json!({ "Code": "OK", "Message": "OK", "BizId": id, "RequestId": "local" });
    Ok(Answer::ok(body))
}

fn send_verify_code(carriers: &Carriers, parameters: &Parameters) -> Result<Answer, &'static str> {
    let national = parameter(parameters, "PhoneNumber");
    let is_of_china = matches!(parameter(parameters, "CountryCode"), "" | "86");
    if !is_of_china || !is_mainland(national) {
        return Err("MOBILE_NUMBER_ILLEGAL");
    }
    let template: Value = serde_json::from_str(parameter(parameters, "TemplateParam"))
        .map_err(|_| "isv.INVALID_JSON_PARAM")?;
    if template.get("code").is_none() {
        return Err("isv.TEMPLATE_MISSING_PARAMETERS");
    }
    let to = format!("+86{national}");
    let id = send(carriers, Service::AliyunPnvs, to, parameters)?;
    Ok(Answer::ok(json!({
        "Code": "OK", "Message": "成功", "Success": true, "RequestId": "local",
        "Model": { "BizId": id, "OutId": parameter(parameters, "OutId") },
    })))
}

/// What the two ways to send a text have in common.
fn send(
    carriers: &Carriers,
    service: Service,
    to: String,
    parameters: &Parameters,
) -> Result<String, &'static str> {
    let parameter = |name| parameter(parameters, name);
    let (sign_name, template) = (parameter("SignName"), parameter("TemplateCode"));
    if !is_approved(sign_name) {
        return Err("isv.SMS_SIGNATURE_ILLEGAL");
    }
    if !is_approved(template) {
        return Err("isv.SMS_TEMPLATE_ILLEGAL");
    }
    let values = template_values(parameter("TemplateParam"))?;
    let beside = [
        ("sign_name", sign_name),
        ("template", template),
        ("reference", parameter("OutId")),
    ];
    let message = text_message(to, templated(sign_name, &values), &beside);
    Ok(carriers.accept(service, message))
}

/// The variables of a template, as `name: value`.
fn template_values(json: &str) -> Result<Vec<String>, &'static str> {
    if json.is_empty() {
        return Err("isv.TEMPLATE_MISSING_PARAMETERS");
    }
    let values: Map<String, Value> =
        serde_json::from_str(json).map_err(|_| "isv.INVALID_JSON_PARAM")?;
    let text = |(name, value): (&String, &Value)| {
        let value = value.as_str().ok_or("isv.INVALID_JSON_PARAM")?;
        if value.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Ok(format!("{name}: {value}"))
        } else {
            Err("isv.TEMPLATE_PARAMS_ILLEGAL")
        }
    };
    values.iter().map(text).collect()
}

fn send_mail(carriers: &Carriers, parameters: &Parameters) -> Result<Answer, &'static str> {
    let parameter = |name| parameter(parameters, name);
    let (from, to) = (parameter("AccountName"), parameter("ToAddress"));
    if !from.contains('@') || from.starts_with(super::UNAPPROVED) {
        return Err("InvalidMailAddress.NotFound");
    }
    if !matches!(parameter("AddressType"), "0" | "1") {
        return Err("InvalidAddressType.Malformed");
    }
    if !matches!(parameter("ReplyToAddress"), "false" | "true") {
        return Err("MissingReplyToAddress");
    }
    if !to.contains('@') {
        return Err("InvalidToAddress");
    }
    let (text, html) = (parameter("TextBody"), parameter("HtmlBody"));
    if parameter("Subject").is_empty() {
        return Err("InvalidSubject.Malformed");
    }
    if text.is_empty() && html.is_empty() {
        return Err("InvalidBody");
    }
    let message = Message {
        channel: "email",
        to: to.to_owned(),
        subject: Some(parameter("Subject").to_owned()),
        text: text.to_owned(),
        html: (!html.is_empty()).then(|| html.to_owned()),
        attributes: attributes(&[("from", from)]).collect(),
        sent_at: 0,
    };
    let id = carriers.accept(Service::AliyunMail, message);
    Ok(Answer::ok(json!({ "EnvId": id, "RequestId": "local" })))
}

fn parameter<'p>(parameters: &'p Parameters, name: &str) -> &'p str {
    parameters.get(name).map_or("", String::as_str)
}

/// A number as `SendSms` takes it: one of mainland China with or without its calling code, any
/// other with it.
fn e164(number: &str) -> Option<String> {
    let number = if is_mainland(number) {
        format!("+86{number}")
    } else {
        let digits = number.strip_prefix('+').or(number.strip_prefix("00"));
        format!("+{}", digits.unwrap_or(number))
    };
    is_number(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{
        super::test_request::{carriers, request},
        *,
    };

    const NOW: u64 = 1_795_359_600;
    const DATE: &str = "2026-11-22T15:00:00Z";
    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    const TEXT: &str = "PhoneNumbers=15201657315&SignName=%E6%BC%94%E7%A4%BA&TemplateCode=SMS_1\
                        &TemplateParam=%7B%22code%22%3A%22123456%22%7D&OutId=r1";

    /// A signed request.
    fn signed(service: Service, nonce: &str, date: &str, secret: &str) -> CarrierRequest {
        let action = match service {
            Service::AliyunPnvs => "SendSmsVerifyCode",
            _ => "SendSms",
        };
        let headers = [
            ("x-acs-action", action),
            ("x-acs-content-sha256", EMPTY),
            ("x-acs-date", date),
            ("x-acs-signature-nonce", nonce),
            ("x-acs-version", "2017-05-25"),
        ];
        let mut request = request(service, "127.0.0.1:4001", &headers, "");
        request.path = "/sms-send/".to_owned();
        request.query = TEXT.to_owned();
        sign(&mut request, secret);
        request
    }

    fn sign(request: &mut CarrierRequest, secret: &str) {
        let signed = SIGNED.join(";");
        let authorization = format!(
            "ACS3-HMAC-SHA256 Credential={ACCESS_KEY},SignedHeaders={signed},Signature={}",
            signature(request, &signed, secret)
        );
        let authorization = authorization.parse().unwrap();
        request.headers.insert("authorization", authorization);
    }

    #[test]
    fn the_published_signature_is_computed() {
        let headers = [
            ("x-acs-action", "RunInstances"),
            ("x-acs-content-sha256", EMPTY),
            ("x-acs-date", "2023-10-26T10:22:32Z"),
            ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
            ("x-acs-version", "2014-05-26"),
        ];
        let mut request = request(
            Service::AliyunSms,
            "ecs.cn-shanghai.aliyuncs.com",
            &headers,
            "",
        );
        request.query = "RegionId=cn-shanghai\
                         &ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"
            .to_owned();
        assert_eq!(
            signature(&request, &SIGNED.join(";"), "YourAccessKeySecret"),
            "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
        );
    }

    #[test]
    fn a_text_is_sent_once_by_its_nonce() {
        let (carriers, outbox) = carriers(NOW);
        let request = signed(Service::AliyunSms, "n1", DATE, SECRET);
        let answer = carriers.answer(&request);
        assert_eq!(
            (answer.status, &answer.body["Code"]),
            (StatusCode::OK, &json!("OK"))
        );
        let message = outbox.messages().remove(0);
        assert_eq!(message.to, "+8615201657315");
        assert_eq!(message.code(), Some("123456"));
        assert_eq!(message.attributes["carrier"], "aliyun-sms");
        assert_eq!(message.attributes["reference"], "r1");
        let again = carriers.answer(&request);
        assert_eq!(again.body["Code"], "SignatureNonceUsed");
        assert_eq!(outbox.messages().len(), 1);
    }

    #[test]
    fn a_wrong_secret_date_or_query_is_refused() {
        let (carriers, outbox) = carriers(NOW);
        let code = |request: &CarrierRequest| {
            let answer = carriers.answer(request);
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            answer.body["Code"].clone()
        };
        let wrong = signed(Service::AliyunSms, "n1", DATE, "another");
        assert_eq!(code(&wrong), "SignatureDoesNotMatch");
        let old = signed(Service::AliyunSms, "n1", "2026-11-22T14:44:59Z", SECRET);
        assert_eq!(code(&old), "InvalidTimeStamp.Expired");
        let mut altered = signed(Service::AliyunSms, "n1", DATE, SECRET);
        altered.query = altered.query.replace("15201657315", "15201657316");
        assert_eq!(code(&altered), "SignatureDoesNotMatch");
        assert!(outbox.messages().is_empty());
    }

    #[test]
    fn what_may_not_be_sent_is_refused_with_http_200() {
        let (carriers, _) = carriers(NOW);
        let cases = [
            (
                "%E6%BC%94%E7%A4%BA",
                "unapproved",
                "isv.SMS_SIGNATURE_ILLEGAL",
            ),
            ("SMS_1", "unapproved", "isv.SMS_TEMPLATE_ILLEGAL"),
            ("15201657315", "12345", "isv.MOBILE_NUMBER_ILLEGAL"),
            ("%22123456%22", "123456", "isv.INVALID_JSON_PARAM"),
            ("123456", "12-34", "isv.TEMPLATE_PARAMS_ILLEGAL"),
        ];
        for (number, (of, by, code)) in cases.into_iter().enumerate() {
            let nonce = number.to_string();
            let mut request = signed(Service::AliyunSms, &nonce, DATE, SECRET);
            request.query = request.query.replace(of, by);
            sign(&mut request, SECRET);
            let answer = carriers.answer(&request);
            assert_eq!(
                (answer.status, &answer.body["Code"]),
                (StatusCode::OK, &json!(code))
            );
        }
    }

    #[test]
    fn number_verification_knows_mainland_numbers_only() {
        let (carriers, outbox) = carriers(NOW);
        for (number, (query, code)) in [
            ("CountryCode=86&PhoneNumber=15201657315", "OK"),
            (
                "CountryCode=852&PhoneNumber=51234567",
                "MOBILE_NUMBER_ILLEGAL",
            ),
        ]
        .into_iter()
        .enumerate()
        {
            let mut request = signed(Service::AliyunPnvs, &number.to_string(), DATE, SECRET);
            request.query = request.query.replace("PhoneNumbers=15201657315", query);
            sign(&mut request, SECRET);
            assert_eq!(carriers.answer(&request).body["Code"], code);
        }
        assert_eq!(outbox.messages().len(), 1);
    }

    #[test]
    fn numbers_are_taken_in_each_documented_form() {
        for (number, e164_form) in [
            ("15201657315", Some("+8615201657315")),
            ("8615201657315", Some("+8615201657315")),
            ("008615201657315", Some("+8615201657315")),
            ("+8615201657315", Some("+8615201657315")),
            ("85251234567", Some("+85251234567")),
            ("+8612345", None),
            ("", None),
        ] {
            assert_eq!(e164(number).as_deref(), e164_form, "{number}");
        }
    }
}
