//! From an event to a typed call, and back: the only HTTP code, and the only place where an
//! error becomes an answer or a line in the log.

use crate::{
    audit::{self, Event, Reply},
    caller::{self, Admission, Manner},
    catalogue::{Code, Dialect},
    clock::{Clock, Timestamp},
    error::{Context, Error, Result, chain},
    form::{Ask, Form},
    log,
    metrics::{Measured, Metrics},
    platform::{BootError, Platform},
    tally,
    trail::Trail,
};
use lambda_http::{
    Body, Request, RequestExt, Response,
    http::{HeaderMap, header},
    request::RequestContext,
};
use serde::Serialize;
use serde_json::json;
use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};
use tracing::Instrument as _;

/// The largest body we read, in bytes.
const MAX_BODY: usize = 16 * 1024;

/// Why a function could not start.
pub type Fatal = lambda_http::Error;

/// One endpoint.
pub trait Function: Sized + Send + Sync + 'static {
    /// How errors are named while the application is not known.
    const DIALECT: Dialect = Dialect::Eiam;
    /// How an `eiam` application's errors are named, where the published documents of an endpoint differ.
    const EIAM_AS: Dialect = Dialect::Eiam;
    /// What is recorded of it, if anything is.
    const EVENT: Option<Event> = None;
    /// How long a client may keep the answer. Zero: not at all.
    const KEPT_FOR: Duration = Duration::ZERO;
    /// Whom it answers.
    type Caller: Admission;
    /// What the request asks.
    type Ask: Ask + Send;
    /// What the answer says; `()` is an empty body.
    type Answer: Reply;

    /// Takes what this function needs from the platform, and nothing else.
    fn build(platform: &Platform) -> Result<Self, BootError>;

    /// Answers one call.
    fn call(&self, call: Call<Self>) -> impl Future<Output = Result<Self::Answer>> + Send;
}

/// A request that has been admitted, checked and parsed.
#[derive(Debug)]
pub struct Call<F: Function> {
    /// What it asks.
    pub ask: F::Ask,
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

/// Runs a function on Lambda. This is the whole of every `main`.
pub async fn serve<F: Function>() -> Result<(), Fatal> {
    let platform = Platform::lambda();
    log::to_output(&platform.settings);
    let served = &Served::<F>::build(&platform).await?;
    let handler = async move |request| Ok::<_, Infallible>(served.respond(request).await);
    lambda_http::run(lambda_http::service_fn(handler)).await
}

/// Runs a job on Lambda.
pub async fn serve_job<J: Job>() -> Result<(), Fatal> {
    let platform = Platform::lambda();
    log::to_output(&platform.settings);
    let (job, clock) = (&J::build(&platform)?, &platform.clock);
    platform.start().await;
    let handler = async move |_: lambda_runtime::LambdaEvent<serde_json::Value>| {
        // Boxed: the compiler gives up on the layout of so deep a future.
        Box::pin(job.run(clock.now())).await.map_err(|error| {
            let chain = chain(&error);
            tracing::error!("{chain}");
            Fatal::from(chain)
        })
    };
    lambda_runtime::run(lambda_runtime::service_fn(handler)).await
}

/// A function, ready to answer.
pub struct Served<F: Function> {
    function: F,
    door: <F::Caller as Admission>::Door,
    clock: Arc<dyn Clock>,
    /// How long an answer may take, so that it comes before Lambda ends the function.
    patience: Duration,
    metrics: Option<Arc<Metrics>>,
    is_new: AtomicBool,
}

impl<F: Function> Served<F> {
    /// Builds the function and its door, and does what there is to do before the first request. Setting: `ANSWER_SECONDS`.
    pub async fn build(platform: &Platform) -> Result<Self, BootError> {
        let (door, function) = (F::Caller::door(platform)?, F::build(platform)?);
        let patience = platform.settings.seconds("ANSWER_SECONDS")?;
        let metrics = Metrics::of(platform)?;
        platform.start().await;
        let clock = Arc::clone(&platform.clock);
        Ok(Self { function, door, clock, patience, metrics, is_new: AtomicBool::new(true) })
    }

    /// Answers one request.
    pub async fn respond(&self, request: Request) -> Response<Body> {
        let id = request_id(&request);
        let span = tracing::info_span!("request", request_id = id);
        let response = self.respond_within(&request, &id).instrument(span).await;
        with_request_id(response, &id)
    }

    async fn respond_within(&self, request: &Request, id: &str) -> Response<Body> {
        let (began, trail) = (self.clock.now(), Trail::default());
        let mut manner = Manner { dialect: F::DIALECT, lang: caller::language(request.headers()), trail };
        let answer = Box::pin(self.answer(request, began, &mut manner));
        let (answer, calls) = tally::counted(tokio::time::timeout(self.patience, answer)).await;
        let answer = answer.unwrap_or_else(|_| Err(Error::impossible("answering in time")));
        let (facts, outcome) = (manner.trail.read(), answer.as_ref().map(Reply::outcome));
        if let Some(event) = F::EVENT {
            audit::record(event, outcome, &facts);
        }
        if let Some(metrics) = &self.metrics {
            let (is_send, is_first) = (F::EVENT == Some(Event::Send), self.is_new.swap(false, Relaxed));
            let took = began.until(self.clock.now());
            metrics.request(&Measured { facts: &facts, id, outcome, is_send, began, took, calls, is_first });
        }
        match answer.and_then(|answer| reply(&answer, F::KEPT_FOR, F::Caller::HEADERS.is_empty())) {
            Ok(response) => {
                tracing::info!(status = 200);
                response
            }
            Err(error) => {
                told(&error);
                if manner.dialect == Dialect::Eiam {
                    manner.dialect = F::EIAM_AS;
                }
                refusal(&error, &manner)
            }
        }
    }

    async fn answer(&self, request: &Request, now: Timestamp, manner: &mut Manner) -> Result<F::Answer> {
        let caller = F::Caller::admit(&self.door, request, now, manner).await?;
        let body = if F::Ask::HAS_BODY { body(request)? } else { &[] };
        let (rules, policy) = caller.reading(now);
        let ask = F::Ask::read(&Form::parse(body, &rules, policy)?)?;
        self.function.call(Call { ask, caller, now }).await
    }
}

/// The bytes of the body, if it says that it is JSON and is not too large.
fn body(request: &Request) -> Result<&[u8]> {
    let body: &[u8] = request.body();
    if body.len() > MAX_BODY {
        return Err(Error::new(Code::BodyTooLarge).with(MAX_BODY));
    }
    if is_json(request.headers()) { Ok(body) } else { Err(Error::new(Code::BadFormat).with("Content-Type")) }
}

/// `application/json`, with or without a charset, which must be UTF-8.
fn is_json(headers: &HeaderMap) -> bool {
    let stated = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = stated.split(';').map(|part| part.trim().to_ascii_lowercase());
    let is_json = parts.next().is_some_and(|media| media == "application/json");
    is_json
        && parts.all(|parameter| {
            matches!(parameter.split_once('='), Some((name, value))
            if name.trim() != "charset" || matches!(value.trim().trim_matches('"'), "utf8" | "utf-8"))
        })
}

fn request_id(request: &Request) -> String {
    match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => context.request_id.clone().unwrap_or_default(),
        _ => String::new(),
    }
}

/// What depends on the caller is kept by its client alone, and apart for each application: a cache
/// between them knows nothing of the headers that tell callers apart.
fn reply(answer: &impl Serialize, kept_for: Duration, is_for_anyone: bool) -> Result<Response<Body>> {
    let text = serde_json::to_string(answer).busy("writing an answer")?;
    let cache = match kept_for.as_secs() {
        0 => "no-store".to_owned(),
        seconds if is_for_anyone => format!("public, max-age={seconds}"),
        seconds => format!("private, max-age={seconds}"),
    };
    let mut response = Response::builder().header(header::CACHE_CONTROL, cache);
    if !(kept_for.is_zero() || is_for_anyone) {
        response = response.header(header::VARY, "X-client-id, X-tenant-id");
    }
    if text == "null" {
        return response.body(Body::Empty).busy("writing an answer");
    }
    response.header(header::CONTENT_TYPE, JSON).body(text.into()).busy("writing an answer")
}

fn refusal(error: &Error, manner: &Manner) -> Response<Body> {
    let code = error.code();
    let body = json!({
        "error_code": code.wire(manner.dialect),
        "error_msg": code.sentence(manner.lang, error.params()),
    });
    let mut response = Response::builder()
        .status(code.status())
        .header(header::CONTENT_TYPE, JSON)
        .header(header::CACHE_CONTROL, "no-store");
    if let Some(wait) = error.retry_after() {
        response = response.header(header::RETRY_AFTER, wait.as_secs());
    }
    if let (Code::WrongMethod, [method]) = (code, error.params()) {
        response = response.header(header::ALLOW, method);
    }
    response.body(body.to_string().into()).unwrap_or_default()
}

const JSON: &str = "application/json; charset=utf-8";

fn with_request_id(mut response: Response<Body>, id: &str) -> Response<Body> {
    if let Ok(id) = header::HeaderValue::from_str(id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

fn told(error: &Error) {
    let (status, code) = (error.code().status(), error.code().name());
    if status >= 500 {
        tracing::error!(status, code, "{}", chain(error));
    } else {
        tracing::info!(status, code, "{}", chain(error));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_in_utf8_is_the_only_content_type() {
        let says = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, text.parse().unwrap());
            is_json(&headers)
        };
        for text in
            ["application/json", "application/json;charset=utf8", "Application/JSON; charset=\"UTF-8\""]
        {
            assert!(says(text), "{text}");
        }
        for text in [
            "",
            "text/plain",
            "application/json; charset=gbk",
            "application/jsonp",
            "application/x-www-form-urlencoded",
        ] {
            assert!(!says(text), "{text}");
        }
        assert!(!is_json(&HeaderMap::new()));
    }
}
