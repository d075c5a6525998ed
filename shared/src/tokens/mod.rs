//! What clients hold: state tokens, session tokens, `id_token`s.

pub mod flow_context;
pub mod id_token;
pub mod issuer;
mod jwt;
pub mod open_session;
pub mod rs256;
pub mod session;
pub mod signature;
pub mod state_token;
