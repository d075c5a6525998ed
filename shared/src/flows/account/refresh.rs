//! Issues a fresh `id_token` in a session, and a fresh session token where the application says so.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    observability::audit::Audited,
    platform::{Platform, settings::BootError},
    storage::store::{CommitError, Store},
    tenants::application::SignInOrigin,
    tokens::{
        id_token::IdTokens,
        open_session::{OpenSession, SessionContext},
        session::{Session, SessionToken, Sessions},
    },
};
use serde::Serialize;
use std::sync::Arc;

/// The session goes on under this token.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("examples" = [{
            "session_token": "LGTiTNVDFPlpefV3F3Hla7RUFTqInsqa",
            "expire": 604_800,
            "id_token": "eyJraWQiOiIxIiwiYWxnIjoiUlMyNTYifQ.eyJzdWIiOiJ6aGFuZ3NhbiJ9.AAAA",
        }]))
)]
#[derive(Debug, Serialize)]
pub struct RefreshResponse {
    pub session_token: SessionToken,
    /// How long the session token is good for, in seconds.
    pub expire: u64,
    /// A fresh token of who the user is.
    pub id_token: String,
}

impl Audited for RefreshResponse {}

pub struct Refresh {
    store: Arc<Store>,
    sessions: Sessions,
    id_tokens: IdTokens,
}

/// A session, and what the client holds of it.
struct Held {
    token: SessionToken,
    session: Session,
}

impl Refresh {
    /// Needs what [`Sessions`] and [`IdTokens`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            sessions: Sessions::new(platform)?,
            id_tokens: IdTokens::new(platform)?,
        })
    }

    /// Issues an `id_token` for whoever presented a session token. Where the application replaces
    /// sessions as it goes, requests that come at once, and those that come again within two
    /// minutes, all get the same new session token.
    pub async fn refresh(&self, context: &SessionContext) -> Result<RefreshResponse> {
        let SessionContext { cx, open } = context;
        let token = open.token.clone();
        let token = token.ok_or_else(|| Error::internal("refreshing without a session token"))?;
        let held = if cx.caller.application.session_auto_refresh {
            self.replaced(context, token).await?
        } else {
            Held {
                token,
                session: open.session.clone(),
            }
        };
        let lifetime = cx.caller.application.id_token_lifetime(SignInOrigin::Login);
        let id_token = self
            .id_tokens
            .mint(cx, &open.user, &held.session, lifetime)
            .await?;
        Ok(RefreshResponse {
            session_token: held.token,
            expire: cx.now.until(held.session.expires_at).as_secs(),
            id_token,
        })
    }

    /// The session that takes the place of the one presented.
    async fn replaced(&self, context: &SessionContext, token: SessionToken) -> Result<Held> {
        let SessionContext { cx, open } = context;
        if open.session.replaced_by.is_some() {
            return self.successor(open, &token).await;
        }
        let origin = SignInOrigin::Login;
        let lifetime = cx.caller.application.session_lifetime(origin);
        let new = self.sessions.replace(cx, &open.session, &token, lifetime);
        let new = new.await?;
        let check = open.user.check_active();
        let writes = new
            .write
            .and(check, |_| expired().because("user disabled or erased"));
        match self.store.commit(writes).await {
            Ok(()) => Ok(Held {
                token: new.token,
                session: new.session,
            }),
            Err(CommitError::Refused { by: 0, .. }) => {
                // Another request was faster, or the session was ended.
                let found = Session::find(&open.session.id, &self.store).await?;
                let session = found.ok_or_else(|| expired().because("session ended"))?;
                let open = OpenSession {
                    session,
                    ..open.clone()
                };
                self.successor(&open, &token).await
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The session that took the place of one before.
    async fn successor(&self, replaced: &OpenSession, token: &SessionToken) -> Result<Held> {
        let successor = replaced.session.replaced_by.as_ref();
        let successor = successor.ok_or_else(|| expired().because("session ended"))?;
        let session = Session::find(&successor.id, &self.store).await?;
        let session = session.ok_or_else(|| expired().because("session ended"))?;
        Ok(Held {
            token: token.successor(&successor.salt),
            session,
        })
    }
}

fn expired() -> Error {
    Error::new(ErrorCode::Expired).with("session_token")
}
