//! State tokens: what a person holds between arriving and being known.

use crate::{
    error::{Error, ErrorContext, Result, catalogue::ErrorCode},
    keys::{key_set::KeySet, kinds::StateKey},
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    request::caller::Caller,
    storage::{
        item::from_item,
        item_keys::state_key,
        store::Store,
        transaction::Transaction,
        write::{Write, Written},
    },
    users::social_account::Subject,
    values::{
        identifiers::{SourceId, UserId},
        masked::masked,
    },
};
use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// How long a person may take.
const LIFETIME: Duration = Duration::from_mins(10);
/// How often one token may be tried.
const USES: u64 = 10;

/// What the token says. Everything in it is checked before anything is read.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    jti: String,
    exp: u64,
    /// Tenant, application and device, hashed together with the name.
    sub: String,
}

/// What is kept of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct State {
    /// What it is for.
    #[serde(flatten)]
    pub purpose: Purpose,
    /// How often it was tried.
    uses: u64,
    expires_at: Timestamp,
}

/// What a token is for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "purpose", rename_all = "snake_case")]
pub enum Purpose {
    /// Binding a social account.
    Bind {
        /// Where it comes from.
        source: SourceId,
        /// Whose it is over there.
        subject: Subject,
    },
    /// Giving a second factor.
    SecondFactor {
        /// Who has given the first.
        user_id: UserId,
    },
}

/// A token that is ours, for this caller, and not over. Whether it was spent, its item tells.
#[derive(Clone, Debug)]
pub struct StateToken {
    jti: String,
    token: Presented,
}

/// A token as a client presents it: printed masked.
#[derive(Clone)]
struct Presented(String);

masked!(Presented);

/// Issues and checks state tokens.
pub struct States {
    store: Arc<Store>,
    keys: Arc<KeySet<StateKey>>,
    entropy: Arc<dyn Entropy>,
}

fn bad() -> Error {
    Error::new(ErrorCode::BadStateToken)
}

impl StateToken {
    /// To be handed out again while it lives.
    #[must_use]
    pub fn reveal(&self) -> String {
        self.token.0.clone()
    }

    /// The write that spends it.
    #[must_use]
    pub fn spend(&self, now: Timestamp) -> Transaction {
        let delete = Write::delete(state_key(&self.jti))
            .condition("expires_at > :now")
            .number(":now", now.secs());
        Transaction::default().and(delete, |_| bad())
    }
}

impl States {
    /// Needs the state-token keys.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        crate::tokens::rs256::install();
        Ok(Self {
            store: Store::of(platform)?,
            keys: KeySet::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// A new token for this caller.
    pub async fn issue(&self, caller: &Caller, purpose: Purpose, now: Timestamp) -> Result<String> {
        let (write, token) = self.draw(caller, purpose, now).await?;
        self.store.write(write).await.map(|_| token)
    }

    /// A new token for this caller, and the write that makes it good.
    pub async fn draw(
        &self,
        caller: &Caller,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<(Write, String)> {
        let signing = self.keys.current(now).await?;
        let jti = self.entropy.text(ALPHANUMERIC, 22);
        let expires_at = now + LIFETIME;
        let claims = Claims {
            sub: holder(caller, &jti),
            jti,
            exp: expires_at.secs(),
        };
        let signing = EncodingKey::from_secret(signing.key.secret.as_bytes());
        let token = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &signing);
        let token = token.internal("signing a state token")?;
        let state = State {
            purpose,
            uses: 0,
            expires_at,
        };
        Ok((Write::create(state_key(&claims.jti), &state)?, token))
    }

    /// Reads what a client presents: the signature, the algorithm, the lifetime and the holder must be right.
    pub async fn read(&self, caller: &Caller, token: &str, now: Timestamp) -> Result<StateToken> {
        let mut validation = Validation::new(Algorithm::HS256);
        // Time is an argument: the library would ask the wall clock.
        validation.validate_exp = false;
        validation.required_spec_claims = ["exp".to_owned(), "sub".to_owned()].into();
        let keys = self.keys.all(now).await?;
        let read = keys.iter().find_map(|dated| {
            let verifying = DecodingKey::from_secret(dated.key.secret.as_bytes());
            jsonwebtoken::decode::<Claims>(token, &verifying, &validation).ok()
        });
        let claims = read.ok_or_else(bad)?.claims;
        if claims.exp <= now.secs() || claims.sub != holder(caller, &claims.jti) {
            return Err(bad());
        }
        Ok(StateToken {
            jti: claims.jti,
            token: Presented(token.to_owned()),
        })
    }

    /// Counts a use and gives back what the token is for, unless it was spent or tried too often.
    pub async fn enter(&self, token: &StateToken, now: Timestamp) -> Result<Purpose> {
        let count = Write::update(state_key(&token.jti))
            .add("uses :one")
            .idempotent_by(&self.entropy.text(ALPHANUMERIC, 12))
            .condition("expires_at > :now AND uses < :limit")
            .number(":one", 1)
            .number(":limit", USES)
            .number(":now", now.secs());
        match self.store.write(count).await? {
            Written::Done(item) => from_item::<State>(item).map(|state| state.purpose),
            Written::Refused(_) => Err(bad()),
        }
    }
}

/// Who may hold the token of that name.
fn holder(caller: &Caller, jti: &str) -> String {
    let parts = [
        caller.tenant.id.to_string(),
        caller.application.client_id.to_string(),
        caller.device.fingerprint().to_owned(),
        jti.to_owned(),
    ];
    BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, parts.join("\0").as_bytes()))
}
