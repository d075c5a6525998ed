//! `cargo bench --bench load -- [PEOPLE [A_SECOND]]`: that many people register at the local cloud
//! over HTTP, some dozens at a time, or so many new ones a second, each from an address and a
//! device of their own: a puzzle, its answer, a code, the registration. Every tenth sends the
//! registration twice at once, as an impatient client does. Then the tables are walked.
#![expect(clippy::print_stdout, reason = "it prints a report")]
#![expect(clippy::disallowed_methods, reason = "it measures durations")]
#![expect(
    clippy::expect_used,
    reason = "where the bench itself is broken there is no report"
)]

mod crowd;
mod person;

use crowd::Crowd;
use futures_util::future::join_all;
use local::cloud::{
    Cloud, consistency as checker, options::CloudOptions, services::outbox::Message,
};
use person::{mobile, send_body};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    process::ExitCode,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

const PEOPLE: u32 = 10_000;
/// How many are at it at a time.
const AT_ONCE: usize = 64;

/// The code that was sent last to each mobile.
static CODES: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

fn on_message(message: &Message) {
    let code = message.code().unwrap_or_default().to_owned();
    CODES
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(message.to.clone(), code);
}

/// What came of it.
#[derive(Default)]
struct Report {
    /// How long each call took, by its path.
    took: BTreeMap<&'static str, Vec<Duration>>,
    /// Errors, by path and code.
    errors: BTreeMap<String, u32>,
    /// The users that the answers name, each with how often.
    users: HashMap<String, u32>,
}

struct Load {
    crowd: Crowd,
    report: Mutex<Report>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut given = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok());
    let people = given.next().unwrap_or(PEOPLE);
    let a_second: Option<u32> = given.next();
    let cloud = Cloud::start(options()).await.expect("a cloud");
    let load = Arc::new(Load {
        crowd: Crowd::calling(&cloud).await,
        report: Mutex::default(),
    });

    let started = Instant::now();
    match a_second {
        Some(a_second) => load.arrive(people, a_second).await,
        None => load.work(people).await,
    }
    let took = started.elapsed();

    let report = load.report.lock().unwrap_or_else(PoisonError::into_inner);
    let pace = match a_second {
        Some(a_second) => format!("{a_second} new ones a second"),
        None => format!("{AT_ONCE} at a time"),
    };
    report.print(people, &pace, took);
    verdict(&cloud, &report, people)
}

fn options() -> CloudOptions {
    CloudOptions {
        on_message,
        ..crowd::options(|_| {})
    }
}

impl Load {
    /// Some dozens at a time: whenever one is through, the next begins.
    async fn work(self: &Arc<Self>, people: u32) {
        let next = Arc::new(AtomicU32::new(0));
        let workers = (0..AT_ONCE).map(|_| {
            let (load, next) = (Arc::clone(self), Arc::clone(&next));
            tokio::spawn(async move {
                loop {
                    let number = next.fetch_add(1, Relaxed);
                    if number >= people {
                        break;
                    }
                    load.person(number).await;
                }
            })
        });
        for worker in join_all(workers).await {
            worker.expect("a worker");
        }
    }

    /// So many new ones a second, however long the others take.
    async fn arrive(self: &Arc<Self>, people: u32, a_second: u32) {
        let mut ticks = tokio::time::interval(Duration::from_secs(1) / a_second);
        let mut under_way = Vec::new();
        for number in 0..people {
            ticks.tick().await;
            let load = Arc::clone(self);
            under_way.push(tokio::spawn(async move { load.person(number).await }));
        }
        for person in join_all(under_way).await {
            person.expect("a person");
        }
    }

    /// From nothing to a user.
    async fn person(&self, number: u32) {
        let register = "/api/v2/sdk/register/mobile-verify-code";
        if self.get_code(number).await.is_none() {
            return;
        }
        let mobile = mobile(number);
        let code = CODES
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&format!("+86{mobile}"))
            .cloned();
        let form = json!({ "mobile": mobile, "verify_code": code, "user_name": format!("person{number}") });
        let times = if number.is_multiple_of(10) { 2 } else { 1 };
        let attempts = (0..times).map(|_| self.call(number, register, &form));
        for user in join_all(attempts).await.into_iter().flatten() {
            let id = user["user_id"]
                .as_str()
                .or(user["id_token"].as_str())
                .unwrap_or_default()
                .to_owned();
            let id = subject(&id).unwrap_or(id);
            *self.report().users.entry(id).or_default() += 1;
        }
    }

    /// Solves a puzzle, and asks for a code.
    async fn get_code(&self, number: u32) -> Option<()> {
        let puzzle = self.call(number, "/api/v2/sdk/captcha", &Value::Null);
        let solution = self.crowd.solution(&puzzle.await?, number).await?;
        let pass = self.call(number, "/api/v2/sdk/captcha/verify", &solution);
        let body = send_body("REGISTER_SMS", &pass.await?, number);
        self.call(number, "/api/v2/sdk/sms/send", &body).await?;
        Some(())
    }

    /// The answer, where there is one that is no error.
    async fn call(&self, number: u32, path: &'static str, body: &Value) -> Option<Value> {
        let request = self.crowd.request(number, path, body);
        let request = request.header("Idempotency-Key", format!("{number}{path}"));
        let started = Instant::now();
        let answered = request.send().await;
        let took = started.elapsed();
        let (status, text) = match answered {
            Ok(answer) => (
                answer.status().as_u16(),
                answer.text().await.unwrap_or_default(),
            ),
            Err(error) => (0, error.to_string()),
        };
        let body: Value = serde_json::from_str(&text).unwrap_or_default();
        let mut report = self.report();
        report.took.entry(path).or_default().push(took);
        if status == 200 {
            return Some(body);
        }
        let code = body["error_code"].as_str().map_or(text, str::to_owned);
        *report
            .errors
            .entry(format!("{path} {status} {code}"))
            .or_default() += 1;
        None
    }

    fn report(&self) -> std::sync::MutexGuard<'_, Report> {
        self.report.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whom a token is about.
fn subject(id_token: &str) -> Option<String> {
    use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
    let claims = BASE64_URL_SAFE_NO_PAD
        .decode(id_token.split('.').nth(1)?)
        .ok()?;
    let claims: Value = serde_json::from_slice(&claims).ok()?;
    Some(claims["sub"].as_str()?.to_owned())
}

impl Report {
    fn print(&self, people: u32, pace: &str, took: Duration) {
        let calls: usize = self.took.values().map(Vec::len).sum();
        let seconds = took.as_secs_f64();
        println!("{people} people, {pace}, in {seconds:.1} s");
        println!(
            "{:.0} registrations and {:.0} requests a second, with clients and DynamoDB on the same machine",
            f64::from(people) / seconds,
            f64::from(u32::try_from(calls).unwrap_or(u32::MAX)) / seconds
        );
        for (path, took) in &self.took {
            let mut took = took.clone();
            took.sort_unstable();
            let at = |percent: usize| took[(took.len() - 1) * percent / 100].as_secs_f64() * 1000.0;
            println!(
                "  {:6} × {path}: p50 {:.1} ms, p99 {:.1} ms",
                took.len(),
                at(50),
                at(99)
            );
        }
        println!("errors: {}", self.errors.values().sum::<u32>());
        self.errors
            .iter()
            .for_each(|(what, count)| println!("  {count:6} × {what}"));
    }
}

/// Prints what the tables say: everybody is there, once, and everything holds together.
fn verdict(cloud: &Cloud, report: &Report, people: u32) -> ExitCode {
    let verdict = checker::check(cloud);
    println!("{verdict}");
    let stored = verdict.counts.get("MOBILE").copied().unwrap_or_default();
    let people = usize::try_from(people).unwrap_or(usize::MAX);
    let twice = people.div_ceil(10);
    let answers: u32 = report.users.values().sum();
    let texts = cloud.outbox.messages();
    let numbers: BTreeSet<_> = texts.iter().map(|text| &text.to).collect();
    let [sent, verified, outstanding] = checker::texts(cloud);
    println!("counters: {sent} texts sent, {verified} used, {outstanding} outstanding");
    println!(
        "failures left behind by right codes: {}",
        checker::failures(cloud)
    );
    let lost = people.saturating_sub(report.users.len());
    let double = stored.saturating_sub(report.users.len()) + texts.len() - numbers.len();
    println!(
        "{stored} registered, {lost} lost, {double} double; {answers} answers to {} registrations name {} users",
        people + twice,
        report.users.len()
    );
    let counts = [stored, report.users.len(), texts.len(), numbers.len()];
    let counters = [sent, verified].map(|count| usize::try_from(count).unwrap_or_default());
    let holds = counts.iter().chain(&counters).all(|count| *count == people)
        && outstanding == 0
        && usize::try_from(answers).unwrap_or_default() == people + twice
        && report.errors.is_empty()
        && verdict.problems.is_empty();
    println!(
        "{}",
        if holds {
            "All is well."
        } else {
            "SOMETHING IS WRONG."
        }
    );
    if holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
