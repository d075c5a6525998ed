//! `GET /api/v2/sdk/server-date`: tells the time of the server.
//!
//! Clients that sign with a timestamp take it from here.

use serde::Serialize;
use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    observability::audit::Audited,
    platform::{Platform, settings::BootError},
    request::context::Context,
};

pub struct ServerDate;

/// The time of the server.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "ServerDate",
        extend("examples" = [{ "timestamp": "1628496895102" }]))
)]
#[derive(Debug, Serialize)]
pub struct Date {
    /// Milliseconds since 1970, as a string.
    timestamp: String,
}

impl Audited for Date {}

impl Endpoint for ServerDate {
    const ERRORS: ErrorGroups = &[];
    type Context = Context;
    type Request = ();
    type Response = Date;

    fn build(_: &Platform) -> Result<Self, BootError> {
        Ok(Self)
    }

    async fn call(&self, cx: &Context, (): ()) -> Result<Date> {
        Ok(Date {
            timestamp: cx.now.millis().to_string(),
        })
    }
}
