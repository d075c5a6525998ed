//! Establishes who has signed in: by an `id_token`, by a signature, or by a session token.
//!
//! Whatever the proof was, what an endpoint sees of it is a session
//! and its user ([`SessionContext`]).

use crate::{
    api::extract::{CALLER_ERRORS, CallerState, FromRequest, ResponseStyle, read},
    error::{
        Error, Result,
        catalogue::{ErrorCode, ErrorGroups},
    },
    platform::{Platform, clock::Timestamp, settings::BootError},
    request::{
        context::Context,
        headers::{self, ALL_SESSIONS, AUTHORIZATION, Header, SESSION_TOKENS, X_SIGNATURE},
    },
    tenants::form_policy::FormPolicy,
    tokens::{
        open_session::{OpenSessions, PresentedProof, ProofContext, SessionContext, SessionProofs},
        session::SessionToken,
        signature,
    },
    values::field::ParseContext,
};
use lambda_http::{Request, RequestExt, http::HeaderMap};

/// How a request is refused whose proof of a session is none.
const PROOF_ERRORS: &[ErrorCode] = &[
    ErrorCode::BadValue,
    ErrorCode::Expired,
    ErrorCode::BadSignature,
];

/// A request with a session token, and with no other proof.
#[derive(Clone, Debug)]
pub struct SessionTokenContext(pub SessionContext);

/// A request to log out, with any proof.
#[derive(Clone, Debug)]
pub struct LogoutContext {
    pub session: SessionContext,
    /// Whether all sessions of the user are to end.
    pub is_all: bool,
}

/// What it takes to know a caller and the session whose token they present.
pub struct SessionTokenState {
    callers: CallerState,
    sessions: OpenSessions,
}

/// What it takes to know a caller and their session, whatever they present.
pub struct SessionState {
    callers: CallerState,
    proofs: SessionProofs,
}

impl SessionTokenState {
    fn new(platform: &Platform, is_audited: bool) -> Result<Self, BootError> {
        Ok(Self {
            callers: Context::state(platform, is_audited)?,
            sessions: OpenSessions::new(platform)?,
        })
    }
}

async fn open_by_token(
    sessions: &OpenSessions,
    cx: Context,
    token: &str,
) -> Result<SessionContext> {
    let token = SessionToken::presented(token);
    let open = sessions.by_token(&cx, token).await?;
    Ok(SessionContext { cx, open })
}

impl SessionState {
    fn new(platform: &Platform, is_audited: bool) -> Result<Self, BootError> {
        Ok(Self {
            callers: Context::state(platform, is_audited)?,
            proofs: SessionProofs::new(platform)?,
        })
    }

    async fn open(&self, cx: Context, headers: &HeaderMap) -> Result<SessionContext> {
        let proof = presented(headers)?;
        let open = self.proofs.open(&cx, &proof).await?;
        Ok(SessionContext { cx, open })
    }
}

/// What a client presents. Where both are there, the `id_token` counts: one that is over never
/// falls back to another proof.
fn presented(headers: &HeaderMap) -> Result<PresentedProof> {
    let signature = read(headers, X_SIGNATURE).map_err(|_| signature::bad("not ASCII"))?;
    Ok(match signature {
        _ if is_present(headers, AUTHORIZATION) => {
            PresentedProof::IdToken(bearer(headers).map(str::to_owned))
        }
        Some(signature) => PresentedProof::Signature(signature.to_owned()),
        None => PresentedProof::Nothing,
    })
}

impl FromRequest for ProofContext {
    const HEADERS: &[&[Header]] = &[headers::CALLER, headers::ID_TOKEN, headers::SIGNATURE];
    const ERRORS: ErrorGroups = &[CALLER_ERRORS, PROOF_ERRORS];
    const IS_PROOF_OPTIONAL: bool = true;
    type State = CallerState;

    fn state(platform: &Platform, is_audited: bool) -> Result<CallerState, BootError> {
        Context::state(platform, is_audited)
    }

    async fn from_request(
        state: &CallerState,
        request: &Request,
        now: Timestamp,
        style: &mut ResponseStyle,
    ) -> Result<Self> {
        let cx = Context::from_request(state, request, now, style).await?;
        let proof = presented(request.headers())?;
        Ok(Self { cx, proof })
    }

    fn parsing(&self) -> (ParseContext, &FormPolicy) {
        self.cx.parsing()
    }
}

impl FromRequest for SessionContext {
    const HEADERS: &[&[Header]] = &[headers::CALLER, headers::ID_TOKEN, headers::SIGNATURE];
    const ERRORS: ErrorGroups = &[CALLER_ERRORS, PROOF_ERRORS];
    type State = SessionState;

    fn state(platform: &Platform, is_audited: bool) -> Result<SessionState, BootError> {
        SessionState::new(platform, is_audited)
    }

    async fn from_request(
        state: &SessionState,
        request: &Request,
        now: Timestamp,
        style: &mut ResponseStyle,
    ) -> Result<Self> {
        let cx = Context::from_request(&state.callers, request, now, style).await?;
        state.open(cx, request.headers()).await
    }

    fn parsing(&self) -> (ParseContext, &FormPolicy) {
        self.cx.parsing()
    }
}

impl FromRequest for SessionTokenContext {
    const HEADERS: &[&[Header]] = &[headers::CALLER, headers::SESSION];
    const ERRORS: ErrorGroups = &[CALLER_ERRORS, &[ErrorCode::Expired]];
    type State = SessionTokenState;

    fn state(platform: &Platform, is_audited: bool) -> Result<SessionTokenState, BootError> {
        SessionTokenState::new(platform, is_audited)
    }

    async fn from_request(
        state: &SessionTokenState,
        request: &Request,
        now: Timestamp,
        style: &mut ResponseStyle,
    ) -> Result<Self> {
        let cx = Context::from_request(&state.callers, request, now, style).await?;
        let missing = || Error::new(ErrorCode::Missing).with(SESSION_TOKENS[0]);
        let token = session_token(request.headers())?.ok_or_else(missing)?;
        open_by_token(&state.sessions, cx, token).await.map(Self)
    }

    fn parsing(&self) -> (ParseContext, &FormPolicy) {
        self.0.parsing()
    }
}

impl FromRequest for LogoutContext {
    const HEADERS: &[&[Header]] = &[
        headers::CALLER,
        headers::ID_TOKEN,
        headers::SIGNATURE,
        headers::SESSION,
    ];
    const ERRORS: ErrorGroups = &[CALLER_ERRORS, PROOF_ERRORS];
    const QUERY: &[Header] = headers::LOGOUT_QUERY;
    type State = SessionState;

    fn state(platform: &Platform, is_audited: bool) -> Result<SessionState, BootError> {
        SessionState::new(platform, is_audited)
    }

    /// An `id_token` or a signature counts before a session token: they are the proofs of the other
    /// calls after a login.
    async fn from_request(
        state: &SessionState,
        request: &Request,
        now: Timestamp,
        style: &mut ResponseStyle,
    ) -> Result<Self> {
        let cx = Context::from_request(&state.callers, request, now, style).await?;
        let is_all = is_all(request)?;
        let headers = request.headers();
        let has_other = [AUTHORIZATION, X_SIGNATURE]
            .iter()
            .any(|name| is_present(headers, name));
        let session = match session_token(headers)? {
            Some(token) if !has_other => open_by_token(state.proofs.by_token(), cx, token).await?,
            _ => state.open(cx, headers).await?,
        };
        Ok(Self { session, is_all })
    }

    fn parsing(&self) -> (ParseContext, &FormPolicy) {
        self.session.parsing()
    }
}

/// The token of an `Authorization: Bearer` header (RFC 6750, section 2.1).
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = read(headers, AUTHORIZATION).ok().flatten()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("Bearer")
        .then(|| token.trim_start())
}

/// Whether there is a header of that name which is not blank.
fn is_present(headers: &HeaderMap, name: &'static str) -> bool {
    !matches!(read(headers, name), Ok(None))
}

fn session_token(headers: &HeaderMap) -> Result<Option<&str>> {
    for name in SESSION_TOKENS {
        if let Some(token) = read(headers, name)? {
            return Ok(Some(token));
        }
    }
    Ok(None)
}

fn is_all(request: &Request) -> Result<bool> {
    let query = request.query_string_parameters();
    match query.first(ALL_SESSIONS) {
        Some("true") => Ok(true),
        None | Some("" | "false") => Ok(false),
        Some(_) => Err(Error::new(ErrorCode::BadValue).with(ALL_SESSIONS)),
    }
}
