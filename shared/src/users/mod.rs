//! Users of a tenant: their items, profiles, passwords and social accounts.

pub mod factor;
pub mod foreign_hash;
pub mod imported;
pub mod password;
pub mod password_policy;
pub mod profile;
pub mod social_account;
pub mod user;
