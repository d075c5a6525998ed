//! Establishes who is calling before any endpoint runs: headers, application, tenant, state token.

use crate::{
    error::{
        Error, Result,
        catalogue::{Code, Dialect, Lang},
    },
    observability::audit_context::Trail,
    platform::{Platform, clock::Timestamp, settings::BootError},
    request::{
        caller::{Caller, Device},
        client_address::Address,
        headers::{self, DEVICE, FINGERPRINT, Header, STATE_TOKEN},
        idempotency_key::RequestKey,
    },
    tenants::{form_policy::FormPolicy, registry::Registry},
    tokens::{flow_caller::Arrived, state_token::States},
    values::{field::Rules, identifiers::ClientId},
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
pub struct Manner {
    /// Which errors it knows.
    pub dialect: Dialect,
    /// What its people read.
    pub lang: Lang,
    /// What becomes known of the request.
    pub trail: Trail,
}

/// Whom a function answers.
pub trait Admission: Sized + Send + Sync {
    /// The headers that its calls carry, in groups.
    const HEADERS: &[&[Header]];

    /// What it takes to decide that.
    type Door: Send + Sync;

    /// Built once, at start.
    fn door(platform: &Platform) -> Result<Self::Door, BootError>;

    /// Admits a request or refuses it. As soon as the application is known, `manner` is its own.
    fn admit(
        door: &Self::Door,
        request: &Request,
        now: Timestamp,
        manner: &mut Manner,
    ) -> impl Future<Output = Result<Self>> + Send;

    /// How the body of the request is read.
    fn reading(&self, now: Timestamp) -> (Rules, &FormPolicy);
}

/// Anybody at all: for what is public.
#[derive(Clone, Debug)]
pub struct Anyone {
    /// What was asked for.
    pub path: String,
}

impl Admission for Anyone {
    const HEADERS: &[&[Header]] = &[];
    type Door = ();

    fn door(_: &Platform) -> Result<(), BootError> {
        Ok(())
    }

    async fn admit((): &(), request: &Request, _: Timestamp, _: &mut Manner) -> Result<Self> {
        Ok(Self { path: request.raw_http_path().to_owned() })
    }

    fn reading(&self, now: Timestamp) -> (Rules, &FormPolicy) {
        static NOTHING: LazyLock<FormPolicy> = LazyLock::new(FormPolicy::default);
        (Rules { area_code: 86, code_length: 6, today: now.calendar().date() }, &NOTHING)
    }
}

/// What it takes to know a caller.
pub struct Door {
    registry: Arc<Registry>,
    /// The header in which the owner's CDN tells the address it saw.
    address_header: Option<HeaderName>,
}

impl Admission for Caller {
    const HEADERS: &[&[Header]] = &[headers::CALLER];
    type Door = Door;

    /// Optional setting: `ADDRESS_HEADER`.
    fn door(platform: &Platform) -> Result<Door, BootError> {
        let address_header =
            platform.settings.optional("ADDRESS_HEADER").map(|name| name.parse()).transpose();
        let address_header =
            address_header.map_err(|error| BootError::while_doing("reading ADDRESS_HEADER", &error))?;
        Ok(Door { registry: Registry::of(platform)?, address_header })
    }

    /// The contract's order: X-client-id is there, the device headers are there, the application is known, the tenant is.
    async fn admit(door: &Door, request: &Request, now: Timestamp, manner: &mut Manner) -> Result<Self> {
        let headers = request.headers();
        let client = read(headers, "X-client-id");
        if matches!(client, Ok(None)) {
            return Err(Error::new(Code::Missing).with("X-client-id"));
        }
        let device = device(headers)?;
        let client = client.ok().flatten().and_then(|text| ClientId::try_from(text.to_owned()).ok());
        let client = client.ok_or_else(|| Error::new(Code::UnknownApplication))?;
        let application = door.registry.application(&client, now).await?;
        manner.dialect = application.dialect;
        let tenant = door.registry.tenant(&application, read(headers, "X-tenant-id")?, now).await?;
        if matches!(read(headers, "X-L"), Ok(None)) {
            manner.lang = tenant.language;
        }
        let request_key = RequestKey::read(request, STATE_TOKEN)?;
        let limits = Arc::new(application.limits.over(&tenant.limits));
        let trail = manner.trail.clone();
        trail.caller(&tenant.id, &application.client_id);
        let address = Address::of(request, door.address_header.as_ref())?;
        let domain = domain(request);
        Ok(Self {
            application,
            tenant,
            lang: manner.lang,
            device,
            address,
            domain,
            limits,
            request_key,
            trail,
        })
    }

    fn reading(&self, now: Timestamp) -> (Rules, &FormPolicy) {
        (self.tenant.rules(now), &self.tenant.form)
    }
}

pub(crate) fn domain(request: &Request) -> String {
    match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => context.domain_name.clone().unwrap_or_default(),
        _ => String::new(),
    }
}

impl Admission for Arrived {
    const HEADERS: &[&[Header]] = &[headers::CALLER, headers::STATE];
    type Door = (Door, States);

    fn door(platform: &Platform) -> Result<Self::Door, BootError> {
        Ok((Caller::door(platform)?, States::new(platform)?))
    }

    async fn admit(
        (door, states): &Self::Door,
        request: &Request,
        now: Timestamp,
        manner: &mut Manner,
    ) -> Result<Self> {
        let caller = Caller::admit(door, request, now, manner).await?;
        let bad = |_| Error::new(Code::BadStateToken);
        let token = read(request.headers(), STATE_TOKEN).map_err(bad)?;
        let token = token.ok_or_else(|| Error::new(Code::Missing).with(STATE_TOKEN))?;
        let state = states.read(&caller, token, now).await?;
        Ok(Self { caller, state })
    }

    fn reading(&self, now: Timestamp) -> (Rules, &FormPolicy) {
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
        let text = read(headers, name)?.ok_or_else(|| Error::new(Code::DeviceIncomplete))?;
        if text.len() > MAX_HEADER {
            return Err(Error::new(Code::BadFormat).with(name));
        }
    }
    Ok(Device(read(headers, FINGERPRINT)?.unwrap_or_default().to_owned()))
}

/// One header's text. Absent and blank are the same; what is not printable ASCII is refused.
pub(crate) fn read<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<Option<&'h str>> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    let text = value.to_str().map_err(|_| Error::new(Code::BadFormat).with(name))?;
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
        headers.insert("x-device-fingerprint", HeaderValue::from_static(" 156aysdna213sc50 "));
        headers.insert("x-agent", HeaderValue::from_bytes(agent).unwrap());
        headers
    }

    #[test]
    fn all_device_headers_must_be_there() {
        assert_eq!(device(&headers(b"Mozilla")).unwrap().fingerprint(), "156aysdna213sc50");
        for name in DEVICE {
            let mut incomplete = headers(b"Mozilla");
            incomplete.remove(name);
            assert_eq!(device(&incomplete).unwrap_err().code(), Code::DeviceIncomplete, "{name}");
            incomplete.insert(name, HeaderValue::from_static("  "));
            assert_eq!(device(&incomplete).unwrap_err().code(), Code::DeviceIncomplete, "{name}");
        }
    }

    #[test]
    fn a_header_that_is_not_printable_ascii_is_named() {
        for agent in ["浏览器".as_bytes(), b"\xFF", &[b'a'; MAX_HEADER + 1]] {
            let refused = device(&headers(agent)).unwrap_err();
            assert_eq!((refused.code(), refused.params()), (Code::BadFormat, &["X-agent".to_owned()][..]));
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
