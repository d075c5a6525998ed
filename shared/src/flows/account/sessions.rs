//! Ends sessions, and lists them for their user.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    observability::audit::Audited,
    platform::{Platform, clock::Timestamp, settings::BootError},
    request::body::{BodyReader, RequestBody},
    storage::{
        item::{ItemKey, Table, from_item},
        item_keys::{session_key, session_owner, sessions_of},
        store::Store,
        transaction::Transaction,
        write::Write,
    },
    tokens::{
        open_session::{OpenSession, SessionContext},
        session::Session,
    },
    users::user::User,
    values::{
        field::{Field, FieldError, FieldSchema, ParseContext},
        identifiers::ClientId,
    },
};
use serde::Serialize;
use std::{collections::VecDeque, sync::Arc};

/// The length of a session's name: a SHA-256 in base64url.
const ID_LENGTH: usize = 43;

/// The sessions of a user that are alive, the newest first.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("examples" = [{
            "sessions": [{
                "id": SessionId::SCHEMA.example,
                "client_id": "nTo1eRIub60vPb54WeE6aojPwYwImtl4",
                "agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)",
                "address_hint": "203.0.113.*",
                "issued_at": 1_795_165_200,
                "expires_at": 1_795_770_000,
                "current": true,
            }],
        }]))
)]
#[derive(Debug, Serialize)]
pub struct SessionList {
    pub sessions: Vec<ListedSession>,
}

/// A session as its user sees it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize)]
pub struct ListedSession {
    /// Its name, by which it can be ended: `sid` of the `id_token`s of the session.
    pub id: String,
    /// The application that it was started in.
    pub client_id: ClientId,
    /// What the device calls itself.
    pub agent: String,
    /// The neighbourhood of the address that it was started from, such as `203.0.113.*`.
    pub address_hint: String,
    /// When the user signed in, in seconds since 1970.
    pub issued_at: u64,
    /// When it ends, in seconds since 1970.
    pub expires_at: u64,
    /// Whether it is the session that asks.
    pub current: bool,
}

impl Audited for SessionList {}

/// The body: the name of a session.
#[derive(Debug)]
pub struct RevokeRequest(SessionId);

/// The name of a session, as the list of sessions has it.
#[derive(Clone, Debug)]
struct SessionId(String);

impl Field for SessionId {
    const SCHEMA: FieldSchema = FieldSchema::like(
        "^[A-Za-z0-9_-]{43}$",
        ID_LENGTH,
        "o6AuRIK3VPoNXcwqyuVY7pUlA2tyb0yVvZ0p8qJXWmA",
    );

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        let is_legal = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
        if text.len() == ID_LENGTH && text.bytes().all(is_legal) {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldError::Format)
        }
    }
}

impl RequestBody for RevokeRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        body.required("id").map(Self)
    }
}

/// Ends and lists sessions.
pub struct UserSessions {
    store: Arc<Store>,
}

impl UserSessions {
    /// Needs the Transient table.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
        })
    }

    /// Lists the sessions of the user. One that another has taken the place of is not listed beside
    /// it. The index by user lags behind: a session that began in the last second may be missing.
    pub async fn list(&self, SessionContext { cx, open }: &SessionContext) -> Result<SessionList> {
        let mut sessions = alive_sessions(&open.user, cx.now, &self.store).await?;
        let is_current = |session: &Session| session.id == open.session.id;
        sessions.retain(|session| session.replaced_by.is_none() || is_current(session));
        sessions.sort_by_key(|session| std::cmp::Reverse(session.issued_at));
        let sessions = sessions.into_iter().map(|session| ListedSession {
            current: is_current(&session),
            id: session.id,
            client_id: session.client_id,
            agent: session.agent,
            address_hint: session.address_hint,
            issued_at: session.issued_at.secs(),
            expires_at: session.expires_at.secs(),
        });
        Ok(SessionList {
            sessions: sessions.collect(),
        })
    }

    /// Ends the session that asks, or all sessions of the user.
    pub async fn log_out(&self, context: &SessionContext, is_all: bool) -> Result<()> {
        let OpenSession { session, user, .. } = &context.open;
        if is_all {
            let end = user.end_sessions(context.cx.now);
            return self.store.write(end).await.map(drop);
        }
        self.end(session).await
    }

    /// Ends a session of the user by its name. Fails with `BadValue` if they have
    /// none of that name.
    pub async fn revoke(&self, context: &SessionContext, request: RevokeRequest) -> Result<()> {
        let SessionId(id) = request.0;
        let user = &context.open.user;
        let session = Session::find(&id, &self.store).await?;
        let is_theirs =
            |session: &Session| session.user_key == session_owner(&user.tenant, &user.id);
        let session = session.filter(is_theirs);
        let session = session.ok_or_else(|| Error::new(ErrorCode::BadValue).with("id"))?;
        self.end(&session).await
    }

    /// Ends a session, and those before and after it that are the same session under other tokens.
    async fn end(&self, session: &Session) -> Result<()> {
        let mut ended = Vec::new();
        let mut next: VecDeque<_> = related(session).collect();
        while let Some(id) = next.pop_front() {
            if id == session.id || ended.contains(&id) {
                continue;
            }
            if let Some(other) = Session::find(&id, &self.store).await? {
                next.extend(related(&other));
                ended.push(id);
            }
        }
        let end = Write::delete(session_key(&session.id));
        if ended.is_empty() {
            return self.store.write(end).await.map(drop);
        }
        let first = Transaction::default().and_always(end);
        let ends = ended.iter().map(|id| Write::delete(session_key(id)));
        let writes = ends.fold(first, Transaction::and_always);
        self.store.commit(writes).await?;
        Ok(())
    }
}

/// The sessions whose place a session took, and that took its place.
fn related(session: &Session) -> impl Iterator<Item = String> {
    let after = session.replaced_by.as_ref().map(|successor| &successor.id);
    let both = session.replaces.iter().chain(after);
    both.cloned().collect::<Vec<_>>().into_iter()
}

/// The sessions of a user that are not over.
pub async fn alive_sessions(user: &User, now: Timestamp, store: &Store) -> Result<Vec<Session>> {
    let items = store.query(&sessions_of(&user.tenant, &user.id)).await?;
    let mut sessions = Vec::new();
    for item in items {
        let key = ItemKey::of(Table::Transient, &item);
        let session = from_item::<Session>(item)?;
        if session.expires_at > now && session.generation == user.session_generation {
            sessions.push(session.named(key.name()));
        }
    }
    Ok(sessions)
}
