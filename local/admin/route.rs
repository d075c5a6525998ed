//! `bindery route`: the carriers that a message would go through, and what each would send. Nothing
//! is sent, and no secret is shown.

use shared::{
    error::chain,
    platform::clock::{Clock as _, SystemClock},
    providers::{channel::MessageText as _, code_message::CodeMessage},
    storage::{
        item_keys::{carrier_secret_key, tenant_key},
        store::Store,
    },
    tenants::{
        delivery::{Carrier, CarrierKind, MessageTemplate},
        tenant::Tenant,
        wording::MessageWording,
    },
    values::{
        code_type::Purpose,
        contact::ContactKind,
        email::Email,
        field::{Field as _, ParseContext},
        identifiers::TenantId,
        language_tag::LanguageTag,
        mobile::Mobile,
        verification_code::VerifyCode,
    },
};
use std::fmt::Write as _;

/// Stands for the code of a message.
const CODE: &str = "12345678";
/// Stands for the name of an application.
const APPLICATION: &str = "APPLICATION";

/// A message that nobody sends.
pub struct Question {
    pub tenant: TenantId,
    /// A mobile number or an e-mail address.
    pub to: String,
    pub purpose: Purpose,
    /// The language that the request asks for; if absent, the tenant's own.
    pub language: Option<LanguageTag>,
}

impl Question {
    /// Describes the way of the message, a line for each carrier.
    pub async fn answer(self, store: &Store) -> Result<String, String> {
        let tenant: Option<Tenant> = store
            .get(&tenant_key(&self.tenant))
            .await
            .map_err(|error| chain(&error))?;
        let tenant = tenant.ok_or("there is no such tenant")?;
        let context = tenant.parse_context(SystemClock.now());
        let language = self
            .language
            .clone()
            .unwrap_or_else(|| tenant.language.into());
        let mut text = String::new();
        let (kind, carriers) = if self.to.contains('@') {
            Email::read(&self.to, &context).map_err(|_| "that is no e-mail address")?;
            (ContactKind::Email, tenant.delivery.mail_carriers())
        } else {
            let mobile =
                Mobile::read(&self.to, &context).map_err(|_| "that is no mobile number")?;
            let country = mobile.country().unwrap_or_default();
            let _ = writeln!(text, "{} is a number of {country}.", mobile.shown());
            if !tenant.limits.texts(country, tenant.area_code) {
                let _ = writeln!(
                    text,
                    "The tenant texts no numbers of {country} (limits.countries), unless an \
                     application of its does."
                );
            }
            (ContactKind::Mobile, tenant.delivery.text_carriers(country))
        };
        let code = sample_code(&context).ok_or("the tenant's codes have no such length")?;
        let message = CodeMessage {
            code: &code,
            purpose: self.purpose,
            application: APPLICATION,
            minutes: tenant.code_lifetime(kind).as_secs() / 60,
            language: &language,
            wording: MessageWording::find(&tenant.wording, &language, self.purpose),
        };
        for (number, carrier) in (1..).zip(&carriers) {
            let _ = write!(text, "{number}. {} ({})", carrier.id, kind_name(carrier));
            if let Some(price) = carrier.price {
                let _ = write!(text, ", {price} US dollars");
            }
            if !carrier.kind.is_aws() {
                let key = carrier_secret_key(&tenant.id, &carrier.id);
                let secret: Option<serde_json::Value> =
                    store.get(&key).await.map_err(|error| chain(&error))?;
                if secret.is_none() {
                    text.push_str(", has no secret and is passed over");
                }
            }
            let _ = writeln!(text, "\n   {}", what_is_sent(carrier, &message));
        }
        if carriers.len() > 1 {
            text.push_str("The next one is asked only where the one before has sent nothing.\n");
        }
        Ok(text)
    }
}

fn sample_code(context: &ParseContext) -> Option<VerifyCode> {
    let digits = CODE.get(..usize::from(context.code_length))?;
    VerifyCode::read(digits, context).ok()
}

/// The kind as the configuration file names it.
fn kind_name(carrier: &Carrier) -> String {
    let kind = serde_json::to_value(carrier.kind).unwrap_or_default();
    kind.as_str().unwrap_or_default().to_owned()
}

/// What a carrier would be told.
fn what_is_sent(carrier: &Carrier, message: &CodeMessage<'_>) -> String {
    let sender = carrier
        .sender
        .as_ref()
        .map_or_else(String::new, |sender| format!("from {sender}: "));
    let template = carrier.template(message.purpose, message.language);
    let filled = template.map(|template| filled(template, message));
    let what = match (carrier.kind, filled) {
        (CarrierKind::Sns | CarrierKind::HttpGateway, _)
        | (CarrierKind::EndUserMessaging, None) => message.text(),
        (CarrierKind::EndUserMessaging, Some(template)) => {
            format!("{} ({template})", message.text())
        }
        (kind, _) if !kind.is_for_texts() => format!("{:?}", message.subject()),
        (_, Some(template)) => template,
        (_, None) => return "has no template for this message and is passed over".to_owned(),
    };
    format!("{sender}{what}")
}

fn filled(template: &MessageTemplate, message: &CodeMessage<'_>) -> String {
    let Some(values) = message.template_values() else {
        return String::new();
    };
    let variables = template.variables.iter().map(|variable| {
        let value = values.of(*variable);
        format!(" {}={value}", variable.name())
    });
    let variables: String = variables.collect();
    format!("template {}{variables}", template.id)
}
