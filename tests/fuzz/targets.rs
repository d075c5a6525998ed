//! What arbitrary input must not bring down. Each target takes bytes, and panics where a promise
//! does not hold.
//!
//! `tests/contract/fuzz_corpus.rs` replays the corpus of each on every test run; the binaries here look for more.

use lambda_http::http::HeaderMap;
use local::{
    admin::configuration::{Configuration, DEMO},
    cloud::{Cloud, gateway::Request, options::CloudOptions},
};
use serde_json::Value;
use shared::{
    api::extract,
    captcha::drop_point::Point,
    error::rule::Rule,
    platform::{
        clock::{Clock as _, ManualClock, SystemClock},
        entropy::SeededEntropy,
    },
    tenants::limits::Limits,
    values::field::{Field as _, ParseContext},
};
use std::{cell::OnceCell, collections::BTreeMap, sync::Arc};
use tokio::runtime::{Builder, Runtime};

/// What every call carries; a header of the input replaces the one of its name.
const HEADERS: [(&str, &str); 6] = [
    ("content-type", "application/json"),
    ("x-agent", "fuzz"),
    ("x-client-id", "nTo1eRIub60vPb54WeE6aojPwYwImtl4"),
    ("x-device-fingerprint", "fuzz"),
    ("x-l", "en"),
    ("x-operating-sys-version", "1"),
];
/// What stops nobody, so that requests go all the way.
const RECORDED: [Rule; 8] = [
    Rule::Destination,
    Rule::Address,
    Rule::Device,
    Rule::Application,
    Rule::Country,
    Rule::Tenant,
    Rule::AddressUnverified,
    Rule::CountryUnverified,
];
const LOGIN: &str = "/api/v2/sdk/login/wechat-miniprogram";

/// A cloud, and the thread's runtime that it lives in.
struct TestApp {
    runtime: Runtime,
    cloud: Arc<Cloud>,
}

/// Does something with the thread's cloud.
fn with_cloud(act: impl AsyncFnOnce(&Cloud)) {
    thread_local!(static STAGE: OnceCell<TestApp> = const { OnceCell::new() });
    STAGE.with(|app| {
        let app = app.get_or_init(start);
        app.runtime.block_on(act(&app.cloud));
    });
}

fn start() -> TestApp {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let mut demo = Configuration::read(DEMO).expect("the demo");
    for tenant in &mut demo.tenants {
        tenant.limits = Limits {
            failures_per_day: 50,
            record_only: RECORDED.into(),
            ..Limits::default()
        };
    }
    let clock = Arc::new(ManualClock::new(SystemClock.now()));
    let parts = CloudOptions::new(clock, Arc::new(SeededEntropy::new(1)), demo);
    let parts = parts
        .with("AddressHeader", "X-Viewer")
        .with("Domain", "id.example.com");
    let cloud = runtime.block_on(Cloud::start(parts)).expect("a cloud");
    TestApp { runtime, cloud }
}

/// A request of the text form `METHOD path`, then `name: value` a line, an empty line, and the body; or, where it begins with a
/// brace, an event as it is, for every function. `$STATE` in a header is a state token that was just issued.
pub fn event(input: &[u8]) {
    if input.starts_with(b"{") {
        let Some(event) = as_the_gateway_sends_it(input) else {
            return;
        };
        return with_cloud(async |cloud| {
            for entry in cloud.template().functions() {
                // With an address that is none, API Gateway cannot have sent it, and nobody can be
                // counted.
                documented(
                    cloud,
                    &entry.binary,
                    &event,
                    &[200, 400, 401, 404, 405, 413, 415, 429, 500],
                )
                .await;
            }
        });
    }
    let split = input
        .windows(2)
        .position(|pair| pair == b"\n\n")
        .unwrap_or(input.len());
    let (head, body) = (
        String::from_utf8_lossy(&input[..split]),
        input.get(split + 2..).unwrap_or_default(),
    );
    let mut lines = head.lines();
    let (method, path) = lines
        .next()
        .and_then(|line| line.split_once(' '))
        .unwrap_or(("GET", "/"));
    let path = &format!("/{}", path.trim_start_matches('/'));
    with_cloud(async |cloud| {
        let mut headers = given(lines);
        if headers
            .get("x-state-token")
            .is_some_and(|token| token == "$STATE")
        {
            headers.insert("x-state-token".to_owned(), state_token_of(cloud).await);
        }
        let request = Request {
            method,
            path,
            headers,
            body,
            source_ip: "192.0.2.1".to_owned(),
        };
        answer(
            cloud,
            cloud.function_for(method, path),
            &request.event(cloud),
        )
        .await;
    });
}

/// Headers, `name: value` a line, of a call that does little else than read them.
pub fn headers(input: &[u8]) {
    let mut raw = HeaderMap::new();
    for line in input.split(|byte| *byte == b'\n') {
        let (name, value) = line.split_at(
            line.iter()
                .position(|byte| *byte == b':')
                .unwrap_or(line.len()),
        );
        if let (Ok(name), Ok(value)) = (
            name.try_into(),
            value.get(1..).unwrap_or_default().try_into(),
        ) {
            let _: Option<_> = raw.insert::<lambda_http::http::HeaderName>(name, value);
        }
    }
    let _ = extract::language(&raw);
    let text = String::from_utf8_lossy(input);
    with_cloud(async |cloud| {
        let (path, headers) = ("/api/v2/sdk/country-codes", given(text.lines()));
        let request = Request {
            method: "GET",
            path,
            headers,
            body: b"",
            source_ip: "192.0.2.1".to_owned(),
        };
        answer(cloud, "country-codes", &request.event(cloud)).await;
    });
}

/// A state token that we did not issue lets nobody in.
pub fn state_token(input: &[u8]) {
    let Ok(token) = str::from_utf8(input) else {
        return;
    };
    with_cloud(async |cloud| {
        let mut headers = given(std::iter::empty());
        headers.insert("x-state-token".to_owned(), token.to_owned());
        let (path, body) = (
            "/api/v2/sdk/social/bind",
            br#"{"mobile":"15201657315","verify_code":"123456"}"#,
        );
        let request = Request {
            method: "POST",
            path,
            headers,
            body,
            source_ip: "192.0.2.1".to_owned(),
        };
        let (status, body) = answer(cloud, "social-bind", &request.event(cloud)).await;
        assert_eq!(status, 400, "{body}");
        // Some texts cannot be in a header at all.
        assert!(
            body["error_code"]
                .as_str()
                .is_none_or(|code| code.contains("COMMON.")),
            "{body}"
        );
    });
}

/// A point is read or refused; one that is read has an x, and is encrypted under no key but its own.
pub fn point_json(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else {
        return;
    };
    let today = SystemClock.now().calendar().date();
    if let Ok(point) = Point::read(text, &ParseContext::new(today)) {
        let is_plain = matches!(point, Point::Plain(..));
        let opened = point.open("QWERTYUIOPASDFGH");
        assert!(!is_plain || opened.is_some(), "{text}");
    }
}

/// A file is read or its mistakes are named; what was read reads the same when it is written and read again.
pub fn configuration(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else {
        return;
    };
    match Configuration::read(text) {
        Ok(configuration) => {
            let written = configuration
                .to_yaml()
                .expect("what was read can be written");
            // Secrets are not written, and a file without them is one too.
            let again =
                Configuration::read(&written).unwrap_or_else(|why| panic!("{why}\n{written}"));
            assert_eq!(
                again.to_yaml().expect("what was written can be written"),
                written
            );
        }
        Err(mistakes) => assert!(!mistakes.is_empty()),
    }
}

/// An event that came under a host name of ours, as all do that API Gateway passes on.
fn as_the_gateway_sends_it(input: &[u8]) -> Option<String> {
    let mut event: Value = serde_json::from_slice(input).ok()?;
    if let Some(name) = event.pointer_mut("/requestContext/domainName") {
        *name = "localhost".into();
    }
    Some(event.to_string())
}

fn given<'a>(lines: impl Iterator<Item = &'a str>) -> BTreeMap<String, String> {
    let own = lines.filter_map(|line| line.split_once(':'));
    let own = own.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    HEADERS
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into_iter()
        .chain(own)
        .collect()
}

async fn state_token_of(cloud: &Cloud) -> String {
    let (headers, body) = (given(std::iter::empty()), br#"{"code":"a stranger"}"#);
    let request = Request {
        method: "POST",
        path: LOGIN,
        headers,
        body,
        source_ip: "192.0.2.1".to_owned(),
    };
    let (_, body) = answer(cloud, "login-wechat-miniprogram", &request.event(cloud)).await;
    body["state_token"].as_str().unwrap_or_default().to_owned()
}

/// The answer of a function: a documented one, and no failure of ours.
async fn answer(cloud: &Cloud, function: &str, event: &str) -> (u16, Value) {
    let statuses = [200, 400, 401, 404, 405, 413, 415, 429];
    documented(cloud, function, event, &statuses).await
}

/// The answer of a function, with one of these statuses. An event that API Gateway cannot have sent has none.
async fn documented(cloud: &Cloud, function: &str, event: &str, statuses: &[u16]) -> (u16, Value) {
    let Ok(answer) = cloud.answer(function, event).await else {
        return (400, Value::Null);
    };
    let (status, bytes) = (answer.status().as_u16(), answer.body().to_vec());
    let body: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let said = String::from_utf8_lossy(&bytes);
    assert!(statuses.contains(&status), "{function}: {status} {said}");
    assert!(
        answer.headers().contains_key("x-request-id"),
        "{function}: {said}"
    );
    if status == 200 {
        assert!(bytes.is_empty() || body.is_object(), "{function}: {said}");
    } else {
        let members: Vec<_> = body
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
            .collect();
        let expected = match function {
            "tenant-token" => ["error", "error_description"],
            _ => ["error_code", "error_msg"],
        };
        assert_eq!(members, expected, "{function}: {said}");
    }
    (status, body)
}
