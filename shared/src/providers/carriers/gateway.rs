//! A server of the owner's that delivers texts by whatever means: signed requests in JSON, as
//! docs/delivery.md describes them.

use crate::{
    providers::{
        carriers::{
            signature::{hex, hmac_sha256},
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
    let signature = hex(hmac_sha256(account.secret.as_bytes(), &signed).as_ref());
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
    match answer.text("/id") {
        // Whatever the owner's server calls the message, no number gets into a log.
        Some(id) if answer.status.is_success() && id.contains(envelope.to.parts().1) => {
            Ok(MessageId::default())
        }
        Some(id) if answer.status.is_success() => Ok(MessageId::of(id)),
        _ => Err(answer.refusal(answer.text("/error").map(known), kind_of)),
    }
}

/// The error, if it is one of those that docs/delivery.md names: another text may say anything.
fn known(error: &str) -> &'static str {
    let errors = [
        "invalid_number",
        "authentication",
        "rate_limited",
        "unsupported",
        "rejected",
    ];
    let found = errors.into_iter().find(|known| *known == error);
    found.unwrap_or("another error")
}

/// What an `error` of the gateway's means.
fn kind_of(error: &str) -> RefusalKind {
    match error {
        "invalid_number" => RefusalKind::InvalidRecipient,
        "authentication" => RefusalKind::Authentication,
        "rate_limited" => RefusalKind::RateLimited,
        "unsupported" => RefusalKind::Unsupported,
        _ => RefusalKind::Rejected,
    }
}
