//! The HTTP edge: from an API Gateway event to a typed call of an endpoint, and back.

pub mod application_server;
pub mod authenticate;
pub mod carrier;
pub mod endpoint;
pub mod event;
pub mod extract;
pub(crate) mod origin;
pub mod respond;
pub mod routes;
pub mod server;
