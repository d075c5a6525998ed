//! Establishes who is calling before any endpoint runs: headers, application, tenant, state token.

use crate::{
    error::{
        Error, Result,
        catalogue::{Dialect, ErrorCode, ErrorForm, ErrorGroups, Lang},
        chain,
    },
    keys::{key_set::KeySet, kinds::PseudonymKey},
    observability::audit_context::AuditContext,
    platform::{Platform, clock::Timestamp, settings::BootError},
    request::{
        caller::{Caller, Device},
        client_address::Address,
        context::Context,
        headers::{self, DEVICE, Header, MAX_DEVICE_TEXT, STATE_TOKEN},
        idempotency_key::IdempotencyKey,
        pseudonyms::pseudonyms_of,
    },
    tenants::{form_policy::FormPolicy, registry::Registry},
    tokens::{flow_context::FlowContext, state_token::States},
    values::{field::ParseContext, identifiers::ClientId, language_tag::LanguageTag},
};
use lambda_http::{
    Request, RequestExt,
    http::{HeaderMap, HeaderName},
    request::RequestContext,
};
use std::sync::{Arc, LazyLock};

/// How a request is refused whose caller cannot be known.
pub(super) const CALLER_ERRORS: &[ErrorCode] = &[
    ErrorCode::Missing,
    ErrorCode::UnknownApplication,
    ErrorCode::DeviceIncomplete,
    ErrorCode::BadFormat,
    ErrorCode::BadValue,
];

/// How to speak to a caller, as far as it is known yet.
#[derive(Clone, Debug)]
pub struct ResponseStyle {
    /// The form of errors.
    pub form: ErrorForm,
    /// Which errors it knows.
    pub dialect: Dialect,
    /// What its people read.
    pub lang: Lang,
    /// What becomes known of the request.
    pub audit: AuditContext,
}

/// What an endpoint must know of a request before it answers it.
pub trait FromRequest: Sized + Send + Sync {
    /// The headers that its requests carry, in groups.
    const HEADERS: &[&[Header]];

    /// The errors with which it refuses requests, for the description of the API.
    const ERRORS: ErrorGroups;

    /// Whether requests without any of the proofs that its headers may hold are admitted.
    const IS_PROOF_OPTIONAL: bool = false;

    /// The query parameters that its requests may have.
    const QUERY: &[Header] = &[];

    /// What it takes to find that out. Built once, at start.
    type State: Send + Sync;

    /// Builds the state. Audit events say who asked by pseudonyms, for which a function that
    /// `is_audited` needs their key.
    fn state(platform: &Platform, is_audited: bool) -> Result<Self::State, BootError>;

    /// Admits a request or refuses it. As soon as the application is known, `style` is its own.
    fn from_request(
        state: &Self::State,
        request: &Request,
        now: Timestamp,
        style: &mut ResponseStyle,
    ) -> impl Future<Output = Result<Self>> + Send;

    /// How the body of the request is parsed.
    fn parsing(&self) -> (ParseContext, &FormPolicy);
}

/// A request of whoever calls: for what is public.
#[derive(Clone, Debug)]
pub struct Anonymous {
    /// The path that was requested.
    pub path: String,
    /// The host name under which the request came. API Gateway answers under its own names only.
    pub domain: String,
    /// When the request arrived.
    pub now: Timestamp,
}

impl FromRequest for Anonymous {
    const HEADERS: &[&[Header]] = &[];
    const ERRORS: ErrorGroups = &[];
    type State = ();

    fn state(_: &Platform, _: bool) -> Result<(), BootError> {
        Ok(())
    }

    async fn from_request(
        (): &(),
        request: &Request,
        now: Timestamp,
        _: &mut ResponseStyle,
    ) -> Result<Self> {
        Ok(Self {
            path: request.raw_http_path().to_owned(),
            domain: domain(request),
            now,
        })
    }

    fn parsing(&self) -> (ParseContext, &FormPolicy) {
        parsing_for_no_tenant(self.now)
    }
}

/// How a body is parsed where no tenant is known: nothing in it is as a tenant wants it.
pub(super) fn parsing_for_no_tenant(now: Timestamp) -> (ParseContext, &'static FormPolicy) {
    static NO_POLICY: LazyLock<FormPolicy> = LazyLock::new(FormPolicy::default);
    (ParseContext::new(now.calendar().date()), &NO_POLICY)
}

/// A request to no route. It is refused whoever calls, but in the dialect of the application,
/// where that is known.
#[derive(Clone, Debug)]
pub struct Unrouted(pub Anonymous);

impl FromRequest for Unrouted {
    const HEADERS: &[&[Header]] = &[];
    const ERRORS: ErrorGroups = &[];
    type State = Arc<Registry>;

    fn state(platform: &Platform, _: bool) -> Result<Self::State, BootError> {
        Registry::of(platform)
    }

    /// Never fails. A client id that cannot be one costs no read, and an application that cannot be
    /// read is as good as unknown. An address among those of servers is answered in their form.
    async fn from_request(
        registry: &Arc<Registry>,
        request: &Request,
        now: Timestamp,
        style: &mut ResponseStyle,
    ) -> Result<Self> {
        if request.raw_http_path().starts_with("/api/v2/tenant/") {
            style.form = ErrorForm::Tenant;
        }
        if let Ok(client) = client_id(request.headers()) {
            match registry.find_application(&client, now).await {
                Ok(Some(application)) => style.dialect = application.dialect,
                Ok(None) => {}
                Err(error) => tracing::warn!("{}", chain(&error)),
            }
        }
        Anonymous::from_request(&(), request, now, style)
            .await
            .map(Self)
    }

    fn parsing(&self) -> (ParseContext, &FormPolicy) {
        self.0.parsing()
    }
}

/// What it takes to know a caller.
pub struct CallerState {
    registry: Arc<Registry>,
    /// Where there is an audit event to name the caller in.
    pseudonyms: Option<Arc<KeySet<PseudonymKey>>>,
    /// The header in which the owner's CDN tells the address it saw.
    address_header: Option<HeaderName>,
}

impl CallerState {
    /// Has the audit event say which address and device it was. A request is not refused because
    /// the key of pseudonyms cannot be read: what needs the key will say so.
    async fn name_caller(&self, cx: &Context) {
        if let Some(keys) = &self.pseudonyms
            && let Ok(pseudonyms) = keys.current(cx.now).await
        {
            let (address, device) = pseudonyms_of(cx, &pseudonyms.key);
            cx.audit.pseudonym("address", &address);
            cx.audit.pseudonym("device", &device);
        }
    }
}

impl FromRequest for Context {
    const HEADERS: &[&[Header]] = &[headers::CALLER];
    const ERRORS: ErrorGroups = &[CALLER_ERRORS];
    type State = CallerState;

    /// Reads one optional setting, `ADDRESS_HEADER`.
    fn state(platform: &Platform, is_audited: bool) -> Result<CallerState, BootError> {
        Ok(CallerState {
            registry: Registry::of(platform)?,
            pseudonyms: is_audited.then(|| KeySet::of(platform)).transpose()?,
            address_header: address_header(platform)?,
        })
    }

    /// The contract's order: X-client-id is present, the application is known, the device headers
    /// are present, the tenant is known. So whatever is missing after X-client-id is answered in
    /// the application's own dialect.
    async fn from_request(
        state: &CallerState,
        request: &Request,
        now: Timestamp,
        style: &mut ResponseStyle,
    ) -> Result<Self> {
        let headers = request.headers();
        let client = client_id(headers)?;
        let application = state.registry.application(&client, now).await?;
        style.dialect = application.dialect;
        let device = device(headers)?;
        let named_tenant = read(headers, "X-tenant-id")?;
        let tenant = state
            .registry
            .tenant(&application, named_tenant, now)
            .await?;
        if matches!(read(headers, "X-L"), Ok(None)) {
            style.lang = tenant.language;
        }
        let audit = style.audit.clone();
        audit.caller(&tenant.id, &application.client_id);
        let caller = Caller {
            lang: style.lang,
            language: message_language(headers).unwrap_or_else(|| style.lang.into()),
            device,
            address: Address::of(request, state.address_header.as_ref())?,
            domain: domain(request),
            limits: Arc::new(application.limits.over(&tenant.limits)),
            idempotency_key: IdempotencyKey::read(request, STATE_TOKEN)?,
            application,
            tenant,
        };
        let cx = Self { caller, now, audit };
        state.name_caller(&cx).await;
        Ok(cx)
    }

    fn parsing(&self) -> (ParseContext, &FormPolicy) {
        let tenant = &self.caller.tenant;
        (tenant.parse_context(self.now), &tenant.form)
    }
}

/// The header in which the owner's CDN tells the address it
/// saw. Optional setting: `ADDRESS_HEADER`.
pub(super) fn address_header(platform: &Platform) -> Result<Option<HeaderName>, BootError> {
    let name = platform.settings.optional("ADDRESS_HEADER");
    name.map(|name| name.parse())
        .transpose()
        .map_err(|error| BootError::while_doing("reading ADDRESS_HEADER", &error))
}

pub(super) fn domain(request: &Request) -> String {
    match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => {
            context.domain_name.clone().unwrap_or_default()
        }
        _ => String::new(),
    }
}

impl FromRequest for FlowContext {
    const HEADERS: &[&[Header]] = &[headers::CALLER, headers::STATE];
    const ERRORS: ErrorGroups = &[CALLER_ERRORS, &[ErrorCode::BadStateToken]];
    type State = (CallerState, States);

    fn state(platform: &Platform, is_audited: bool) -> Result<Self::State, BootError> {
        let callers = Context::state(platform, is_audited)?;
        Ok((callers, States::new(platform)?))
    }

    async fn from_request(
        (callers, states): &Self::State,
        request: &Request,
        now: Timestamp,
        style: &mut ResponseStyle,
    ) -> Result<Self> {
        let cx = Context::from_request(callers, request, now, style).await?;
        let bad = |_| Error::new(ErrorCode::BadStateToken).because("not a token");
        let token = read(request.headers(), STATE_TOKEN).map_err(bad)?;
        let token = token.ok_or_else(|| Error::new(ErrorCode::Missing).with(STATE_TOKEN))?;
        let state = states.read(&cx, token).await?;
        Ok(Self { cx, state })
    }

    fn parsing(&self) -> (ParseContext, &FormPolicy) {
        self.cx.parsing()
    }
}

/// The language that a caller asks for; needed even to refuse it politely.
#[must_use]
pub fn language(headers: &HeaderMap) -> Lang {
    Lang::named(read(headers, "X-L").ok().flatten().unwrap_or_default())
}

/// The language that a caller asks for, if it is one: what is no tag asks for none, and is refused
/// no more than a language that nobody knows.
fn message_language(headers: &HeaderMap) -> Option<LanguageTag> {
    LanguageTag::of_header(read(headers, "X-L").ok()??)
}

/// The application that calls. One whose name cannot be a name is as unknown as any other.
fn client_id(headers: &HeaderMap) -> Result<ClientId> {
    let unknown = || Error::new(ErrorCode::UnknownApplication);
    match read(headers, "X-client-id") {
        Ok(Some(text)) => ClientId::try_from(text.to_owned()).map_err(|_| unknown()),
        Ok(None) => Err(Error::new(ErrorCode::Missing).with("X-client-id")),
        Err(_) => Err(unknown()),
    }
}

/// All three device headers must be present. What is too long is cut.
fn device(headers: &HeaderMap) -> Result<Device> {
    let required = |name| -> Result<String> {
        let text = read(headers, name)?;
        let text = text.ok_or_else(|| Error::new(ErrorCode::DeviceIncomplete))?;
        Ok(text[..text.len().min(MAX_DEVICE_TEXT)].to_owned())
    };
    let [system, fingerprint, agent] = DEVICE.map(required);
    system?;
    Ok(Device {
        fingerprint: fingerprint?,
        agent: agent?,
    })
}

/// One header's text. Absent and blank are the same; what is not printable ASCII is refused.
pub(super) fn read<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<Option<&'h str>> {
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
        for agent in ["浏览器".as_bytes(), b"\xFF"] {
            let refused = device(&headers(agent)).unwrap_err();
            assert_eq!(
                (refused.code(), refused.params()),
                (ErrorCode::BadFormat, &["X-agent".to_owned()][..])
            );
        }
    }

    #[test]
    fn a_long_device_header_is_cut_and_not_refused() {
        let long = "f".repeat(MAX_DEVICE_TEXT + 1);
        let mut given = headers(long.as_bytes());
        given.insert("x-device-fingerprint", long.parse().unwrap());
        assert_eq!(device(&given).unwrap().fingerprint().len(), MAX_DEVICE_TEXT);
    }

    proptest! {
        #[test]
        fn any_header_is_read_or_refused(agent in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(value) = HeaderValue::from_bytes(&agent) {
                let mut given = headers(b"Mozilla");
                given.insert("x-agent", value.clone());
                given.insert("x-l", value);
                let _ = (device(&given), language(&given), message_language(&given));
            }
        }
    }
}
