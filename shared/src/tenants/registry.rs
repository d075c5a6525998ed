//! Applications and tenants: what the owner set up.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    platform::{Platform, clock::Timestamp, settings::BootError},
    storage::{
        item::ItemKey,
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
use serde::de::DeserializeOwned;
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
    time::Duration,
};

/// How long a process goes on with what it read: a changed setting is live within a minute.
const READ_EVERY: Duration = Duration::from_mins(1);

/// The applications and tenants that this process was asked about.
pub struct Registry {
    store: Arc<Store>,
    applications: Cache<ClientId, Application>,
    tenants: Cache<TenantId, Tenant>,
    sources: Cache<(TenantId, SourceId), Source>,
}

impl Registry {
    /// The one that all parts of a function share.
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

    /// The application of that name.
    pub async fn application(&self, client: &ClientId, now: Timestamp) -> Result<Arc<Application>> {
        let found = self
            .applications
            .get(&self.store, client, application_key, now)
            .await?;
        found.ok_or_else(|| Error::new(ErrorCode::UnknownApplication))
    }

    /// The tenant that an application serves, or that the caller of a template names.
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
        let found = self.tenants.get(&self.store, &id, tenant_key, now).await?;
        found.ok_or_else(|| Error::internal("looking for an application's tenant"))
    }

    /// A source of the tenant that the application lets people arrive from.
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

    /// The first source of the application that is of a kind.
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

/// Items read less than a minute ago. Absent ones are not kept, so nobody fills the memory by asking for them.
struct Cache<N, T>(RwLock<HashMap<N, (Timestamp, Arc<T>)>>);

impl<N, T> Default for Cache<N, T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<N: Clone + Eq + std::hash::Hash, T: DeserializeOwned> Cache<N, T> {
    async fn get(
        &self,
        store: &Store,
        name: &N,
        key: fn(&N) -> ItemKey,
        now: Timestamp,
    ) -> Result<Option<Arc<T>>> {
        let kept = self.0.read().ok().and_then(|kept| kept.get(name).cloned());
        if let Some((read_at, value)) = kept
            && now < read_at + READ_EVERY
        {
            return Ok(Some(value));
        }
        let found = store.get::<T>(&key(name)).await?.map(Arc::new);
        if let (Some(value), Ok(mut kept)) = (&found, self.0.write()) {
            kept.insert(name.clone(), (now, Arc::clone(value)));
        }
        Ok(found)
    }
}
