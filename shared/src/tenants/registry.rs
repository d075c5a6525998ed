//! Reads applications, tenants and identity sources, and caches them for a minute.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    platform::{Platform, clock::Timestamp, settings::BootError},
    storage::{
        cache::Cache,
        item_keys::{application_key, source_key, tenant_key},
        store::Store,
    },
    tenants::{
        application::{Application, Tenancy},
        source::{Source, SourceKind},
        tenant::Tenant,
    },
    values::identifiers::{ClientId, SourceId, TenantId},
};
use std::sync::Arc;

/// The applications, tenants and identity sources that this process has needed so far.
pub struct Registry {
    store: Arc<Store>,
    applications: Cache<ClientId, Application>,
    tenants: Cache<TenantId, Tenant>,
    sources: Cache<(TenantId, SourceId), Source>,
}

impl Registry {
    /// Returns the instance that all parts of a function share. Needs the Directory table.
    pub fn of(platform: &Platform) -> Result<Arc<Self>, BootError> {
        platform.shared(|| {
            Ok(Arc::new(Self {
                store: Store::of(platform)?,
                applications: Cache::default(),
                tenants: Cache::default(),
                sources: Cache::default(),
            }))
        })
    }

    /// Returns an application. Fails with `UnknownApplication` if there is none of that identifier.
    pub async fn application(&self, client: &ClientId, now: Timestamp) -> Result<Arc<Application>> {
        let found = self.find_application(client, now).await?;
        found.ok_or_else(|| Error::new(ErrorCode::UnknownApplication))
    }

    /// Returns an application, if there is one of that identifier.
    pub async fn find_application(
        &self,
        client: &ClientId,
        now: Timestamp,
    ) -> Result<Option<Arc<Application>>> {
        self.applications
            .get(&self.store, client, application_key, now)
            .await
    }

    /// Returns the tenant of an application, or of a template the one that `X-tenant-id` (`named`)
    /// names. That must be one of the template's: else it is `Missing`, `BadFormat` or `BadValue`.
    pub async fn tenant(
        &self,
        application: &Application,
        named: Option<&str>,
        now: Timestamp,
    ) -> Result<Arc<Tenant>> {
        let id = match (&application.home, named) {
            (Tenancy::Tenant(id), _) => id.clone(),
            (Tenancy::Template(_), None) => {
                return Err(Error::new(ErrorCode::Missing).with("X-tenant-id"));
            }
            (Tenancy::Template(tenants), Some(named)) => {
                let bad_format = |_| Error::new(ErrorCode::BadFormat).with("X-tenant-id");
                let id = TenantId::try_from(named.to_ascii_lowercase()).map_err(bad_format)?;
                if !tenants.contains(&id) {
                    return Err(Error::new(ErrorCode::BadValue).with("X-tenant-id"));
                }
                id
            }
        };
        self.tenant_of_id(&id, now).await
    }

    /// Returns a tenant, if it is one of those that the application serves.
    pub async fn served_tenant(
        &self,
        application: &Application,
        id: &TenantId,
        now: Timestamp,
    ) -> Result<Option<Arc<Tenant>>> {
        if application.home.tenants().contains(id) {
            self.tenant_of_id(id, now).await.map(Some)
        } else {
            Ok(None)
        }
    }

    /// Returns the tenant of an application that serves one and no more.
    pub async fn only_tenant(
        &self,
        application: &Application,
        now: Timestamp,
    ) -> Result<Option<Arc<Tenant>>> {
        match &application.home {
            Tenancy::Tenant(id) => self.tenant_of_id(id, now).await.map(Some),
            Tenancy::Template(_) => Ok(None),
        }
    }

    async fn tenant_of_id(&self, id: &TenantId, now: Timestamp) -> Result<Arc<Tenant>> {
        let found = self.tenants.get(&self.store, id, tenant_key, now).await?;
        found.ok_or_else(|| Error::internal("looking for an application's tenant"))
    }

    /// Returns an identity source. Fails with `SourceNotConfigured` if the application does not
    /// list it or the tenant does not have it.
    pub async fn source(
        &self,
        application: &Application,
        tenant: &TenantId,
        source: &SourceId,
        now: Timestamp,
    ) -> Result<Arc<Source>> {
        let not_configured = || Error::new(ErrorCode::SourceNotConfigured);
        if !application.sources.contains(source) {
            return Err(not_configured().because("application"));
        }
        let name = (tenant.clone(), source.clone());
        let key = |(tenant, source): &(TenantId, SourceId)| source_key(tenant, source);
        self.sources
            .get(&self.store, &name, key, now)
            .await?
            .ok_or_else(|| not_configured().because("no such source"))
    }

    /// Returns the first source of a kind that the application lists. Fails with
    /// `SourceNotConfigured` if there is none.
    pub async fn source_of_kind(
        &self,
        application: &Application,
        tenant: &TenantId,
        kind: SourceKind,
        now: Timestamp,
    ) -> Result<Arc<Source>> {
        for id in &application.sources {
            let source = self.source(application, tenant, id, now).await?;
            if source.kind == kind {
                return Ok(source);
            }
        }
        Err(Error::new(ErrorCode::SourceNotConfigured).because("kind"))
    }
}
