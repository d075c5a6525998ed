//! Aliyun: texts by `SendSms`, texts by number verification (PNVS), and mails by `DirectMail`.
//!
//! Requests are signed by `ACS3-HMAC-SHA256`, as Aliyun documents it under "Request syntax and
//! signature method V3". Business refusals come with status 200 and a `Code` that is not `OK`.

use crate::{
    platform::clock::Timestamp,
    providers::{
        carriers::{
            signature::{hmac_sha256, percent_encoded, sha256_hex},
            web::{Account, Answer, CarrierApi, SignedRequest, filled_template, host, iso_8601},
        },
        channel::{DeliveryError, Envelope, MessageId, MessageText, RefusalKind, TemplateValues},
    },
    tenants::delivery::TemplateVariable,
    values::{email::Email, mobile::Mobile},
};
use serde_json::{Map, Value};
use std::fmt::Write as _;
use url::Url;

/// The country calling code that PNVS texts.
const MAINLAND: &str = "86";

/// A call of one of Aliyun's interfaces.
struct Action<'a> {
    name: &'a str,
    version: &'a str,
    /// The parameters in the query.
    query: Vec<(&'a str, &'a str)>,
    /// The parameters in the body.
    form: Vec<(&'a str, &'a str)>,
}

/// One of the two actions that text a code, where they differ.
struct TextAction<'a> {
    name: &'a str,
    /// The usual base URL of its interface.
    url: &'a str,
    /// The parameters that name the number.
    recipient: Vec<(&'a str, &'a str)>,
    /// What its templates call the minutes for which a code is good.
    minutes: &'static str,
    /// Where its answer has the id of the message: a JSON pointer.
    message_id: &'a str,
}

/// What a signature is made with.
struct Signer<'a> {
    key_id: &'a str,
    secret: &'a str,
    nonce: String,
    now: Timestamp,
}

/// Texts a code by a template of the owner's.
pub(in crate::providers) async fn send_sms(
    api: &CarrierApi,
    account: &Account<'_>,
    envelope: &Envelope<'_, Mobile>,
    values: Option<TemplateValues<'_>>,
) -> Result<MessageId, DeliveryError> {
    let (area_code, national) = envelope.to.parts();
    // Without the calling code for the mainland, with it and no `+` for all others.
    let number = match area_code {
        MAINLAND => national,
        _ => envelope.to.e164().trim_start_matches('+'),
    };
    let action = TextAction {
        name: "SendSms",
        url: "https://dysmsapi.aliyuncs.com",
        recipient: vec![("PhoneNumbers", number)],
        minutes: TemplateVariable::Minutes.name(),
        message_id: "/BizId",
    };
    send_text(api, account, envelope, values, action).await
}

/// Texts a code by a template of Aliyun's.
pub(in crate::providers) async fn send_verify_code(
    api: &CarrierApi,
    account: &Account<'_>,
    envelope: &Envelope<'_, Mobile>,
    values: Option<TemplateValues<'_>>,
) -> Result<MessageId, DeliveryError> {
    let (area_code, national) = envelope.to.parts();
    if area_code != MAINLAND {
        let kind = RefusalKind::Unsupported;
        return Err(DeliveryError::refused(kind, "another country"));
    }
    let action = TextAction {
        name: "SendSmsVerifyCode",
        url: "https://dypnsapi.aliyuncs.com",
        recipient: vec![("CountryCode", MAINLAND), ("PhoneNumber", national)],
        minutes: "min",
        message_id: "/Model/BizId",
    };
    send_text(api, account, envelope, values, action).await
}

/// Mails a message.
pub(in crate::providers) async fn send_mail(
    api: &CarrierApi,
    account: &Account<'_>,
    envelope: &Envelope<'_, Email>,
    message: &impl MessageText,
) -> Result<MessageId, DeliveryError> {
    let (subject, html, text) = (message.subject(), message.mail_html(), message.mail_text());
    let action = Action {
        name: "SingleSendMail",
        version: "2015-11-23",
        query: Vec::new(),
        // A mail is too long for a query.
        form: vec![
            ("AccountName", account.sender()),
            ("AddressType", "1"),
            ("HtmlBody", &html),
            ("ReplyToAddress", "false"),
            ("Subject", &subject),
            ("TextBody", &text),
            ("ToAddress", envelope.to.as_given()),
        ],
    };
    let answer = call(
        api,
        account,
        envelope.now,
        action,
        "https://dm.aliyuncs.com",
    )
    .await?;
    match answer.text("/EnvId") {
        Some(id) if answer.status.is_success() => Ok(MessageId::of(id)),
        _ => Err(answer.refusal(answer.text("/Code"), kind_of)),
    }
}

async fn send_text(
    api: &CarrierApi,
    account: &Account<'_>,
    envelope: &Envelope<'_, Mobile>,
    values: Option<TemplateValues<'_>>,
    text: TextAction<'_>,
) -> Result<MessageId, DeliveryError> {
    let (template, texts) = filled_template(account.carrier, values)?;
    let name = |variable: &TemplateVariable| match variable {
        TemplateVariable::Minutes => text.minutes,
        other => other.name(),
    };
    let names = template.variables.iter().map(name).map(str::to_owned);
    let variables: Map<String, Value> = names.zip(texts.into_iter().map(Value::from)).collect();
    let variables = Value::Object(variables).to_string();
    let mut query = text.recipient;
    query.extend([
        ("OutId", envelope.reference),
        ("SignName", account.sender()),
        ("TemplateCode", &template.id),
        ("TemplateParam", &variables),
    ]);
    let action = Action {
        name: text.name,
        version: "2017-05-25",
        query,
        form: Vec::new(),
    };
    let answer = call(api, account, envelope.now, action, text.url).await?;
    match answer.text("/Code") {
        Some("OK") if answer.status.is_success() => {
            let id = answer.text(text.message_id);
            Ok(MessageId::of(id.unwrap_or_default()))
        }
        // A status of success without a code says nothing.
        code => Err(answer.refusal(code, kind_of)),
    }
}

async fn call(
    api: &CarrierApi,
    account: &Account<'_>,
    now: Timestamp,
    action: Action<'_>,
    usual_url: &str,
) -> Result<Answer, DeliveryError> {
    let signer = Signer {
        key_id: account.key_id(),
        secret: account.secret,
        nonce: api.nonce(),
        now,
    };
    let url = api.address(account.carrier, usual_url, "/")?;
    api.call(signer.sign(&action, url)).await
}

/// What a `Code` of Aliyun's means.
fn kind_of(code: &str) -> RefusalKind {
    let code = ["isv.", "isp.", "biz."]
        .iter()
        .fold(code, |code, prefix| code.trim_start_matches(prefix));
    match code {
        "MOBILE_NUMBER_ILLEGAL"
        | "MOBILE_COUNT_OVER_LIMIT"
        | "InvalidToAddress"
        | "InvalidToAddress.Spam"
        | "InvalidRcptTo" => RefusalKind::InvalidRecipient,
        "BUSINESS_LIMIT_CONTROL"
        | "DAY_LIMIT_CONTROL"
        | "MONTH_LIMIT_CONTROL"
        | "FREQUENCY_FAIL"
        | "FREQUENCY" => RefusalKind::RateLimited,
        "DENY_IP_RANGE" | "RAM_PERMISSION_DENY" | "ACCOUNT_NOT_EXISTS" | "ACCOUNT_ABNORMAL" => {
            RefusalKind::Authentication
        }
        "TEMPLATE_MISSING_PARAMETERS" | "PARAM_LENGTH_LIMIT" | "PARAM_NOT_SUPPORT_URL" => {
            RefusalKind::Unsupported
        }
        code if code.starts_with("Throttling") => RefusalKind::RateLimited,
        code if code.starts_with("Signature")
            || code.starts_with("InvalidAccessKey")
            || code.starts_with("InvalidTimeStamp")
            || code.starts_with("Forbidden")
            || code.starts_with("NoPermission") =>
        {
            RefusalKind::Authentication
        }
        _ => RefusalKind::Rejected,
    }
}

impl Signer<'_> {
    fn sign(&self, action: &Action<'_>, mut url: Url) -> SignedRequest {
        let query = encoded(&action.query);
        let body = encoded(&action.form);
        let mut headers = vec![
            ("host", host(&url)),
            ("x-acs-action", action.name.to_owned()),
            ("x-acs-content-sha256", sha256_hex(body.as_bytes())),
            ("x-acs-date", iso_8601(self.now)),
            ("x-acs-signature-nonce", self.nonce.clone()),
            ("x-acs-version", action.version.to_owned()),
        ];
        if !body.is_empty() {
            let form = "application/x-www-form-urlencoded".to_owned();
            headers.insert(0, ("content-type", form));
        }
        let canonical = headers.iter().fold(String::new(), |mut text, header| {
            let (name, value) = header;
            let _ = writeln!(text, "{name}:{value}");
            text
        });
        let names: Vec<_> = headers.iter().map(|(name, _)| *name).collect();
        let names = names.join(";");
        let path = url.path();
        let hash = sha256_hex(body.as_bytes());
        let request = format!("POST\n{path}\n{query}\n{canonical}\n{names}\n{hash}");
        let to_sign = format!("ACS3-HMAC-SHA256\n{}", sha256_hex(request.as_bytes()));
        let signature = hex::encode(hmac_sha256(self.secret.as_bytes(), &to_sign));
        let key_id = self.key_id;
        headers.push((
            "authorization",
            format!(
                "ACS3-HMAC-SHA256 Credential={key_id},SignedHeaders={names},Signature={signature}"
            ),
        ));
        url.set_query((!query.is_empty()).then_some(&query));
        SignedRequest {
            url,
            headers,
            body: body.into_bytes(),
        }
    }
}

/// Parameters as the signature has them: sorted by their names, and percent-encoded.
fn encoded(parameters: &[(&str, &str)]) -> String {
    let mut pairs: Vec<_> = parameters
        .iter()
        .map(|(name, value)| format!("{}={}", percent_encoded(name), percent_encoded(value)))
        .collect();
    pairs.sort();
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Aliyun's documentation of the signature, V3.
    #[test]
    fn the_published_example_has_the_published_signature() {
        let signer = Signer {
            key_id: "YourAccessKeyId",
            secret: "YourAccessKeySecret",
            nonce: "3156853299f313e23d1673dc12e1703d".to_owned(),
            now: Timestamp::from_secs(1_698_315_752),
        };
        let action = Action {
            name: "RunInstances",
            version: "2014-05-26",
            query: vec![
                ("RegionId", "cn-shanghai"),
                (
                    "ImageId",
                    "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
                ),
            ],
            form: Vec::new(),
        };
        let url = Url::parse("https://ecs.cn-shanghai.aliyuncs.com/").unwrap();
        let request = signer.sign(&action, url);
        let (_, authorization) = request.headers.last().unwrap();
        assert_eq!(
            authorization,
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;\
             x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,\
             Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
        );
    }
}
