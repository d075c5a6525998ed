//! What is recorded of a request: log lines, audit events, metrics.

pub mod audit;
pub mod audit_context;
pub mod call_counter;
pub mod log;
pub mod metrics;
