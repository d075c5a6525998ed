//! Sessions: what a client holds to come back as the same user.

use crate::{
    error::{Error, Result},
    platform::{
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy},
    },
    request::caller::Caller,
    storage::{item_keys::session_key, transaction::Transaction, write::Write},
    users::user::User,
    values::{
        identifiers::{ClientId, TenantId, UserId},
        masked::masked,
    },
};
use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// 32 letters and digits. Only its hash is kept, so a reader of the table cannot use it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct SessionToken(String);

masked!(SessionToken);

/// A session as it is kept.
#[derive(Debug, Serialize, Deserialize)]
pub struct Session {
    /// Whose.
    pub user: UserId,
    /// Of which tenant.
    pub tenant: TenantId,
    /// In which application.
    pub client_id: ClientId,
    /// The token with the fingerprint of the device it was given to, hashed.
    pub device: String,
    /// When it began.
    pub issued_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Begins a session: the write that does it, and the token.
pub fn open(
    caller: &Caller,
    user: &User,
    lifetime: Duration,
    entropy: &dyn Entropy,
    now: Timestamp,
) -> Result<(Transaction, SessionToken)> {
    let token = SessionToken(entropy.text(ALPHANUMERIC, 32));
    let session = Session {
        user: user.id.clone(),
        tenant: user.tenant.clone(),
        client_id: caller.application.client_id.clone(),
        device: hash(&[&token.0, caller.device.fingerprint()]),
        issued_at: now,
        expires_at: now + lifetime,
    };
    let create = Write::create(session_key(&hash(&[&token.0])), &session)?;
    let exists = |_: &_| Error::internal("opening a session: the token is taken");
    Ok((Transaction::default().and(create, exists), token))
}

fn hash(parts: &[&str]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, parts.concat().as_bytes()))
}
