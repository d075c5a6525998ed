//! Budgets for puzzles and for sending codes, by address, device, application, country and tenant.

pub mod puzzle_quota;
pub mod send_quotas;
pub mod sms_conversion;
