//! Applications: the clients that call the endpoints, and the tenants whose users they serve.

use crate::{
    error::catalogue::Dialect,
    tenants::{
        client_secret::{ClientSecret, secrets_of_file},
        limits::LimitOverrides,
    },
    values::{
        contact::ContactKind,
        identifiers::{ClientId, SourceId, TenantId},
        language_tag::LanguageTag,
    },
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, time::Duration};

/// The tenant or tenants whose users an application serves.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tenancy {
    /// The users of one tenant.
    Tenant(TenantId),
    /// A template of an ISV: the users of the tenant that the request names, which must
    /// be one of these.
    Template(Vec<TenantId>),
}

impl Tenancy {
    /// The tenants whose users the application serves.
    #[must_use]
    pub const fn tenants(&self) -> &[TenantId] {
        match self {
            Self::Tenant(tenant) => std::slice::from_ref(tenant),
            Self::Template(tenants) => tenants.as_slice(),
        }
    }
}

/// The result of a sign-in that needs a second factor, if the user has none.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SecondFactorFallback {
    /// The sign-in is refused.
    #[default]
    Deny,
    /// One factor is sufficient.
    Allow,
}

/// The kind of endpoint at which a session begins. The published documents
/// give them different lifetimes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInOrigin {
    /// A login, a binding or a second factor.
    Login,
    /// One of the endpoints `register/*`.
    Registration,
    /// One of `social/wechat-mobile-bind` and `social/wechat-mobile-register-bind`.
    WechatPhone,
}

/// An entry in the list of the applications that have keys of their own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListedClient {
    pub client_id: ClientId,
}

/// A client of the endpoints, such as a mobile app.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own in the owner's file"
)]
pub struct Application {
    /// The identifier that clients send as `X-client-id`.
    pub client_id: ClientId,
    #[serde(flatten)]
    pub home: Tenancy,
    /// The product whose contract its clients expect.
    pub dialect: Dialect,
    /// The secrets by which the application's server gets its access tokens: one, or a list of two
    /// while one takes the other's place. Each has 32 to 128 of `A-Z a-z 0-9 _ -`, such as what
    /// `openssl rand -hex 32` prints. Only hashes of them are stored, in the Keys table, and they
    /// are never exported. Without this member, those in the table stay; an empty list ends them.
    #[serde(default, skip_serializing, deserialize_with = "secrets_of_file")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::tenants::client_secret::SecretsOfFile>")
    )]
    pub secret: Option<Vec<ClientSecret>>,
    /// The name in each language, by its tag, for messages to users; at most 20 characters, so that
    /// a code fits one text message.
    pub name: BTreeMap<LanguageTag, String>,
    /// Lifetime of an `id_token` in seconds, if other than that of the dialect.
    #[serde(default)]
    pub id_token_seconds: Option<u32>,
    /// Lifetime of a session in seconds, if other than that of the dialect.
    #[serde(default)]
    pub session_seconds: Option<u32>,
    /// Lifetime in seconds of a session that begins with a registration, if other
    /// than that of others.
    #[serde(default)]
    pub register_session_seconds: Option<u32>,
    /// The tenant's identity sources by which users may sign in, by their identifiers.
    #[serde(default)]
    pub sources: Vec<SourceId>,
    /// Whether a sign-in by one factor, such as WeChat, requires a second one.
    #[serde(default)]
    pub second_factor: bool,
    /// The result of a sign-in that needs a second factor, if the user has none.
    #[serde(default)]
    pub second_factor_fallback: SecondFactorFallback,
    /// Whether `sub` of an `id_token` is the user's id even where the user has a name.
    #[serde(default)]
    pub sub_is_id: bool,
    /// Whether state tokens and sessions are valid on one device only. By default they are for
    /// `eiam` and `ciam`; `oneaccess` only logs the device.
    #[serde(default)]
    pub bind_device: Option<bool>,
    /// Whether a session token that is used for a fresh `id_token` is replaced by a new one. The
    /// old one stays good for two minutes.
    #[serde(default)]
    pub session_auto_refresh: bool,
    /// Whether a login by a contact that nobody has registers a user, by a code or by the number
    /// that WeChat vouches for.
    #[serde(default)]
    pub login_registers: bool,
    /// Whether whoever has given one factor is shown the whole mobile number that the code for the
    /// second goes to. By default they see the first three and the last four digits.
    #[serde(default)]
    pub reveal_mobile: bool,
    /// Whether users may sign in and register at all.
    #[serde(default = "open")]
    pub open: bool,
    /// The kinds of contact by which users may register.
    #[serde(default = "any_contact")]
    pub registers: Vec<ContactKind>,
    /// Limits that replace those of the tenant.
    #[serde(default, skip_serializing_if = "is_default")]
    pub limits: LimitOverrides,
}

const fn open() -> bool {
    true
}

fn is_default(overrides: &LimitOverrides) -> bool {
    *overrides == LimitOverrides::default()
}

fn any_contact() -> Vec<ContactKind> {
    vec![ContactKind::Mobile, ContactKind::Email]
}

impl Application {
    /// The lifetime of an `id_token`: the application's setting, or what the dialect's documents
    /// say of the endpoint.
    #[must_use]
    pub fn id_token_lifetime(&self, origin: SignInOrigin) -> Duration {
        let documented = match (self.dialect, origin) {
            (Dialect::Ciam, _) | (Dialect::Eiam, SignInOrigin::WechatPhone) => 300,
            (Dialect::Eiam | Dialect::Oneaccess, _) => 7200,
        };
        Duration::from_secs(self.id_token_seconds.unwrap_or(documented).into())
    }

    /// The lifetime of a session: the application's setting, or what the dialect's documents
    /// say of the endpoint.
    #[must_use]
    pub fn session_lifetime(&self, origin: SignInOrigin) -> Duration {
        let documented = match (self.dialect, origin) {
            (Dialect::Eiam, SignInOrigin::Registration) => 43_200,
            (Dialect::Ciam, _) | (Dialect::Eiam, SignInOrigin::WechatPhone) => 432_000,
            (Dialect::Eiam | Dialect::Oneaccess, _) => 604_800,
        };
        let of_registration = self
            .register_session_seconds
            .filter(|_| origin == SignInOrigin::Registration);
        let own = of_registration.or(self.session_seconds);
        Duration::from_secs(own.unwrap_or(documented).into())
    }

    /// Tells whether `sub` is the user's id even if the user has a name. It always is for a
    /// template: it serves several tenants, in which several users may have one name.
    #[must_use]
    pub fn subject_is_id(&self) -> bool {
        self.sub_is_id || matches!(self.home, Tenancy::Template(_))
    }

    /// Tells whether state tokens and sessions are valid on one device only.
    #[must_use]
    pub fn binds_device(&self) -> bool {
        self.bind_device
            .unwrap_or(self.dialect != Dialect::Oneaccess)
    }

    /// The name in a language, or in another one if it has none in that language: first in Chinese
    /// or English, whichever messages in that language fall back to.
    #[must_use]
    pub fn called(&self, language: &LanguageTag) -> &str {
        let built_in = LanguageTag::from(language.lang());
        let mut ranges = language.lookup().chain([built_in.as_str()]);
        let name = ranges.find_map(|range| self.name.get(range));
        let name = name.or_else(|| self.name.values().next());
        name.map_or("", String::as_str)
    }
}
