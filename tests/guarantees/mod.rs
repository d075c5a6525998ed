//! What holds whatever is requested: limits, isolation, idempotency, faults, and what is recorded.

mod attacks;
mod audit;
mod carriers;
mod consistency;
mod contention;
mod data_subject;
mod faults;
mod idempotency;
mod logs;
mod passwords;
mod pending_sign_ins;
mod proofs;
mod rate_limits;
mod servers;
mod signatures;
mod spraying;
mod tenant_isolation;
mod user_enumeration;
mod verification_codes;
