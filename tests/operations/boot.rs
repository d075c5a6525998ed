//! Starts the deployed binaries as Lambda does, against a Runtime API, and compares their responses
//! with those of the functions in process.

use crate::test_app::{EIAM, MOBILE, TestApp};
use lambda_simulator::{InvocationStatus, Simulator};
use local::functions::{self, FunctionEntry};
use serde_json::{Map, Value};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    time::Duration,
};

/// Far longer than any binary needs, so that a hanging one fails instead of hanging the tests.
const INVOCATION_TIMEOUT: Duration = Duration::from_secs(30);

/// Functions whose responses hold pictures, tokens, public keys or the time, which differ each time
/// or in each cloud.
const VARYING: [&str; 5] = [
    "captcha-get",
    "login-wechat-miniprogram",
    "oauth2-keys",
    "public-key",
    "server-date",
];

/// Kills the process when the test ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Builds the functions' binaries once, into the folder of the test's own binary. As tests and in
/// their profile, so that dependencies have the same features and are not built again.
fn binaries() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let mut build = Command::new(env!("CARGO"));
        build
            .args([
                "build",
                "--profile",
                "test",
                "--workspace",
                "--bins",
                "--tests",
            ])
            .arg("--quiet")
            .current_dir(env!("CARGO_MANIFEST_DIR"));
        assert!(build.status().unwrap().success());
        let deps = std::env::current_exe().unwrap();
        deps.ancestors().nth(2).unwrap().to_path_buf()
    })
}

fn event(function: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("events")
        .join(format!("{function}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The command of a binary with its environment variables on Lambda.
fn command(app: &TestApp, simulator: &Simulator, function: &str) -> Command {
    let mut command = Command::new(binaries().join(function));
    command
        .env_clear()
        .envs(simulator.lambda_env_vars())
        .envs(app.cloud.environment(function));
    let api = simulator.runtime_api_url();
    command
        .env("AWS_LAMBDA_RUNTIME_API", api.trim_start_matches("http://"))
        .stdout(Stdio::null());
    command
}

/// Starts a binary against a Runtime API and returns its response to one event.
async fn invoke(app: &TestApp, function: &str, event: &Value) -> Value {
    let simulator = Simulator::builder()
        .function_name(function)
        .build()
        .await
        .unwrap();
    let _running = Running(command(app, &simulator, function).spawn().unwrap());
    let id = simulator.enqueue_payload(event.clone()).await;
    let done = simulator
        .wait_for_invocation_complete(&id, INVOCATION_TIMEOUT)
        .await
        .unwrap();
    assert_eq!(
        done.status,
        InvocationStatus::Success,
        "{function}: {:?}",
        done.error
    );
    done.response.unwrap().payload
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_binary_answers_its_event_as_it_does_in_process() {
    // Two clouds, each of which gets each event once: attempts are counted, and codes used up.
    let (app, in_process) = (TestApp::today().await, TestApp::today().await);
    for (function, mount) in functions::all() {
        let event = event(function);
        let answer = invoke(&app, function, &event).await;
        if let FunctionEntry::Job(_) = mount {
            assert_eq!(answer, Value::Null);
            continue;
        }
        let expected = in_process
            .cloud
            .answer(function, &event.to_string())
            .await
            .unwrap();
        assert_eq!(
            answer["statusCode"],
            expected.status().as_u16(),
            "{function}: {answer}"
        );
        assert_eq!(
            answer["headers"]["x-request-id"], "JKJaXmPLvHcESHA=",
            "{function}"
        );
        let body = String::from_utf8(expected.body().to_vec()).unwrap();
        let answered = answer["body"].as_str().unwrap_or_default();
        if VARYING.contains(&function) {
            let members = |body: &str| {
                serde_json::from_str::<Map<String, Value>>(body)
                    .unwrap()
                    .into_iter()
                    .map(|member| member.0)
            };
            assert!(
                members(answered).eq(members(&body)),
                "{function}: {answered}"
            );
        } else {
            assert_eq!(answered, body, "{function}");
        }
    }
}

/// The alarms and the audit bus read what a binary writes to its output on Lambda.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_binary_logs_json_lines_with_the_request_id_and_writes_metrics() {
    let app = TestApp::today().await;
    let function = "register-mobile-verify-code";
    let simulator = Simulator::builder()
        .function_name(function)
        .build()
        .await
        .unwrap();
    let mut command = command(&app, &simulator, function);
    // A more detailed log must not be available, as it would hold codes.
    command
        .env("AWS_LAMBDA_LOG_LEVEL", "TRACE")
        .env("AWS_LAMBDA_LOG_FORMAT", "JSON")
        .stdout(Stdio::piped());
    let mut running = Running(command.spawn().unwrap());
    // Read while it writes, as a full pipe would block it.
    let output = running.0.stdout.take().unwrap();
    let reader = std::thread::spawn(|| std::io::read_to_string(output).unwrap());
    let id = simulator.enqueue_payload(event(function)).await;
    simulator
        .wait_for_invocation_complete(&id, INVOCATION_TIMEOUT)
        .await
        .unwrap();
    running.0.kill().unwrap();
    let written = reader.join().unwrap();
    let lines: Vec<Value> = written
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();

    let levels: BTreeSet<_> = lines
        .iter()
        .filter_map(|line| line["level"].as_str())
        .collect();
    assert_eq!(levels, ["INFO"].into());
    let audit = lines
        .iter()
        .find(|line| line["fields"]["log"] == "audit")
        .unwrap();
    assert_eq!(
        (&audit["fields"]["event"], &audit["fields"]["error"]),
        (&"register".into(), &"CAPTCHA.1007".into())
    );
    let metrics = lines.iter().find(|line| line["_aws"].is_object()).unwrap();
    assert_eq!(
        (&metrics["function"], &metrics["Requests"]),
        (&function.into(), &1.into())
    );
    assert_eq!(metrics["request_id"], "JKJaXmPLvHcESHA=");
    for line in lines
        .iter()
        .filter(|line| line["span"]["name"] == "request")
    {
        assert_eq!(line["span"]["request_id"], "JKJaXmPLvHcESHA=", "{line}");
        assert_eq!(line["span"]["version"], env!("CARGO_PKG_VERSION"), "{line}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_lambda_binary_registers_a_user() {
    let app = TestApp::today().await;
    let code = app.device(EIAM).code(MOBILE, "REGISTER_SMS").await;
    let mut event = event("register-mobile-verify-code");
    let body = event["body"].as_str().unwrap().replace("123456", &code);
    event["body"] = body.into();
    let answer = invoke(&app, "register-mobile-verify-code", &event).await;
    let body: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
    assert_eq!(
        (&answer["statusCode"], &body["status"]),
        (&200.into(), &"SUCCESS".into()),
        "{answer}"
    );
}
