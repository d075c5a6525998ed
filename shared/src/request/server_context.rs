//! A call of an application's server, and the device for which it asks.

use crate::{
    error::{Result, catalogue::Lang},
    observability::audit_context::AuditContext,
    platform::clock::Timestamp,
    request::{
        body::BodyReader,
        caller::{Caller, Device},
        client_address::Address,
        context::Context,
        headers::MAX_DEVICE_TEXT,
    },
    tenants::{application::Application, tenant::Tenant},
    values::{
        field::{Field, FieldError, FieldSchema, ParseContext},
        masked::masked,
    },
};
use std::sync::Arc;

/// A request of the server of a known application, which an access token proves.
#[derive(Clone, Debug)]
pub struct ServerContext {
    /// The application whose server it is.
    pub application: Arc<Application>,
    /// The language of the response.
    pub lang: Lang,
    /// The IP address of the server.
    pub address: Address,
    /// The host name that the request was sent to.
    pub domain: String,
    /// When the request arrived.
    pub now: Timestamp,
    /// The facts for the audit event.
    pub audit: AuditContext,
}

/// The device that the server asks for, as the body names it.
#[derive(Clone)]
pub struct RelayedDevice {
    device: Device,
    /// Where it is, if that is an address.
    address: Option<Address>,
}

masked!(RelayedDevice);

/// What a body says of a device. Like a header of a device, it is cut where it is too long.
struct DeviceText(String);

impl Field for DeviceText {
    const SCHEMA: FieldSchema = FieldSchema::text(16_384, "156aysdna213sc50");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        let end = text.floor_char_boundary(MAX_DEVICE_TEXT);
        Ok(Self(text[..end].to_owned()))
    }
}

impl RelayedDevice {
    /// Reads the members of a body that say which device it is.
    pub fn read<R: BodyReader>(body: &R) -> Result<Self> {
        body.required::<DeviceText>("operating_sys_version")?;
        let DeviceText(address) = body.required("device_ip")?;
        let DeviceText(fingerprint) = body.required("device_fingerprint")?;
        let agent = body.optional("agent")?;
        let agent = agent.map_or_else(String::new, |DeviceText(agent)| agent);
        Ok(Self {
            device: Device { fingerprint, agent },
            address: Address::relayed(&address),
        })
    }
}

impl ServerContext {
    /// The same request as if the device had made it, to the application and the tenant.
    #[must_use]
    pub fn for_device(&self, relayed: &RelayedDevice, tenant: Arc<Tenant>) -> Context {
        self.audit.caller(&tenant.id, &self.application.client_id);
        Context {
            caller: Caller {
                application: Arc::clone(&self.application),
                lang: self.lang,
                language: self.lang.into(),
                device: relayed.device.clone(),
                address: relayed.address.unwrap_or(self.address),
                domain: self.domain.clone(),
                limits: Arc::new(self.application.limits.over(&tenant.limits)),
                idempotency_key: None,
                tenant,
            },
            now: self.now,
            audit: self.audit.clone(),
        }
    }
}
