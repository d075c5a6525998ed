//! A call of a carrier that reports on the texts of a tenant.

use crate::{
    platform::clock::Timestamp,
    values::identifiers::{CarrierId, TenantId},
};

/// A request of a known carrier, which the token in its address proves.
#[derive(Clone, Debug)]
pub struct ReceiptContext {
    /// Whose texts it reports on.
    pub tenant: TenantId,
    /// The tenant's name for it.
    pub carrier: CarrierId,
    /// When the request arrived.
    pub now: Timestamp,
}
