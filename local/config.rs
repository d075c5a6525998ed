//! What the owner sets up, as a file: tenants with their identity sources, and applications.

use serde::{Deserialize, Serialize};
use shared::{
    application::Application,
    error::Result,
    identifiers::TenantId,
    registry::{application_key, source_key, tenant_key},
    source::Source,
    store::Store,
    tenant::Tenant,
    wechat::secret_key,
    write::Write,
};

/// The demo: one tenant, and one application per dialect.
pub const DEMO: &str = include_str!("demo.yaml");

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// Whose users there are.
    pub tenants: Vec<Tenant>,
    /// Where people arrive from.
    #[serde(default)]
    pub sources: Vec<OwnedSource>,
    /// What calls the endpoints.
    pub applications: Vec<Application>,
}

/// A source, whose it is, and what it proves itself with.
#[derive(Debug, Deserialize)]
pub struct OwnedSource {
    /// The tenant.
    pub tenant: TenantId,
    /// What the source proves itself with over there. It goes into the Keys table, and never comes out of it to be shown.
    #[serde(default)]
    pub secret: Option<Secret>,
    /// The source.
    #[serde(flatten)]
    pub source: Source,
}

/// A secret of somebody else's API, printed masked.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

shared::masked!(Secret);

/// A secret as it is kept.
#[derive(Serialize)]
struct Kept<'a> {
    secret: &'a str,
}

impl Configuration {
    /// Reads a file. The error names line and column.
    pub fn read(yaml: &str) -> std::result::Result<Self, String> {
        serde_saphyr::from_str(yaml).map_err(|error| error.to_string())
    }

    /// Writes it all, in place of what is there under the same names.
    pub async fn apply(&self, store: &Store) -> Result<()> {
        for tenant in &self.tenants {
            store.write(Write::put(tenant_key(&tenant.id), tenant)?).await?;
        }
        for OwnedSource { tenant, secret, source } in &self.sources {
            store.write(Write::put(source_key(tenant, &source.id), source)?).await?;
            if let Some(Secret(secret)) = secret {
                store.write(Write::put(secret_key(tenant, &source.id), &Kept { secret })?).await?;
            }
        }
        for application in &self.applications {
            store.write(Write::put(application_key(&application.client_id), application)?).await?;
        }
        Ok(())
    }
}
