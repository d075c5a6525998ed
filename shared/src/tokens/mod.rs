//! What clients hold: state tokens, session tokens, `id_token`s; and what the servers of
//! applications hold: access tokens, `sso_ticket`s.

pub mod flow_context;
pub mod id_token;
pub mod issuer;
mod jwt;
pub mod open_session;
pub mod receipt_address;
pub mod rs256;
pub mod server_session;
pub mod server_token;
pub mod session;
pub mod signature;
pub mod sso_ticket;
pub mod state_token;
mod token_hash;
