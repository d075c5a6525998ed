//! A request of a user who has signed in: the proofs by which a client shows that it holds a
//! session, and the session and user that they lead to.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    platform::{Platform, settings::BootError},
    request::context::Context,
    storage::{
        item::from_item,
        item_keys::{session_key, user_key},
        store::Store,
    },
    tokens::{
        id_token::{IdTokenError, IdTokenVerifier},
        session::{Session, SessionToken, Sessions},
        signature::Signatures,
    },
    users::user::{Status, User},
    values::{
        identifiers::{TenantId, UserId},
        masked::masked,
    },
};
use futures_util::future::try_join;
use std::sync::Arc;

/// What an error about a bad or outdated `id_token` names.
const ID_TOKEN: &str = "id_token";
/// What an error about an unknown or outdated session token names.
const SESSION_TOKEN: &str = "session_token";

/// A session that is alive, and its user.
#[derive(Clone, Debug)]
pub struct OpenSession {
    pub session: Session,
    pub user: User,
    /// The token, where the client presented it.
    pub token: Option<SessionToken>,
}

/// A request with a proof of a session.
#[derive(Clone, Debug)]
pub struct SessionContext {
    pub cx: Context,
    pub open: OpenSession,
}

/// Why a session is not good for a request, for the log.
pub(super) type Refused = &'static str;

/// What a client presents to show that it holds a session. It prints masked.
#[derive(Clone)]
pub enum PresentedProof {
    Nothing,
    /// The token of an `Authorization` header, where it has the form of one.
    IdToken(Option<String>),
    Signature(String),
}

masked!(PresentedProof);

/// A request that may come with a proof of a session, which nobody has looked at yet.
#[derive(Clone, Debug)]
pub struct ProofContext {
    pub cx: Context,
    pub proof: PresentedProof,
}

/// Finds sessions by whatever proof clients present, other than session tokens.
pub struct SessionProofs {
    sessions: Arc<OpenSessions>,
    id_tokens: OpenSessionsByIdToken,
    signatures: OpenSessionsBySignature,
}

impl SessionProofs {
    /// Needs what [`OpenSessions`], [`OpenSessionsByIdToken`] and [`OpenSessionsBySignature`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        let sessions = Arc::new(OpenSessions::new(platform)?);
        Ok(Self {
            id_tokens: OpenSessionsByIdToken::new(platform, Arc::clone(&sessions))?,
            signatures: OpenSessionsBySignature::new(platform, Arc::clone(&sessions))?,
            sessions,
        })
    }

    /// The sessions by their tokens.
    #[must_use]
    pub fn by_token(&self) -> &OpenSessions {
        &self.sessions
    }

    /// The session that a proof is of. Fails as the ways to find one do; where there is no proof,
    /// as for an absent `id_token`.
    pub async fn open(&self, cx: &Context, proof: &PresentedProof) -> Result<OpenSession> {
        match proof {
            PresentedProof::Nothing => self.id_tokens.open(cx, None).await,
            PresentedProof::IdToken(token) => self.id_tokens.open(cx, token.as_deref()).await,
            PresentedProof::Signature(signature) => self.signatures.open(cx, signature).await,
        }
    }
}

/// Finds the sessions whose tokens clients present.
pub struct OpenSessions {
    store: Arc<Store>,
    sessions: Sessions,
}

/// Finds the sessions whose `id_token`s clients present.
pub struct OpenSessionsByIdToken {
    store: Arc<Store>,
    id_tokens: IdTokenVerifier,
    sessions: Arc<OpenSessions>,
}

/// Finds the sessions whose tokens clients present encrypted, in an `X-signature`.
pub struct OpenSessionsBySignature {
    signatures: Signatures,
    sessions: Arc<OpenSessions>,
}

impl OpenSessionsByIdToken {
    /// Needs the public keys.
    pub fn new(platform: &Platform, sessions: Arc<OpenSessions>) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            id_tokens: IdTokenVerifier::new(platform)?,
            sessions,
        })
    }

    /// The session that an `id_token` was issued in. Fails with `BadValue` if the token is
    /// absent or not one that was issued to the caller's application, and with `Expired` if it
    /// or its session is over.
    pub async fn open(&self, cx: &Context, token: Option<&str>) -> Result<OpenSession> {
        let invalid = || Error::new(ErrorCode::BadValue).with(ID_TOKEN);
        let expired = || Error::new(ErrorCode::Expired).with(ID_TOKEN);
        let token = token.ok_or_else(|| invalid().because("absent"))?;
        let subject = match self.id_tokens.verify(cx, token).await? {
            Ok(subject) => subject,
            Err(IdTokenError::Invalid(why)) => return Err(invalid().because(why)),
            Err(IdTokenError::Expired) => return Err(expired().because("token")),
        };
        let tenant = &cx.caller.tenant.id;
        let mut found = Found::read(&subject.session, tenant, &subject.user, &self.store).await?;
        found.session = found.session.filter(|session| session.user == subject.user);
        let open = found.open(cx, &self.sessions.sessions, None).await?;
        open.map_err(|why| expired().because(why))
    }
}

impl OpenSessionsBySignature {
    /// Needs what [`Signatures`] need.
    pub fn new(platform: &Platform, sessions: Arc<OpenSessions>) -> Result<Self, BootError> {
        Ok(Self {
            signatures: Signatures::new(platform)?,
            sessions,
        })
    }

    /// The session whose token a signature holds. Fails with `BadSignature` if the signature
    /// is not good, or was presented before; as for a session token, if the session is over
    /// or not the caller's.
    pub async fn open(&self, cx: &Context, signature: &str) -> Result<OpenSession> {
        let expired = expired_session_token;
        let signed = self.signatures.read(cx, signature).await?;
        let token = signed.token();
        let session = self.sessions.session(&token).await?;
        let session = session.ok_or_else(|| expired("no session"))?;
        // Before anything is written: strangers can encrypt what they like.
        let checked = check_session(cx, &self.sessions.sessions, &session).await?;
        checked.map_err(expired)?;
        let user = self.sessions.user(cx, &session.user);
        let ((), user) = try_join(self.signatures.use_once(cx, &signed), user).await?;
        admit(cx, session, user, Some(token)).map_err(expired)
    }
}

impl OpenSessions {
    /// Needs the pseudonym key.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            sessions: Sessions::new(platform)?,
        })
    }

    /// The session of a session token. Fails with `Expired` if there is none, or it is over
    /// or not the caller's.
    pub async fn by_token(&self, cx: &Context, token: SessionToken) -> Result<OpenSession> {
        let expired = expired_session_token;
        let session = self.session(&token).await?;
        let session = session.ok_or_else(|| expired("no session"))?;
        let user = self.user(cx, &session.user).await?;
        let found = Found {
            session: Some(session),
            user,
        };
        let open = found.open(cx, &self.sessions, Some(token)).await?;
        open.map_err(expired)
    }

    async fn session(&self, token: &SessionToken) -> Result<Option<Session>> {
        Session::find(&token.session_id(), &self.store).await
    }

    async fn user(&self, cx: &Context, id: &UserId) -> Result<Option<User>> {
        self.store.get(&user_key(&cx.caller.tenant.id, id)).await
    }
}

/// Checks that a session is alive and the caller's. Whether its user may use it is
/// another item's to say.
async fn check_session(
    cx: &Context,
    sessions: &Sessions,
    session: &Session,
) -> Result<Result<(), Refused>> {
    let application = &cx.caller.application;
    if let Err(why) = is_alive(cx, session) {
        return Ok(Err(why));
    }
    if session.client_id != application.client_id {
        return Ok(Err("application"));
    }
    if application.binds_device() && !sessions.is_of_device(cx, session).await? {
        return Ok(Err("device"));
    }
    Ok(Ok(()))
}

/// Checks that a session is not over, and of the caller's tenant.
fn is_alive(cx: &Context, session: &Session) -> Result<(), Refused> {
    if session.expires_at <= cx.now {
        return Err("session expired");
    }
    if session.tenant != cx.caller.tenant.id {
        return Err("tenant");
    }
    Ok(())
}

/// Opens a session that was checked, unless its user may not use it.
fn admit(
    cx: &Context,
    session: Session,
    user: Option<User>,
    token: Option<SessionToken>,
) -> Result<OpenSession, Refused> {
    let active = user.filter(|user| user.status == Status::Active);
    let user = active.ok_or("user disabled or erased")?;
    if session.generation != user.session_generation {
        return Err("session ended");
    }
    cx.audit.user(&user.id);
    Ok(OpenSession {
        session,
        user,
        token,
    })
}

pub(super) fn expired_session_token(why: Refused) -> Error {
    Error::new(ErrorCode::Expired)
        .with(SESSION_TOKEN)
        .because(why)
}

/// What a proof leads to, before it is checked.
pub(super) struct Found {
    pub(super) session: Option<Session>,
    pub(super) user: Option<User>,
}

impl Found {
    /// Reads a session and its user in one call.
    pub(super) async fn read(
        session_id: &str,
        tenant: &TenantId,
        user: &UserId,
        store: &Store,
    ) -> Result<Self> {
        let keys = [session_key(session_id), user_key(tenant, user)];
        let found = store.get_all(&keys).await?;
        let [session, user] = found.try_into().unwrap_or_default();
        let session = session.map(from_item::<Session>).transpose()?;
        Ok(Self {
            session: session.map(|session| session.named(session_id)),
            user: user.map(from_item::<User>).transpose()?,
        })
    }

    /// Checks that the session is alive and the caller's, and its user may use it.
    pub(super) async fn open(
        self,
        cx: &Context,
        sessions: &Sessions,
        token: Option<SessionToken>,
    ) -> Result<Result<OpenSession, Refused>> {
        let Some(session) = &self.session else {
            return Ok(Err("no session"));
        };
        match check_session(cx, sessions, session).await? {
            Ok(()) => Ok(self.alive(cx, token)),
            Err(why) => Ok(Err(why)),
        }
    }

    /// Checks that the session is alive in the caller's tenant, and its user may use it; whatever
    /// application and device it is of.
    pub(super) fn alive(
        self,
        cx: &Context,
        token: Option<SessionToken>,
    ) -> Result<OpenSession, Refused> {
        let session = self.session.ok_or("no session")?;
        is_alive(cx, &session)?;
        admit(cx, session, self.user, token)
    }
}
