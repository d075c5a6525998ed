//! What clients hold: state tokens, session tokens, `id_token`s.

pub mod flow_caller;
pub mod id_token;
pub mod rs256;
pub mod session;
pub mod state_token;
