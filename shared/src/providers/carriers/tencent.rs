//! Tencent Cloud: texts by `SendSms`.
//!
//! Requests are signed by `TC3-HMAC-SHA256`. Every answer has status 200: a refusal is in
//! `Error`, or in the status of the one number that was texted.

use crate::{
    platform::clock::Timestamp,
    providers::{
        carriers::{
            signature::{hmac_sha256, sha256_hex},
            web::{Account, CarrierApi, SignedRequest, filled_template, host},
        },
        channel::{DeliveryError, Envelope, MessageId, RefusalKind, TemplateValues},
    },
    values::mobile::Mobile,
};
use serde_json::json;
use url::Url;

/// The region whose interface is asked, where the owner names none.
const REGION: &str = "ap-guangzhou";
const JSON: &str = "application/json; charset=utf-8";

/// What a signature is made with.
struct Signer<'a> {
    key_id: &'a str,
    secret: &'a str,
    now: Timestamp,
}

/// Texts a code by a template of the owner's.
pub(in crate::providers) async fn send_sms(
    api: &CarrierApi,
    account: &Account<'_>,
    envelope: &Envelope<'_, Mobile>,
    values: Option<TemplateValues<'_>>,
) -> Result<MessageId, DeliveryError> {
    let carrier = account.carrier;
    let (template, variables) = filled_template(carrier, values)?;
    let body = json!({
        "SmsSdkAppId": carrier.app_id,
        "SignName": carrier.sender,
        "TemplateId": template.id,
        "TemplateParamSet": variables,
        "PhoneNumberSet": [envelope.to.e164()],
        "SessionContext": envelope.reference,
    });
    let url = api.address(carrier, "https://sms.tencentcloudapi.com", "/")?;
    let signer = Signer {
        key_id: account.key_id(),
        secret: account.secret,
        now: envelope.now,
    };
    let mut request = signer.sign("sms", url, body.to_string());
    request.headers.extend([
        ("x-tc-action", "SendSms".to_owned()),
        ("x-tc-version", "2021-01-11".to_owned()),
        (
            "x-tc-region",
            carrier.region.as_deref().unwrap_or(REGION).to_owned(),
        ),
    ]);
    let answer = api.call(request).await?;
    let status = answer.text("/Response/SendStatusSet/0/Code");
    if status == Some("Ok") {
        let id = answer.text("/Response/SendStatusSet/0/SerialNo");
        return Ok(MessageId::of(id.unwrap_or_default()));
    }
    let code = answer.text("/Response/Error/Code").or(status);
    Err(answer.refusal(code, kind_of))
}

/// What a `Code` of Tencent's means.
fn kind_of(code: &str) -> RefusalKind {
    match code {
        "InvalidParameterValue.IncorrectPhoneNumber" | "FailedOperation.PhoneNumberParseFail" => {
            RefusalKind::InvalidRecipient
        }
        "UnauthorizedOperation.RequestIpNotInWhitelist" => RefusalKind::Authentication,
        "FailedOperation.InsufficientBalanceInSmsPackage" => RefusalKind::Rejected,
        _ if code.starts_with("LimitExceeded") || code.starts_with("RequestLimitExceeded") => {
            RefusalKind::RateLimited
        }
        _ if code.starts_with("AuthFailure") || code.starts_with("UnauthorizedOperation") => {
            RefusalKind::Authentication
        }
        _ if code.starts_with("InvalidParameter")
            || code.starts_with("MissingParameter")
            || code.starts_with("UnsupportedOperation") =>
        {
            RefusalKind::Unsupported
        }
        _ => RefusalKind::Rejected,
    }
}

impl Signer<'_> {
    fn sign(&self, service: &str, url: Url, body: String) -> SignedRequest {
        let host = host(&url);
        let seconds = self.now.secs();
        let date = self.now.calendar().date();
        let hash = sha256_hex(body.as_bytes());
        let names = "content-type;host";
        let request = format!("POST\n/\n\ncontent-type:{JSON}\nhost:{host}\n\n{names}\n{hash}");
        let scope = format!("{date}/{service}/tc3_request");
        let hash = sha256_hex(request.as_bytes());
        let to_sign = format!("TC3-HMAC-SHA256\n{seconds}\n{scope}\n{hash}");
        let secret = format!("TC3{}", self.secret);
        let key = hmac_sha256(secret.as_bytes(), &date.to_string());
        let key = hmac_sha256(key.as_ref(), service);
        let key = hmac_sha256(key.as_ref(), "tc3_request");
        let signature = hex::encode(hmac_sha256(key.as_ref(), &to_sign));
        let key_id = self.key_id;
        let authorization = format!(
            "TC3-HMAC-SHA256 Credential={key_id}/{scope}, SignedHeaders={names}, Signature={signature}"
        );
        SignedRequest {
            url,
            headers: vec![
                ("content-type", JSON.to_owned()),
                ("host", host),
                ("x-tc-timestamp", seconds.to_string()),
                ("authorization", authorization),
            ],
            body: body.into_bytes(),
        }
    }
}
