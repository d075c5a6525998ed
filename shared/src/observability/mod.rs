//! Log lines, audit events and metrics.
//!
//! None of them holds secrets or personal data: people, devices and
//! addresses appear under pseudonyms.

pub mod audit;
pub mod audit_context;
pub mod call_counter;
pub mod log;
pub mod metrics;
