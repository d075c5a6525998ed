//! From an event to a typed call, and back: the only HTTP code, and the only place where an
//! error becomes an answer or a line in the log.

use crate::{
    api::{
        endpoint::{Endpoint, Job},
        event::with_plain_uri,
        extract::{FromRequest, ResponseStyle, language},
        origin::OriginSecret,
        respond::{compressed, error_response, reply, request_id, with_request_id},
    },
    error::{
        Error, Result,
        catalogue::{Dialect, ErrorCode},
        chain,
    },
    observability::{
        audit::{self, Audited, Event},
        audit_context::AuditContext,
        call_counter, log,
        metrics::{Measured, Metrics},
    },
    platform::{
        Platform,
        clock::{Clock, Timestamp},
        settings::BootError,
    },
    request::body::{BodyEncoding, ParsedBody, RequestBody},
};
use lambda_http::{
    Adapter, Body, LambdaEvent, Request, RequestExt, Response, Service as _,
    http::{HeaderMap, Method, header},
    request::LambdaRequest,
};
use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};
use tracing::Instrument as _;
use url::form_urlencoded;

/// The largest body we read, in bytes.
const MAX_BODY: usize = 16 * 1024;
/// The largest list, in bytes: the hundred entries of a carrier's report have 25 KB.
const MAX_LIST: usize = 64 * 1024;

/// Why a function could not start.
pub type StartError = lambda_http::Error;

/// Runs a function on Lambda. This is the whole of every `main`.
pub async fn serve<F: Endpoint>() -> Result<(), StartError> {
    let platform = Platform::lambda();
    log::to_output(&platform.settings);
    let served = &Served::<F>::build(&platform).await?;
    let handler = async move |request| Ok::<_, Infallible>(served.respond(request).await);
    let mut adapter = Adapter::from(lambda_http::service_fn(handler));
    let handler = move |event: LambdaEvent<LambdaRequest>| {
        let LambdaEvent { payload, context } = event;
        adapter.call(LambdaEvent::new(with_plain_uri(payload), context))
    };
    lambda_runtime::run(lambda_http::service_fn(handler)).await
}

/// Runs a job on Lambda.
pub async fn serve_job<J: Job>() -> Result<(), StartError> {
    let platform = Platform::lambda();
    log::to_output(&platform.settings);
    let (job, clock) = (&J::build(&platform)?, &platform.clock);
    platform.start().await;
    let handler = async move |_: lambda_runtime::LambdaEvent<serde_json::Value>| {
        // Boxed: the compiler gives up on the layout of so deep a future.
        Box::pin(job.run(clock.now())).await.map_err(|error| {
            let chain = chain(&error);
            tracing::error!("{chain}");
            StartError::from(chain)
        })
    };
    lambda_runtime::run(lambda_runtime::service_fn(handler)).await
}

/// A function, ready to answer.
pub struct Served<F: Endpoint> {
    endpoint: F,
    state: <F::Context as FromRequest>::State,
    clock: Arc<dyn Clock>,
    /// How long an answer may take, so that it comes before Lambda ends the function.
    answer_timeout: Duration,
    metrics: Option<Arc<Metrics>>,
    origin: Option<OriginSecret>,
    is_new: AtomicBool,
}

impl<F: Endpoint> Served<F> {
    /// Builds the endpoint and the state of its context, and does what there is to do before the
    /// first request. Setting: `ANSWER_SECONDS`.
    pub async fn build(platform: &Platform) -> Result<Self, BootError> {
        let state = F::Context::state(platform, F::EVENT.is_some())?;
        let endpoint = F::build(platform)?;
        let answer_timeout = platform.settings.seconds("ANSWER_SECONDS")?;
        let metrics = Metrics::of(platform)?;
        platform.start().await;
        let clock = Arc::clone(&platform.clock);
        Ok(Self {
            endpoint,
            state,
            clock,
            answer_timeout,
            metrics,
            origin: OriginSecret::of(&platform.settings),
            is_new: AtomicBool::new(true),
        })
    }

    /// Answers one request, and logs it under an id that the response bears too.
    pub async fn respond(&self, request: Request) -> Response<Body> {
        let id = request_id(&request);
        let version = env!("CARGO_PKG_VERSION");
        let span = tracing::info_span!("request", request_id = id, version);
        let mut response = self.respond_within(&request, &id).instrument(span).await;
        if request.method() == Method::HEAD {
            // Answered like GET, but for the body (RFC 9110, section 9.3.2): the length is that of
            // the body that GET has (section 8.6).
            let length = response.body().len().into();
            response
                .headers_mut()
                .insert(header::CONTENT_LENGTH, length);
            *response.body_mut() = Body::Empty;
        }
        with_request_id(response, &id)
    }

    async fn respond_within(&self, request: &Request, id: &str) -> Response<Body> {
        let began = self.clock.now();
        let mut style = ResponseStyle {
            form: F::ERROR_FORM,
            dialect: F::DIALECT,
            lang: language(request.headers()),
            audit: AuditContext::default(),
        };
        // Neither an act nor a request of ours: it leaves no event and no metric.
        if let Some(Err(error)) = self.origin.as_ref().map(|origin| origin.check(request)) {
            log_error(&error);
            return error_response(&error, &style);
        }
        let answer = Box::pin(self.answer(request, began, &mut style));
        let in_time = tokio::time::timeout(self.answer_timeout, answer);
        let (answer, calls) = call_counter::counted(in_time).await;
        let answer = answer.unwrap_or_else(|_| Err(Error::internal("answering in time")));
        let facts = style.audit.read();
        let label = answer.as_ref().map(Audited::label);
        if let Some(event) = F::EVENT {
            audit::record(event, label, &facts);
        }
        if let Some(metrics) = &self.metrics {
            metrics.request(&Measured {
                facts: &facts,
                id,
                label,
                is_send: F::EVENT == Some(Event::Send),
                began,
                took: began.until(self.clock.now()),
                calls,
                is_first: self.is_new.swap(false, Relaxed),
            });
        }
        let is_public = F::Context::HEADERS.is_empty();
        let reply = answer
            .and_then(|answer| reply(&answer, F::CACHE_FOR, is_public))
            .and_then(|response| {
                // What may be cached holds no secret, so its length gives none away (BREACH).
                if F::CACHE_FOR.is_zero() {
                    Ok(response)
                } else {
                    compressed(response, request.headers())
                }
            });
        match reply {
            Ok(response) => {
                tracing::info!(status = 200);
                response
            }
            Err(error) => {
                log_error(&error);
                if style.dialect == Dialect::Eiam {
                    style.dialect = F::EIAM_PREFIX;
                }
                error_response(&error, &style)
            }
        }
    }

    async fn answer(
        &self,
        request: &Request,
        now: Timestamp,
        style: &mut ResponseStyle,
    ) -> Result<F::Response> {
        let cx = F::Context::from_request(&self.state, request, now, style).await?;
        let (context, policy) = cx.parsing();
        let body = match F::Request::ENCODING {
            BodyEncoding::None => ParsedBody::empty(&context, policy),
            BodyEncoding::Json => ParsedBody::json(json(request)?, &context, policy)?,
            BodyEncoding::List => {
                let body = self::body(request, MAX_LIST)?;
                ParsedBody::list(body, &context, policy)?
            }
            BodyEncoding::Form => {
                let query = request.query_string_parameters();
                let query = query
                    .iter()
                    .map(|(name, value)| (name.into(), value.into()));
                ParsedBody::form(query.chain(form(request)?), &context, policy)
            }
        };
        let request = F::Request::read(&body)?;
        self.endpoint.call(&cx, request).await
    }
}

/// The bytes of the body, if it says that it is JSON and is not too large.
fn json(request: &Request) -> Result<&[u8]> {
    let body = body(request, MAX_BODY)?;
    if is_of(request.headers(), "application/json") {
        Ok(body)
    } else {
        Err(Error::new(ErrorCode::BadFormat).with("Content-Type"))
    }
}

/// The parameters in the body, if it says that it is a form and is not too large. Where all
/// parameters are in the query, the body is empty, and of whatever type.
fn form(request: &Request) -> Result<form_urlencoded::Parse<'_>> {
    let body = body(request, MAX_BODY)?;
    if body.is_empty() || is_of(request.headers(), "application/x-www-form-urlencoded") {
        Ok(form_urlencoded::parse(body))
    } else {
        Err(Error::new(ErrorCode::BadFormat).with("Content-Type"))
    }
}

fn body(request: &Request, most: usize) -> Result<&[u8]> {
    let body: &[u8] = request.body();
    if body.len() > most {
        return Err(Error::new(ErrorCode::BodyTooLarge).with(most));
    }
    Ok(body)
}

/// Whether the content is of a type, with or without a charset, which must be UTF-8. Some clients
/// end it with `;`.
fn is_of(headers: &HeaderMap, media_type: &str) -> bool {
    let stated = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut parts = stated
        .split(';')
        .map(|part| part.trim().to_ascii_lowercase());
    let is_of_type = parts.next().is_some_and(|media| media == media_type);
    is_of_type
        && parts.filter(|parameter| !parameter.is_empty()).all(|parameter| {
            matches!(parameter.split_once('='), Some((name, value))
            if name.trim() != "charset" || matches!(value.trim().trim_matches('"'), "utf8" | "utf-8"))
        })
}

fn log_error(error: &Error) {
    let (status, code) = (error.code().status(), error.code().log_code());
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
            is_of(&headers, "application/json")
        };
        for text in [
            "application/json",
            "application/json;",
            "application/json; ;charset=utf-8;",
            "application/json;charset=utf8",
            "Application/JSON; charset=\"UTF-8\"",
        ] {
            assert!(says(text), "{text}");
        }
        for text in [
            "",
            "text/plain",
            "application/json; charset=gbk",
            "application/json; charset",
            ";application/json",
            "application/jsonp",
            "application/x-www-form-urlencoded",
        ] {
            assert!(!says(text), "{text}");
        }
        assert!(!is_of(&HeaderMap::new(), "application/json"));
    }
}
