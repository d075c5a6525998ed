//! How a tenant's messages are delivered: its carriers, and which of them serve which countries.
//!
//! The router is [`providers::router`](crate::providers::router). A tenant that sets nothing
//! here texts through SNS and mails through SES, as the stack is set up.

use crate::{
    tenants::former_tenant::BaseUrl,
    values::{
        code_type::Purpose,
        identifiers::{CarrierId, CountryCode},
        language_tag::LanguageTag,
        masked::masked,
    },
};
use lettre::message::Mailbox;
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, collections::BTreeSet, fmt};

/// How the messages of a tenant are delivered.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Delivery {
    /// The carriers that the routes name. `sns` and `ses` need no entry: they are those of the
    /// stack.
    pub carriers: Vec<Carrier>,
    /// Which carriers text which countries. A route that names the country goes before one for
    /// `*`; a country without a route is texted through `sns`.
    pub texts: Vec<TextRoute>,
    /// The carriers of e-mails, in the order in which they are tried; if empty, `ses`.
    pub mails: Vec<CarrierId>,
}

/// The carriers of text messages to some countries.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct TextRoute {
    /// The countries, by ISO 3166-1 alpha-2, or `*` for all that no other route names.
    pub countries: BTreeSet<CountryCode>,
    /// The carriers, in the order in which they are tried. The next one is tried only where the one
    /// before has certainly sent nothing.
    pub carriers: Vec<CarrierId>,
}

/// An account at a company that delivers messages. Which members a kind needs is in
/// docs/delivery.md.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Carrier {
    /// The name by which routes, logs and metrics call it.
    pub id: CarrierId,
    /// The company and its interface.
    pub kind: CarrierKind,
    /// The public half of its credentials: an access key id, a `SecretId`, an application key, the
    /// name of an SMTP user.
    #[serde(default)]
    pub key_id: Option<String>,
    /// The secret half. It is written to the Keys table and never exported. Without it, the one in
    /// the table stays.
    #[serde(default, skip_serializing)]
    pub secret: Option<CarrierSecret>,
    /// Whom messages are from: an approved signature, a sender id, an origination identity, or the
    /// address of a mail; through SMTP also `Name <address>`.
    #[serde(default)]
    pub sender: Option<String>,
    /// The application at the carrier: `SdkAppId` of Tencent, the channel number of Huawei.
    #[serde(default)]
    pub app_id: Option<String>,
    /// The region of the carrier's interface, where it has several.
    #[serde(default)]
    pub region: Option<String>,
    /// The https address of its interface, where that is not the carrier's usual one.
    #[serde(default)]
    pub endpoint: Option<BaseUrl>,
    /// The mail server, such as `smtp.example.com:465`. At port 465 it is spoken to by TLS from the
    /// start, at any other by STARTTLS, and in the clear at none.
    #[serde(default)]
    pub server: Option<String>,
    /// The configuration set of messages through AWS.
    #[serde(default)]
    pub configuration_set: Option<String>,
    /// The entity id of the sender's registration in India (DLT).
    #[serde(default)]
    pub entity_id: Option<String>,
    /// The templates that are registered with the carrier. The most specific one that fits is
    /// taken.
    #[serde(default)]
    pub templates: Vec<MessageTemplate>,
    /// What one message costs, in US dollars. A text carrier that costs more than the stack's
    /// `SmsMaxPrice` is not used.
    #[serde(default)]
    pub price: Option<Price>,
    /// Whether it reports which texts were delivered, to the address that `bindery receipts-url`
    /// prints. For texts through Aliyun, Tencent and Huawei.
    #[serde(default)]
    pub receipts: bool,
}

/// The interfaces of the companies that deliver messages.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CarrierKind {
    /// Texts through Amazon SNS.
    Sns,
    /// Texts through AWS End User Messaging, for countries with registered senders and templates.
    EndUserMessaging,
    /// Texts through Aliyun `SendSms`, with a signature and templates of one's own.
    AliyunSms,
    /// Texts through Aliyun number verification, with Aliyun's signature and templates; +86 only.
    AliyunPnvs,
    /// Texts through Tencent Cloud.
    TencentSms,
    /// Texts through Huawei Cloud.
    HuaweiSms,
    /// Texts through a server of the owner's, by signed requests.
    HttpGateway,
    /// Mails through Amazon SES, from the stack's `MailFrom`.
    Ses,
    /// Mails through version 2 of Amazon SES, from an address of the tenant's own.
    SesV2,
    /// Mails through Aliyun `DirectMail`.
    AliyunMail,
    /// Mails through a mail server that takes a user name and a password.
    Smtp,
}

/// A carrier that can report on its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptSource {
    /// The company, as it stands in the path of the reports.
    pub company: &'static str,
    /// By what its reports name a text.
    pub named_by: ReceiptName,
}

/// By what a carrier's reports name a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptName {
    /// By the name that we gave it.
    Reference,
    /// By the name that the carrier gave it.
    MessageId,
}

/// A text that is registered with a carrier, and what is filled into it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct MessageTemplate {
    /// The id that the carrier gave it.
    pub id: String,
    /// What the code of the message does; if absent, anything.
    #[serde(default)]
    pub purpose: Option<Purpose>,
    /// The language of the message, such as `zh` or `pt-BR`; if absent, any.
    #[serde(default)]
    pub language: Option<LanguageTag>,
    /// The variables of the text, in their order. Where a carrier names variables, these are the
    /// names.
    #[serde(default = "code_and_minutes")]
    pub variables: Vec<TemplateVariable>,
}

/// A variable of a registered text.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateVariable {
    /// The verification code.
    Code,
    /// How long the code is good for, in minutes.
    Minutes,
    /// The name of the application.
    Application,
}

/// The secret of an account at a carrier. It prints masked.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CarrierSecret(String);

masked!(CarrierSecret);

/// A price in US dollars, to a millionth.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(with = "f64")
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Price(u32);

/// The item of a carrier's secret.
#[derive(Serialize, Deserialize)]
pub struct StoredCarrierSecret<'a> {
    pub secret: Cow<'a, str>,
}

const MICROS: f64 = 1e6;

fn code_and_minutes() -> Vec<TemplateVariable> {
    vec![TemplateVariable::Code, TemplateVariable::Minutes]
}

impl Delivery {
    /// The carriers of texts to a country, in the order in which they are tried.
    #[must_use]
    pub fn text_carriers(&self, country: &str) -> Vec<Cow<'_, Carrier>> {
        let names = |wanted: &str| {
            let is_for = |route: &&TextRoute| {
                let mut countries = route.countries.iter();
                countries.any(|country| country.as_str() == wanted)
            };
            self.texts.iter().find(is_for)
        };
        let route = names(country).or_else(|| names("*"));
        let ids = route.map(|route| route.carriers.as_slice());
        self.carriers_of(ids.unwrap_or_default(), CarrierKind::Sns)
    }

    /// The carriers of mails, in the order in which they are tried.
    #[must_use]
    pub fn mail_carriers(&self) -> Vec<Cow<'_, Carrier>> {
        self.carriers_of(&self.mails, CarrierKind::Ses)
    }

    fn carriers_of(&self, ids: &[CarrierId], default: CarrierKind) -> Vec<Cow<'_, Carrier>> {
        if ids.is_empty() {
            return vec![Cow::Owned(Carrier::of_stack(default))];
        }
        ids.iter().filter_map(|id| self.carrier(id)).collect()
    }

    /// The carrier of an id, which may be `sns` or `ses` of the stack.
    pub fn carrier(&self, id: &CarrierId) -> Option<Cow<'_, Carrier>> {
        let set_up = self.carriers.iter().find(|carrier| carrier.id == *id);
        set_up.map(Cow::Borrowed).or_else(|| {
            let kinds = [CarrierKind::Sns, CarrierKind::Ses];
            let of_stack = kinds.into_iter().map(Carrier::of_stack);
            of_stack
                .into_iter()
                .find(|carrier| carrier.id == *id)
                .map(Cow::Owned)
        })
    }

    /// What is wrong with the settings, in plain words; empty where nothing is.
    #[must_use]
    pub fn mistakes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        let mut known = BTreeSet::new();
        for carrier in &self.carriers {
            if !known.insert(&carrier.id) {
                mistakes.push(format!("carrier {} stands here a second time", carrier.id));
            }
            for what in carrier.mistakes() {
                mistakes.push(format!("carrier {}: {what}", carrier.id));
            }
        }
        let mut routed = BTreeSet::new();
        for route in &self.texts {
            if route.countries.is_empty() || route.carriers.is_empty() {
                mistakes.push("texts: a route needs countries and carriers".to_owned());
            }
            for country in &route.countries {
                if !routed.insert(country) {
                    mistakes.push(format!("texts: there are two routes for {country}"));
                }
            }
        }
        let text_carriers = self.texts.iter().flat_map(|route| &route.carriers);
        let texts = text_carriers.map(|id| ("texts", id, true));
        let mails = self.mails.iter().map(|id| ("mails", id, false));
        for (member, id, is_for_texts) in texts.chain(mails) {
            match self.carrier(id) {
                None => mistakes.push(format!("{member}: there is no carrier {id}")),
                Some(carrier) if carrier.kind.is_for_texts() != is_for_texts => {
                    mistakes.push(format!("{member}: carrier {id} is not for {member}"));
                }
                Some(_) => {}
            }
        }
        mistakes
    }
}

impl Carrier {
    /// The carrier that the stack is set up with.
    fn of_stack(kind: CarrierKind) -> Self {
        Self {
            id: kind.of_stack(),
            kind,
            key_id: None,
            secret: None,
            sender: None,
            app_id: None,
            region: None,
            endpoint: None,
            server: None,
            configuration_set: None,
            entity_id: None,
            templates: Vec::new(),
            price: None,
            receipts: false,
        }
    }

    /// How it reports on texts, where it is set up to.
    #[must_use]
    pub const fn receipt_source(&self) -> Option<ReceiptSource> {
        if self.receipts {
            self.kind.receipt_source()
        } else {
            None
        }
    }

    /// The most specific template for a message to whoever asked for that language: first by what
    /// its code does, then by its language. Where there is none in the language, one in English or
    /// Chinese is taken, as for other messages.
    #[must_use]
    pub fn template(&self, purpose: Purpose, language: &LanguageTag) -> Option<&MessageTemplate> {
        let built_in = LanguageTag::from(language.lang());
        let ranges = language.lookup().chain([built_in.as_str()]).map(Some);
        let languages: Vec<_> = ranges.chain([None]).collect();
        let wanted = [Some(purpose), None].into_iter().flat_map(|purpose| {
            let languages = languages.iter();
            languages.map(move |language| (purpose, *language))
        });
        wanted.into_iter().find_map(|(purpose, language)| {
            self.templates.iter().find(|template| {
                let own = template.language.as_ref().map(LanguageTag::as_str);
                template.purpose == purpose && own == language
            })
        })
    }

    /// Host and port of the mail server; `None` without one, or where it is malformed.
    #[must_use]
    pub fn mail_server(&self) -> Option<(&str, u16)> {
        let (host, port) = self.server.as_deref()?.rsplit_once(':')?;
        let is_in_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
        let is_host = !host.is_empty() && host.bytes().all(is_in_host);
        // `parse` would take a sign as well.
        let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
        let port = port.parse().ok().filter(|port| *port > 0)?;
        (is_host && is_number).then_some((host, port))
    }

    /// Whom a mail through SMTP is from; `None` where that is no address, or none in ASCII, which
    /// not every mail server takes.
    #[must_use]
    pub fn mailbox(&self) -> Option<Mailbox> {
        let sender = self.sender.as_deref()?;
        let mailbox: Mailbox = sender.parse().ok()?;
        let address: &str = mailbox.email.as_ref();
        let is_safe = address.is_ascii() && !sender.chars().any(char::is_control);
        is_safe.then_some(mailbox)
    }

    fn mistakes(&self) -> Vec<String> {
        let Self {
            key_id,
            sender,
            app_id,
            endpoint,
            server,
            templates,
            ..
        } = self;
        let members = [
            ("key_id", key_id.is_some()),
            ("sender", sender.is_some()),
            ("app_id", app_id.is_some()),
            ("endpoint", endpoint.is_some()),
            ("server", server.is_some()),
            ("templates", !templates.is_empty()),
        ];
        let needed = self.kind.needs();
        let missing = members
            .into_iter()
            .filter(|(name, is_there)| needed.contains(name) && !is_there);
        let missing = missing.map(|(name, _)| format!("{name} is missing"));
        let texts = [
            key_id,
            sender,
            app_id,
            server,
            &self.region,
            &self.configuration_set,
            &self.entity_id,
        ];
        let is_text =
            |text: &String| (1..=256).contains(&text.len()) && !text.chars().any(char::is_control);
        let are_texts = texts.into_iter().flatten().all(is_text)
            && templates.iter().all(|template| is_text(&template.id));
        let is_region = |text: &String| {
            let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            text.bytes().all(is_part)
        };
        let is_smtp = self.kind == CarrierKind::Smtp;
        let rules = [
            (are_texts, "a text is empty or too long"),
            (
                !self.receipts || self.receipt_source().is_some(),
                "its kind has no receipts",
            ),
            (
                self.region.as_ref().is_none_or(is_region),
                "that is no region",
            ),
            // Without a template, a text with an entity is refused on its way.
            (
                self.entity_id.is_none() || !templates.is_empty(),
                "an entity_id needs templates",
            ),
            // Nobody else may see what the credentials of our role sign.
            (
                !self.kind.is_aws() || endpoint.is_none(),
                "its kind has no endpoint of its own",
            ),
            (
                server.is_none() || self.mail_server().is_some(),
                "server is not HOST:PORT",
            ),
            (
                !is_smtp || sender.is_none() || self.mailbox().is_some(),
                "sender is not an e-mail address",
            ),
        ];
        let broken = rules.into_iter().filter(|(holds, _)| !holds);
        missing
            .chain(broken.map(|(_, what)| what.to_owned()))
            .collect()
    }
}

impl CarrierKind {
    /// Whether it delivers text messages; otherwise e-mails.
    #[must_use]
    pub const fn is_for_texts(self) -> bool {
        !matches!(
            self,
            Self::Ses | Self::SesV2 | Self::AliyunMail | Self::Smtp
        )
    }

    /// How carriers of this kind report on texts; `None` where they do not, or not to us.
    #[must_use]
    pub const fn receipt_source(self) -> Option<ReceiptSource> {
        let (company, named_by) = match self {
            Self::AliyunSms | Self::AliyunPnvs => ("aliyun", ReceiptName::Reference),
            // Its reports have no member for a name of ours.
            Self::TencentSms => ("tencent", ReceiptName::MessageId),
            Self::HuaweiSms => ("huawei", ReceiptName::Reference),
            _ => return None,
        };
        Some(ReceiptSource { company, named_by })
    }

    /// Whether it is a service of AWS, which the functions ask in the name of their role.
    #[must_use]
    pub const fn is_aws(self) -> bool {
        matches!(
            self,
            Self::Sns | Self::EndUserMessaging | Self::Ses | Self::SesV2
        )
    }

    /// The members that an account of this kind cannot do without.
    const fn needs(self) -> &'static [&'static str] {
        match self {
            Self::Sns | Self::EndUserMessaging | Self::Ses => &[],
            Self::AliyunSms | Self::AliyunPnvs => &["key_id", "sender", "templates"],
            Self::TencentSms => &["key_id", "sender", "app_id", "templates"],
            Self::HuaweiSms => &["key_id", "app_id", "templates"],
            Self::HttpGateway => &["endpoint"],
            Self::SesV2 => &["sender"],
            Self::AliyunMail => &["key_id", "sender"],
            Self::Smtp => &["server", "key_id", "sender"],
        }
    }

    /// The id under which routes name the carrier of the stack.
    fn of_stack(self) -> CarrierId {
        CarrierId::of_stack(if self == Self::Ses { "ses" } else { "sns" })
    }
}

impl TemplateVariable {
    /// The name of the variable, for carriers that name them.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Minutes => "minutes",
            Self::Application => "application",
        }
    }
}

impl CarrierSecret {
    /// The secret itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl Price {
    /// The price in millionths of a dollar.
    #[must_use]
    pub const fn micros(self) -> u32 {
        self.0
    }
}

impl TryFrom<f64> for Price {
    type Error = &'static str;

    fn try_from(dollars: f64) -> Result<Self, &'static str> {
        if !(0.0..=100.0).contains(&dollars) {
            return Err("not a price from 0 to 100 US dollars");
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is at most a hundred million"
        )]
        let micros = (dollars * MICROS).round() as u32;
        Ok(Self(micros))
    }
}

impl From<Price> for f64 {
    fn from(price: Price) -> Self {
        Self::from(price.0) / MICROS
    }
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f64::from(*self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(value: Value) -> Delivery {
        serde_json::from_value(value).unwrap()
    }

    fn example() -> Value {
        json!({
            "carriers": [
                { "id": "tencent", "kind": "tencent_sms", "key_id": "k", "sender": "s", "app_id": "1",
                  "templates": [
                      { "id": "any" },
                      { "id": "english", "language": "en" },
                      { "id": "reset", "purpose": "reset_password" } ] },
                { "id": "gateway", "kind": "http_gateway", "endpoint": "https://sms.example.com",
                  "price": 0.0065 } ],
            "texts": [
                { "countries": ["*"], "carriers": ["gateway", "sns"] },
                { "countries": ["CN"], "carriers": ["tencent"] } ],
        })
    }

    fn ids(carriers: &[Cow<'_, Carrier>]) -> Vec<String> {
        carriers.iter().map(|one| one.id.to_string()).collect()
    }

    #[test]
    fn a_route_that_names_the_country_goes_before_the_one_for_all() {
        let delivery = read(example());
        assert_eq!(delivery.mistakes(), Vec::<String>::new());
        assert_eq!(ids(&delivery.text_carriers("CN")), ["tencent"]);
        assert_eq!(ids(&delivery.text_carriers("IN")), ["gateway", "sns"]);
        assert_eq!(ids(&delivery.mail_carriers()), ["ses"]);
        assert_eq!(ids(&Delivery::default().text_carriers("CN")), ["sns"]);
    }

    #[test]
    fn the_most_specific_template_is_taken() {
        let delivery = read(example());
        let tencent = &delivery.carriers[0];
        let template = |purpose, language: &str| {
            let language = LanguageTag::try_from(language.to_owned()).unwrap();
            tencent.template(purpose, &language).unwrap().id.as_str()
        };
        assert_eq!(template(Purpose::Register, "zh"), "any");
        assert_eq!(template(Purpose::Register, "en-GB"), "english");
        assert_eq!(template(Purpose::Register, "fr"), "english");
        assert_eq!(template(Purpose::ResetPassword, "en"), "reset");
    }

    #[test]
    fn each_mistake_is_named() {
        let named = |pointer: &str, value: Value| {
            let mut changed = example();
            *changed.pointer_mut(pointer).unwrap() = value;
            read(changed).mistakes().join("; ")
        };
        for (pointer, value, expected) in [
            (
                "/carriers/1/id",
                json!("tencent"),
                "carrier tencent stands here a second time",
            ),
            (
                "/carriers/0/app_id",
                Value::Null,
                "carrier tencent: app_id is missing",
            ),
            (
                "/carriers/0/sender",
                json!(""),
                "carrier tencent: a text is empty or too long",
            ),
            (
                "/carriers/1/endpoint",
                Value::Null,
                "carrier gateway: endpoint is missing",
            ),
            (
                "/texts/0/countries",
                json!(["CN"]),
                "texts: there are two routes for CN",
            ),
            (
                "/texts/0/countries",
                json!([]),
                "texts: a route needs countries and carriers",
            ),
            (
                "/texts/1/carriers",
                json!(["aliyun"]),
                "texts: there is no carrier aliyun",
            ),
            (
                "/texts/1/carriers",
                json!(["ses"]),
                "texts: carrier ses is not for texts",
            ),
        ] {
            let said = named(pointer, value);
            assert!(said.contains(expected), "{pointer}: {said}");
        }
    }

    #[test]
    fn only_some_kinds_have_receipts() {
        for (kind, company) in [
            ("aliyun_sms", Some("aliyun")),
            ("tencent_sms", Some("tencent")),
            ("huawei_sms", Some("huawei")),
            ("aliyun_pnvs", Some("aliyun")),
            ("end_user_messaging", None),
            ("ses_v2", None),
        ] {
            let carrier = json!({
                "id": "one", "kind": kind, "key_id": "k", "sender": "s", "app_id": "a",
                "templates": [{ "id": "t" }], "receipts": true,
            });
            let mut carrier: Carrier = serde_json::from_value(carrier).unwrap();
            let source = carrier.receipt_source().map(|source| source.company);
            assert_eq!(source, company, "{kind}");
            let is_mistaken = carrier
                .mistakes()
                .contains(&"its kind has no receipts".to_owned());
            assert_eq!(is_mistaken, company.is_none(), "{kind}");
            carrier.receipts = false;
            assert_eq!(carrier.receipt_source(), None, "{kind}");
            assert!(carrier.mistakes().is_empty(), "{kind}");
        }
    }

    #[test]
    fn a_service_of_aws_is_asked_at_its_own_address_only() {
        for (member, value, expected) in [
            ("region", "x.evil.example/", "that is no region"),
            (
                "endpoint",
                "https://evil.example",
                "its kind has no endpoint of its own",
            ),
        ] {
            let mut carrier = json!({ "id": "india", "kind": "end_user_messaging" });
            carrier[member] = value.into();
            let said = read(json!({ "carriers": [carrier] })).mistakes();
            assert_eq!(said, [format!("carrier india: {expected}")]);
        }
    }

    #[test]
    fn an_entity_needs_templates() {
        let mut carrier = json!({ "id": "india", "kind": "end_user_messaging", "entity_id": "1" });
        let mistakes = |carrier: &Value| read(json!({ "carriers": [carrier] })).mistakes();
        assert_eq!(
            mistakes(&carrier),
            ["carrier india: an entity_id needs templates"]
        );
        carrier["templates"] = json!([{ "id": "t" }]);
        assert_eq!(mistakes(&carrier), Vec::<String>::new());
    }

    #[test]
    fn a_mail_server_is_a_host_and_a_port_and_its_sender_an_address() {
        let smtp = |server: &str, sender: &str| {
            let carrier = json!({ "id": "smtp", "kind": "smtp", "server": server, "key_id": "k",
                "sender": sender });
            read(json!({ "carriers": [carrier], "mails": ["smtp"] }))
        };
        let delivery = smtp("smtp.example.com:465", "Demo 演示 <no-reply@demo.example>");
        assert_eq!(delivery.mistakes(), Vec::<String>::new());
        let server = delivery.carriers[0].mail_server();
        assert_eq!(server, Some(("smtp.example.com", 465)));
        for server in [
            "smtp.example.com",
            "smtp.example.com:",
            "smtp.example.com:0",
            "smtp.example.com:+465",
            "smtp.example.com:65536",
            ":465",
            "smtps://smtp.example.com:465",
            "smtp example:465",
        ] {
            let said = smtp(server, "no-reply@demo.example").mistakes().join("; ");
            assert_eq!(said, "carrier smtp: server is not HOST:PORT", "{server}");
        }
        for sender in [
            "demo",
            "演示@demo.example",
            "no-reply@",
            "\"Demo\r\nBcc: all@qq.com\" <no-reply@demo.example>",
        ] {
            let said = smtp("smtp.example.com:465", sender).mistakes().join("; ");
            let expected = "carrier smtp: sender is not an e-mail address";
            assert!(said.contains(expected), "{sender}: {said}");
        }
    }

    #[test]
    fn a_price_is_stored_as_it_was_given() {
        let price: Price = serde_json::from_str("0.0065").unwrap();
        assert_eq!(price.micros(), 6500);
        assert_eq!(serde_json::to_string(&price).unwrap(), "0.0065");
        assert!(serde_json::from_str::<Price>("-1").is_err());
    }

    #[test]
    fn a_secret_is_neither_stored_nor_printed() {
        let mut carrier = example()["carriers"][0].clone();
        carrier["secret"] = json!("a-secret");
        let carrier: Carrier = serde_json::from_value(carrier).unwrap();
        assert!(
            !serde_json::to_string(&carrier)
                .unwrap()
                .contains("a-secret")
        );
        assert!(!format!("{carrier:?}").contains("a-secret"));
    }
}
