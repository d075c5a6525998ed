//! `bindery receipts-url`: the address to which a carrier is to report. Whoever has it can report,
//! so it is given to the carrier alone.

use shared::{
    error::chain,
    storage::{
        item_keys::{carrier_secret_key, tenant_key},
        store::Store,
    },
    tenants::{delivery::StoredCarrierSecret, tenant::Tenant},
    tokens::receipt_address,
    values::identifiers::{CarrierId, TenantId},
};

/// The path of the address, after the host name of the deployment.
pub(super) async fn path(
    tenant: &TenantId,
    carrier: &CarrierId,
    store: &Store,
) -> Result<String, String> {
    let stored: Option<Tenant> = store
        .get(&tenant_key(tenant))
        .await
        .map_err(|error| chain(&error))?;
    let stored = stored.ok_or("there is no such tenant")?;
    let set_up = stored.delivery.carrier(carrier);
    let set_up = set_up.ok_or("the tenant has no such carrier")?;
    let secret: Option<StoredCarrierSecret<'_>> = store
        .get(&carrier_secret_key(tenant, carrier))
        .await
        .map_err(|error| chain(&error))?;
    let secret = secret.ok_or("the carrier has no secret in the Keys table")?;
    receipt_address::path_of(&set_up, tenant, &secret.secret)
        .ok_or_else(|| "the carrier has no receipts: true".to_owned())
}
