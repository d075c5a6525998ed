//! The request that is being answered: who is calling, from where, with which headers and body.

pub mod body;
pub mod caller;
pub mod client_address;
pub mod client_authentication;
pub mod context;
pub mod headers;
pub mod idempotency_key;
pub mod pseudonyms;
pub mod receipt_context;
pub mod server_context;
