//! The operator's commands of `bindery`: configuration and personal data.
//!
//! They read and write the tables of a deployment, also those of production, and are no part
//! of the local cloud.

pub mod commands;
pub mod configuration;
mod configuration_reader;
pub mod data_subject;
mod located;
mod mistakes;
mod unknown_members;
pub mod users;
