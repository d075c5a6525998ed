//! `id_token`s: signed JWTs that tell an application who the user is (`OpenID` Connect
//! Core 1.0, section 2).

use crate::{
    error::{ErrorContext, Result},
    keys::{
        key_set::KeySet,
        kinds::{PublicKey, SigningKey},
    },
    platform::{Platform, entropy::Entropy, settings::BootError},
    request::context::Context,
    tenants::{MAX_ID_TOKEN_LIFETIME, application::Tenancy},
    tokens::{issuer::Issuers, jwt, rs256, session::Session},
    users::user::{User, UserContact},
    values::{
        email::Email,
        identifiers::{TenantId, UserId},
        mobile::Mobile,
        profile_text::{Name, UserName},
    },
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// How far the clocks of clients may be behind ours.
const LEEWAY: Duration = Duration::from_mins(2);

/// Both layouts that clients in the field read: flat claims, and `api`, a JSON
/// document in a string.
#[derive(Serialize)]
struct Claims<'a> {
    iss: String,
    aud: &'a str,
    sub: &'a str,
    iat: u64,
    nbf: u64,
    exp: u64,
    jti: String,
    tenant_id: &'a str,
    sid: &'a str,
    auth_time: u64,
    amr: Vec<&'static str>,
    #[serde(flatten)]
    person: Person<'a>,
    api: String,
}

/// The header, in the published order of members and without `typ`.
#[derive(Serialize)]
struct Header<'a> {
    kid: &'a str,
    alg: &'static str,
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

pub struct IdTokens {
    keys: Arc<KeySet<SigningKey>>,
    entropy: Arc<dyn Entropy>,
    issuers: Issuers,
}

impl IdTokens {
    /// Needs the signing keys. Optional setting: `DOMAIN` ([`Issuers::new`]).
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        rs256::install();
        Ok(Self {
            keys: KeySet::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
            issuers: Issuers::new(platform),
        })
    }

    /// A token for the user of a session. Contacts that nobody proved are not in it.
    ///
    /// No two users of any tenants agree in issuer, audience and subject: a template, which serves
    /// several tenants, has an issuer for each of them.
    pub async fn mint(
        &self,
        cx: &Context,
        user: &User,
        session: &Session,
        lifetime: Duration,
    ) -> Result<String> {
        let key = self.keys.current(cx.now).await?;
        let application = &cx.caller.application;
        let id = user.id.to_string();
        let mobile = UserContact::proved(user.mobile.as_ref()).map(Mobile::shown);
        let profile = &user.profile;
        let person = Person {
            id: &id,
            name: profile.name.as_ref().map(Name::as_str),
            user_name: profile.user_name.as_ref().map(UserName::as_str),
            mobile: mobile.as_deref(),
            email: UserContact::proved(user.email.as_ref()).map(Email::as_given),
        };
        let api = Api {
            name: person.name.unwrap_or_default(),
            mobile: person.mobile.unwrap_or_default(),
            id: person.id,
            user_name: person.user_name.unwrap_or_default(),
            email: person.email.unwrap_or_default(),
        };
        let mut jti = [0; 16];
        self.entropy.fill(&mut jti);
        let is_id = application.subject_is_id();
        let claims = Claims {
            iss: issuer(&self.issuers, cx),
            aud: application.client_id.as_str(),
            sub: person.user_name.filter(|_| !is_id).unwrap_or(person.id),
            iat: cx.now.secs(),
            nbf: (cx.now - LEEWAY).secs(),
            exp: (cx.now + lifetime.min(MAX_ID_TOKEN_LIFETIME)).secs(),
            jti: BASE64_URL_SAFE_NO_PAD.encode(jti),
            tenant_id: user.tenant.as_str(),
            sid: &session.id,
            auth_time: session.issued_at.secs(),
            amr: session.factors.amr(),
            api: serde_json::to_string(&api).internal("writing the api claim")?,
            person,
        };
        let header = Header {
            kid: &key.id,
            alg: "RS256",
        };
        jwt::encode(&header, &claims, &rs256::key(&key.key)?, Algorithm::RS256)
    }
}

/// Who issues tokens to an application: this deployment, and for a template the tenant within.
fn issuer(issuers: &Issuers, cx: &Context) -> String {
    let caller = &cx.caller;
    match caller.application.home {
        Tenancy::Tenant(_) => issuers.of_deployment(&caller.domain),
        Tenancy::Template(_) => issuers.of_tenant(&caller.domain, &caller.tenant.id),
    }
}

/// What a valid `id_token` says of whom it was issued to.
#[derive(Debug)]
pub struct IdTokenSubject {
    pub user: UserId,
    /// The name of the session.
    pub session: String,
}

/// Why an `id_token` is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdTokenError {
    /// It is no token that was issued to this application for this tenant. Says why, for the log.
    Invalid(&'static str),
    Expired,
}

/// The claims that are checked.
#[derive(Deserialize)]
struct VerifiedClaims {
    exp: u64,
    id: UserId,
    tenant_id: TenantId,
    sid: String,
}

/// Verifies `id_token`s that clients present.
pub struct IdTokenVerifier {
    keys: Arc<KeySet<PublicKey>>,
    issuers: Issuers,
}

impl IdTokenVerifier {
    /// Needs the public keys. Optional setting: `DOMAIN` ([`Issuers::new`]).
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        rs256::install();
        Ok(Self {
            keys: KeySet::of(platform)?,
            issuers: Issuers::new(platform),
        })
    }

    /// Verifies signature (RS256 by one of our published keys, whatever the header claims), issuer,
    /// audience, tenant and lifetime. Whether session and user are still there is not looked up.
    pub async fn verify(
        &self,
        cx: &Context,
        token: &str,
    ) -> Result<Result<IdTokenSubject, IdTokenError>> {
        let invalid = |why| Ok(Err(IdTokenError::Invalid(why)));
        let Some(kid) = jsonwebtoken::decode_header(token)
            .ok()
            .and_then(|header| header.kid)
        else {
            return invalid("not a token");
        };
        let Some(key) = self.keys.named(&kid, cx.now).await? else {
            return invalid("unknown key");
        };
        let key = DecodingKey::from_rsa_components(&key.key.n, &key.key.e)
            .internal("understanding a public key")?;
        let mut validation = Validation::new(Algorithm::RS256);
        validation.set_audience(&[cx.caller.application.client_id.as_str()]);
        validation.set_issuer(&[issuer(&self.issuers, cx)]);
        validation.required_spec_claims = ["exp", "aud", "iss"].map(str::to_owned).into();
        // Time is an argument: the library would ask the wall clock.
        validation.validate_exp = false;
        let Ok(verified) = jsonwebtoken::decode::<VerifiedClaims>(token, &key, &validation) else {
            return invalid("signature, issuer or audience");
        };
        let claims = verified.claims;
        if claims.tenant_id != cx.caller.tenant.id {
            return invalid("tenant");
        }
        if claims.exp <= cx.now.secs() {
            return Ok(Err(IdTokenError::Expired));
        }
        Ok(Ok(IdTokenSubject {
            user: claims.id,
            session: claims.sid,
        }))
    }
}
