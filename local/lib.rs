//! The local cloud: every function of the workspace on one machine, for development and tests.

pub mod call;
pub mod checker;
pub mod cloud;
pub mod config;
mod config_reader;
pub mod faults;
pub mod gateway;
pub mod meter;
pub mod mounts;
pub mod openapi;
pub mod outbox;
pub mod people;
pub mod policy;
pub mod providers;
pub mod template;
pub mod wechat;
pub mod wire;
