//! WeChat's server API.

pub mod access_token;
pub mod client;
