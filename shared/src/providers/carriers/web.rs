//! Calls of carriers' web interfaces: one attempt each, and what its end says about the message.

use crate::{
    observability::call_counter,
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{Entropy, HEX},
        https::WebClient,
        settings::BootError,
    },
    providers::channel::{Cause, DeliveryError, Envelope, Refusal, RefusalKind, TemplateValues},
    tenants::{
        delivery::{Carrier, MessageTemplate},
        former_tenant::BaseUrl,
    },
    tokens::receipt_address::path_of,
};
use reqwest::{Response, StatusCode, header};
use serde_json::Value;
use std::sync::Arc;
use time::macros::format_description;
use url::Url;

/// The longest answer that is read, in bytes. Those of carriers have less than one KB.
const MAX_ANSWER: usize = 64 * 1024;

/// A client of carriers' web interfaces.
pub struct CarrierApi {
    client: WebClient,
    /// Where all of them are asked, if not at their own addresses.
    url: Option<String>,
    /// The host name under which carriers reach us, if not the one that clients call.
    domain: Option<String>,
    entropy: Arc<dyn Entropy>,
}

/// A request that is signed and ready to be sent.
pub(super) struct SignedRequest {
    pub url: Url,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

/// An answer that was read as JSON.
pub(super) struct Answer {
    pub status: StatusCode,
    pub body: Value,
    /// The header `x-amzn-errortype`, in which some services of AWS say what was wrong.
    pub error_type: Option<String>,
}

/// Whom a message goes through, with the secret of the account there.
pub(in crate::providers) struct Account<'a> {
    pub carrier: &'a Carrier,
    pub secret: &'a str,
}

impl Account<'_> {
    /// The public name of the secret. Empty where the kind of carrier has none.
    pub(super) fn key_id(&self) -> &str {
        self.carrier.key_id.as_deref().unwrap_or_default()
    }

    /// Who the message is from. Empty where the kind of carrier needs none.
    pub(super) fn sender(&self) -> &str {
        self.carrier.sender.as_deref().unwrap_or_default()
    }
}

impl CarrierApi {
    /// Settings: `CARRIER_URL`, the base URL of all calls, which is not set on AWS; `DOMAIN`, the
    /// host name that clients call, where it is not to be the one under which a request came; and
    /// those of [`Platform::web`].
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            client: platform.web()?,
            url: platform.settings.optional("CARRIER_URL"),
            domain: platform.settings.optional("DOMAIN"),
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// The address of a call: of the carrier's entry, or the usual one.
    pub(super) fn address(
        &self,
        carrier: &Carrier,
        usual: &str,
        path: &str,
    ) -> Result<Url, DeliveryError> {
        let own = carrier.endpoint.as_ref().map(BaseUrl::as_str);
        let base = own.unwrap_or(usual);
        let Some(local) = &self.url else {
            return Url::parse(&format!("{base}{path}")).map_err(DeliveryError::not_sent);
        };
        // What is after the host stays.
        let own = Url::parse(base).map_err(DeliveryError::not_sent)?;
        let own = own.path().trim_end_matches('/');
        Url::parse(&format!("{local}{own}{path}")).map_err(DeliveryError::not_sent)
    }

    /// The address to which a carrier is to report on a message, where it does.
    pub(super) fn receipts_url<C>(
        &self,
        account: &Account<'_>,
        envelope: &Envelope<'_, C>,
    ) -> Option<String> {
        let domain = self.domain.as_deref().unwrap_or(envelope.domain);
        let path = path_of(account.carrier, &envelope.tenant.id, account.secret)?;
        (!domain.is_empty()).then(|| format!("https://{domain}{path}"))
    }

    /// Random text for a signature that is good once.
    pub(super) fn nonce(&self) -> String {
        self.entropy.text(HEX, 32)
    }

    /// Sends a request, once.
    ///
    /// Without a connection nothing was sent. After that, only an answer of 2xx to 4xx tells, and
    /// the carrier has to say what it means: other answers, none, and 2xx without JSON leave it
    /// unknown. No URL gets into an error, since there are numbers and codes in some.
    pub(super) async fn call(&self, request: SignedRequest) -> Result<Answer, DeliveryError> {
        let mut sending = self.client.post(request.url.into()).body(request.body);
        // A connection that was kept while Lambda froze the function may be dead: what is written
        // to it has an unknown end.
        sending = sending.header(header::CONNECTION, "close");
        for (name, value) in request.headers {
            sending = sending.header(name, value);
        }
        call_counter::count();
        let mut answer = sending.send().await.map_err(|error| {
            let error = error.without_url();
            if error.is_connect() {
                DeliveryError::NotSent(Refusal::with_cause(RefusalKind::Unreachable, error))
            } else if error.is_builder() {
                DeliveryError::not_sent(error)
            } else {
                DeliveryError::Unknown(Cause::of(error))
            }
        })?;
        let status = answer.status();
        let error_type = answer.headers().get("x-amzn-errortype");
        let error_type = error_type
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        let body = read_body(&mut answer).await?;
        let is_refusal = status.is_client_error();
        if !is_refusal && !status.is_success() {
            return Err(DeliveryError::unknown(status.as_str()));
        }
        let body = match serde_json::from_slice(&body) {
            Ok(body) => body,
            Err(_) if is_refusal => Value::Null,
            Err(_) => return Err(DeliveryError::unknown("unreadable")),
        };
        Ok(Answer {
            status,
            body,
            error_type,
        })
    }
}

async fn read_body(answer: &mut Response) -> Result<Vec<u8>, DeliveryError> {
    let mut body = Vec::new();
    let unknown = |error: reqwest::Error| DeliveryError::Unknown(Cause::of(error.without_url()));
    while let Some(chunk) = answer.chunk().await.map_err(unknown)? {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_ANSWER {
            return Err(DeliveryError::unknown("too long"));
        }
    }
    Ok(body)
}

impl Answer {
    /// A text in the body, by its JSON pointer.
    pub(super) fn text(&self, pointer: &str) -> Option<&str> {
        self.body.pointer(pointer).and_then(Value::as_str)
    }

    /// The error of an answer with a carrier's code. Without one, the status says what it can: some
    /// of 4xx are those of a proxy in front of the carrier, which may have passed the request on.
    pub(super) fn refusal(
        &self,
        code: Option<&str>,
        kind: impl FnOnce(&str) -> RefusalKind,
    ) -> DeliveryError {
        let is_of_a_proxy = matches!(self.status.as_u16(), 408 | 409 | 425 | 499);
        match code {
            _ if is_of_a_proxy => DeliveryError::unknown(self.status.as_str()),
            Some(code) if is_breakdown(code) || code == "OK" => DeliveryError::unknown(code),
            Some(code) => DeliveryError::refused(kind(code), code),
            None if self.status.is_client_error() => {
                let kind = match self.status {
                    StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => RefusalKind::Authentication,
                    StatusCode::TOO_MANY_REQUESTS => RefusalKind::RateLimited,
                    _ => RefusalKind::Rejected,
                };
                DeliveryError::refused(kind, self.status.as_str())
            }
            None => DeliveryError::unknown(self.status.as_str()),
        }
    }
}

/// Whether a code says that something broke over there, maybe after the message was sent. Carriers
/// write it in many ways.
fn is_breakdown(code: &str) -> bool {
    // Huawei's, and Aliyun's where this very request came before and its answer was lost.
    if matches!(code, "E000000" | "SignatureNonceUsed") {
        return true;
    }
    let letters = code.chars().filter(char::is_ascii_alphabetic);
    let code: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    let signs = [
        "internal",
        "system",
        "gatewayerror",
        "timeout",
        "timedout",
        "unavailable",
        "unknown",
    ];
    signs.iter().any(|sign| code.contains(sign))
}

/// The template for a message, and what is filled in for its variables. A message without a code
/// has no values, and no template.
pub(super) fn filled_template<'c>(
    carrier: &'c Carrier,
    values: Option<TemplateValues<'_>>,
) -> Result<(&'c MessageTemplate, Vec<String>), DeliveryError> {
    let unsupported = |reason| DeliveryError::refused(RefusalKind::Unsupported, reason);
    let values = values.ok_or_else(|| unsupported("no code"))?;
    let template = carrier.template(values.purpose, values.language);
    let template = template.ok_or_else(|| unsupported("no template"))?;
    let variables = template.variables.iter();
    let texts = variables.map(|variable| values.of(*variable)).collect();
    Ok((template, texts))
}

/// The value of the header `Host` of a call.
pub(super) fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// A moment as `2026-11-22T09:00:00Z`.
pub(super) fn iso_8601(moment: Timestamp) -> String {
    let form = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    moment.calendar().format(form).unwrap_or_default()
}
