//! Sessions: opaque tokens, of which only the hash is stored. Each is bound to its user, its
//! application and its device.

use crate::{
    error::{Error, Result},
    platform::{
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy},
    },
    request::context::Context,
    storage::{item_keys::session_key, transaction::Transaction, write::Write},
    tenants::application::SignInOrigin,
    users::{factor::Factor, user::User},
    values::{
        identifiers::{ClientId, TenantId, UserId},
        masked::masked,
    },
};
use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// 32 letters and digits. Only its hash is stored, so a reader of the table cannot use it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct SessionToken(String);

masked!(SessionToken);

/// A session as it is stored.
#[derive(Debug, Serialize, Deserialize)]
pub struct Session {
    /// The user whose session it is.
    pub user: UserId,
    pub tenant: TenantId,
    /// The application that it was started in.
    pub client_id: ClientId,
    /// The token with the fingerprint of the device it was given to, hashed.
    pub device: String,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    /// What the user proved to start it.
    #[serde(default)]
    pub factors: Vec<Factor>,
}

/// A session that begins.
pub struct NewSession {
    /// What the client holds.
    pub token: SessionToken,
    /// The session's name: the hash of its token, which tells nobody the token.
    pub id: String,
    pub session: Session,
    /// The write that stores it.
    pub write: Transaction<'static>,
}

/// What a session is started with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SessionTerms {
    /// How long it lasts.
    pub seconds: u64,
    /// The kind of endpoint that it begins at.
    #[serde(default = "login")]
    pub origin: SignInOrigin,
    /// What the user proved.
    #[serde(default)]
    pub factors: Vec<Factor>,
}

const fn login() -> SignInOrigin {
    SignInOrigin::Login
}

impl SessionTerms {
    /// Those of the caller's application.
    #[must_use]
    pub fn of(cx: &Context, origin: SignInOrigin, factors: Vec<Factor>) -> Self {
        let lifetime = cx.caller.application.session_lifetime(origin);
        Self {
            seconds: lifetime.as_secs(),
            origin,
            factors,
        }
    }
}

/// Draws the token of a session, and prepares the write that starts it.
pub fn start(
    cx: &Context,
    user: &User,
    terms: &SessionTerms,
    entropy: &dyn Entropy,
) -> Result<NewSession> {
    let token = SessionToken(entropy.text(ALPHANUMERIC, 32));
    let id = hash(&[&token.0]);
    let session = Session {
        user: user.id.clone(),
        tenant: user.tenant.clone(),
        client_id: cx.caller.application.client_id.clone(),
        device: hash(&[&token.0, cx.caller.device.fingerprint()]),
        issued_at: cx.now,
        expires_at: cx.now + Duration::from_secs(terms.seconds),
        factors: terms.factors.clone(),
    };
    let create = Write::create(session_key(&id), &session)?;
    let exists = |_: &_| Error::internal("starting a session: the token is taken");
    Ok(NewSession {
        token,
        id,
        session,
        write: Transaction::default().and(create, exists),
    })
}

fn hash(parts: &[&str]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, parts.concat().as_bytes()))
}
