//! Events of API Gateway as requests.
//!
//! `lambda_http` panics where it cannot make a URI of an event. A client needs no more than a
//! raw `"` or `<` in the query for that, which API Gateway passes on as it came. Nothing here
//! reads the URI: the path and the host name are taken from the event itself. So it gets a
//! URI that always exists.

use lambda_http::{
    Request,
    http::{HeaderName, HeaderValue, header::HOST},
    request::LambdaRequest,
};

/// What the scheme of the URI would be made of.
const SCHEME: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// Parses the JSON of an event into a request that has a URI, whatever the client sent.
pub fn read_event(text: &str) -> serde_json::Result<Request> {
    serde_json::from_str(text).map(|event| with_plain_uri(event).into())
}

/// The same event with a query, scheme and host of which a URI can be made.
pub(crate) fn with_plain_uri(mut event: LambdaRequest) -> LambdaRequest {
    if let LambdaRequest::ApiGatewayV2(event) = &mut event {
        event.raw_query_string = None;
        event.headers.remove(SCHEME);
        event
            .headers
            .insert(HOST, HeaderValue::from_static("localhost"));
        let path = event.raw_path.get_or_insert_default();
        if !path.starts_with('/') {
            path.insert(0, '/');
        }
    }
    event
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_http::RequestExt as _;
    use serde_json::json;

    fn event(path: &str, query: &str, host: &str, scheme: &str) -> String {
        json!({
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": path,
            "rawQueryString": query,
            "headers": { "host": host, "x-forwarded-proto": scheme, "x-l": "en" },
            "requestContext": {
                "http": { "method": "GET", "path": path, "sourceIp": "192.0.2.1" },
                "stage": "$default",
            },
            "isBase64Encoded": false,
        })
        .to_string()
    }

    #[test]
    fn every_path_query_host_and_scheme_makes_a_request() {
        for byte in 0..=0xff_u8 {
            let text = format!("a{}b", char::from(byte));
            for (path, query, host, scheme) in [
                ("/a", text.as_str(), "localhost", "https"),
                (&text, "", "localhost", "https"),
                ("/a", "", &text, "https"),
                ("/a", "", "localhost", &text),
            ] {
                let Ok(request) = read_event(&event(path, query, host, scheme)) else {
                    // What cannot be in a header is no event at all.
                    assert!(byte < b' ' || byte == 0x7f, "{byte:#x}");
                    continue;
                };
                let path = format!("/{}", path.trim_start_matches('/'));
                assert_eq!(request.raw_http_path(), path, "{byte:#x}");
                assert_eq!(request.headers()["x-l"], "en");
            }
        }
    }
}
