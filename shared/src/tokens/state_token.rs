//! State tokens: signed JWTs that carry a login over to binding, a second factor or a new password.
//! One is good for one success and ten attempts, in its tenant and application.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    keys::{
        key_set::{KeySet, KeyVersion},
        kinds::StateKey,
    },
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    request::context::Context,
    storage::{
        item::from_item,
        item_keys::state_key,
        store::Store,
        transaction::Transaction,
        write::{Write, Written},
    },
    tokens::jwt,
    users::{
        factor::{Factor, ProvedFactors},
        social_account::{AccountClaim, NewLink, Subject},
        user::{Status, User},
    },
    values::{
        identifiers::{SourceId, UserId},
        masked::masked,
    },
};
use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Validation};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// How long a person may take.
const LIFETIME: Duration = Duration::from_mins(10);
/// How often one token may be tried.
const USES: u64 = 10;

/// The header, in the published order of members.
#[derive(Serialize)]
struct Header {
    alg: &'static str,
    typ: &'static str,
}

const HEADER: Header = Header {
    alg: "HS256",
    typ: "JWT",
};

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
    SecondFactor(PendingSignIn),
    /// Replacing a password that is too old.
    NewPassword {
        #[serde(flatten)]
        pending: PendingSignIn,
        /// Whether the sign-in cannot go on without.
        is_required: bool,
    },
}

impl Purpose {
    /// The sign-in that waits, if one does.
    #[must_use]
    pub const fn pending(&self) -> Option<&PendingSignIn> {
        match self {
            Self::SecondFactor(pending) | Self::NewPassword { pending, .. } => Some(pending),
            Self::Bind { .. } => None,
        }
    }
}

/// A sign-in that waits for its second factor, or for a new password.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PendingSignIn {
    /// The user who gave the first factor.
    pub user_id: UserId,
    /// The factors that were given.
    #[serde(flatten)]
    pub factors: ProvedFactors,
    /// The user's [generation](User::session_generation) of sessions when it began.
    #[serde(default)]
    pub generation: u64,
    /// A social account that is linked to the user as they sign in: written before a second factor
    /// is given, the link would sign in whoever holds that account and nothing else.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub link: Option<PendingLink>,
}

impl PendingSignIn {
    /// Tells whether the user may go on with it: unless they were disabled since it began, or all
    /// their sessions were ended, which means this one, too.
    #[must_use]
    pub fn is_open_to(&self, user: &User) -> bool {
        user.status == Status::Active && user.session_generation == self.generation
    }
}

/// A link that is not written yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PendingLink {
    /// The source of the account.
    pub source: SourceId,
    pub subject: Subject,
    /// The user whom the account was linked to and who is gone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub replaces: Option<UserId>,
    /// What stands behind it by itself; where that is too little, what the user proves now does.
    #[serde(default)]
    pub proved_by: Vec<Factor>,
}

impl PendingLink {
    /// The writes that link the account to a user who has proved these factors.
    pub fn write(
        &self,
        user: &User,
        factors: &[Factor],
        now: Timestamp,
    ) -> Result<Transaction<'static>> {
        let mut owner = AccountClaim {
            user_id: user.id.clone(),
            proved_by: self.proved_by.clone(),
        };
        if !owner.is_factor() {
            // The account does not vouch for itself.
            let others = factors.iter().filter(|factor| **factor != Factor::Wechat);
            owner.proved_by = others.copied().collect();
        }
        self.subject.link(&NewLink {
            owner: &owner,
            tenant: &user.tenant,
            source: &self.source,
            gone: self.replaces.as_ref(),
            now,
        })
    }
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

fn bad(reason: &'static str) -> Error {
    Error::new(ErrorCode::BadStateToken).because(reason)
}

impl StateToken {
    /// To be handed out again while it lives.
    #[must_use]
    pub fn reveal(&self) -> String {
        self.token.0.clone()
    }

    /// The write that spends it.
    #[must_use]
    pub fn spend(&self, now: Timestamp) -> Transaction<'static> {
        let delete = Write::delete(state_key(&self.jti))
            .condition("expires_at > :now")
            .number(":now", now.secs());
        Transaction::default().and(delete, |_| bad("spent"))
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
    pub async fn issue(&self, cx: &Context, purpose: Purpose) -> Result<String> {
        let (write, token) = self.draw(cx, purpose).await?;
        self.store.write(write).await.map(|_| token)
    }

    /// A new token for this caller, and the write that makes it good.
    pub async fn draw(&self, cx: &Context, purpose: Purpose) -> Result<(Write, String)> {
        let signing = self.keys.current(cx.now).await?;
        let jti = self.entropy.text(ALPHANUMERIC, 22);
        let expires_at = cx.now + LIFETIME;
        let claims = Claims {
            sub: holder(cx, &jti),
            jti,
            exp: expires_at.secs(),
        };
        let signing = EncodingKey::from_secret(signing.key.secret.as_bytes());
        let token = jwt::encode(&HEADER, &claims, &signing, Algorithm::HS256)?;
        let state = State {
            purpose,
            uses: 0,
            expires_at,
        };
        Ok((Write::create(state_key(&claims.jti), &state)?, token))
    }

    /// Reads what a client presents: the signature, the algorithm, the lifetime and the
    /// holder must be right.
    pub async fn read(&self, cx: &Context, token: &str) -> Result<StateToken> {
        let mut validation = Validation::new(Algorithm::HS256);
        // Time is an argument: the library would ask the wall clock.
        validation.validate_exp = false;
        validation.required_spec_claims = ["exp".to_owned(), "sub".to_owned()].into();
        let read_with = |keys: &[KeyVersion<StateKey>]| {
            keys.iter().find_map(|dated| {
                let verifying = DecodingKey::from_secret(dated.key.secret.as_bytes());
                jsonwebtoken::decode::<Claims>(token, &verifying, &validation).ok()
            })
        };
        let mut read = read_with(&self.keys.all(cx.now).await?);
        if read.is_none() {
            read = read_with(&self.keys.renewed(cx.now).await?);
        }
        let claims = read.ok_or_else(|| bad("signature"))?.claims;
        if claims.exp <= cx.now.secs() {
            return Err(bad("expired"));
        }
        if claims.sub != holder(cx, &claims.jti) {
            return Err(bad("device"));
        }
        Ok(StateToken {
            jti: claims.jti,
            token: Presented(token.to_owned()),
        })
    }

    /// What the token is for, without counting a use: for calls that tell what comes next.
    pub async fn look_up(&self, token: &StateToken, now: Timestamp) -> Result<Purpose> {
        let state: Option<State> = self.store.get(&state_key(&token.jti)).await?;
        let alive = state.filter(|state| state.expires_at > now && state.uses < USES);
        alive.map(|state| state.purpose).ok_or_else(|| bad("spent"))
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
            Written::Refused(item) if item.is_empty() => Err(bad("spent")),
            Written::Refused(_) => Err(bad("tried too often")),
        }
    }
}

/// Who may hold the token of that name: the tenant, the application, and where the application
/// binds devices, the device.
fn holder(cx: &Context, jti: &str) -> String {
    let caller = &cx.caller;
    let device = if caller.application.binds_device() {
        caller.device.fingerprint()
    } else {
        ""
    };
    let parts = [
        caller.tenant.id.as_str(),
        caller.application.client_id.as_str(),
        device,
        jti,
    ];
    BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, parts.join("\0").as_bytes()))
}
