//! Huawei Cloud: texts by `batchSendSms`.
//!
//! Requests are authenticated by WSSE: a digest of the secret, the time and a nonce. Most refusals
//! come with status 200 and a `code` that is not `000000`, or with such a status of the number.

use crate::{
    platform::clock::Timestamp,
    providers::{
        carriers::{
            signature::sha256,
            web::{Account, CarrierApi, SignedRequest, filled_template, iso_8601},
        },
        channel::{DeliveryError, Envelope, MessageId, RefusalKind, TemplateValues},
    },
    values::mobile::Mobile,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::Value;
use url::form_urlencoded;

const DONE: &str = "000000";

/// Texts a code by a template of the owner's.
pub(in crate::providers) async fn send_sms(
    api: &CarrierApi,
    account: &Account<'_>,
    envelope: &Envelope<'_, Mobile>,
    values: Option<TemplateValues<'_>>,
) -> Result<MessageId, DeliveryError> {
    let carrier = account.carrier;
    let (template, variables) = filled_template(carrier, values)?;
    let variables = Value::from(variables).to_string();
    let from = carrier.app_id.as_deref().unwrap_or_default();
    let mut form = vec![
        ("from", from),
        ("to", envelope.to.e164()),
        ("templateId", &template.id),
        ("templateParas", &variables),
        ("extend", envelope.reference),
    ];
    form.extend(
        carrier
            .sender
            .as_deref()
            .map(|sender| ("signature", sender)),
    );
    // Without it, nothing is reported.
    let receipts = api.receipts_url(account, envelope);
    form.extend(receipts.as_deref().map(|url| ("statusCallback", url)));
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish();
    let usual = "https://smsapi.cn-north-4.myhuaweicloud.com";
    let request = SignedRequest {
        url: api.address(carrier, usual, "/sms/batchSendSms/v1")?,
        headers: vec![
            (
                "content-type",
                "application/x-www-form-urlencoded".to_owned(),
            ),
            (
                "authorization",
                "WSSE realm=\"SDP\",profile=\"UsernameToken\",type=\"Appkey\"".to_owned(),
            ),
            (
                "x-wsse",
                user_name_token(account, &api.nonce(), envelope.now),
            ),
        ],
        body: body.into_bytes(),
    };
    let answer = api.call(request).await?;
    let code = answer.text("/code");
    let status = answer.text("/result/0/status");
    match (code, status) {
        (Some(DONE), Some(DONE)) => {
            let id = answer.text("/result/0/smsMsgId").unwrap_or_default();
            Ok(MessageId::of(id))
        }
        // The status of the number is the reason; the code only says that there is one.
        (_, Some(status)) if status != DONE => Err(answer.refusal(Some(status), kind_of)),
        // It says both yes and no, or nothing of the number.
        (Some(DONE), _) | (_, Some(DONE)) => Err(DeliveryError::unknown("contradiction")),
        (code, _) => Err(answer.refusal(code, kind_of)),
    }
}

/// What a code of Huawei's means.
fn kind_of(code: &str) -> RefusalKind {
    // About the headers, and about the account.
    if code.starts_with("E0000") || code.starts_with("E0001") {
        RefusalKind::Authentication
    } else {
        RefusalKind::Rejected
    }
}

/// The value of `X-WSSE`.
fn user_name_token(account: &Account<'_>, nonce: &str, now: Timestamp) -> String {
    let (key_id, secret) = (account.key_id(), account.secret);
    let created = iso_8601(now);
    let digest = sha256(format!("{nonce}{created}{secret}").as_bytes());
    let digest = BASE64_STANDARD.encode(digest.as_ref());
    format!(
        "UsernameToken Username=\"{key_id}\",PasswordDigest=\"{digest}\",Nonce=\"{nonce}\",Created=\"{created}\""
    )
}
