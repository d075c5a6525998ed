//! HTTP as any client may speak it: HEAD, compression.

use crate::test_app::{
    Device, EIAM, LOGOUT, MOBILE, MOBILE_BY_TOKEN, PWD_SKIP, Response, TENANT, TestApp,
};
use lambda_http::Body;
use local::{
    cloud::gateway::Request,
    template::{Entry, Template},
};
use reqwest::Method;
use serde_json::json;
use std::{io::Read as _, sync::Arc};
use tokio::net::TcpListener;

const COUNTRIES: &str = "/api/v2/sdk/country-codes";

/// The paths that answer GET.
fn paths() -> Vec<String> {
    let functions = Template::load().functions();
    let routes = functions.iter().flat_map(Entry::routes);
    let served = routes.filter(|route| route.method == "GET");
    served
        .map(|route| route.path.replace("{tenant_id}", TENANT))
        .collect()
}

/// All that HEAD tells: the status, and the headers but for the request's own name.
fn status_and_headers(answer: &Response) -> (u16, Vec<(String, String)>) {
    let mut headers = answer.headers.clone();
    assert!(headers.remove("x-request-id").is_some());
    (answer.status, headers.into_iter().collect())
}

#[tokio::test]
async fn head_is_answered_like_get_without_the_body() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let paths = paths();
    assert!(paths.len() >= 10, "{paths:?}");
    let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
    let device = device.signed_in(&signed_in);
    for path in paths.iter().filter(|path| *path != LOGOUT) {
        let get = device.get(path).await;
        // Two go on with a state token, without which they are refused alike.
        let is_refused = [MOBILE_BY_TOKEN, PWD_SKIP].contains(&path.as_str());
        assert_eq!(get.status, if is_refused { 400 } else { 200 }, "{path}");
        let mut head = device.send("HEAD", path, b"").await;
        let length = head.headers.remove("content-length").unwrap();
        // Each puzzle is another one, and as long as its pictures are.
        let is_same_each_time = !path.ends_with("/captcha");
        assert!(
            !is_same_each_time || length == get.text.len().to_string(),
            "{path}"
        );
        assert_eq!(
            status_and_headers(&head),
            status_and_headers(&get),
            "{path}"
        );
        assert!(!get.text.is_empty());
        assert_eq!(head.text, "", "{path}");
    }
    // And does the same.
    let head = device.send("HEAD", LOGOUT, b"").await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    assert_eq!(device.get(LOGOUT).await.code(), "SDK.COMMON.1005");
    // What is refused is refused alike.
    let incomplete = app.device(EIAM).without("X-agent");
    let head = incomplete.send("HEAD", COUNTRIES, b"").await;
    assert_eq!((head.status, head.text.as_str()), (400, ""));
    let head = device.send("HEAD", "/api/v2/sdk/nowhere", b"").await;
    assert_eq!((head.status, head.text.as_str()), (404, ""));
    let head = device.send("HEAD", "/api/v2/sdk/sms/send", b"").await;
    assert_eq!((head.status, head.text.as_str()), (405, ""));
    assert_eq!(head.headers["allow"], "POST");
}

#[tokio::test]
async fn whoever_may_get_may_head() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    for path in paths() {
        let wrong = device.send("POST", &path, b"{}").await;
        let message = "This address takes GET only";
        assert_eq!(wrong.error(), (405, "SDK.COMMON.1405", message), "{path}");
        assert_eq!(wrong.headers["allow"], "GET, HEAD");
    }
}

/// An answer as the function gives it to API Gateway.
async fn invoke(app: &TestApp, device: &Device<'_>, path: &str) -> lambda_http::Response<Body> {
    let request = Request {
        method: "GET",
        path,
        headers: device.headers.clone(),
        body: b"",
        source_ip: device.address.clone(),
    };
    let function = app.cloud.function_for("GET", path);
    let event = request.event(&app.cloud);
    app.cloud.answer(function, &event).await.unwrap()
}

#[tokio::test]
async fn a_large_answer_is_compressed_for_clients_that_take_gzip() {
    let app = TestApp::with_limits("countries: [\"*\"]").await;
    let device = app.device(EIAM);
    let plain = invoke(&app, &device, COUNTRIES).await;
    assert!(plain.headers().get("content-encoding").is_none());
    let gzip = device.clone().with("Accept-Encoding", "br, gzip;q=0.8");
    let packed = invoke(&app, &gzip, COUNTRIES).await;
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    // Binary, so that it goes to API Gateway in base64.
    let Body::Binary(bytes) = packed.body() else {
        panic!("{packed:?}");
    };
    assert!(
        bytes.len() * 3 < plain.body().len(),
        "{} bytes",
        bytes.len()
    );
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(bytes.as_slice())
        .read_to_end(&mut unpacked)
        .unwrap();
    assert_eq!(&unpacked[..], &plain.body()[..]);
    for answer in [&plain, &packed] {
        let vary = "Accept-Encoding, X-client-id, X-tenant-id";
        assert_eq!(answer.headers()["vary"], vary);
        assert_eq!(
            answer.headers()["content-type"],
            "application/json; charset=utf-8"
        );
    }
    let refusing = device.with("Accept-Encoding", "gzip;q=0");
    let answer = invoke(&app, &refusing, COUNTRIES).await;
    assert!(answer.headers().get("content-encoding").is_none());
}

/// The length of a compressed answer tells of what is in it, and so may give a secret away.
#[tokio::test]
async fn an_answer_that_holds_a_secret_or_is_small_is_not_compressed() {
    let app = TestApp::start().await;
    let device = app.device(EIAM).with("Accept-Encoding", "gzip");
    for (path, is_large) in [
        ("/api/v2/sdk/captcha", true),
        ("/api/v1/oauth2/keys", false),
    ] {
        let answer = invoke(&app, &device, path).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.body().len() > 10_000, is_large, "{path}");
        assert!(answer.headers().get("content-encoding").is_none(), "{path}");
    }
}

#[tokio::test]
async fn the_local_gateway_passes_head_and_compressed_answers_through() {
    let app = TestApp::with_limits("countries: [\"*\"]").await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}{COUNTRIES}", listener.local_addr().unwrap());
    tokio::spawn(Arc::clone(&app.cloud).serve(listener, std::future::pending()));
    let call = async |method: Method| {
        let mut request = reqwest::Client::new().request(method, &url);
        for (name, value) in &app.device(EIAM).headers {
            request = request.header(name, value);
        }
        let answer = request.header("Accept-Encoding", "gzip").send().await;
        let answer = answer.unwrap();
        assert_eq!(
            (
                answer.status().as_u16(),
                &answer.headers()["content-encoding"]
            ),
            (200, &"gzip".parse().unwrap())
        );
        let length = answer.headers()["content-length"].to_str().unwrap();
        (
            length.parse::<usize>().unwrap(),
            answer.bytes().await.unwrap(),
        )
    };
    let (length, packed) = call(Method::GET).await;
    assert_eq!(length, packed.len());
    // RFC 1952, section 2.3.1
    assert!(packed.starts_with(&[0x1f, 0x8b]), "{} bytes", packed.len());
    let (of_head, nothing) = call(Method::HEAD).await;
    assert_eq!((of_head, nothing.len()), (length, 0));
}

#[tokio::test]
async fn whoever_does_not_come_through_the_front_door_finds_nothing() {
    let arn = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:front-door";
    let app = TestApp::with_parameter("OriginSecretArn", arn).await;
    // What CloudFormation puts the secret in the place of.
    let settings = app.cloud.environment("captcha-get");
    let secret = settings.iter().find(|(name, _)| name == "ORIGIN_SECRET");
    let secret = secret.unwrap().1.clone();
    let routes = Template::load().functions();
    for route in routes.iter().flat_map(Entry::routes) {
        let path = route
            .path
            .replace("{tenant_id}", TENANT)
            .replace("$default", "/nowhere");
        let method = route.method.replace("any", "GET");
        for device in [
            app.device(EIAM),
            app.device(EIAM).with("X-Origin-Secret", ""),
            app.device(EIAM).with("X-Origin-Secret", &secret[1..]),
            app.device(EIAM)
                .with("X-Origin-Secret", &format!("{secret}-")),
        ] {
            let answer = device.send(&method, &path, b"{}").await;
            assert_eq!(answer.status, 404, "{method} {path}: {answer:?}");
        }
        let inside = app.device(EIAM).with("X-Origin-Secret", &secret);
        let answer = inside.send(&method, &path, b"{}").await;
        assert_eq!(
            answer.status == 404,
            // To a report without its carrier's token, an address of receipts is none.
            path == "/nowhere" || path.contains("/receipts/"),
            "{method} {path}: {answer:?}"
        );
    }
}
