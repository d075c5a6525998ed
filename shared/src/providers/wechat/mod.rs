//! WeChat's server API: the [`client`], and the [`access_token`] that its calls share.

pub mod access_token;
pub mod client;
