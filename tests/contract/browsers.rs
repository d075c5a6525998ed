//! What browsers ask before a script of a web page may call, and what they are told.

use crate::test_app::{EIAM, TestApp};
use local::template::Template;
use reqwest::{Client, Method, Response};
use shared::request::headers;
use std::{collections::BTreeSet, sync::Arc};
use tokio::net::TcpListener;

const ORIGIN: &str = "https://app.example.com";
const PROFILE: &str = "/api/v2/sdk/profile";

/// Asks, as a browser does before a call with headers of its own (Fetch standard, section 4.8).
async fn preflight(app: &TestApp, origin: &str) -> Response {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}{PROFILE}", listener.local_addr().unwrap());
    let cloud = Arc::clone(&app.cloud);
    let serving = tokio::spawn(async move { cloud.serve(listener, std::future::pending()).await });
    let preflight = Client::new()
        .request(Method::OPTIONS, url)
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "GET")
        .header(
            "Access-Control-Request-Headers",
            "authorization,x-client-id",
        );
    let answer = preflight.send().await.unwrap();
    serving.abort();
    answer
}

fn header<'r>(answer: &'r Response, name: &str) -> Option<&'r str> {
    answer.headers().get(name)?.to_str().ok()
}

#[tokio::test]
async fn a_preflight_allows_only_the_origins_that_the_owner_names() {
    let origins = format!("https://other.example.com,{ORIGIN}");
    for (allowed, expected) in [
        (origins.as_str(), Some(ORIGIN)),
        ("*", Some("*")),
        ("https://other.example.com", None),
        ("", None),
    ] {
        let app = TestApp::with_parameter("AllowedOrigins", allowed).await;
        let answer = preflight(&app, ORIGIN).await;
        assert_eq!(answer.status(), 200, "{allowed}");
        let allowed_origin = header(&answer, "access-control-allow-origin");
        assert_eq!(allowed_origin, expected, "{allowed}");
        assert_eq!(header(&answer, "access-control-max-age"), Some("86400"));
        // It has reached no function.
        assert_eq!(header(&answer, "x-request-id"), None);
    }
}

#[tokio::test]
async fn a_page_may_send_every_header_of_the_contract_and_read_what_it_needs() {
    let (cors, origins) = Template::load().cors(&[].into()).unwrap();
    assert_eq!(
        origins,
        [] as [String; 0],
        "none unless the owner names some"
    );
    let allowed: BTreeSet<_> = cors.allow_headers.iter().map(String::as_str).collect();
    let groups = [
        headers::CALLER,
        headers::STATE,
        headers::ID_TOKEN,
        headers::SESSION,
        headers::SIGNATURE,
    ];
    for header in groups.concat() {
        let name = header.name.to_lowercase();
        assert!(allowed.contains(name.as_str()), "{name}");
    }
    for name in ["content-type", "x-device-ip"] {
        assert!(allowed.contains(name), "{name}");
    }
    assert_eq!(cors.expose_headers, ["x-request-id", "retry-after"]);

    let app = TestApp::with_parameter("AllowedOrigins", ORIGIN).await;
    let refused = app.device(EIAM).send("OPTIONS", PROFILE, b"").await;
    assert_eq!(refused.status, 405, "where nobody answers it beforehand");
}
