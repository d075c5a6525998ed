//! Access tokens of the servers of applications (RFC 6749, section 4.4).

use crate::{
    error::{Error, Result},
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    storage::{
        item_keys::server_token_key,
        store::Store,
        write::{Write, Written},
    },
    tokens::token_hash,
    values::{identifiers::ClientId, masked::masked},
};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// The lifetime of an access token.
pub const SERVER_TOKEN_LIFETIME: Duration = Duration::from_mins(30);

/// The length of an access token, in characters.
const LENGTH: usize = 43;

/// 43 letters and digits. Only its hash is stored, so a reader of the table cannot use it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct ServerToken(String);

masked!(ServerToken);

/// An access token as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct StoredToken {
    /// The application whose server it was issued to.
    client_id: ClientId,
    expires_at: Timestamp,
}

/// Issues access tokens, and tells whose they are.
pub struct ServerTokens {
    store: Arc<Store>,
    entropy: Arc<dyn Entropy>,
}

impl ServerTokens {
    /// Needs the Transient table.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// Issues a token. Those that were issued before stay good.
    pub async fn issue(&self, client: &ClientId, now: Timestamp) -> Result<ServerToken> {
        let token = self.entropy.text(ALPHANUMERIC, LENGTH);
        let stored = StoredToken {
            client_id: client.clone(),
            expires_at: now + SERVER_TOKEN_LIFETIME,
        };
        // Not on condition that there is none: where an answer gets lost, it is written again.
        let write = Write::put(server_token_key(&token_hash::of(&token)), &stored)?;
        match self.store.write(write).await? {
            Written::Done(_) => Ok(ServerToken(token)),
            Written::Refused(_) => Err(Error::internal("storing an access token")),
        }
    }

    /// The application that a token was issued to, unless it is over.
    pub async fn client(&self, token: &str, now: Timestamp) -> Result<Option<ClientId>> {
        let key = server_token_key(&token_hash::of(token));
        let stored = self.store.get::<StoredToken>(&key).await?;
        let stored = stored.filter(|stored| stored.expires_at > now);
        Ok(stored.map(|stored| stored.client_id))
    }
}
