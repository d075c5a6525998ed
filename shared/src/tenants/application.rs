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
    /// How long an `id_token` is valid.
    #[must_use]
    pub fn id_token_lifetime(&self) -> Duration {
        let usual = if self.dialect == Dialect::Ciam {
            300
        } else {
            7200
        };
        Duration::from_secs(self.id_token_seconds.unwrap_or(usual).into())
    }

    /// How long a session lasts.
    #[must_use]
    pub fn session_lifetime(&self) -> Duration {
        let usual = if self.dialect == Dialect::Ciam {
            432_000
        } else {
            604_800
        };
        Duration::from_secs(self.session_seconds.unwrap_or(usual).into())
    }

    /// How long a session lasts that begins with registration.
    #[must_use]
    pub fn register_session_lifetime(&self) -> Duration {
        let own = self
            .register_session_seconds
            .map(|seconds| Duration::from_secs(seconds.into()));
        own.unwrap_or_else(|| self.session_lifetime())
    }

    /// What to call it in a message.
    #[must_use]
    pub fn called(&self, lang: Lang) -> &str {
        let names = self.name.get(&lang).or_else(|| self.name.values().next());
        names.map_or("", String::as_str)
    }
}
