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

mod puzzle;

use futures_util::future::join_all;
use local::{
    admin::configuration::{Configuration, DEMO},
    cloud::{
        Cloud, consistency,
        options::CloudOptions,
        proxy::faults::{Fault, Rule},
        services::carriers::SECRET,
    },
};
use puzzle::hole;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use shared::{
    platform::{clock::SystemClock, entropy::OsEntropy},
    storage::store::Store,
    tenants::limits::Limits,
};
use std::{
    collections::BTreeMap,
    net::Ipv4Addr,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use tokio::net::TcpListener;

const PEOPLE: u32 = 2000;
/// How many are at it at a time.
const AT_ONCE: usize = 32;
const ADDRESS_HEADER: &str = "X-Viewer";
/// The demo's first application.
const CLIENT: &str = "nTo1eRIub60vPb54WeE6aojPwYwImtl4";
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
    url: String,
    http: Client,
    store: Arc<Store>,
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
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(Arc::clone(&cloud).serve(listener, std::future::pending()));
    cloud.proxy.faults.script(vec![
        Rule::of(CALL, Fault::Refuse).every(20),
        Rule::of(CALL, Fault::TimeoutBefore).every(200),
        Rule::of(CALL, Fault::TimeoutAfter).every(200),
    ]);
    let people = Arc::new(People {
        url,
        http: Client::new(),
        store: cloud.store().expect("the tables"),
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

/// The demo with a route of two carriers, without the limits of everybody together.
fn options() -> CloudOptions {
    let mut demo = Configuration::read(DEMO).expect("the demo");
    let delivery = json!({
        "carriers": [
            { "id": "first", "kind": "http_gateway", "secret": SECRET,
              "endpoint": "https://sms.example.com" },
        ],
        "texts": [{ "countries": ["*"], "carriers": ["first", "sns"] }],
    });
    for tenant in &mut demo.tenants {
        tenant.delivery = serde_json::from_value(delivery.clone()).expect("settings");
        tenant.limits = Limits {
            application_sends_per_minute: u32::MAX,
            tenant_sends_per_hour: u32::MAX,
            country_sends_per_hour: u32::MAX,
            country_unverified_per_hour: u32::MAX,
            country_unverified_per_day: u32::MAX,
            ..Limits::default()
        };
    }
    let options = CloudOptions::new(Arc::new(SystemClock), Arc::new(OsEntropy), demo);
    let options = options
        .with("AddressHeader", ADDRESS_HEADER)
        .with("Domain", "id.example.com");
    // A machine with everything on it is slower than a cloud.
    CloudOptions {
        answer_timeout: Some(Duration::from_secs(30)),
        ..options
    }
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
            let mobile = format!("139{number:08}");
            let answer = self.ask(number, &mobile).await;
            answers.push((mobile, answer.unwrap_or(Answer::None)));
        }
    }

    /// Solves a puzzle, and asks for a code.
    async fn ask(&self, number: u32, mobile: &str) -> Option<Answer> {
        let get = self.http.get(format!("{}/api/v2/sdk/captcha", self.url));
        let (_, puzzle) = call(number, get).await?;
        let token = puzzle["token"].as_str()?;
        let hole = hole(&self.store, token).await?;
        let point = format!("{{\"x\":{hole}.0,\"y\":5.0}}");
        let solution = json!({ "token": token, "point_json": point, "sender": mobile });
        let verify = format!("{}/api/v2/sdk/captcha/verify", self.url);
        let (_, pass) = call(number, self.http.post(verify).json(&solution)).await?;
        let pass = pass["captcha_token"].as_str()?;
        let body = json!({ "mobile": mobile, "type": "REGISTER_SMS", "captcha_token": pass });
        let send = format!("{}/api/v2/sdk/sms/send", self.url);
        let (status, answer) = call(number, self.http.post(send).json(&body)).await?;
        let code = answer["error_code"].as_str().unwrap_or_default();
        match (status, code) {
            (200, _) => Some(Answer::Sent),
            (400, code) if code.ends_with("CAPTCHA.1006") => Some(Answer::Failed),
            _ => None,
        }
    }
}

/// Status and body of the answer to somebody's device.
async fn call(number: u32, request: RequestBuilder) -> Option<(u16, Value)> {
    let address = Ipv4Addr::from(0x0a00_0000 + number).to_string();
    let answer = request
        .header(ADDRESS_HEADER, address)
        .header("X-client-id", CLIENT)
        .header("X-operating-sys-version", "1")
        .header("X-device-fingerprint", format!("device-{number}"))
        .header("X-agent", "carriers")
        .send()
        .await
        .ok()?;
    let status = answer.status().as_u16();
    let text = answer.text().await.ok()?;
    Some((status, serde_json::from_str(&text).unwrap_or_default()))
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
