//! Coming in: the session and the `id_token` that every successful flow ends with.

use crate::{
    caller::Caller,
    clock::Timestamp,
    directory::User,
    entropy::Entropy,
    error::Result,
    id_token::IdTokens,
    outcome::Outcome,
    platform::{BootError, Platform},
    sessions,
    write::Transaction,
};
use std::{sync::Arc, time::Duration};

/// Lets people in.
pub struct Entry {
    id_tokens: IdTokens,
    entropy: Arc<dyn Entropy>,
}

impl Entry {
    /// Needs what [`IdTokens`] needs.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self { id_tokens: IdTokens::new(platform)?, entropy: Arc::clone(&platform.entropy) })
    }

    /// The write that opens the session, and what the client hears once it is done.
    pub async fn open(
        &self,
        caller: &Caller,
        user: &User,
        lifetime: Duration,
        now: Timestamp,
    ) -> Result<(Transaction, Outcome)> {
        let id_token = self.id_tokens.mint(caller, user, now).await?;
        let (session, session_token) = sessions::open(caller, user, lifetime, &*self.entropy, now)?;
        Ok((session, Outcome::Success { session_token, expire: lifetime.as_secs(), id_token }))
    }
}
