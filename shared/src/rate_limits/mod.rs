//! Budgets for sending codes, by address, device, application, country and tenant.

pub mod send_quotas;
pub mod sms_conversion;
