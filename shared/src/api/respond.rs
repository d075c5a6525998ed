//! Turns answers and errors into HTTP responses.

use crate::{
    api::extract::ResponseStyle,
    error::{Error, ErrorContext, Result, catalogue::ErrorCode},
};
use lambda_http::{Body, Request, RequestExt, Response, http::header, request::RequestContext};
use serde::Serialize;
use serde_json::json;
use std::time::Duration;

pub(crate) fn request_id(request: &Request) -> String {
    match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => {
            context.request_id.clone().unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// A response that depends on the caller is cached by its client alone, and apart for each
/// application: a cache in between knows nothing of the headers that tell callers apart.
pub(crate) fn reply(
    answer: &impl Serialize,
    kept_for: Duration,
    is_for_anyone: bool,
) -> Result<Response<Body>> {
    let text = serde_json::to_string(answer).internal("writing an answer")?;
    let cache = match kept_for.as_secs() {
        0 => "no-store".to_owned(),
        seconds if is_for_anyone => format!("public, max-age={seconds}"),
        seconds => format!("private, max-age={seconds}"),
    };
    let mut response = Response::builder().header(header::CACHE_CONTROL, cache);
    if !kept_for.is_zero() && !is_for_anyone {
        response = response.header(header::VARY, "X-client-id, X-tenant-id");
    }
    if text == "null" {
        return response.body(Body::Empty).internal("writing an answer");
    }
    response
        .header(header::CONTENT_TYPE, JSON)
        .body(text.into())
        .internal("writing an answer")
}

pub(crate) fn error_response(error: &Error, style: &ResponseStyle) -> Response<Body> {
    let code = error.code();
    let body = json!({
        "error_code": code.wire(style.dialect),
        "error_msg": code.message(style.lang, error.params()),
    });
    let mut response = Response::builder()
        .status(code.status())
        .header(header::CONTENT_TYPE, JSON)
        .header(header::CACHE_CONTROL, "no-store");
    if let Some(wait) = error.retry_after() {
        response = response.header(header::RETRY_AFTER, wait.as_secs());
    }
    if let (ErrorCode::WrongMethod, [method]) = (code, error.params()) {
        response = response.header(header::ALLOW, method);
    }
    response.body(body.to_string().into()).unwrap_or_default()
}

pub(crate) const JSON: &str = "application/json; charset=utf-8";

pub(crate) fn with_request_id(mut response: Response<Body>, id: &str) -> Response<Body> {
    if let Ok(id) = header::HeaderValue::from_str(id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}
