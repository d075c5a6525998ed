//! What the owner sets up, as a file: tenants and applications.

use serde::Deserialize;
use shared::{
    application::Application,
    error::Result,
    registry::{application_key, tenant_key},
    store::Store,
    tenant::Tenant,
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
    /// What calls the endpoints.
    pub applications: Vec<Application>,
}

impl Configuration {
    /// Reads a file. The error names line and column.
    pub fn read(yaml: &str) -> std::result::Result<Self, String> {
        serde_saphyr::from_str(yaml).map_err(|error| error.to_string())
    }

    /// Writes it all into the Directory, in place of what is there under the same names.
    pub async fn apply(&self, store: &Store) -> Result<()> {
        for tenant in &self.tenants {
            store.write(Write::put(tenant_key(&tenant.id), tenant)?).await?;
        }
        for application in &self.applications {
            store.write(Write::put(application_key(&application.client_id), application)?).await?;
        }
        Ok(())
    }
}
