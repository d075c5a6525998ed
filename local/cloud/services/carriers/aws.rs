//! AWS End User Messaging SMS, `SendTextMessage`, in AWS's JSON protocol, and version 2 of SES,
//! `SendEmail`. Signatures are not verified: the AWS clients make them.

use super::{Answer, CarrierRequest, Carriers, UNAPPROVED, attributes, is_number, text_message};
use crate::cloud::{proxy::call::Service, services::outbox::Message};
use axum::http::StatusCode;
use serde_json::{Value, json};

/// The longest text that `SendTextMessage` takes, in characters.
const MAX_TEXT: usize = 1600;

/// An error of End User Messaging.
pub(super) fn text_error(kind: &str) -> Answer {
    let status = match kind {
        "InternalServerException" => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    };
    error(
        status,
        kind,
        json!({ "__type": kind, "Message": "refused" }),
    )
}

/// An error of SES.
pub(super) fn mail_error(kind: &str) -> Answer {
    let status = match kind {
        "AccessDeniedException" => StatusCode::FORBIDDEN,
        "NotFoundException" => StatusCode::NOT_FOUND,
        "TooManyRequestsException" => StatusCode::TOO_MANY_REQUESTS,
        "InternalServiceErrorException" => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    };
    error(status, kind, json!({ "message": "refused" }))
}

fn error(status: StatusCode, kind: &str, body: Value) -> Answer {
    Answer {
        error_type: Some(kind.to_owned()),
        ..Answer::new(status, body)
    }
}

pub(super) fn send_text(carriers: &Carriers, request: &CarrierRequest) -> Answer {
    let target = request.header("x-amz-target");
    if target != "PinpointSMSVoiceV2.SendTextMessage" {
        return text_error("UnknownOperationException");
    }
    let body = request.json();
    let member = |name: &str| body[name].as_str().unwrap_or_default();
    let (to, text) = (member("DestinationPhoneNumber"), member("MessageBody"));
    let is_length = (1..=MAX_TEXT).contains(&text.chars().count());
    let is_type = matches!(member("MessageType"), "" | "TRANSACTIONAL" | "PROMOTIONAL");
    let price = member("MaxPrice");
    let is_price = price.is_empty() || price.parse::<f64>().is_ok_and(|price| price > 0.0);
    if !is_number(to) || !is_length || !is_type || !is_price {
        return text_error("ValidationException");
    }
    if member("OriginationIdentity") == UNAPPROVED {
        return text_error("ResourceNotFoundException");
    }
    let mut beside = vec![
        ("max_price", price),
        ("message_type", member("MessageType")),
        ("origination_identity", member("OriginationIdentity")),
        ("configuration_set", member("ConfigurationSetName")),
    ];
    for name in ["DestinationCountryParameters", "Context"] {
        let members = body[name].as_object().into_iter().flatten();
        beside.extend(members.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?))));
    }
    let message = text_message(to.to_owned(), text.to_owned(), &beside);
    let id = carriers.accept(Service::EndUserMessaging, message);
    Answer::ok(json!({ "MessageId": id }))
}

pub(super) fn send_mail(carriers: &Carriers, request: &CarrierRequest) -> Answer {
    let body = request.json();
    if body["FromEmailAddress"] != carriers.mail_from.as_str() {
        return mail_error("MessageRejected");
    }
    let simple = &body["Content"]["Simple"];
    let part = |part: &Value| part["Data"].as_str().unwrap_or_default().to_owned();
    let [Value::String(to)] = body["Destination"]["ToAddresses"]
        .as_array()
        .map_or(&[][..], Vec::as_slice)
    else {
        return mail_error("BadRequestException");
    };
    let text = part(&simple["Body"]["Text"]);
    let html = part(&simple["Body"]["Html"]);
    let subject = part(&simple["Subject"]);
    if subject.is_empty() || (text.is_empty() && html.is_empty()) {
        return mail_error("BadRequestException");
    }
    let configuration_set = body["ConfigurationSetName"].as_str().unwrap_or_default();
    let message = Message {
        channel: "email",
        to: to.clone(),
        subject: Some(subject),
        text,
        html: (!html.is_empty()).then_some(html),
        attributes: attributes(&[("configuration_set", configuration_set)]).collect(),
        sent_at: 0,
    };
    let id = carriers.accept(Service::SesV2, message);
    Answer::ok(json!({ "MessageId": id }))
}

#[cfg(test)]
mod tests {
    use super::{
        super::test_request::{carriers, request},
        *,
    };

    fn text(body: &Value) -> CarrierRequest {
        let target = [("x-amz-target", "PinpointSMSVoiceV2.SendTextMessage")];
        request(Service::EndUserMessaging, "", &target, &body.to_string())
    }

    #[test]
    fn a_text_is_sent_to_a_number_and_to_nothing_else() {
        let (carriers, outbox) = carriers(0);
        let body = json!({
            "DestinationPhoneNumber": "+919876543210", "MessageBody": "Demo code 123456",
            "MessageType": "TRANSACTIONAL", "MaxPrice": "0.10",
            "DestinationCountryParameters": { "IN_ENTITY_ID": "e1", "IN_TEMPLATE_ID": "t1" },
        });
        let answer = carriers.answer(&text(&body));
        let message = outbox.messages().remove(0);
        assert_eq!(answer.body["MessageId"], *message.attributes["message_id"]);
        assert_eq!(message.attributes["IN_TEMPLATE_ID"], "t1");
        assert_eq!(message.attributes["max_price"], "0.10");
        let body = json!({ "DestinationPhoneNumber": "98765", "MessageBody": "Demo" });
        let answer = carriers.answer(&text(&body));
        assert_eq!(answer.body["__type"], "ValidationException");
    }

    #[test]
    fn a_mail_is_sent_from_the_verified_address_only() {
        let (carriers, outbox) = carriers(0);
        for (from, status) in [
            ("no-reply@demo.example", StatusCode::OK),
            ("other@demo.example", StatusCode::BAD_REQUEST),
        ] {
            let part = |text: &str| json!({ "Data": text, "Charset": "UTF-8" });
            let body = json!({
                "FromEmailAddress": from, "Destination": { "ToAddresses": ["a@demo.example"] },
                "Content": { "Simple": {
                    "Subject": part("Code"), "Body": { "Text": part("123456") },
                } },
            });
            let request = request(Service::SesV2, "", &[], &body.to_string());
            assert_eq!(carriers.answer(&request).status, status);
        }
        assert_eq!(outbox.messages().len(), 1);
    }
}
