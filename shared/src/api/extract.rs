//! Establishes who is calling before any endpoint runs: headers, application, tenant, state token.

use crate::{
    error::{
        Error, Result,
        catalogue::{Dialect, ErrorCode, Lang},
    },
    observability::audit_context::AuditContext,
    platform::{Platform, clock::Timestamp, settings::BootError},
    request::{
        caller::{Caller, Device},
        client_address::Address,
        headers::{self, DEVICE, FINGERPRINT, Header, STATE_TOKEN},
        idempotency_key::RequestKey,
    },
    tenants::{form_policy::FormPolicy, registry::Registry},
    tokens::{flow_caller::FlowCaller, state_token::States},
    values::{field::ParseContext, identifiers::ClientId},
};
use lambda_http::{
    Request, RequestExt,
    http::{HeaderMap, HeaderName},
    request::RequestContext,
};
use std::sync::{Arc, LazyLock};

/// The longest device header, in bytes.
pub(crate) const MAX_HEADER: usize = 1024;

/// How to speak to a caller, as far as it is known yet.
#[derive(Clone, Debug)]
pub struct ResponseStyle {
    /// Which errors it knows.
    pub dialect: Dialect,
    /// What its people read.
    pub lang: Lang,
    /// What becomes known of the request.
    pub audit: AuditContext,
}

/// Whom a function answers.
pub trait FromRequest: Sized + Send + Sync {
    /// The headers that its calls carry, in groups.
    const HEADERS: &[&[Header]];

    /// What it takes to decide that.
    type ExtractorState: Send + Sync;

    /// Built once, at start.
    fn door(platform: &Platform) -> Result<Self::ExtractorState, BootError>;

    /// Admits a request or refuses it. As soon as the application is known, `manner` is its own.
    fn from_request(
        door: &Self::ExtractorState,
        request: &Request,
        now: Timestamp,
        style: &mut ResponseStyle,
    ) -> impl Future<Output = Result<Self>> + Send;

    /// How the body of the request is read.
    fn reading(&self, now: Timestamp) -> (ParseContext, &FormPolicy);
}

/// Anybody at all: for what is public.
#[derive(Clone, Debug)]
pub struct Anonymous {
    /// What was asked for.
    pub path: String,
}

impl FromRequest for Anonymous {
    const HEADERS: &[&[Header]] = &[];
    type ExtractorState = ();

    fn door(_: &Platform) -> Result<(), BootError> {
        Ok(())
    }

    async fn from_request(
        (): &(),
        request: &Request,
        _: Timestamp,
        _: &mut ResponseStyle,
    ) -> Result<Self> {
        Ok(Self {
            path: request.raw_http_path().to_owned(),
        })
    }

    fn reading(&self, now: Timestamp) -> (ParseContext, &FormPolicy) {
        static NOTHING: LazyLock<FormPolicy> = LazyLock::new(FormPolicy::default);
        (
            ParseContext {
                area_code: 86,
                code_length: 6,
                today: now.calendar().date(),
            },
            &NOTHING,
        )
    }
}

/// What it takes to know a caller.
pub struct ExtractorState {
    registry: Arc<Registry>,
    /// The header in which the owner's CDN tells the address it saw.
    address_header: Option<HeaderName>,
}

impl FromRequest for Caller {
    const HEADERS: &[&[Header]] = &[headers::CALLER];
    type ExtractorState = ExtractorState;

    /// Optional setting: `ADDRESS_HEADER`.
    fn door(platform: &Platform) -> Result<ExtractorState, BootError> {
        let address_header = platform
            .settings
            .optional("ADDRESS_HEADER")
            .map(|name| name.parse())
            .transpose();
        let address_header = address_header
            .map_err(|error| BootError::while_doing("reading ADDRESS_HEADER", &error))?;
        Ok(ExtractorState {
            registry: Registry::of(platform)?,
            address_header,
        })
    }

    /// The contract's order: X-client-id is there, the device headers are there, the application is known, the tenant is.
    async fn from_request(
        door: &ExtractorState,
        request: &Request,
        now: Timestamp,
        style: &mut ResponseStyle,
    ) -> Result<Self> {
        let headers = request.headers();
        let client = read(headers, "X-client-id");
        if matches!(client, Ok(None)) {
            return Err(Error::new(ErrorCode::Missing).with("X-client-id"));
        }
        let device = device(headers)?;
        let client = client
            .ok()
            .flatten()
            .and_then(|text| ClientId::try_from(text.to_owned()).ok());
        let client = client.ok_or_else(|| Error::new(ErrorCode::UnknownApplication))?;
        let application = door.registry.application(&client, now).await?;
        style.dialect = application.dialect;
        let tenant = door
            .registry
            .tenant(&application, read(headers, "X-tenant-id")?, now)
            .await?;
        if matches!(read(headers, "X-L"), Ok(None)) {
            style.lang = tenant.language;
        }
        let request_key = RequestKey::read(request, STATE_TOKEN)?;
        let limits = Arc::new(application.limits.over(&tenant.limits));
        let audit = style.audit.clone();
        audit.caller(&tenant.id, &application.client_id);
        let address = Address::of(request, door.address_header.as_ref())?;
        let domain = domain(request);
        Ok(Self {
            application,
            tenant,
            lang: style.lang,
            device,
            address,
            domain,
            limits,
            request_key,
            audit,
        })
    }

    fn reading(&self, now: Timestamp) -> (ParseContext, &FormPolicy) {
        (self.tenant.rules(now), &self.tenant.form)
    }
}

pub(crate) fn domain(request: &Request) -> String {
    match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => {
            context.domain_name.clone().unwrap_or_default()
        }
        _ => String::new(),
    }
}

impl FromRequest for FlowCaller {
    const HEADERS: &[&[Header]] = &[headers::CALLER, headers::STATE];
    type ExtractorState = (ExtractorState, States);

    fn door(platform: &Platform) -> Result<Self::ExtractorState, BootError> {
        Ok((Caller::door(platform)?, States::new(platform)?))
    }

    async fn from_request(
        (door, states): &Self::ExtractorState,
        request: &Request,
        now: Timestamp,
        style: &mut ResponseStyle,
    ) -> Result<Self> {
        let caller = Caller::from_request(door, request, now, style).await?;
        let bad = |_| Error::new(ErrorCode::BadStateToken);
        let token = read(request.headers(), STATE_TOKEN).map_err(bad)?;
        let token = token.ok_or_else(|| Error::new(ErrorCode::Missing).with(STATE_TOKEN))?;
        let state = states.read(&caller, token, now).await?;
        Ok(Self { caller, state })
    }

    fn reading(&self, now: Timestamp) -> (ParseContext, &FormPolicy) {
        self.caller.reading(now)
    }
}

/// The language that a caller asks for; needed even to refuse it politely.
#[must_use]
pub fn language(headers: &HeaderMap) -> Lang {
    Lang::named(read(headers, "X-L").ok().flatten().unwrap_or_default())
}

/// All three device headers must be there; only the fingerprint is used for more than the log.
pub(crate) fn device(headers: &HeaderMap) -> Result<Device> {
    for name in DEVICE {
        let text = read(headers, name)?.ok_or_else(|| Error::new(ErrorCode::DeviceIncomplete))?;
        if text.len() > MAX_HEADER {
            return Err(Error::new(ErrorCode::BadFormat).with(name));
        }
    }
    Ok(Device(
        read(headers, FINGERPRINT)?.unwrap_or_default().to_owned(),
    ))
}

/// One header's text. Absent and blank are the same; what is not printable ASCII is refused.
pub(crate) fn read<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<Option<&'h str>> {
    let Some(value) = headers.get(name) else {
        return Ok(None);
    };
    let text = value
        .to_str()
        .map_err(|_| Error::new(ErrorCode::BadFormat).with(name))?;
    Ok(Some(text.trim()).filter(|text| !text.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_http::http::HeaderValue;
    use proptest::prelude::*;

    fn headers(agent: &[u8]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-operating-sys-version", HeaderValue::from_static("ios13"));
        headers.insert(
            "x-device-fingerprint",
            HeaderValue::from_static(" 156aysdna213sc50 "),
        );
        headers.insert("x-agent", HeaderValue::from_bytes(agent).unwrap());
        headers
    }

    #[test]
    fn all_device_headers_must_be_there() {
        assert_eq!(
            device(&headers(b"Mozilla")).unwrap().fingerprint(),
            "156aysdna213sc50"
        );
        for name in DEVICE {
            let mut incomplete = headers(b"Mozilla");
            incomplete.remove(name);
            assert_eq!(
                device(&incomplete).unwrap_err().code(),
                ErrorCode::DeviceIncomplete,
                "{name}"
            );
            incomplete.insert(name, HeaderValue::from_static("  "));
            assert_eq!(
                device(&incomplete).unwrap_err().code(),
                ErrorCode::DeviceIncomplete,
                "{name}"
            );
        }
    }

    #[test]
    fn a_header_that_is_not_printable_ascii_is_named() {
        for agent in ["浏览器".as_bytes(), b"\xFF", &[b'a'; MAX_HEADER + 1]] {
            let refused = device(&headers(agent)).unwrap_err();
            assert_eq!(
                (refused.code(), refused.params()),
                (ErrorCode::BadFormat, &["X-agent".to_owned()][..])
            );
        }
    }

    proptest! {
        #[test]
        fn any_header_is_read_or_refused(agent in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(value) = HeaderValue::from_bytes(&agent) {
                let mut given = headers(b"Mozilla");
                given.insert("x-agent", value.clone());
                given.insert("x-l", value);
                let _ = (device(&given), language(&given));
            }
        }
    }
}
