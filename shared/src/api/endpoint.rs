//! What a function crate implements: [`Endpoint`] for a route, [`Job`] for scheduled work.

use crate::{
    api::extract::FromRequest,
    error::{
        Result,
        catalogue::{Dialect, ErrorForm, ErrorGroups},
    },
    observability::audit::{Audited, Event},
    platform::{Platform, clock::Timestamp, settings::BootError},
    request::body::RequestBody,
};
use std::time::Duration;

/// What answers the requests of one route.
pub trait Endpoint: Sized + Send + Sync + 'static {
    /// The dialect of errors while the application is not known.
    const DIALECT: Dialect = Dialect::Eiam;
    /// The dialect of errors for an `eiam` application, where the published page of
    /// an endpoint shows another.
    const EIAM_PREFIX: Dialect = Dialect::Eiam;
    /// The form of errors.
    const ERROR_FORM: ErrorForm = ErrorForm::Sdk;
    /// The errors that it answers with, beside those of its context and of reading its body. They
    /// are for the description of the API, to which the tests hold every answer.
    const ERRORS: ErrorGroups;
    /// The statuses that it answers with, where it is a flow. They are for the description, too.
    const STATUSES: &'static [&'static str] = &[];
    /// The audit event that each request leaves, if any.
    const EVENT: Option<Event> = None;
    /// How long a client may cache a response. Zero: not at all.
    const CACHE_FOR: Duration = Duration::ZERO;
    /// What must be known of a request before it is answered.
    type Context: FromRequest;
    /// The request's body; `()` where there is none.
    type Request: RequestBody + Send;
    /// The response's body; `()` is an empty one.
    type Response: Audited;

    /// Takes from the platform what this endpoint needs.
    fn build(platform: &Platform) -> Result<Self, BootError>;

    /// Answers one request that was admitted and parsed.
    fn call(
        &self,
        cx: &Self::Context,
        request: Self::Request,
    ) -> impl Future<Output = Result<Self::Response>> + Send;
}

/// What runs by schedule instead of by request.
pub trait Job: Sized + Send + Sync + 'static {
    /// Takes from the platform what this job needs.
    fn build(platform: &Platform) -> Result<Self, BootError>;

    /// Does what is due.
    fn run(&self, now: Timestamp) -> impl Future<Output = Result<()>> + Send;
}
