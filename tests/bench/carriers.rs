//! `cargo bench --bench carriers -- [PEOPLE]`: that many people ask the local cloud for a code over
//! HTTP, some dozens at a time. The first carrier of their tenant refuses each twentieth text and
//! is silent about each hundredth, half of which it sends all the same. Then everybody must have an
//! answer and at most one text.
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
    Cloud, consistency,
    options::CloudOptions,
    proxy::faults::{Fault, Rule},
    services::carriers::SECRET,
};
use person::{mobile, send_body};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Instant,
};

const PEOPLE: u32 = 2000;
/// How many are at it at a time.
const AT_ONCE: usize = 32;
/// The first carrier's call, as the proxy names it.
const CALL: &str = "gateway:send";

/// What somebody who asked for a code was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    Sent,
    /// The message was not sent, or nobody knows.
    Failed,
    /// None, or one that the API does not document.
    None,
}

struct People {
    crowd: Crowd,
    next: AtomicU32,
    count: u32,
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut given = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok());
    let count = given.next().unwrap_or(PEOPLE);
    let cloud = Cloud::start(options()).await.expect("a cloud");
    cloud.proxy.faults.script(vec![
        Rule::of(CALL, Fault::Refuse).every(20),
        Rule::of(CALL, Fault::TimeoutBefore).every(200),
        Rule::of(CALL, Fault::TimeoutAfter).every(200),
    ]);
    let people = Arc::new(People {
        crowd: Crowd::calling(&cloud).await,
        next: AtomicU32::default(),
        count,
    });
    let began = Instant::now();
    let workers = (0..AT_ONCE).map(|_| tokio::spawn(Arc::clone(&people).work()));
    let mut answers = BTreeMap::new();
    for worker in join_all(workers).await {
        answers.extend(worker.expect("a worker"));
    }
    println!("{count} people in {:.1} s", began.elapsed().as_secs_f64());
    verdict(&cloud, &answers, count)
}

/// The demo with a route of two carriers.
fn options() -> CloudOptions {
    let delivery = json!({
        "carriers": [
            { "id": "first", "kind": "http_gateway", "secret": SECRET,
              "endpoint": "https://sms.example.com" },
        ],
        "texts": [{ "countries": ["*"], "carriers": ["first", "sns"] }],
    });
    crowd::options(|tenant| {
        tenant.delivery = serde_json::from_value(delivery.clone()).expect("settings");
    })
}

impl People {
    /// One after the other, as long as there are any.
    async fn work(self: Arc<Self>) -> Vec<(String, Answer)> {
        let mut answers = Vec::new();
        loop {
            let number = self.next.fetch_add(1, Relaxed);
            if number >= self.count {
                return answers;
            }
            let answer = self.ask(number).await;
            answers.push((mobile(number), answer.unwrap_or(Answer::None)));
        }
    }

    /// Solves a puzzle, and asks for a code.
    async fn ask(&self, number: u32) -> Option<Answer> {
        let (_, puzzle) = self.call(number, "captcha", &Value::Null).await?;
        let solution = self.crowd.solution(&puzzle, number).await?;
        let (_, pass) = self.call(number, "captcha/verify", &solution).await?;
        let body = send_body("REGISTER_SMS", &pass, number);
        let (status, answer) = self.call(number, "sms/send", &body).await?;
        let code = answer["error_code"].as_str().unwrap_or_default();
        match (status, code) {
            (200, _) => Some(Answer::Sent),
            (400, code) if code.ends_with("CAPTCHA.1006") => Some(Answer::Failed),
            _ => None,
        }
    }

    /// Status and body of the answer, where there is one.
    async fn call(&self, number: u32, call: &str, body: &Value) -> Option<(u16, Value)> {
        let path = format!("/api/v2/sdk/{call}");
        let request = self.crowd.request(number, &path, body);
        let answer = request.send().await.ok()?;
        let status = answer.status().as_u16();
        let text = answer.text().await.ok()?;
        Some((status, serde_json::from_str(&text).unwrap_or_default()))
    }
}

/// Prints who was texted by whom and answered what, and whether that is as it must be.
fn verdict(cloud: &Cloud, answers: &BTreeMap<String, Answer>, people: u32) -> ExitCode {
    let mut texts: BTreeMap<String, usize> = BTreeMap::new();
    let mut carriers: BTreeMap<String, usize> = BTreeMap::new();
    for message in cloud.outbox.messages() {
        let carrier = message.attributes.get("carrier");
        let carrier = carrier.map_or("sns", String::as_str);
        *carriers.entry(carrier.to_owned()).or_default() += 1;
        *texts.entry(message.to).or_default() += 1;
    }
    let texts_to = |mobile: &str| texts.get(&format!("+86{mobile}")).copied();
    let count = |answer: Answer, is_texted: bool| {
        let is_it = |(mobile, one): &(&String, &Answer)| {
            **one == answer && texts_to(mobile).is_some() == is_texted
        };
        answers.iter().filter(is_it).count()
    };
    let [sent, lost] = [true, false].map(|is_texted| count(Answer::Sent, is_texted));
    let [late, failed] = [true, false].map(|is_texted| count(Answer::Failed, is_texted));
    let answered = sent + lost + late + failed;
    let people = usize::try_from(people).unwrap_or(usize::MAX);
    let unanswered = people.saturating_sub(answered);
    let twice = texts.values().filter(|texts| **texts > 1).count();
    println!("texts by carrier: {carriers:?}");
    println!("answers: {sent} sent, {failed} failed without a text, {late} failed with one");
    println!("{twice} were texted twice, {lost} in vain, {unanswered} have no answer");
    let problems = consistency::check(cloud);
    println!("{problems}");
    let gone_on = carriers.get("sns").copied().unwrap_or_default();
    // Whoever met silence hears that it failed, and nobody else.
    let silences = (late + failed) * 200 <= 3 * people;
    let holds = [twice, lost, unanswered] == [0; 3]
        && silences
        && gone_on * 25 > people
        && problems.problems.is_empty();
    if holds {
        println!("All is well.");
        ExitCode::SUCCESS
    } else {
        println!("SOMETHING IS WRONG.");
        ExitCode::FAILURE
    }
}
