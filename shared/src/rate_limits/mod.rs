//! Budgets for puzzles, for sending codes, by address, device, application, country and tenant, and
//! for wrong secrets of applications and wrong passwords.

pub mod client_secret_quota;
pub mod password_quota;
pub mod puzzle_quota;
pub mod send_quotas;
pub mod sent_text;
pub mod sms_conversion;
