//! What a user does after signing in: sessions, profile, contacts, links.

pub mod profile;
pub mod refresh;
pub mod sessions;
