//! `cargo bench --bench instructions -- [FUNCTION]...`: how many instructions the functions take as
//! they are deployed: to start, for the first request and for each further one; all, where none is
//! named.
//!
//! Callgrind counts them, so that they repeat within a fraction of a percent on any machine of one
//! architecture, where milliseconds vary by two and a half. Fails where one takes over 2 % more
//! than the table of docs/performance.md says (25 % where pictures are drawn), or far less, or is
//! not in it. Needs valgrind.
#![expect(clippy::print_stdout, reason = "it prints a report")]
#![expect(
    clippy::expect_used,
    reason = "where the bench itself is broken there is no report"
)]

mod lambda;
mod newcomer;
mod person;
mod tls;

use lambda::{Api, binary, build, event, spawn};
use local::{
    admin::configuration::{Configuration, DEMO},
    cloud::{Cloud, options::CloudOptions},
    functions::{self, FunctionEntry},
};
use newcomer::Newcomer;
use rustix::process::{Pid, Signal, kill_process};
use shared::platform::{clock::SystemClock, entropy::OsEntropy};
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, ExitCode},
    sync::Arc,
};
use tls::Tls;

/// After the first request, how many the average of further ones is taken of.
const FURTHER: u32 = 5;
/// How much more than the table says is no failure, in percent.
const TOLERANCE: u64 = 2;
/// The same of the function that draws, whose pictures are others each time.
const DRAWING: (&str, u64) = ("captcha-get", 25);
/// How much less is none, in percent: of what takes still less, the table is out of date.
const GAIN: u64 = 30;
/// What is no difference, in thousands: where hashes and addresses fall is chance.
const NOISE: u64 = 10;
/// Far more than a call takes under callgrind, which is fifty times as slow as the processor.
const CALL_SECONDS: &str = "60";
const DOCS: &str = include_str!("../../docs/performance.md");

/// What is asked of a function.
#[derive(Clone, Copy)]
enum Asked {
    /// Its event of `events/`, over and over.
    Event,
    /// To register a newcomer, who has got a code, each time.
    Registration,
    /// To send a newcomer a code each time.
    Send,
}

/// Thousands of instructions.
#[derive(Clone, Copy)]
struct Counts {
    start: u64,
    first: u64,
    further: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let requested: Vec<_> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let is_requested = |name: &str| requested.is_empty() || requested.iter().any(|one| one == name);
    let rows: Vec<_> = rows()
        .into_iter()
        .filter(|(_, function, _)| is_requested(function))
        .collect();
    assert!(
        !rows.is_empty(),
        "there is none of these functions: {requested:?}"
    );
    build(rows.iter().map(|(_, function, _)| *function));
    println!("| thousands of instructions | start | first request | each further one |");
    println!("|---|---|---|---|");
    let mut differing = Vec::new();
    for (name, function, asked) in rows {
        let tolerance = if function == DRAWING.0 {
            DRAWING.1
        } else {
            TOLERANCE
        };
        let is_as_documented = |counts: Counts| {
            budget(&name).is_some_and(|budget| counts.is_within(budget, tolerance))
        };
        let mut counts = measure(function, asked).await;
        // One connection or read more is chance, once.
        if !is_as_documented(counts) {
            counts = measure(function, asked).await;
        }
        let Counts {
            start,
            first,
            further,
        } = counts;
        println!("| {name} | {start} | {first} | {further} |");
        if !is_as_documented(counts) {
            differing.push(name);
        }
    }
    if differing.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!(
        "\nnot what docs/performance.md says: {}",
        differing.join(", ")
    );
    ExitCode::FAILURE
}

/// The rows of the table: what they are called, the function, and what is asked of it.
fn rows() -> Vec<(String, &'static str, Asked)> {
    let mut rows = vec![
        (
            "a registration: `register-mobile-verify-code`".to_owned(),
            "register-mobile-verify-code",
            Asked::Registration,
        ),
        ("a send: `sms-send`".to_owned(), "sms-send", Asked::Send),
        ("`echo`".to_owned(), "echo", Asked::Event),
    ];
    let endpoints = functions::all()
        .into_iter()
        .filter(|(_, entry)| matches!(entry, FunctionEntry::Endpoint(..)));
    rows.extend(endpoints.map(|(name, _)| (format!("`{name}`"), name, Asked::Event)));
    rows
}

/// What docs/performance.md says of a row. Functions are in its other tables, too.
fn budget(name: &str) -> Option<Counts> {
    let (_, section) = DOCS.split_once("### Instructions")?;
    let (section, _) = section.split_once("\n### ")?;
    let row = section
        .lines()
        .find_map(|line| line.strip_prefix(&format!("| {name} | ")))?;
    let mut counts = row
        .split(" | ")
        .map(|count| count.trim_end_matches(" |").parse().ok());
    Some(Counts {
        start: counts.next()??,
        first: counts.next()??,
        further: counts.next()??,
    })
}

impl Counts {
    fn is_within(self, budget: Self, tolerance: u64) -> bool {
        let fits = |count: u64, budget: u64| {
            let (more, less) = (budget * tolerance / 100, budget * GAIN / 100);
            (budget - less.max(NOISE).min(budget)..=budget + more.max(NOISE)).contains(&count)
        };
        fits(self.start, budget.start) && fits(self.requests(), budget.requests())
    }

    /// All requests together: in which of them a connection is opened is chance.
    fn requests(self) -> u64 {
        self.first + u64::from(FURTHER) * self.further
    }
}

async fn measure(function: &str, asked: Asked) -> Counts {
    let start = count(function, asked, 0).await;
    let with_first = count(function, asked, 1).await;
    let with_further = count(function, asked, 1 + FURTHER).await;
    let thousands = |count: u64| (count + 500) / 1000;
    Counts {
        start: thousands(start),
        first: thousands(with_first.saturating_sub(start)),
        further: thousands(with_further.saturating_sub(with_first) / u64::from(FURTHER)),
    }
}

/// The instructions of a process that starts and answers so many requests. Its cloud is a new one:
/// what others left behind, such as an access token or a limit that was reached, would change them.
async fn count(function: &str, asked: Asked, requests: u32) -> u64 {
    let demo = Configuration::read(DEMO).expect("the demo");
    let options = CloudOptions::new(Arc::new(SystemClock), Arc::new(OsEntropy), demo)
        .with("Domain", "id.example.com");
    let cloud = Cloud::start(options).await.expect("a cloud");
    let tls = Tls::before(cloud.aws_url().trim_start_matches("http://").to_owned()).await;
    let mut environment = BTreeMap::new();
    if function != "echo" {
        environment = tls.environment(cloud.environment(function).into_iter().collect());
        environment.insert("CALL_SECONDS".to_owned(), CALL_SECONDS.to_owned());
    }
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("callgrind.out");
    let mut api = Api::open().await;
    let mut process = spawn(callgrind(&binary(function), &output), &environment, &api);
    api.polls.recv().await.expect("a poll");
    for number in 0..requests {
        let newcomer = Newcomer {
            cloud: &cloud,
            number,
        };
        let event = match asked {
            // An echo takes what any other function does.
            Asked::Event if function == "echo" => event("captcha-get"),
            Asked::Event => event(function),
            Asked::Registration => newcomer.registration().await,
            Asked::Send => newcomer.send("REGISTER_SMS").await,
        };
        let (_, status) = api.ask(&event).await;
        if !matches!(asked, Asked::Event) {
            assert_eq!(status, Some(200), "{function}");
        }
        api.polls.recv().await.expect("a poll");
    }
    let pid = Pid::from_child(&process);
    kill_process(pid, Signal::TERM).expect("a process");
    process.wait().expect("an end");
    instructions(&output)
}

/// The command that runs a binary and writes what it took to a file when it ends.
fn callgrind(binary: &Path, output: &Path) -> Command {
    let mut command = Command::new("valgrind");
    command
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", output.display()))
        .arg(binary);
    command
}

/// The sum in what callgrind wrote.
fn instructions(output: &Path) -> u64 {
    let written = fs::read_to_string(output).expect("what callgrind wrote");
    let sums = written.lines().filter_map(|line| {
        let sum = line
            .strip_prefix("totals: ")
            .or_else(|| line.strip_prefix("summary: "));
        sum?.trim().parse::<u64>().ok()
    });
    sums.max().expect("a sum")
}
