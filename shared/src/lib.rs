//! What every endpoint shares. A function crate adds its route's request, response and flow.
//!
//! A folder is a floor: **imports go down only**, in the order of this list. A test reads the order
//! from here. (The blank lines keep rustfmt from sorting it.)

pub mod flows;

pub mod api;

pub mod providers;

pub mod verification;

pub mod tokens;

pub mod captcha;

pub mod rate_limits;

pub mod users;

pub mod request;

pub mod keys;

pub mod tenants;

pub mod storage;

pub mod observability;

pub mod values;

pub mod platform;

pub mod error;
