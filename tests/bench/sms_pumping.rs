//! `cargo bench --bench sms_pumping -- [attacks | launch | allowances]`: what an attacker of the
//! text budget gets, and what honest people notice of it, with the default limits.
//!
//! People and attackers act one after the other on a clock that the bench holds, against the local
//! cloud. docs/security.md has a run of it.
#![expect(clippy::print_stdout, reason = "it prints a report")]
#![expect(
    clippy::unwrap_used,
    reason = "where the bench itself is broken there is no report"
)]

#[path = "../described.rs"]
mod described;
#[path = "../log_capture.rs"]
#[expect(dead_code, reason = "the tests read the log")]
mod log_capture;
#[path = "../test_app.rs"]
#[expect(dead_code, reason = "the tests use all of it")]
mod test_app;

use serde_json::json;
use shared::{
    platform::entropy::{Entropy as _, SeededEntropy},
    rate_limits::sms_conversion::SmsConversion,
};
use std::{collections::BTreeMap, fmt::Write as _};
use test_app::{EIAM, TestApp};

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;
/// How long a person takes from the text to typing its code, in seconds.
const TYPING: u64 = 40;

#[derive(Clone)]
enum Who {
    Person,
    Attacker,
}

/// A request for a text, by somebody who uses its code or does not.
struct TextRequest {
    who: Who,
    address: String,
    uses: bool,
}

#[derive(Default)]
struct Figures {
    people: usize,
    people_refused: usize,
    attacker_texts: usize,
}

/// Plays requests by their moment, in seconds from the start. Each asks for a number of its own,
/// counted from `first`.
async fn play(
    app: &TestApp,
    first: usize,
    requests: BTreeMap<(u64, usize), TextRequest>,
) -> Figures {
    let mut figures = Figures::default();
    let mut typing: Vec<(u64, String, String, test_app::Device<'_>)> = Vec::new();
    let mut now = 0;
    for (number, ((at, _), request)) in (first..).zip(requests) {
        while let Some(place) = typing.iter().position(|(due, ..)| *due <= at) {
            let (due, mobile, code, device) = typing.remove(place);
            app.advance(due.saturating_sub(now));
            now = now.max(due);
            device.register(&mobile, &code, json!({})).await.succeeded();
        }
        app.advance(at.saturating_sub(now));
        now = now.max(at);
        let mobile = format!("15{:09}", number + 1_000_000 * (1 + number % 3));
        let device = app.device(EIAM).at(&request.address);
        let answer = device.request_code(&mobile, "REGISTER_SMS").await;
        let is_sent = answer.status == 200;
        match request.who {
            Who::Person => {
                figures.people += 1;
                figures.people_refused += usize::from(!is_sent);
            }
            Who::Attacker => figures.attacker_texts += usize::from(is_sent),
        }
        if is_sent && request.uses {
            typing.push((now + TYPING, mobile, app.last_code(), device));
        }
    }
    figures
}

/// People who arrive evenly within a time, of whom so many of a hundred use their code.
fn people(
    count: u64,
    within: u64,
    percent: u16,
    networks: u64,
) -> BTreeMap<(u64, usize), TextRequest> {
    let entropy = SeededEntropy::new(7);
    let draw = |below: u8| u64::from(entropy.below(below));
    (0..count)
        .map(|number| {
            let network = (draw(250) * 250 + draw(250)) % networks;
            let request = TextRequest {
                who: Who::Person,
                address: format!(
                    "100.{}.{}.{}",
                    64 + network / 256,
                    network % 256,
                    draw(250) + 1
                ),
                uses: draw(100) < u64::from(percent),
            };
            ((number * within / count, 0), request)
        })
        .collect()
}

/// Attackers who ask every so many seconds, from so many addresses in networks of their own.
fn attackers(
    every: u64,
    within: u64,
    addresses: u64,
    uses: bool,
) -> BTreeMap<(u64, usize), TextRequest> {
    (0..within / every)
        .map(|number| {
            let address = number % addresses;
            let request = TextRequest {
                who: Who::Attacker,
                address: format!("198.{}.{}.9", 18 + address / 256 % 2, address % 256),
                uses,
            };
            ((number * every, 1), request)
        })
        .collect()
}

fn print(what: &str, figures: &Figures) {
    let Figures {
        people,
        people_refused,
        attacker_texts,
    } = figures;
    println!("| {what} | {people} | {people_refused} | {attacker_texts} |");
}

async fn allowances(days: usize) {
    let app = TestApp::start().await;
    let mut row = String::new();
    for day in 0..days {
        let app = &app;
        let requests = attackers(180, DAY - HOUR, 500, true);
        let figures = play(app, day * 10_000, requests).await;
        app.advance(HOUR + TYPING);
        let mut verified = [0; 14];
        let mut used: Vec<_> = app
            .items("COUNTRY#")
            .iter()
            .map(|day| {
                let count = day["verified"]["N"].as_str().unwrap_or("0");
                (day["sk"].to_string(), count.parse::<u64>().unwrap())
            })
            .collect();
        used.sort();
        for (place, (_, count)) in verified.iter_mut().rev().zip(used.into_iter().rev()) {
            *place = count;
        }
        let conversion = SmsConversion { sent: 0, verified };
        let _ = write!(
            row,
            " {} ({} texts)",
            conversion.country_per_day(60),
            figures.attacker_texts
        );
    }
    println!(
        "\nallowance of unused texts after each day of pumping by numbers that are used:{row}"
    );
}

async fn attacks() {
    let attacks = [
        ("six addresses, a text every minute, a day", 60, 6),
        ("2,000 networks, a text every 30 seconds, a day", 30, 2000),
    ];
    for (what, every, addresses) in attacks {
        let app = TestApp::start().await;
        let mut requests = people(300, DAY, 85, 300);
        requests.extend(attackers(every, DAY, addresses, false));
        print(what, &play(&app, 0, requests).await);
    }
}

async fn launch() {
    let app = TestApp::start().await;
    let requests = people(500, HOUR, 60, 300);
    print(
        "a launch: 500 people in an hour, 60 % use their code",
        &play(&app, 0, requests).await,
    );
}

fn main() {
    let known = ["attacks", "launch", "allowances"];
    let named = |argument: &String| known.contains(&argument.as_str());
    let only = std::env::args().find(named);
    let is_played = |scenario: &str| only.as_ref().is_none_or(|only| only == scenario);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        println!("| scenario | people | refused | texts of the attacker |\n|---|---|---|---|");
        if is_played("attacks") {
            attacks().await;
        }
        if is_played("launch") {
            launch().await;
        }
        if is_played("allowances") {
            allowances(4).await;
        }
    });
}
