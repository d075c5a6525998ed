//! The local cloud: every function of the workspace on one machine, for development and tests.

pub mod admin;
pub mod cloud;
pub mod functions;
pub mod generated;
pub mod openapi;
pub mod template;
