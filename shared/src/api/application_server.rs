//! Establishes which application's server calls: by its access token, or for one, by its secret.
//!
//! The application is that of the access token, so the headers that a device sends are not asked
//! for; a server that sends them all the same is not refused. While nothing is known of the
//! application, the answer is in the dialect of the endpoint.

use crate::{
    api::{
        authenticate::bearer,
        extract::{
            FromRequest, ResponseStyle, address_header, domain, parsing_for_no_tenant, read,
        },
    },
    error::{
        Error, Result,
        catalogue::{ErrorCode, ErrorGroups},
    },
    keys::{key_set::KeySet, kinds::PseudonymKey},
    observability::audit_context::AuditContext,
    platform::{Platform, clock::Timestamp, settings::BootError},
    request::{
        client_address::Address,
        client_authentication::{Authentication, ClientContext},
        headers::{self, AUTHORIZATION, Header},
        server_context::ServerContext,
    },
    tenants::{form_policy::FormPolicy, registry::Registry},
    tokens::server_token::ServerTokens,
    values::field::ParseContext,
};
use lambda_http::{Request, http::HeaderName};
use std::sync::Arc;

/// Who calls, as far as the request says it without any proof.
pub struct RemoteState {
    /// Where there is an audit event to name the address in.
    pseudonyms: Option<Arc<KeySet<PseudonymKey>>>,
    /// The header in which the owner's CDN tells the address it saw.
    address_header: Option<HeaderName>,
}

impl RemoteState {
    fn new(platform: &Platform, is_audited: bool) -> Result<Self, BootError> {
        Ok(Self {
            pseudonyms: is_audited.then(|| KeySet::of(platform)).transpose()?,
            address_header: address_header(platform)?,
        })
    }

    /// The address of the server. The audit event says which it was; a request is not refused
    /// because the key of pseudonyms cannot be read.
    async fn address(
        &self,
        request: &Request,
        now: Timestamp,
        audit: &AuditContext,
    ) -> Result<Address> {
        let address = Address::of(request, self.address_header.as_ref())?;
        if let Some(keys) = &self.pseudonyms
            && let Ok(pseudonyms) = keys.current(now).await
        {
            let parts = ["SERVER ADDRESS", &address.network()];
            audit.pseudonym("address", &pseudonyms.key.pseudonym(&parts));
        }
        Ok(address)
    }
}

impl FromRequest for ClientContext {
    const HEADERS: &[&[Header]] = &[headers::CLIENT_SECRET];
    const ERRORS: ErrorGroups = &[];
    /// The secret may be in the body or the query instead.
    const IS_PROOF_OPTIONAL: bool = true;
    type State = RemoteState;

    /// Reads the optional setting `ADDRESS_HEADER`.
    fn state(platform: &Platform, is_audited: bool) -> Result<RemoteState, BootError> {
        RemoteState::new(platform, is_audited)
    }

    async fn from_request(
        state: &RemoteState,
        request: &Request,
        now: Timestamp,
        style: &mut ResponseStyle,
    ) -> Result<Self> {
        let authentication = match read(request.headers(), AUTHORIZATION) {
            Ok(header) => Authentication::of(header),
            Err(_) => Authentication::Unreadable,
        };
        let audit = style.audit.clone();
        Ok(Self {
            authentication,
            address: state.address(request, now, &audit).await?,
            now,
            audit,
        })
    }

    fn parsing(&self) -> (ParseContext, &FormPolicy) {
        parsing_for_no_tenant(self.now)
    }
}

/// What it takes to know the server of an application.
pub struct ServerState {
    remote: RemoteState,
    registry: Arc<Registry>,
    tokens: ServerTokens,
}

impl FromRequest for ServerContext {
    const HEADERS: &[&[Header]] = &[headers::ACCESS_TOKEN];
    const ERRORS: ErrorGroups = &[&[
        ErrorCode::BadValue,
        ErrorCode::Expired,
        ErrorCode::UnknownApplication,
    ]];
    type State = ServerState;

    /// Reads the optional setting `ADDRESS_HEADER`.
    fn state(platform: &Platform, is_audited: bool) -> Result<ServerState, BootError> {
        Ok(ServerState {
            remote: RemoteState::new(platform, is_audited)?,
            registry: Registry::of(platform)?,
            tokens: ServerTokens::new(platform)?,
        })
    }

    /// Fails with `BadValue` if there is no access token, and with `Expired` if it is
    /// none that is good.
    async fn from_request(
        state: &ServerState,
        request: &Request,
        now: Timestamp,
        style: &mut ResponseStyle,
    ) -> Result<Self> {
        let audit = style.audit.clone();
        let address = state.remote.address(request, now, &audit).await?;
        let refused = |code| Error::new(code).with("access_token");
        let token = bearer(request.headers()).ok_or_else(|| refused(ErrorCode::BadValue))?;
        let client = state.tokens.client(token, now).await?;
        let client = client.ok_or_else(|| refused(ErrorCode::Expired))?;
        let application = state.registry.application(&client, now).await?;
        style.dialect = application.dialect;
        let tenant = state.registry.only_tenant(&application, now).await?;
        match &tenant {
            Some(tenant) => audit.caller(&tenant.id, &client),
            None => audit.client(&client),
        }
        if let (Some(tenant), Ok(None)) = (tenant, read(request.headers(), "X-L")) {
            style.lang = tenant.language;
        }
        Ok(Self {
            application,
            lang: style.lang,
            address,
            domain: domain(request),
            now,
            audit,
        })
    }

    fn parsing(&self) -> (ParseContext, &FormPolicy) {
        parsing_for_no_tenant(self.now)
    }
}
