//! What the server of an application asks for: an access token, and what a session opens.

pub mod refresh;
pub mod sso_ticket;
pub mod token;
