//! `id_token`: what tells an application, in a form that anybody can verify, who the user is.

use crate::{
    error::{ErrorContext, Result},
    keys::{key_set::KeySet, kinds::SigningKey},
    platform::{Platform, clock::Timestamp, entropy::Entropy, settings::BootError},
    request::caller::Caller,
    tenants::MAX_ID_TOKEN_LIFETIME,
    tokens::rs256 as signer,
    users::user::{User, UserContact},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, Header};
use serde::Serialize;
use std::{sync::Arc, time::Duration};

/// How far the clocks of clients may be behind ours.
const LEEWAY: Duration = Duration::from_mins(2);

/// Both layouts that clients in the field read: flat claims, and `api`, a JSON document in a string.
#[derive(Serialize)]
struct Claims<'a> {
    iss: String,
    aud: String,
    sub: &'a str,
    iat: u64,
    nbf: u64,
    exp: u64,
    jti: String,
    #[serde(flatten)]
    person: Person<'a>,
    api: String,
}

/// An absent value is left out.
#[derive(Serialize)]
struct Person<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(rename = "userName", skip_serializing_if = "Option::is_none")]
    user_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
}

/// An absent value is `""`. The order is the published one.
#[derive(Serialize)]
struct Api<'a> {
    name: &'a str,
    mobile: &'a str,
    id: &'a str,
    #[serde(rename = "userName")]
    user_name: &'a str,
    email: &'a str,
}

/// Mints `id_tokens`.
pub struct IdTokens {
    keys: Arc<KeySet<SigningKey>>,
    entropy: Arc<dyn Entropy>,
    domain: Option<String>,
}

impl IdTokens {
    /// Needs the signing keys. Optional setting: `DOMAIN`, the host name that clients call, where it is not to be the one under
    /// which the request came.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        signer::install();
        Ok(Self {
            keys: KeySet::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
            domain: platform.settings.optional("DOMAIN"),
        })
    }

    /// A token for a user of an application. Contacts that nobody proved are not in it.
    pub async fn mint(&self, caller: &Caller, user: &User, now: Timestamp) -> Result<String> {
        let key = self.keys.current(now).await?;
        let header = Header {
            kid: Some(key.id),
            ..Header::new(Algorithm::RS256)
        };
        let id = user.id.to_string();
        let mobile =
            UserContact::proved(user.mobile.as_ref()).map(crate::values::mobile::Mobile::shown);
        let profile = &user.profile;
        let person = Person {
            id: &id,
            name: profile
                .name
                .as_ref()
                .map(crate::values::profile_text::Name::as_str),
            user_name: profile
                .user_name
                .as_ref()
                .map(crate::values::profile_text::UserName::as_str),
            mobile: mobile.as_deref(),
            email: UserContact::proved(user.email.as_ref())
                .map(crate::values::email::Email::as_given),
        };
        let api = Api {
            name: person.name.unwrap_or_default(),
            mobile: person.mobile.unwrap_or_default(),
            id: person.id,
            user_name: person.user_name.unwrap_or_default(),
            email: person.email.unwrap_or_default(),
        };
        let domain = self.domain.as_ref().unwrap_or(&caller.domain);
        let mut jti = [0; 16];
        self.entropy.fill(&mut jti);
        let claims = Claims {
            iss: format!("https://{domain}/api/v1/oauth2"),
            aud: caller.application.client_id.to_string(),
            sub: person.user_name.unwrap_or(person.id),
            iat: now.secs(),
            nbf: (now - LEEWAY).secs(),
            exp: (now
                + caller
                    .application
                    .id_token_lifetime()
                    .min(MAX_ID_TOKEN_LIFETIME))
            .secs(),
            jti: BASE64_URL_SAFE_NO_PAD.encode(jti),
            api: serde_json::to_string(&api).internal("writing the api claim")?,
            person,
        };
        jsonwebtoken::encode(&header, &claims, &signer::key(&key.key)?)
            .internal("signing an id_token")
    }
}
