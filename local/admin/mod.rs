//! The operator's commands of `bindery`: configuration, personal data, imports of users.
//!
//! They read and write the tables of a deployment, also those of production, and are no part
//! of the local cloud.

pub mod commands;
pub mod configuration;
mod configuration_reader;
pub mod data_subject;
mod import_record;
mod located;
mod mistakes;
mod receipts_url;
mod repeated_claims;
pub mod route;
mod unknown_members;
pub mod user_import;
pub mod users;
mod wording;
