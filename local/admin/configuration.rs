//! The configuration file: tenants, their identity sources, and applications.
//!
//! The whole file is checked before anything is written: [`Configuration::read`] reports every
//! mistake with its line, [`Configuration::plan`] compares the file with the tables, and
//! [`carry_out`] writes only what differs. Nothing is ever deleted.

use crate::admin::configuration_reader;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use shared::{
    error::{Error, ErrorContext, Result},
    storage::{
        item::{ItemKey, Table, from_item},
        item_keys::{
            ItemKind, application_key, carrier_secret_key, client_secrets_key, listed_client_key,
            source_key, source_secret_key, tenant_key,
        },
        store::Store,
        write::Write,
    },
    tenants::{
        application::{Application, ListedClient},
        client_secret::SecretHashes,
        delivery::StoredCarrierSecret,
        source::Source,
        tenant::Tenant,
    },
    values::identifiers::TenantId,
};
use std::{collections::BTreeSet, fmt};

/// The configuration of the demo: one tenant, and one application per dialect.
pub const DEMO: &str = include_str!("../demo.yaml");

/// The content of a configuration file.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    #[serde(default)]
    pub tenants: Vec<Tenant>,
    /// The identity sources of the tenants.
    #[serde(default)]
    pub sources: Vec<OwnedSource>,
    #[serde(default)]
    pub applications: Vec<Application>,
}

/// An identity source, with its tenant and its secret.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct OwnedSource {
    /// The tenant to which the source belongs.
    pub tenant: TenantId,
    /// The secret of the application at the social network, for WeChat the app secret. It is
    /// written to the Keys table and never exported. Without it, the one in the table stays.
    #[serde(default, skip_serializing)]
    pub secret: Option<Secret>,
    #[serde(flatten)]
    pub source: Source,
}

/// A secret of a third party's API. It prints masked.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Secret(pub(crate) String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

/// The item of a secret.
#[derive(Serialize)]
struct StoredSecret<'a> {
    secret: &'a str,
}

/// One item that the file describes, and the writes that bring it about.
pub struct Change {
    /// The name of the item for the operator, without secrets.
    pub what: String,
    pub kind: ChangeKind,
    writes: Vec<Write>,
}

/// How an item in the file differs from the one in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// The table has no such item.
    Add,
    /// The members that differ from those of the item in the table.
    Change(Vec<String>),
    /// The item in the table is the same.
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
    /// Reads a file. The error lists every mistake, each with its line in the file.
    pub fn read(yaml: &str) -> std::result::Result<Self, String> {
        configuration_reader::read(yaml)
    }

    /// Compares the file with the tables and returns an entry for each item of the file.
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
            changes.extend(carrier_changes(store, tenant).await?);
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
            changes.push(application_change(store, application).await?);
            let client = &application.client_id;
            if let Some(secrets) = &application.secret {
                let hashes = SecretHashes::of(client, secrets);
                let what = format!("secret of application {client}");
                changes.push(change(store, what, client_secrets_key(client), &hashes).await?);
            }
        }
        Ok(changes)
    }

    /// Writes the items of the file that differ from the tables.
    pub async fn apply(&self, store: &Store) -> Result<()> {
        carry_out(self.plan(store).await?, store).await
    }

    /// Reads the configuration from the tables, without secrets, sorted by identifiers.
    pub async fn export(store: &Store) -> Result<Self> {
        let mut configuration = Self::default();
        for item in store.scan(Table::Directory).await? {
            let key = ItemKey::of(Table::Directory, &item);
            match key.kind() {
                Some(ItemKind::Tenant) => configuration.tenants.push(from_item(item)?),
                Some(ItemKind::Source) => {
                    let tenant = TenantId::try_from(ItemKind::Source.strip(key.pk()).to_owned());
                    let tenant = tenant.map_err(|_| Error::internal("reading a source"))?;
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

    /// The content of the file in YAML, without secrets.
    pub fn to_yaml(&self) -> std::result::Result<String, String> {
        serde_saphyr::to_string(self).map_err(|error| error.to_string())
    }

    /// The JSON schema of the file, for editors. docs/configuration.schema.json is a copy of it.
    #[must_use]
    pub fn schema() -> String {
        let schema = serde_json::to_string_pretty(&schemars::schema_for!(Self)).unwrap_or_default();
        format!("{schema}\n")
    }
}

/// Writes the items of a plan that differ from the tables.
pub async fn carry_out(plan: Vec<Change>, store: &Store) -> Result<()> {
    for change in plan
        .into_iter()
        .filter(|change| change.kind != ChangeKind::Keep)
    {
        for write in change.writes {
            store.write(write).await?;
        }
    }
    Ok(())
}

/// Compares the secrets of a tenant's carriers with those in the table.
async fn carrier_changes(store: &Store, tenant: &Tenant) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    for carrier in &tenant.delivery.carriers {
        let Some(secret) = &carrier.secret else {
            continue;
        };
        let what = format!("secret of carrier {} of tenant {}", carrier.id, tenant.id);
        let key = carrier_secret_key(&tenant.id, &carrier.id);
        let stored = StoredCarrierSecret {
            secret: secret.reveal().into(),
        };
        changes.push(change(store, what, key, &stored).await?);
    }
    Ok(changes)
}

/// Compares an application with the one in the table, and with the list by which `rotate-keys`
/// knows whom to make keys for. One that an older version has written is not on that list yet.
async fn application_change(store: &Store, application: &Application) -> Result<Change> {
    let client_id = application.client_id.clone();
    let what = format!("application {client_id}");
    let key = application_key(&client_id);
    let mut application = change(store, what, key, application).await?;
    let key = listed_client_key(&client_id);
    let listed = change(store, String::new(), key, &ListedClient { client_id }).await?;
    if listed.kind != ChangeKind::Keep {
        application.writes.extend(listed.writes);
        if application.kind == ChangeKind::Keep {
            application.kind = ChangeKind::Change(vec!["keys".to_owned()]);
        }
    }
    Ok(application)
}

/// Compares an item with the one in the table.
async fn change<T: Serialize>(
    store: &Store,
    what: String,
    key: ItemKey,
    value: &T,
) -> Result<Change> {
    let write = Write::put(key.clone(), value)?;
    let stored: Option<Map<String, Value>> = store.get(&key).await?;
    let json = serde_json::to_value(value).internal("comparing")?;
    let wanted = json.as_object().cloned().unwrap_or_default();
    let kind = match stored {
        None => ChangeKind::Add,
        Some(stored) => {
            let names: BTreeSet<_> = stored.keys().chain(wanted.keys()).collect();
            let differs = |name: &&&String| stored.get(**name) != wanted.get(**name);
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
    let writes = vec![write];
    Ok(Change { what, kind, writes })
}
