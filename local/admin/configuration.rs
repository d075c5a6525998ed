//! What the owner sets up, as a file: tenants, the identity sources of tenants, and applications.
//!
//! The file is read as a whole before anything is done: [`crate::config_reader`] finds every mistake with its line,
//! [`Configuration::plan`] compares it with what is there, and only what differs is written.

use crate::admin::configuration_reader as config_reader;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use shared::{
    error::{ErrorContext, Result},
    storage::{
        item::{ItemKey, Table, from_item},
        item_keys::{ItemKind, application_key, source_key, source_secret_key, tenant_key},
        store::Store,
        write::Write,
    },
    tenants::{application::Application, source::Source, tenant::Tenant},
    values::identifiers::TenantId,
};
use std::{collections::BTreeSet, fmt};

/// The demo: one tenant, and one application per dialect.
pub const DEMO: &str = include_str!("../demo.yaml");

/// The file.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// Whose users there are.
    #[serde(default)]
    pub tenants: Vec<Tenant>,
    /// Where people arrive from.
    #[serde(default)]
    pub sources: Vec<OwnedSource>,
    /// What calls the endpoints.
    #[serde(default)]
    pub applications: Vec<Application>,
}

/// A source, whose it is, and what it proves itself with.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct OwnedSource {
    /// The tenant.
    pub tenant: TenantId,
    /// What the source proves itself with over there. It goes into the Keys table and is never shown again; a file
    /// without it leaves the one that is there.
    #[serde(default, skip_serializing)]
    pub secret: Option<Secret>,
    /// The source.
    #[serde(flatten)]
    pub source: Source,
}

/// A secret of somebody else's API, printed masked.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Secret(pub(crate) String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

/// A secret as it is kept.
#[derive(Serialize)]
struct StoredSecret<'a> {
    secret: &'a str,
}

/// One thing that the file sets up, and what is to be written for it.
pub struct Change {
    /// What it is, without secrets.
    pub what: String,
    /// What becomes of it.
    pub kind: ChangeKind,
    write: Write,
}

/// What becomes of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Add,
    /// These members of it are not what they were.
    Change(Vec<String>),
    /// Nothing.
    Keep,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ChangeKind::Add => write!(f, "+ {}", self.what),
            ChangeKind::Change(members) => write!(f, "~ {}: {}", self.what, members.join(", ")),
            ChangeKind::Keep => write!(f, "= {}", self.what),
        }
    }
}

impl Configuration {
    /// Reads a file. The error holds every mistake, one a line, each with the line of the file.
    pub fn read(yaml: &str) -> std::result::Result<Self, String> {
        config_reader::read(yaml)
    }

    /// What the file would change.
    pub async fn plan(&self, store: &Store) -> Result<Vec<Change>> {
        let mut changes = Vec::new();
        for tenant in &self.tenants {
            changes.push(
                change(
                    store,
                    format!("tenant {}", tenant.id),
                    tenant_key(&tenant.id),
                    tenant,
                )
                .await?,
            );
        }
        for OwnedSource {
            tenant,
            secret,
            source,
        } in &self.sources
        {
            let what = format!("source {} of tenant {tenant}", source.id);
            changes
                .push(change(store, what.clone(), source_key(tenant, &source.id), source).await?);
            if let Some(Secret(secret)) = secret {
                let key = source_secret_key(tenant, &source.id);
                changes.push(
                    change(
                        store,
                        format!("secret of {what}"),
                        key,
                        &StoredSecret { secret },
                    )
                    .await?,
                );
            }
        }
        for application in &self.applications {
            let what = format!("application {}", application.client_id);
            changes.push(
                change(
                    store,
                    what,
                    application_key(&application.client_id),
                    application,
                )
                .await?,
            );
        }
        Ok(changes)
    }

    /// Does what differs.
    pub async fn apply(&self, store: &Store) -> Result<()> {
        carry_out(self.plan(store).await?, store).await
    }

    /// What is there, without secrets.
    pub async fn export(store: &Store) -> Result<Self> {
        let mut configuration = Self::default();
        for item in store.scan(Table::Directory).await? {
            let key = ItemKey::of(Table::Directory, &item);
            match key.kind() {
                Some(ItemKind::Tenant) => configuration.tenants.push(from_item(item)?),
                Some(ItemKind::Source) => {
                    let tenant = TenantId::try_from(ItemKind::Source.strip(key.pk()).to_owned());
                    let tenant =
                        tenant.map_err(|_| shared::error::Error::internal("reading a source"))?;
                    configuration.sources.push(OwnedSource {
                        tenant,
                        secret: None,
                        source: from_item(item)?,
                    });
                }
                Some(ItemKind::Application) => configuration.applications.push(from_item(item)?),
                _ => {}
            }
        }
        configuration
            .tenants
            .sort_by(|one, other| one.id.cmp(&other.id));
        configuration.sources.sort_by(|one, other| {
            (&one.tenant, &one.source.id).cmp(&(&other.tenant, &other.source.id))
        });
        configuration
            .applications
            .sort_by(|one, other| one.client_id.cmp(&other.client_id));
        Ok(configuration)
    }

    /// The file, without secrets.
    pub fn to_yaml(&self) -> std::result::Result<String, String> {
        serde_saphyr::to_string(self).map_err(|error| error.to_string())
    }

    /// The file's JSON schema, for editors.
    #[must_use]
    pub fn schema() -> String {
        let schema = serde_json::to_string_pretty(&schemars::schema_for!(Self)).unwrap_or_default();
        format!("{schema}\n")
    }
}

/// Does what is planned.
pub async fn carry_out(plan: Vec<Change>, store: &Store) -> Result<()> {
    for change in plan
        .into_iter()
        .filter(|change| change.kind != ChangeKind::Keep)
    {
        store.write(change.write).await?;
    }
    Ok(())
}

/// Compares what is to be with what is there.
async fn change<T: Serialize>(
    store: &Store,
    what: String,
    key: ItemKey,
    value: &T,
) -> Result<Change> {
    let write = Write::put(key.clone(), value)?;
    let there: Option<Map<String, Value>> = store.get(&key).await?;
    let wanted = serde_json::to_value(value).internal("comparing")?;
    let wanted = wanted.as_object().cloned().unwrap_or_default();
    let kind = match there {
        None => ChangeKind::Add,
        Some(there) => {
            let names: BTreeSet<_> = there.keys().chain(wanted.keys()).collect();
            let differs = |name: &&&String| there.get(**name) != wanted.get(**name);
            let names: Vec<_> = names
                .iter()
                .filter(differs)
                .map(ToString::to_string)
                .collect();
            if names.is_empty() {
                ChangeKind::Keep
            } else {
                ChangeKind::Change(names)
            }
        }
    };
    Ok(Change { what, kind, write })
}
