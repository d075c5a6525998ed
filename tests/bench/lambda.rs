//! Functions as they are deployed, each started as Lambda starts it: a process, a Runtime API, and
//! events.
#![expect(clippy::disallowed_methods, reason = "it measures durations")]

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    net::TcpListener,
    sync::{Mutex, mpsc},
};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The Runtime API, for one process.
pub(crate) struct Api {
    events: mpsc::UnboundedSender<String>,
    pub(crate) polls: mpsc::UnboundedReceiver<Instant>,
    answers: mpsc::UnboundedReceiver<Result<Answered, String>>,
    address: String,
}

/// When a function answered, and the HTTP status where its answer has one.
struct Answered {
    at: Instant,
    status: Option<u64>,
}

#[derive(Clone)]
struct Services {
    events: Arc<Mutex<mpsc::UnboundedReceiver<String>>>,
    polled: mpsc::UnboundedSender<Instant>,
    answered: mpsc::UnboundedSender<Result<Answered, String>>,
}

/// As they are deployed: `cargo lambda build --release` does no more than this and a zip.
pub(crate) fn build<'a>(names: impl Iterator<Item = &'a str>) {
    let mut build = Command::new(env!("CARGO"));
    let build = build
        .args(["build", "--release", "--bins"])
        .args(names.flat_map(|name| ["--package", name]));
    assert!(build.current_dir(ROOT).status().expect("cargo").success());
}

pub(crate) fn binary(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(ROOT).join("target"), PathBuf::from);
    target.join("release").join(name)
}

pub(crate) fn event(function: &str) -> String {
    fs::read_to_string(
        Path::new(ROOT)
            .join("events")
            .join(format!("{function}.json")),
    )
    .expect("an event")
}

/// Starts a function, which is what the command runs, with its environment on Lambda.
pub(crate) fn spawn(
    mut command: Command,
    environment: &BTreeMap<String, String>,
    api: &Api,
) -> Child {
    let lambda = [
        ("AWS_LAMBDA_RUNTIME_API", api.address.as_str()),
        ("AWS_LAMBDA_FUNCTION_NAME", "bench"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
        ("AWS_LAMBDA_LOG_FORMAT", "JSON"),
    ];
    command
        .env_clear()
        .envs(environment)
        .envs(lambda)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().expect("a binary")
}

impl Api {
    pub(crate) async fn open() -> Self {
        let (events, receiver) = mpsc::unbounded_channel();
        let (polled, polls) = mpsc::unbounded_channel();
        let (answered, answers) = mpsc::unbounded_channel();
        let services = Services {
            events: Arc::new(Mutex::new(receiver)),
            polled,
            answered,
        };
        let router = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route("/2018-06-01/runtime/invocation/{id}/response", post(answer))
            .route("/2018-06-01/runtime/invocation/{id}/error", post(fail))
            .with_state(services);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        tokio::spawn(axum::serve(listener, router).into_future());
        Self {
            events,
            polls,
            answers,
            address,
        }
    }

    /// How long the answer to an event took, and its HTTP status, where it has one. Panics where
    /// the function fails.
    pub(crate) async fn ask(&mut self, event: &str) -> (Duration, Option<u64>) {
        let sent_at = Instant::now();
        self.events.send(event.to_owned()).expect("a process");
        let answered = self.answers.recv().await.expect("an answer");
        let Answered { at, status } = answered.expect("no failure");
        (at - sent_at, status)
    }
}

async fn next(State(services): State<Services>) -> Response {
    let _ = services.polled.send(Instant::now());
    let Some(event) = services.events.lock().await.recv().await else {
        return StatusCode::GONE.into_response();
    };
    let headers = [
        (
            "lambda-runtime-aws-request-id",
            "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
        ),
        ("lambda-runtime-deadline-ms", "4102444800000"),
        (
            "lambda-runtime-invoked-function-arn",
            "arn:aws:lambda:us-east-1:000000000000:function:bench",
        ),
        (
            "lambda-runtime-trace-id",
            "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700",
        ),
        ("content-type", "application/json"),
    ];
    (headers, event).into_response()
}

async fn answer(State(services): State<Services>, body: Bytes) -> StatusCode {
    let at = Instant::now();
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let status = body["statusCode"].as_u64();
    let _ = services.answered.send(Ok(Answered { at, status }));
    StatusCode::ACCEPTED
}

async fn fail(State(services): State<Services>, error: String) -> StatusCode {
    let _ = services.answered.send(Err(error));
    StatusCode::ACCEPTED
}
