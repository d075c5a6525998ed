//! A server of the owner's that delivers texts by whatever means: signed requests in JSON, as
//! docs/delivery.md describes them.

use crate::{
    providers::{
        carriers::{
            signature::hmac_sha256,
            web::{Account, CarrierApi, SignedRequest},
        },
        channel::{DeliveryError, Envelope, MessageId, MessageText, RefusalKind},
    },
    values::mobile::Mobile,
};
use serde_json::json;

/// Texts a message.
pub(in crate::providers) async fn send(
    api: &CarrierApi,
    account: &Account<'_>,
    envelope: &Envelope<'_, Mobile>,
    message: &impl MessageText,
) -> Result<MessageId, DeliveryError> {
    let values = message.template_values();
    let body = json!({
        "reference": envelope.reference,
        "to": envelope.to.e164(),
        "text": message.text(),
        "purpose": values.map(|values| values.purpose),
        "language": values.map(|values| values.language),
        "code": values.map(|values| values.code),
        "minutes": values.map(|values| values.minutes),
        "application": values.map(|values| values.application),
    });
    let body = body.to_string();
    let timestamp = envelope.now.secs().to_string();
    let signed = format!("{timestamp}\n{body}");
    let signature = hex::encode(hmac_sha256(account.secret.as_bytes(), &signed));
    let request = SignedRequest {
        url: api.address(account.carrier, "", "")?,
        headers: vec![
            ("content-type", "application/json".to_owned()),
            ("x-bindery-timestamp", timestamp),
            ("x-bindery-signature", signature),
        ],
        body: body.into_bytes(),
    };
    let answer = api.call(request).await?;
    if let Some(id) = answer.text("/id").filter(|_| answer.status.is_success()) {
        // Whatever the owner's server calls the message, no number gets into a log.
        let digits: String = id.chars().filter(char::is_ascii_digit).collect();
        let is_number = digits.contains(envelope.to.parts().1);
        return Ok(MessageId::of(if is_number { "" } else { id }));
    }
    let error = answer.text("/error").and_then(kind_of);
    Err(match error.filter(|_| answer.status.is_client_error()) {
        Some(kind) => DeliveryError::refused(kind, kind.name()),
        None => DeliveryError::unknown(answer.status.as_str()),
    })
}

/// What an `error` of the gateway's means; `None` of one that docs/delivery.md does not name.
fn kind_of(error: &str) -> Option<RefusalKind> {
    match error {
        "invalid_number" => Some(RefusalKind::InvalidRecipient),
        "authentication" => Some(RefusalKind::Authentication),
        "rate_limited" => Some(RefusalKind::RateLimited),
        "unsupported" => Some(RefusalKind::Unsupported),
        "rejected" => Some(RefusalKind::Rejected),
        _ => None,
    }
}
