//! An emulation of SNS and SES for the AWS clients: the two actions that Bindery uses, in AWS's
//! query protocol (forms in, XML out), with the refusals that matter to it.

use crate::cloud::{
    proxy::faults::query_error,
    services::outbox::{Message, Outbox},
};
use axum::{
    Form, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use shared::platform::clock::Clock;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

#[derive(Clone)]
struct Services {
    outbox: Outbox,
    clock: Arc<dyn Clock>,
    mail_from: String,
}

/// The routes of both services. E-mails are accepted from `mail_from` only, as SES accepts them
/// from verified addresses only.
pub fn router(outbox: Outbox, clock: Arc<dyn Clock>, mail_from: String) -> Router {
    Router::new().route("/", post(act)).with_state(Services {
        outbox,
        clock,
        mail_from,
    })
}

async fn act(
    State(services): State<Services>,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let field = |name: &str| form.get(name).cloned().unwrap_or_default();
    let sent_at = services.clock.now().secs();
    let (action, message) = match field("Action").as_str() {
        "Publish" => {
            let to = field("PhoneNumber");
            let digits = to.strip_prefix('+').unwrap_or_default();
            if !(8..=15).contains(&digits.len())
                || !digits.bytes().all(|byte| byte.is_ascii_digit())
            {
                let why = format!(
                    "Invalid parameter: PhoneNumber Reason: {to} is not valid to publish to"
                );
                return refuse("InvalidParameter", &why);
            }
            (
                "Publish",
                Message {
                    channel: "sms",
                    to,
                    subject: None,
                    text: field("Message"),
                    html: None,
                    attributes: attributes(&form),
                    sent_at,
                },
            )
        }
        "SendEmail" => {
            if field("Source") != services.mail_from {
                return refuse("MessageRejected", "Email address is not verified.");
            }
            let message = Message {
                channel: "email",
                to: field("Destination.ToAddresses.member.1"),
                subject: Some(field("Message.Subject.Data")),
                text: field("Message.Body.Text.Data"),
                html: Some(field("Message.Body.Html.Data")),
                attributes: BTreeMap::new(),
                sent_at,
            };
            ("SendEmail", message)
        }
        other => {
            return refuse(
                "InvalidAction",
                &format!("Could not find operation {other}"),
            );
        }
    };
    services.outbox.file(message);
    format!(
        "<{action}Response><{action}Result><MessageId>0100019</MessageId></{action}Result>\
         <ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></{action}Response>"
    )
    .into_response()
}

/// The message attributes of SNS, by name.
fn attributes(form: &HashMap<String, String>) -> BTreeMap<String, String> {
    let entry = |number: usize| {
        let member = |name: &str| {
            form.get(&format!("MessageAttributes.entry.{number}.{name}"))
                .cloned()
        };
        Some((member("Name")?, member("Value.StringValue")?))
    };
    (1..).map_while(entry).collect()
}

fn refuse(code: &str, why: &str) -> Response {
    query_error(StatusCode::BAD_REQUEST, code, why)
}
