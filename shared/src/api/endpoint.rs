//! What a function crate implements: [`Function`] for an endpoint, [`Job`] for scheduled work.

use crate::{
    api::extract::FromRequest,
    error::{Result, catalogue::Dialect},
    observability::audit::{Audited, Event},
    platform::{Platform, clock::Timestamp, settings::BootError},
    request::body::RequestBody,
};
use std::time::Duration;

/// One endpoint.
pub trait Endpoint: Sized + Send + Sync + 'static {
    /// How errors are named while the application is not known.
    const DIALECT: Dialect = Dialect::Eiam;
    /// How an `eiam` application's errors are named, where the published documents of an endpoint differ.
    const EIAM_PREFIX: Dialect = Dialect::Eiam;
    /// What is recorded of it, if anything is.
    const EVENT: Option<Event> = None;
    /// How long a client may keep the answer. Zero: not at all.
    const CACHE_FOR: Duration = Duration::ZERO;
    /// Whom it answers.
    type Caller: FromRequest;
    /// What the request asks.
    type Request: RequestBody + Send;
    /// What the answer says; `()` is an empty body.
    type Response: Audited;

    /// Takes what this function needs from the platform, and nothing else.
    fn build(platform: &Platform) -> Result<Self, BootError>;

    /// Answers one call.
    fn call(&self, call: Call<Self>) -> impl Future<Output = Result<Self::Response>> + Send;
}

/// A request that has been admitted, checked and parsed.
#[derive(Debug)]
pub struct Call<F: Endpoint> {
    /// What it asks.
    pub request: F::Request,
    /// Who sent it.
    pub caller: F::Caller,
    /// When it arrived. There is only one now per request.
    pub now: Timestamp,
}

/// What runs by the calendar instead of by request.
pub trait Job: Sized + Send + Sync + 'static {
    /// Takes what this job needs from the platform, and nothing else.
    fn build(platform: &Platform) -> Result<Self, BootError>;

    /// Does what is due.
    fn run(&self, now: Timestamp) -> impl Future<Output = Result<()>> + Send;
}
