//! Turns answers and errors into HTTP responses.

use crate::{
    api::extract::ResponseStyle,
    error::{
        Error, ErrorContext, Result,
        catalogue::{ErrorCode, ErrorForm, Lang},
    },
};
use flate2::{Compression, write::GzEncoder};
use lambda_http::{
    Body, Request, RequestExt, Response,
    http::{HeaderMap, HeaderValue, header},
    request::RequestContext,
};
use serde::Serialize;
use serde_json::json;
use std::{io::Write as _, time::Duration};

/// Responses of fewer bytes are not compressed: they fit into the first packets anyway.
const COMPRESS_FROM: usize = 4096;

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
    is_public: bool,
) -> Result<Response<Body>> {
    let text = serde_json::to_string(answer).internal("writing an answer")?;
    let cache = match kept_for.as_secs() {
        0 => "no-store".to_owned(),
        seconds if is_public => format!("public, max-age={seconds}"),
        seconds => format!("private, max-age={seconds}"),
    };
    let mut response = Response::builder().header(header::CACHE_CONTROL, cache);
    if !kept_for.is_zero() {
        let vary = if is_public {
            "Accept-Encoding"
        } else {
            "Accept-Encoding, X-client-id, X-tenant-id"
        };
        response = response.header(header::VARY, vary);
    }
    if text == "null" {
        return response.body(Body::Empty).internal("writing an answer");
    }
    response
        .header(header::CONTENT_TYPE, JSON)
        .body(text.into())
        .internal("writing an answer")
}

/// Compresses a large response for a client that takes gzip (RFC 9110, section 12.5.3).
pub(crate) fn compressed(
    mut response: Response<Body>,
    request_headers: &HeaderMap,
) -> Result<Response<Body>> {
    if response.body().len() < COMPRESS_FROM || !takes_gzip(request_headers) {
        return Ok(response);
    }
    let gzip = HeaderValue::from_static("gzip");
    response
        .headers_mut()
        .insert(header::CONTENT_ENCODING, gzip);
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    let packed = gzip
        .write_all(response.body())
        .and_then(|()| gzip.finish())
        .internal("compressing an answer")?;
    *response.body_mut() = Body::Binary(packed);
    Ok(response)
}

/// Whether `Accept-Encoding` names gzip with a weight that is not zero.
fn takes_gzip(request_headers: &HeaderMap) -> bool {
    let lists = request_headers.get_all(header::ACCEPT_ENCODING).into_iter();
    let mut codings = lists
        .filter_map(|list| list.to_str().ok())
        .flat_map(|list| list.split(','));
    codings.any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let is_gzip = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let is_refused =
            parts
                .filter_map(|parameter| parameter.split_once('='))
                .any(|(name, weight)| {
                    name.eq_ignore_ascii_case("q") && weight.parse::<f32>().is_ok_and(|q| q <= 0.0)
                });
        is_gzip && !is_refused
    })
}

pub(crate) fn error_response(error: &Error, style: &ResponseStyle) -> Response<Body> {
    let code = error.code();
    let wording = |lang| code.wording(style.form, style.dialect, lang, error.params());
    let body = match style.form {
        ErrorForm::Sdk | ErrorForm::Tenant => {
            let wording = wording(style.lang);
            json!({ "error_code": wording.code, "error_msg": wording.message })
        }
        // A description is ASCII (RFC 6749, section 5.2).
        ErrorForm::OAuth => json!({
            "error": code.oauth_error(),
            "error_description": wording(Lang::En).message,
        }),
    };
    let mut response = Response::builder()
        .status(code.status())
        .header(header::CONTENT_TYPE, JSON)
        .header(header::CACHE_CONTROL, "no-store");
    if let Some(wait) = error.retry_after() {
        response = response.header(header::RETRY_AFTER, wait.as_secs());
    }
    if code.status() == 401 {
        response = response.header(header::WWW_AUTHENTICATE, "Basic realm=\"tenant\"");
    }
    if let (ErrorCode::WrongMethod, [method]) = (code, error.params()) {
        // Every route of GET has one of HEAD.
        let allowed = if method == "GET" { "GET, HEAD" } else { method };
        response = response.header(header::ALLOW, allowed);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_for_those_who_name_it() {
        let takes = |lists: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for list in lists {
                headers.append(header::ACCEPT_ENCODING, HeaderValue::from_static(list));
            }
            takes_gzip(&headers)
        };
        for lists in [
            &["gzip"][..],
            &["br, GZIP;q=0.5"],
            &["gzip; q=1.0, *;q=0"],
            &["br", "deflate,gzip"],
        ] {
            assert!(takes(lists), "{lists:?}");
        }
        for lists in [
            &[][..],
            &[""],
            &["br"],
            &["gzip;q=0"],
            &["gzip; q=0.000"],
            &["*"],
            &["xgzip"],
        ] {
            assert!(!takes(lists), "{lists:?}");
        }
    }
}
