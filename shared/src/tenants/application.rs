//! An application: what calls the endpoints, and on whose behalf.

use crate::{
    error::catalogue::{Dialect, Lang},
    tenants::limits::LimitOverrides,
    values::{
        contact::ContactKind,
        identifiers::{ClientId, SourceId, TenantId},
    },
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, time::Duration};

/// Whose users an application serves.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tenancy {
    /// One tenant's.
    Tenant(TenantId),
    /// An ISV's template: those of whichever of these tenants the caller names.
    Template(Vec<TenantId>),
}

/// What becomes of a user who is asked for a second factor and has nothing that could serve as one.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SecondFactorFallback {
    /// They are refused.
    #[default]
    Deny,
    /// One factor lets them in.
    Allow,
}

/// The kind of endpoint that a session begins at: the published documents differ in lifetimes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInOrigin {
    /// A login, a binding or a second factor.
    Login,
    /// `register/*`
    Registration,
    /// `social/wechat-mobile-bind` and `social/wechat-mobile-register-bind`
    WechatPhone,
}

/// What calls the endpoints.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Its name on the wire.
    pub client_id: ClientId,
    /// Whose users it serves.
    #[serde(flatten)]
    pub home: Tenancy,
    /// How it expects to be spoken to.
    pub dialect: Dialect,
    /// What people call it, by language; at most 20 characters, so that a code fits one text message.
    pub name: BTreeMap<Lang, String>,
    /// Lifetime of an `id_token`, where it is not the dialect's.
    #[serde(default)]
    pub id_token_seconds: Option<u32>,
    /// Lifetime of a session, where it is not the dialect's.
    #[serde(default)]
    pub session_seconds: Option<u32>,
    /// Lifetime of a session that begins with registration, where it is not that of others.
    #[serde(default)]
    pub register_session_seconds: Option<u32>,
    /// The tenant's identity sources that people may arrive from.
    #[serde(default)]
    pub sources: Vec<SourceId>,
    /// Whether a second factor is asked of people whom one factor (such as WeChat) lets in.
    #[serde(default)]
    pub second_factor: bool,
    /// What becomes of a user who has nothing that could serve as a second factor.
    #[serde(default)]
    pub second_factor_fallback: SecondFactorFallback,
    /// Whether `sub` of an `id_token` is the user's id even where the user has a name.
    #[serde(default)]
    pub sub_is_id: bool,
    /// Whether state tokens and sessions are good on one device only, where that is not what the
    /// dialect's documents say: `eiam` and `ciam` bind them, `oneaccess` only logs the device.
    #[serde(default)]
    pub bind_device: Option<bool>,
    /// Whether anybody is let in at all.
    #[serde(default = "open")]
    pub open: bool,
    /// By which contacts people may register.
    #[serde(default = "any_contact")]
    pub registers: Vec<ContactKind>,
    /// Limits that are other than the tenant's.
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
    /// How long an `id_token` is valid: the application's setting, or what the dialect's documents
    /// say of the endpoint.
    #[must_use]
    pub fn id_token_lifetime(&self, origin: SignInOrigin) -> Duration {
        let documented = match (self.dialect, origin) {
            (Dialect::Ciam, _) | (Dialect::Eiam, SignInOrigin::WechatPhone) => 300,
            (Dialect::Eiam | Dialect::Oneaccess, _) => 7200,
        };
        Duration::from_secs(self.id_token_seconds.unwrap_or(documented).into())
    }

    /// How long a session lasts: the application's setting, or what the dialect's documents say of
    /// the endpoint.
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

    /// Whether `sub` is the user's id even where the user has a name. A template serves several
    /// tenants, in which several users may have one name.
    #[must_use]
    pub fn subject_is_id(&self) -> bool {
        self.sub_is_id || matches!(self.home, Tenancy::Template(_))
    }

    /// Whether state tokens and sessions are good on one device only.
    #[must_use]
    pub fn binds_device(&self) -> bool {
        self.bind_device
            .unwrap_or(self.dialect != Dialect::Oneaccess)
    }

    /// What to call it in a message.
    #[must_use]
    pub fn called(&self, lang: Lang) -> &str {
        let names = self.name.get(&lang).or_else(|| self.name.values().next());
        names.map_or("", String::as_str)
    }
}
