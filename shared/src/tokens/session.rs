//! Sessions: opaque tokens, of which only the hash is stored. Each is bound to its user, its
//! application and its device.

use crate::{
    error::{Error, Result},
    keys::{key_set::KeySet, kinds::PseudonymKey},
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    request::context::Context,
    storage::{
        item_keys::{session_key, session_owner},
        store::Store,
        transaction::Transaction,
        write::Write,
    },
    tenants::application::SignInOrigin,
    tokens::token_hash,
    users::{factor::ProvedFactors, user::User},
    values::{
        field::{Field, FieldError, FieldSchema, ParseContext},
        identifiers::{ClientId, TenantId, UserId},
        masked::masked,
        pseudonym::Pseudonym,
    },
};
use aws_lc_rs::hmac;
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// The length of a session token, in characters.
const TOKEN_LENGTH: usize = 32;
/// How much of `X-agent` is kept for the user's list of sessions, in bytes.
const MAX_AGENT: usize = 200;
/// How long a session is good for once another has taken its place, so that a client whose response
/// got lost can ask again.
const REPLACED_LIFETIME: Duration = Duration::from_mins(2);

/// 32 letters and digits. Only its hash is stored, so a reader of the table cannot use it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct SessionToken(String);

masked!(SessionToken);

impl SessionToken {
    /// A token as a client presents it. Anything may be in it: whoever presents what is
    /// none finds no session.
    #[must_use]
    pub fn presented(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The name of its session: its hash, which tells nobody the token.
    #[must_use]
    pub fn session_id(&self) -> String {
        token_hash::of(&self.0)
    }

    /// The token that follows this one: whoever holds this one can find it by the salt, nobody else
    /// can. So all who refresh a session at once get the same one.
    #[must_use]
    pub fn successor(&self, salt: &str) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.as_bytes());
        // Bytes beyond the last whole multiple of the alphabet are left out, or some letters would
        // be likelier than others.
        let fair = 256 - 256 % ALPHANUMERIC.len();
        let bytes = (0_u8..).flat_map(|block| {
            let mac = hmac::sign(&key, &[salt.as_bytes(), &[block]].concat());
            mac.as_ref().to_vec()
        });
        let letters = bytes.map(usize::from).filter(|byte| *byte < fair);
        let letters = letters.map(|byte| char::from(ALPHANUMERIC[byte % ALPHANUMERIC.len()]));
        Self(letters.take(TOKEN_LENGTH).collect())
    }
}

/// Any text: whatever is no token opens nothing.
impl Field for SessionToken {
    const SCHEMA: FieldSchema = FieldSchema::text(16_384, "LGTiTNVDFPlpefV3F3Hla7RUFTqInsqa");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        Ok(Self::presented(text))
    }
}

/// A session as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Session {
    /// Its name, by which `sid` of an `id_token` and the user's list of sessions call it.
    #[serde(skip)]
    pub id: String,
    /// The user whose session it is.
    pub user: UserId,
    pub tenant: TenantId,
    /// The application that it was started in.
    pub client_id: ClientId,
    /// The session with the fingerprint of the device that it was given to, as a pseudonym.
    pub device: String,
    /// When the user signed in.
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    /// What the user proved to start it.
    #[serde(flatten)]
    pub factors: ProvedFactors,
    /// The key of the index by user.
    #[serde(default)]
    pub user_key: String,
    /// [The user's generation](User::session_generation) that it belongs to.
    #[serde(default)]
    pub generation: u64,
    /// What the device calls itself, for the user's list of sessions.
    #[serde(default)]
    pub agent: String,
    /// Where it was started, for the user's list of sessions.
    #[serde(default)]
    pub address_hint: String,
    /// The session whose place it took.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub replaces: Option<String>,
    /// The session that took its place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub replaced_by: Option<Successor>,
}

impl Session {
    /// Reads a session, whoever's it is, and whether or not it is over.
    pub async fn find(id: &str, store: &Store) -> Result<Option<Self>> {
        let session = store.get::<Self>(&session_key(id)).await?;
        Ok(session.map(|session| session.named(id)))
    }

    /// The session with its name, which its item does not repeat.
    #[must_use]
    pub fn named(self, id: &str) -> Self {
        Self {
            id: id.to_owned(),
            ..self
        }
    }

    /// The check that a session is alive: neither over, nor ended by itself or with all
    /// others of its user.
    #[must_use]
    pub fn check_alive(id: &str, user: &User, now: Timestamp) -> Write {
        Write::check(session_key(id))
            .condition("expires_at > :now AND generation = :generation")
            .number(":now", now.secs())
            .number(":generation", user.session_generation)
    }

    /// The write that takes the session over into [the generation](User::session_generation) of its
    /// user, who has just ended all others. Refused where it was ended itself.
    #[must_use]
    pub fn keep(&self, user: &User) -> Write {
        Write::update(session_key(&self.id))
            .set("generation = :generation")
            .condition("attribute_exists(pk) AND generation = :before")
            .number(":generation", user.session_generation)
            .number(":before", self.generation)
    }
}

/// The session that took another's place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Successor {
    /// The name of the new session.
    pub id: String,
    /// What [its token](SessionToken::successor) is found by.
    pub salt: String,
}

/// A session that begins.
pub struct NewSession {
    /// What the client holds.
    pub token: SessionToken,
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
    #[serde(flatten)]
    pub factors: ProvedFactors,
}

const fn login() -> SignInOrigin {
    SignInOrigin::Login
}

impl SessionTerms {
    /// Those of the caller's application.
    #[must_use]
    pub fn of(cx: &Context, origin: SignInOrigin, factors: ProvedFactors) -> Self {
        let lifetime = cx.caller.application.session_lifetime(origin);
        Self {
            seconds: lifetime.as_secs(),
            origin,
            factors,
        }
    }
}

/// Starts sessions, and replaces them.
pub struct Sessions {
    pseudonyms: Arc<KeySet<PseudonymKey>>,
    entropy: Arc<dyn Entropy>,
}

impl Sessions {
    /// Needs the pseudonym key.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            pseudonyms: KeySet::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// A session of a user who has just proved who they are.
    pub async fn start(
        &self,
        cx: &Context,
        user: &User,
        terms: &SessionTerms,
    ) -> Result<NewSession> {
        let token = SessionToken(self.entropy.text(ALPHANUMERIC, TOKEN_LENGTH));
        let id = token.session_id();
        let agent = cx.caller.device.agent();
        let session = Session {
            user: user.id.clone(),
            tenant: user.tenant.clone(),
            client_id: cx.caller.application.client_id.clone(),
            device: self.device_of(cx, &id).await?.to_string(),
            issued_at: cx.now,
            expires_at: cx.now + Duration::from_secs(terms.seconds),
            factors: terms.factors.clone(),
            user_key: session_owner(&user.tenant, &user.id),
            generation: user.session_generation,
            agent: agent[..agent.len().min(MAX_AGENT)].to_owned(),
            address_hint: cx.caller.address.hint(),
            replaces: None,
            replaced_by: None,
            id,
        };
        NewSession::new(token, session)
    }

    /// The session that takes the place of one, under a new token and with a lifetime from now on,
    /// and the writes that replace it. The old one goes on for two minutes. The first write is
    /// refused where another request was faster; the item then tells the successor.
    pub async fn replace(
        &self,
        cx: &Context,
        old: &Session,
        token: &SessionToken,
        lifetime: Duration,
    ) -> Result<NewSession> {
        let salt = self.entropy.text(ALPHANUMERIC, 22);
        let token = token.successor(&salt);
        let id = token.session_id();
        let successor = Successor {
            id: id.clone(),
            salt,
        };
        let ends = old.expires_at.min(cx.now + REPLACED_LIFETIME);
        let retire = Write::update(session_key(&old.id))
            .set("replaced_by = :successor")
            .set("expires_at = :ends")
            .condition("attribute_exists(pk) AND attribute_not_exists(replaced_by)")
            .value(":successor", &successor)?
            .number(":ends", ends.secs());
        let session = Session {
            device: self.device_of(cx, &id).await?.to_string(),
            expires_at: cx.now + lifetime,
            address_hint: cx.caller.address.hint(),
            replaces: Some(old.id.clone()),
            replaced_by: None,
            id,
            ..old.clone()
        };
        let new = NewSession::new(token, session)?;
        let retired = |_: &_| Error::internal("replacing a session");
        Ok(NewSession {
            write: Transaction::default().and(retire, retired).with(new.write),
            ..new
        })
    }

    /// Whether a session was given to the caller's device.
    pub async fn is_of_device(&self, cx: &Context, session: &Session) -> Result<bool> {
        let device = self.device_of(cx, &session.id).await?;
        Ok(session.device == device.to_string())
    }

    /// The pseudonym of the caller's device in a session.
    async fn device_of(&self, cx: &Context, session_id: &str) -> Result<Pseudonym> {
        let pseudonyms = self.pseudonyms.current(cx.now).await?;
        let fingerprint = cx.caller.device.fingerprint();
        let parts = ["SESSION", session_id, fingerprint];
        Ok(pseudonyms.key.pseudonym(&parts))
    }
}

impl NewSession {
    fn new(token: SessionToken, session: Session) -> Result<Self> {
        let create = Write::create(session_key(&session.id), &session)?;
        let exists = |_: &_| Error::internal("starting a session: the token is taken");
        Ok(Self {
            token,
            session,
            write: Transaction::default().and(create, exists),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_successor_is_a_token_that_depends_on_token_and_salt() {
        let token = SessionToken::presented("LGTiTNVDFPlpefV3F3Hla7RUFTqInsqa");
        let next = token.successor("salt");
        assert_eq!(next.0.len(), TOKEN_LENGTH);
        assert!(next.0.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        assert_eq!(next.0, token.successor("salt").0);
        assert_ne!(next.0, token.successor("pepper").0);
        assert_ne!(next.0, next.successor("salt").0);
    }
}
