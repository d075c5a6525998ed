//! AWS in the tenant's own name: texts by End User Messaging (`SendTextMessage`), and mails by
//! version 2 of SES (`SendEmail`).
//!
//! It is one call each, which a client of the web signs by Signature Version 4: two more SDKs in
//! every function that sends would take longer to build than all carriers together.

use crate::{
    platform::{Platform, clock::Timestamp, settings::BootError},
    providers::{
        carriers::web::{Answer, CarrierApi, SignedRequest, filled_template},
        channel::{DeliveryError, Envelope, MessageId, MessageText, aws_refusal},
    },
    tenants::delivery::{Carrier, Price},
    values::{email::Email, mobile::Mobile},
};
use aws_sigv4::{
    http_request::{SignableBody, SignableRequest, SigningSettings, sign},
    sign::v4::SigningParams,
};
use aws_smithy_runtime_api::client::identity::Identity;
use serde_json::{Map, Value, json};
use std::time::SystemTime;
use url::Url;

/// The calls to AWS that a function signs itself.
pub struct AwsApi {
    identity: Identity,
    region: String,
    /// The most that a text may cost, in US dollars, with the five decimals that the call takes.
    max_price: Option<String>,
}

/// A call of one of AWS's interfaces.
struct Call<'a> {
    /// The service as signatures name it.
    service: &'a str,
    url: Url,
    headers: Vec<(&'static str, String)>,
    body: Value,
}

impl AwsApi {
    /// Settings: `AWS_REGION`, and the credentials that Lambda provides. A text that costs more
    /// than `max_price` is not sent.
    pub fn new(platform: &Platform, max_price: Option<Price>) -> Result<Self, BootError> {
        let settings = &platform.settings;
        Ok(Self {
            identity: platform.credentials()?.into(),
            region: settings.get("AWS_REGION")?,
            max_price: max_price.map(|price| format!("{:.5}", f64::from(price))),
        })
    }

    /// Texts a message.
    pub(in crate::providers) async fn send_text(
        &self,
        api: &CarrierApi,
        carrier: &Carrier,
        envelope: &Envelope<'_, Mobile>,
        message: &impl MessageText,
    ) -> Result<MessageId, DeliveryError> {
        let mut body = Map::new();
        body.extend([
            (
                "DestinationPhoneNumber".to_owned(),
                envelope.to.e164().into(),
            ),
            ("MessageBody".to_owned(), message.text().into()),
            ("MessageType".to_owned(), "TRANSACTIONAL".into()),
            ("MaxPrice".to_owned(), self.max_price.clone().into()),
            (
                "Context".to_owned(),
                json!({ "reference": envelope.reference }),
            ),
        ]);
        if let Some(sender) = &carrier.sender {
            body.insert("OriginationIdentity".to_owned(), sender.clone().into());
        }
        if let Some(set) = &carrier.configuration_set {
            body.insert("ConfigurationSetName".to_owned(), set.clone().into());
        }
        if let Some(entity) = &carrier.entity_id {
            let (template, _) = filled_template(carrier, message.template_values())?;
            body.insert(
                "DestinationCountryParameters".to_owned(),
                json!({ "IN_ENTITY_ID": entity, "IN_TEMPLATE_ID": template.id }),
            );
        }
        let region = self.region_of(carrier);
        let usual = format!("https://sms-voice.{region}.amazonaws.com");
        let call = Call {
            service: "sms-voice",
            url: api.address(carrier, &usual, "/")?,
            headers: vec![
                ("content-type", "application/x-amz-json-1.0".to_owned()),
                (
                    "x-amz-target",
                    "PinpointSMSVoiceV2.SendTextMessage".to_owned(),
                ),
            ],
            body: Value::Object(body),
        };
        let answer = api.call(self.sign(call, region, envelope.now)?).await?;
        read(&answer, answer.text("/__type"))
    }

    /// Mails a message.
    pub(in crate::providers) async fn send_mail(
        &self,
        api: &CarrierApi,
        carrier: &Carrier,
        envelope: &Envelope<'_, Email>,
        message: &impl MessageText,
    ) -> Result<MessageId, DeliveryError> {
        let content = |text: String| json!({ "Data": text, "Charset": "UTF-8" });
        let mut body = json!({
            "FromEmailAddress": carrier.sender,
            "Destination": { "ToAddresses": [envelope.to.as_given()] },
            "Content": { "Simple": {
                "Subject": content(message.subject()),
                "Body": {
                    "Text": content(message.mail_text()),
                    "Html": content(message.mail_html()),
                },
            } },
        });
        if let Some(set) = &carrier.configuration_set {
            body["ConfigurationSetName"] = set.as_str().into();
        }
        let region = self.region_of(carrier);
        let usual = format!("https://email.{region}.amazonaws.com");
        let call = Call {
            service: "ses",
            url: api.address(carrier, &usual, "/v2/email/outbound-emails")?,
            headers: vec![("content-type", "application/json".to_owned())],
            body,
        };
        let answer = api.call(self.sign(call, region, envelope.now)?).await?;
        read(&answer, answer.error_type.as_deref())
    }

    fn region_of<'a>(&'a self, carrier: &'a Carrier) -> &'a str {
        carrier.region.as_deref().unwrap_or(&self.region)
    }

    fn sign(
        &self,
        call: Call<'_>,
        region: &str,
        now: Timestamp,
    ) -> Result<SignedRequest, DeliveryError> {
        let Call {
            service,
            url,
            mut headers,
            body,
        } = call;
        let body = body.to_string().into_bytes();
        let parameters = SigningParams::builder()
            .identity(&self.identity)
            .region(region)
            .name(service)
            .time(SystemTime::from(now))
            .settings(SigningSettings::default())
            .build()
            .map_err(DeliveryError::not_sent)?;
        let named = headers.iter().map(|(name, value)| (*name, value.as_str()));
        let request = SignableRequest::new("POST", url.as_str(), named, SignableBody::Bytes(&body))
            .map_err(DeliveryError::not_sent)?;
        let signed = sign(request, &parameters.into()).map_err(DeliveryError::not_sent)?;
        let (added, _) = signed.into_parts().0.into_parts();
        headers.extend(
            added
                .into_iter()
                .map(|header| (header.name(), header.value().to_owned())),
        );
        Ok(SignedRequest { url, headers, body })
    }
}

fn read(answer: &Answer, error: Option<&str>) -> Result<MessageId, DeliveryError> {
    match answer.text("/MessageId") {
        Some(id) if answer.status.is_success() => Ok(MessageId::of(id)),
        _ => {
            // Some have a name space before it, some an address behind it.
            let code = error.map(|error| error.rsplit('#').next().unwrap_or(error));
            let code = code.map(|code| code.split(':').next().unwrap_or(code));
            Err(answer.refusal(code, aws_refusal))
        }
    }
}
