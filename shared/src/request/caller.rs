//! The caller of an endpoint: application, tenant, device and address.
//!
//! [`crate::api::extract`] establishes it from the request's headers before the endpoint runs.

use crate::{
    error::{
        Error, Result,
        catalogue::{ErrorCode, Lang},
    },
    request::{client_address::Address, idempotency_key::IdempotencyKey},
    tenants::{application::Application, limits::Limits, tenant::Tenant},
    values::{contact::ContactKind, language_tag::LanguageTag, masked::masked},
};
use std::sync::Arc;

/// The caller of a request: a device of a known application.
#[derive(Clone, Debug)]
pub struct Caller {
    pub application: Arc<Application>,
    /// The tenant whose users the application serves in this request.
    pub tenant: Arc<Tenant>,
    /// The language of the response.
    pub lang: Lang,
    /// The language that messages with codes are in, if the tenant has wording in it; else they
    /// are in that of the response.
    pub language: LanguageTag,
    /// The device as the application identifies it. Limits count it by its pseudonym.
    pub device: Device,
    /// The IP address of the client.
    pub address: Address,
    /// The host name that the request was sent to. API Gateway accepts its own names only, so
    /// it can be trusted.
    pub domain: String,
    /// The limits of the tenant with the overrides of the application.
    pub limits: Arc<Limits>,
    /// The idempotency key, if the client sent one.
    pub idempotency_key: Option<IdempotencyKey>,
}

/// The device headers. It prints masked.
#[derive(Clone)]
pub struct Device {
    pub(crate) fingerprint: String,
    pub(crate) agent: String,
}

masked!(Device);

impl Device {
    /// The value of `X-device-fingerprint`, the input of its pseudonym.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The value of `X-agent`, by which people recognise their devices.
    #[must_use]
    pub fn agent(&self) -> &str {
        &self.agent
    }
}

impl Caller {
    /// Tells whether the application admits new users with that kind of contact. Fails with
    /// `RegistrationClosed` if the tenant admits none at all.
    pub fn admits_new(&self, kind: ContactKind) -> Result<bool> {
        if !self.tenant.registration_open {
            return Err(Error::new(ErrorCode::RegistrationClosed));
        }
        Ok(self.application.open && self.application.registers.contains(&kind))
    }
}
