//! What a user does after signing in: sessions, profile, contacts, links.

pub mod contact;
pub mod notices;
pub mod profile;
pub mod profile_update;
pub mod refresh;
pub mod sessions;
pub mod social;
