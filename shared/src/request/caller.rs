//! Who is calling, established before any function runs.

use crate::{
    error::{
        Error, Result,
        catalogue::{ErrorCode, Lang},
    },
    request::{client_address::Address, idempotency_key::RequestKey},
    tenants::{application::Application, limits::Limits, tenant::Tenant},
    values::{contact::ContactKind, masked::masked},
};
use std::sync::Arc;

/// A device of a known application.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Which application.
    pub application: Arc<Application>,
    /// Whose users it serves.
    pub tenant: Arc<Tenant>,
    /// Which language to answer in.
    pub lang: Lang,
    /// What the application says of the device; keys limits as a hash.
    pub device: Device,
    /// Where the request came from, as API Gateway saw it.
    pub address: Address,
    /// The host name under which the request came. API Gateway answers under its own names only.
    pub domain: String,
    /// What is too much: the tenant's limits, and where it has others, the application's.
    pub limits: Arc<Limits>,
    /// What the client calls the request, if it may repeat it.
    pub request_key: Option<RequestKey>,
}

/// The fingerprint that an application sends of its device.
#[derive(Clone)]
pub struct Device(pub(crate) String);

masked!(Device);

impl Device {
    /// The fingerprint, for hashing.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.0
    }
}

impl Caller {
    /// Whether the application admits new users with that kind of contact. A tenant that admits
    /// none at all is an error of its own.
    pub fn admits_new(&self, kind: ContactKind) -> Result<bool> {
        if !self.tenant.registration_open {
            return Err(Error::new(ErrorCode::RegistrationClosed));
        }
        Ok(self.application.open && self.application.registers.contains(&kind))
    }
}
