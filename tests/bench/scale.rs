//! `cargo bench --bench scale -- [USERS]...`: what the calls of one person cost in tables that hold
//! so many others, by default a thousand to a million. Fails where a call makes other calls, takes
//! more units or moves more bytes than in the smallest tables.
//!
//! The others are copies of a user who registered, with all items that this left behind, under keys
//! of their own.
#![expect(clippy::print_stdout, reason = "it prints a report")]
#![expect(
    clippy::expect_used,
    reason = "where the bench itself is broken there is no report"
)]

mod newcomer;
mod person;

use local::{
    admin::configuration::{Configuration, DEMO},
    cloud::{Cloud, options::CloudOptions, proxy::meter::Cost},
};
use newcomer::Newcomer;
use serde_json::{Value, json};
use shared::platform::{
    clock::{Clock as _, ManualClock, SystemClock},
    entropy::OsEntropy,
};
use std::{ops::Range, process::ExitCode, sync::Arc, time::Duration};

const SIZES: [u32; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// How many users are copied at a time.
const PART: u32 = 5_000;
const TABLES: [&str; 2] = ["DirectoryTable", "TransientTable"];
/// By how much bytes may differ, as numbers are not of one length and a country's counters know of
/// the last days, in percent.
const TOLERANCE: usize = 10;

/// A call and what it costs.
type CallCost = (&'static str, Cost);

#[tokio::main]
async fn main() -> ExitCode {
    let mut sizes: Vec<u32> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = SIZES.into();
    }
    let demo = Configuration::read(DEMO).expect("the demo");
    let clock = Arc::new(ManualClock::new(SystemClock.now()));
    let options = CloudOptions::new(clock.clone(), Arc::new(OsEntropy), demo)
        .with("Domain", "id.example.com");
    let cloud = Cloud::start(options).await.expect("a cloud");

    let model = Model::register(&cloud).await;
    // Starts every function, which reads its keys.
    journey(&cloud, &clock, 1).await;
    let mut users = 0;
    let mut smallest: Vec<CallCost> = Vec::new();
    let mut more_expensive = Vec::new();
    println!("| users | call | calls | read units | write units | bytes |");
    println!("|---|---|---|---|---|---|");
    for (number, size) in (2..).zip(sizes) {
        model.copy(&cloud, users..size);
        users = size;
        let costs = journey(&cloud, &clock, number).await;
        for (call, cost) in &costs {
            let calls = calls(cost).len();
            let (reads, writes, bytes) = (cost.reads, cost.writes, cost.bytes);
            println!("| {size} | `{call}` | {calls} | {reads} | {writes} | {bytes} |");
        }
        if smallest.is_empty() {
            smallest.clone_from(&costs);
        }
        let grown = costs
            .iter()
            .zip(&smallest)
            .filter(|(now, then)| !is_as_cheap(now, then));
        more_expensive.extend(grown.map(|((call, _), _)| format!("{call} among {size}")));
    }
    if more_expensive.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("\nmore expensive: {}", more_expensive.join(", "));
    ExitCode::FAILURE
}

fn is_as_cheap((_, now): &CallCost, (_, then): &CallCost) -> bool {
    calls(now) == calls(then)
        && now.reads <= then.reads
        && now.writes <= then.writes
        && now.bytes * 100 <= then.bytes * (100 + TOLERANCE)
}

/// Which calls it makes, in whatever order.
fn calls(cost: &Cost) -> Vec<&String> {
    let mut calls: Vec<_> = cost.rounds.iter().flatten().collect();
    calls.sort();
    calls
}

/// Somebody registers, looks at what there is of them, comes back and leaves.
async fn journey(cloud: &Cloud, clock: &ManualClock, number: u32) -> Vec<CallCost> {
    // Settings are read anew and no limit is near, in each journey alike.
    clock.advance(Duration::from_hours(24));
    let person = Newcomer { cloud, number };
    let meter = &cloud.proxy.meter;
    let mut costs = Vec::new();

    let send = person.send("REGISTER_SMS").await;
    meter.start();
    person.answer("sms-send", &send).await;
    costs.push(("sms/send", meter.take()));
    let register = person.use_code("register/mobile-verify-code");
    let registered = person
        .answer("register-mobile-verify-code", &register)
        .await;
    costs.push(("register/mobile-verify-code", meter.take()));
    for (function, method, call) in [
        ("profile", "GET", "profile"),
        ("sessions", "GET", "sessions"),
        (
            "sso-session-token-id-token",
            "POST",
            "sso/session-token/id-token",
        ),
        ("logout", "GET", "logout"),
    ] {
        let asked = person.event(
            (method, call),
            Some(caller(call, &registered)),
            &Value::Null,
        );
        person.answer(function, &asked).await;
        costs.push((call, meter.take()));
    }
    clock.advance(Duration::from_secs(61));
    let send = person.send("LOGIN_SMS").await;
    person.answer("sms-send", &send).await;
    let login = person.use_code("login/mobile-verify-code");
    let _ = meter.take();
    person.answer("login-mobile-verify-code", &login).await;
    costs.push(("login/mobile-verify-code", meter.take()));
    let login = json!({ "code": format!("person-{number}") });
    let login = person.event(("POST", "login/wechat-miniprogram"), None, &login);
    person.answer("login-wechat-miniprogram", &login).await;
    costs.push(("login/wechat-miniprogram", meter.take()));
    costs
}

/// The header by which a call is somebody's who has signed in.
fn caller(call: &str, signed_in: &Value) -> (&'static str, String) {
    let text = |name: &str| signed_in[name].as_str().expect("a token").to_owned();
    if call.starts_with("sso/") {
        ("x-session-token", text("session_token"))
    } else {
        ("authorization", format!("Bearer {}", text("id_token")))
    }
}

/// A user, and all items that are there because of them.
struct Model {
    id: String,
    items: Vec<(&'static str, Value)>,
}

impl Model {
    async fn register(cloud: &Cloud) -> Self {
        let keys = |cloud: &Cloud, table| -> Vec<_> {
            let items = cloud.items(table).into_iter();
            items.map(|item| item["pk"].clone()).collect()
        };
        let before = TABLES.map(|table| keys(cloud, table));
        let person = Newcomer { cloud, number: 0 };
        let register = person.registration().await;
        person
            .answer("register-mobile-verify-code", &register)
            .await;
        let mut items = Vec::new();
        for (table, before) in TABLES.into_iter().zip(before) {
            let mut new = cloud.items(table);
            new.retain(|item| !before.contains(&item["pk"]));
            items.extend(new.into_iter().map(|item| (table, item)));
        }
        let is_user = |(_, item): &&(&str, Value)| item["mobile"].is_object();
        let (_, user) = items.iter().find(is_user).expect("a user");
        let (_, id) = key(user).rsplit_once('#').expect("a user's key");
        let id = id.to_owned();
        Self { id, items }
    }

    /// Writes copies: an id of their own wherever the user's stands, and keys of their own.
    fn copy(&self, cloud: &Cloud, numbers: Range<u32>) {
        let numbers: Vec<_> = numbers.collect();
        for part in numbers.chunks(PART as usize) {
            for table in TABLES {
                let copies = part.iter().flat_map(|number| {
                    let of_table = self.items.iter().filter(|(of, _)| *of == table);
                    of_table.map(|(_, item)| self.copy_of(item, *number))
                });
                cloud.import(table, copies.collect()).expect("an import");
            }
        }
    }

    fn copy_of(&self, item: &Value, number: u32) -> Value {
        let beginning = &self.id[..self.id.len() - 8];
        let id = format!("{beginning}{number:08}");
        let text = item.to_string().replace(&self.id, &id);
        let mut copy: Value = serde_json::from_str(&text).expect("an item");
        if !key(&copy).contains(&id) {
            copy["pk"]["S"] = format!("{}{number:08}", key(item)).into();
        }
        copy
    }
}

fn key(item: &Value) -> &str {
    item["pk"]["S"].as_str().expect("a key")
}
