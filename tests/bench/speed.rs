//! `cargo bench --bench speed -- [FUNCTION]...`: how fast and how large the functions are as they
//! are deployed; all, where none is named.
//!
//! Builds the release binaries, starts each as Lambda does (a Runtime API, an event, an answer)
//! against the local cloud by TLS, and prints a table with ratios to a function that only echoes;
//! then what the costly parts of a request take of the CPU. docs/performance.md has a run of it.
#![expect(clippy::print_stdout, reason = "it prints a report")]
#![expect(clippy::disallowed_methods, reason = "it measures durations")]
#![expect(
    clippy::expect_used,
    reason = "where the bench itself is broken there is no report"
)]

mod lambda;
mod newcomer;
mod person;
mod tls;

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use flate2::{Compression, write::DeflateEncoder};
use jsonwebtoken::{Algorithm, Header};
use lambda::{Api, binary, build, event, spawn};
use local::{
    admin::configuration::{Configuration, DEMO},
    cloud::{Cloud, consistency as checker, options::CloudOptions},
    functions::{self, FunctionEntry},
};
use newcomer::Newcomer;
use serde_json::json;
use shared::{
    captcha::picture,
    keys::kinds::SigningKey,
    platform::{
        clock::SystemClock,
        entropy::{OsEntropy, SeededEntropy},
    },
    tokens::rs256 as signer,
    users::password::Password,
    values::field::{Field as _, ParseContext},
};
use std::{
    collections::BTreeMap,
    fs,
    hint::black_box,
    io::Write as _,
    path::Path,
    process::{Child, Command},
    sync::Arc,
    time::{Duration, Instant},
};
use time::macros::date;
use tls::Tls;

/// How often each function is started.
const STARTS: usize = 20;
/// How many requests it is asked afterwards.
const REQUESTS: usize = 300;
/// The function whose work is measured as a whole.
const WHOLE: &str = "register-mobile-verify-code";

/// What one function took; medians.
#[derive(Clone, Default)]
struct Figures {
    zip: usize,
    to_first_poll: Duration,
    to_first_answer: Duration,
    first_cpu: Duration,
    warm: Vec<Duration>,
    cpu: Duration,
    peak: u64,
}

#[tokio::main]
async fn main() {
    let requested: Vec<_> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let is_requested = |name: &str| requested.is_empty() || requested.iter().any(|one| one == name);
    let functions: Vec<_> = functions::all()
        .into_iter()
        .filter(|(name, _)| is_requested(name))
        .collect();
    build(
        functions
            .iter()
            .map(|(name, _)| *name)
            .chain(["echo", WHOLE]),
    );
    let demo = Configuration::read(DEMO).expect("the demo");
    let parts = CloudOptions::new(Arc::new(SystemClock), Arc::new(OsEntropy), demo)
        .with("Domain", "id.example.com");
    let cloud = Cloud::start(parts).await.expect("a cloud");
    let tls = Tls::before(cloud.aws_url().trim_start_matches("http://").to_owned()).await;
    println!(
        "Medians of {STARTS} starts and {REQUESTS} requests, each with its event of events/, x86_64, not throttled:\n"
    );
    println!(
        "| function | zip, KB | start to first poll, ms | first answer, ms | together, ms | × echo | CPU of first answer, ms | further answers: p50, µs | p99, µs | CPU, mean, µs | peak, MB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    let of_echo = event("captcha-get");
    let echo = measure(&binary("echo"), &BTreeMap::new(), &of_echo).await;
    let base = echo.to_first_poll + echo.to_first_answer;
    row("echo", &echo, base);
    for (name, mount) in functions {
        let environment = tls.environment(cloud.environment(name).into_iter().collect());
        let event = match mount {
            FunctionEntry::Endpoint(..) => event(name),
            FunctionEntry::Job(_) => "{}".to_owned(),
        };
        row(
            name,
            &measure(&binary(name), &environment, &event).await,
            base,
        );
    }
    println!("\nCPU, medians of 20 registrations and 50 of each part:\n\n| part | ms |\n|---|---|");
    whole(&cloud, &tls).await;
    part("a puzzle: both pictures", || {
        drop(black_box(picture::draw(black_box(7), 150)));
    });
    let context = ParseContext::new(date!(2026 - 11 - 20));
    let password = Password::read("QWE@qwe123", &context).expect("a password");
    let entropy = SeededEntropy::new(1);
    part("a password's hash (Argon2id, 19 MiB, 2 passes)", || {
        drop(black_box(password.hash(&entropy)));
    });
    let pair = aws_lc_rs::rsa::KeyPair::generate(aws_lc_rs::rsa::KeySize::Rsa2048).expect("a key");
    let (random, mut signature) = (aws_lc_rs::rand::SystemRandom::new(), vec![0; 256]);
    part(
        "an RSA-2048 signature, of which each id_token has one",
        || {
            let signed = pair.sign(
                &aws_lc_rs::signature::RSA_PKCS1_SHA256,
                &random,
                b"claims",
                &mut signature,
            );
            black_box(signed.is_ok());
        },
    );
    signer::install();
    let der: Pkcs8V1Der<'_> = pair.as_der().expect("a key");
    let key = signer::key(&SigningKey {
        pkcs8: BASE64_STANDARD.encode(der.as_ref()),
    })
    .expect("a key");
    let claims = json!({ "iss": "https://id.example.com/api/v1/oauth2", "sub": "zhangsan", "exp": 4_102_444_800_u64 });
    part("an id_token, with that signature", || {
        black_box(jsonwebtoken::encode(&Header::new(Algorithm::RS256), &claims, &key).is_ok());
    });
    let pictures = picture::draw(7, 150).expect("a puzzle");
    println!(
        "\nBoth pictures of a puzzle together: {} KB.",
        (pictures.background.len() + pictures.piece.len()) / 1000
    );
}

/// What the process of [`WHOLE`] takes for a registration that succeeds, without a password: the
/// code is checked, one transaction written, an `id_token` signed; the kernel's part of its I/O is
/// in it.
async fn whole(cloud: &Cloud, tls: &Tls) {
    let environment = tls.environment(cloud.environment(WHOLE).into_iter().collect());
    let mut api = Api::open().await;
    let mut process = spawn(Command::new(binary(WHOLE)), &environment, &api);
    let mut times = Vec::new();
    // Fewer than an application may have sent in a minute.
    for number in 0..20 {
        let event = Newcomer { cloud, number }.registration().await;
        let before = on_cpu(&process);
        let (_, status) = api.ask(&event).await;
        assert_eq!(status, Some(200), "a registration");
        times.push(on_cpu(&process).saturating_sub(before));
    }
    process
        .kill()
        .and_then(|()| process.wait())
        .expect("an end");
    let stored = checker::check(cloud).counts.get("USER").copied();
    assert_eq!(stored, Some(times.len()), "every registration succeeded");
    println!(
        "| a whole registration | {:.2} |",
        percentile(&mut times, 50).as_secs_f64() * 1000.0
    );
}

async fn measure(binary: &Path, environment: &BTreeMap<String, String>, event: &str) -> Figures {
    let mut figures = Figures {
        zip: packaged(binary),
        ..Figures::default()
    };
    let (mut to_first_poll, mut to_first_answer, mut first_cpu) =
        (Vec::new(), Vec::new(), Vec::new());
    for start in 0..STARTS {
        let mut api = Api::open().await;
        let started = Instant::now();
        let mut process = spawn(Command::new(binary), environment, &api);
        let polled = api.polls.recv().await.expect("a poll");
        to_first_poll.push(polled - started);
        let before = on_cpu(&process);
        to_first_answer.push(api.ask(event).await.0);
        first_cpu.push(on_cpu(&process).saturating_sub(before));
        if start + 1 == STARTS {
            let before = on_cpu(&process);
            for _ in 0..REQUESTS {
                figures.warm.push(api.ask(event).await.0);
            }
            figures.cpu = on_cpu(&process).saturating_sub(before)
                / u32::try_from(REQUESTS).expect("not many");
            figures.peak = peak(&process);
        }
        process
            .kill()
            .and_then(|()| process.wait())
            .expect("an end");
    }
    figures.to_first_poll = percentile(&mut to_first_poll, 50);
    figures.to_first_answer = percentile(&mut to_first_answer, 50);
    figures.first_cpu = percentile(&mut first_cpu, 50);
    figures
}

fn row(name: &str, figures: &Figures, base: Duration) {
    let Figures {
        zip,
        to_first_poll,
        to_first_answer,
        first_cpu,
        warm,
        cpu,
        peak,
    } = figures.clone();
    let (mut warm, together) = (warm, to_first_poll + to_first_answer);
    let milliseconds = |span: Duration| span.as_secs_f64() * 1000.0;
    println!(
        "| `{name}` | {} | {:.2} | {:.2} | {:.2} | {:.1} | {:.2} | {} | {} | {} | {:.1} |",
        zip / 1000,
        milliseconds(to_first_poll),
        milliseconds(to_first_answer),
        milliseconds(together),
        together.as_secs_f64() / base.as_secs_f64(),
        milliseconds(first_cpu),
        percentile(&mut warm, 50).as_micros(),
        percentile(&mut warm, 99).as_micros(),
        cpu.as_micros(),
        f64::from(u32::try_from(peak).unwrap_or(u32::MAX)) / 1000.0
    );
}

fn part(name: &str, mut work: impl FnMut()) {
    let time = || {
        let began = Instant::now();
        work();
        began.elapsed()
    };
    let mut times: Vec<_> = std::iter::repeat_with(time).take(50).collect();
    println!(
        "| {name} | {:.2} |",
        percentile(&mut times, 50).as_secs_f64() * 1000.0
    );
}

fn percentile(spans: &mut [Duration], percent: usize) -> Duration {
    spans.sort_unstable();
    spans[(spans.len() - 1) * percent / 100]
}

/// The size of a zip with nothing else in it, in bytes.
fn packaged(binary: &Path) -> usize {
    let mut zip = DeflateEncoder::new(Vec::new(), Compression::best());
    zip.write_all(&fs::read(binary).expect("a binary"))
        .expect("memory");
    zip.finish().expect("memory").len() + 150
}

/// The CPU time of a process so far.
fn on_cpu(process: &Child) -> Duration {
    let text = fs::read_to_string(format!("/proc/{}/schedstat", process.id())).expect("Linux");
    let nanoseconds = text.split(' ').next().and_then(|text| text.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

/// The most memory that a process had, in KB.
fn peak(process: &Child) -> u64 {
    let text = fs::read_to_string(format!("/proc/{}/status", process.id())).expect("Linux");
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap_or_default();
    line.trim()
        .trim_end_matches(" kB")
        .trim()
        .parse()
        .unwrap_or_default()
}
