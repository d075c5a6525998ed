//! The operator's tool. It touches production tables and is no part of the local cloud.

pub mod commands;
pub mod configuration;
mod configuration_reader;
pub mod data_subject;
