//! Emulations of the carriers of texts and mails beside SNS and SES, each in its vendor's format.
//! Signatures, dates and nonces are verified as the vendors document it; what is accepted goes to
//! the outbox. The one that is no web API is in [`smtp`](crate::cloud::services::smtp).
//!
//! The proxy tells the carriers apart and forwards to `/_carrier/NAME`, with host and path as the
//! client sent them in `x-forwarded-host` and `x-forwarded-uri`.

mod aliyun;
mod aws;
mod gateway;
mod huawei;
mod tencent;

use crate::cloud::{
    proxy::{ERROR_TYPE, FORWARDED_HOST, FORWARDED_URI, call::Service},
    services::outbox::{Message, Outbox},
};
use aws_lc_rs::{
    digest::{self, digest},
    hmac,
};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::{Value, json};
use shared::platform::clock::Clock;
use std::{
    collections::{BTreeMap, HashSet},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

/// The access key id, application key or user name that each carrier knows.
pub const ACCESS_KEY: &str = "local-access-key";
/// Its secret, with each carrier.
pub const SECRET: &str = "local-secret-of-carriers-for-this-machine";
/// The sign name, template or sender that each carrier refuses. Any other is approved.
pub const UNAPPROVED: &str = "unapproved";

/// The state of all carriers.
pub struct Carriers {
    outbox: Outbox,
    clock: Arc<dyn Clock>,
    mail_from: String,
    nonces: Mutex<HashSet<String>>,
    accepted: AtomicU64,
}

impl Carriers {
    /// SES v2 takes mails from `mail_from` only.
    #[must_use]
    pub fn new(outbox: Outbox, clock: Arc<dyn Clock>, mail_from: String) -> Self {
        Self {
            outbox,
            clock,
            mail_from,
            nonces: Mutex::default(),
            accepted: AtomicU64::default(),
        }
    }

    /// Whether a date, in seconds since the epoch, is at most so many seconds from now.
    fn is_recent(&self, date: u64, seconds: u64) -> bool {
        self.clock.now().secs().abs_diff(date) <= seconds
    }

    /// Whether a nonce was not used before. It is used from now on.
    fn is_unused(&self, nonce: &str) -> bool {
        self.nonces
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(nonce.to_owned())
    }

    /// Files a message and returns its id.
    pub(super) fn accept(&self, service: Service, mut message: Message) -> String {
        let id = format!("local-{}", self.accepted.fetch_add(1, Relaxed) + 1);
        let carrier = service.carrier_name().unwrap_or_default();
        let own = [("carrier", carrier), ("message_id", &id)];
        message.attributes.extend(attributes(&own));
        message.sent_at = self.clock.now().secs();
        self.outbox.file(message);
        id
    }

    fn answer(&self, request: &CarrierRequest) -> Answer {
        match request.service {
            Service::EndUserMessaging => aws::send_text(self, request),
            Service::SesV2 => aws::send_mail(self, request),
            Service::AliyunSms | Service::AliyunPnvs | Service::AliyunMail => {
                aliyun::answer(self, request)
            }
            Service::TencentSms => tencent::answer(self, request),
            Service::HuaweiSms => huawei::answer(self, request),
            _ => gateway::answer(self, request),
        }
    }
}

/// A request as the carrier's client sent it.
struct CarrierRequest {
    service: Service,
    host: String,
    path: String,
    query: String,
    headers: HeaderMap,
    body: Bytes,
}

impl CarrierRequest {
    /// The value of a header; empty if there is none.
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The header as the client signed it: its host is not that of the connection.
    fn signed_header(&self, name: &str) -> &str {
        match name {
            "host" => &self.host,
            _ => self.header(name).trim(),
        }
    }

    /// The body as JSON; null if it is none.
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The canonical headers of ACS3 and TC3: a line for each signed one.
    fn canonical_headers(&self, signed: &str) -> String {
        let line = |name: &str| format!("{name}:{}\n", self.signed_header(name));
        signed.split(';').map(line).collect::<Vec<_>>().concat()
    }
}

/// An answer of a carrier.
#[derive(Debug)]
pub(crate) struct Answer {
    status: StatusCode,
    body: Value,
    /// The error in AWS's header.
    error_type: Option<String>,
}

impl Answer {
    const fn new(status: StatusCode, body: Value) -> Self {
        Self {
            status,
            body,
            error_type: None,
        }
    }

    const fn ok(body: Value) -> Self {
        Self::new(StatusCode::OK, body)
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        let error_type = self.error_type.and_then(|name| name.parse().ok());
        if let Some(error_type) = error_type {
            response.headers_mut().insert(ERROR_TYPE, error_type);
        }
        response
    }
}

/// The route of all carriers.
pub fn router(carriers: Arc<Carriers>) -> Router {
    Router::new()
        .route("/_carrier/{name}", post(act))
        .with_state(carriers)
}

async fn act(
    State(carriers): State<Arc<Carriers>>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(service) = Service::of_carrier(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let forwarded = |name| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let request = CarrierRequest {
        service,
        host: forwarded(FORWARDED_HOST),
        path: forwarded(FORWARDED_URI),
        query: query.unwrap_or_default(),
        headers,
        body,
    };
    carriers.answer(&request).into_response()
}

/// A refusal with a code of the carrier's, where the carrier has it.
pub(crate) fn refusal(carrier: Service, code: &str) -> Answer {
    match carrier {
        Service::EndUserMessaging => aws::text_error(code),
        Service::SesV2 => aws::mail_error(code),
        Service::AliyunSms | Service::AliyunPnvs | Service::AliyunMail => {
            aliyun::refusal(carrier, code)
        }
        Service::TencentSms => tencent::refusal(code),
        Service::HuaweiSms => huawei::refusal(code),
        _ => gateway::refusal(code),
    }
}

/// It is too much, for this number or altogether.
pub(crate) fn throttled(carrier: Service) -> Response {
    let code = match carrier {
        Service::EndUserMessaging => "ThrottlingException",
        Service::SesV2 => "TooManyRequestsException",
        Service::AliyunSms => "isv.BUSINESS_LIMIT_CONTROL",
        Service::AliyunPnvs => "FREQUENCY_FAIL",
        Service::AliyunMail => "Throttling.User",
        Service::TencentSms => "LimitExceeded.PhoneNumberThirtySecondLimit",
        Service::HuaweiSms => "E200015",
        _ => "rate_limited",
    };
    refusal(carrier, code).into_response()
}

/// It is not allowed.
pub(crate) fn refused(carrier: Service) -> Response {
    let code = match carrier {
        Service::EndUserMessaging => "AccessDeniedException",
        Service::SesV2 => "MessageRejected",
        Service::AliyunSms | Service::AliyunPnvs => "isv.SMS_SIGNATURE_ILLEGAL",
        Service::AliyunMail => "InvalidMailAddress.NotFound",
        Service::TencentSms => "FailedOperation.SignatureIncorrectOrUnapproved",
        Service::HuaweiSms => "E200033",
        _ => "rejected",
    };
    refusal(carrier, code).into_response()
}

/// An internal error.
pub(crate) fn broken(carrier: Service) -> Response {
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    match carrier {
        Service::EndUserMessaging => refusal(carrier, "InternalServerException").into_response(),
        Service::SesV2 => refusal(carrier, "InternalServiceErrorException").into_response(),
        Service::AliyunSms | Service::AliyunPnvs | Service::AliyunMail => {
            let body = json!({ "Code": "InternalError", "Message": "on a script" });
            Answer::new(status, body).into_response()
        }
        _ => (StatusCode::BAD_GATEWAY, "bad gateway").into_response(),
    }
}

/// A text message, not yet accepted.
fn text_message(to: String, text: String, beside: &[(&str, &str)]) -> Message {
    Message {
        channel: "sms",
        to,
        subject: None,
        text,
        html: None,
        attributes: attributes(beside).collect(),
        sent_at: 0,
    }
}

/// The attributes that are not empty.
pub(super) fn attributes(of: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
    of.iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
}

/// A template as it could read: the sign name, and the parameters.
fn templated(sign_name: &str, parameters: &[String]) -> String {
    format!("【{sign_name}】{}", parameters.join(", "))
}

/// Whether a sign name or template is one that a carrier has approved.
fn is_approved(name: &str) -> bool {
    !name.is_empty() && name != UNAPPROVED
}

/// Whether a number is in E.164; one of mainland China has its eleven digits.
fn is_number(number: &str) -> bool {
    let digits = number.strip_prefix('+').unwrap_or_default();
    let national = number.strip_prefix("+86");
    (8..=15).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && national.is_none_or(is_mainland)
}

/// Whether a number is one of mainland China's mobiles, without its calling code.
fn is_mainland(national: &str) -> bool {
    let bytes = national.as_bytes();
    bytes.len() == 11
        && bytes.iter().all(u8::is_ascii_digit)
        && matches!(bytes, [b'1', b'3'..=b'9', ..])
}

/// A query string or a form.
fn form(text: &[u8]) -> BTreeMap<String, String> {
    url::form_urlencoded::parse(text).into_owned().collect()
}

/// The members of an `Authorization` such as `Credential=a,SignedHeaders=b;c,Signature=d`.
fn members(authorization: &str) -> BTreeMap<&str, &str> {
    authorization
        .split(',')
        .filter_map(|member| member.trim().split_once('='))
        .map(|(name, value)| (name, value.trim_matches('"')))
        .collect()
}

fn sha256(data: &[u8]) -> String {
    hex::encode(digest(&digest::SHA256, data))
}

fn hmac_sha256(key: &[u8], data: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, data.as_bytes()).as_ref().to_vec()
}

#[cfg(test)]
mod test_request {
    use super::*;
    use shared::platform::clock::{ManualClock, Timestamp};

    /// Carriers whose clock stands at this second, and their outbox.
    pub(super) fn carriers(now: u64) -> (Carriers, Outbox) {
        let outbox = Outbox::new(|_| ());
        let clock = Arc::new(ManualClock::new(Timestamp::from_secs(now)));
        let carriers = Carriers::new(outbox.clone(), clock, "no-reply@demo.example".to_owned());
        (carriers, outbox)
    }

    /// A request to a host, without a function in its path.
    pub(super) fn request(
        service: Service,
        host: &str,
        headers: &[(&'static str, &str)],
        body: &str,
    ) -> CarrierRequest {
        let header = |(name, value): &(&'static str, &str)| {
            (
                axum::http::HeaderName::from_static(name),
                value.parse().unwrap(),
            )
        };
        CarrierRequest {
            service,
            host: host.to_owned(),
            path: "/".to_owned(),
            query: String::new(),
            headers: headers.iter().map(header).collect(),
            body: Bytes::copy_from_slice(body.as_bytes()),
        }
    }
}
