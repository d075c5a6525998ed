//! What docs/costs.md computes in dollars: from its own list of prices, the measured units that
//! it holds too, and the template.

use crate::{
    log_capture::logged,
    operations::costs::docs,
    test_app::{CONFIGURATION, EIAM, MOBILE, START, TestApp},
};
use local::template::Template;
use serde_json::json;
use std::{
    fmt::Write as _,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

/// A call of a registration.
struct CallOfRegistration {
    /// How docs/costs.md calls it.
    name: &'static str,
    function: &'static str,
    /// For how long it is billed, in milliseconds, which is an assumption.
    billed_ms: u32,
    /// How much it writes to the log at most, in bytes.
    log: u32,
}

/// The milliseconds are the CPU time of docs/performance.md at the share of a core that the memory
/// buys (1,769 MB are one), 5 for each round of calls and 80 for a text.
const CALLS: [CallOfRegistration; 4] = [
    CallOfRegistration {
        name: "captcha",
        function: "captcha-get",
        billed_ms: 16,
        log: 1_100,
    },
    CallOfRegistration {
        name: "captcha/verify",
        function: "captcha-verify",
        billed_ms: 12,
        log: 1_100,
    },
    CallOfRegistration {
        name: "sms/send",
        function: "sms-send",
        billed_ms: 98,
        log: 1_800,
    },
    CallOfRegistration {
        name: "register/mobile-verify-code, mobile alone",
        function: "register-mobile-verify-code",
        billed_ms: 17,
        log: 1_900,
    },
];

/// What API Gateway writes of each request, in bytes; the template has its format.
const ACCESS_LINE: usize = 300;
/// What `CloudWatch` counts for each line beside what is in it, in bytes.
const LINE: usize = 26;
/// How many metrics the stack itself has in `lean`; how many each country that is texted has, each
/// carrier, and each two of them together.
const METRICS: u32 = 10;
const METRICS_OF_A_COUNTRY: u32 = 2;
const METRICS_OF_A_CARRIER: u32 = 2;
const METRICS_OF_BOTH: u32 = 2;

/// The pictures of a million puzzles as they travel, in GB.
const PICTURES: f64 = 60.0;

/// The cells of the row of a table that begins so.
fn row<'d>(docs: &'d str, first: &str) -> Vec<&'d str> {
    let begin = format!("| {first} | ");
    let row = docs.lines().find_map(|line| line.strip_prefix(&begin));
    let row = row.unwrap_or_else(|| panic!("docs/costs.md has no row {first}"));
    row.trim_end_matches(" |").split(" | ").collect()
}

#[test]
fn the_docs_compute_what_registrations_and_a_month_cost() {
    let docs = docs();
    let template = Template::load();
    let price = |what: &str| -> f64 { row(&docs, what)[0].parse().unwrap() };
    let request =
        price("a million requests to an HTTP API") + price("a million requests to functions");
    let mut table = String::from(
        "| call | read units | write units | memory, MB | billed, ms | log, bytes | dollars a million |\n|---|---|---|---|---|---|---|\n",
    );
    let mut together = 0.0;
    for call in &CALLS {
        let measured = row(&docs, &format!("`{}`", call.name));
        let [.., reads, writes] = measured.as_slice() else {
            panic!("{measured:?}")
        };
        let memory = template.memory(call.function);
        let gb_seconds = f64::from(memory) / 1024.0 * f64::from(call.billed_ms) / 1000.0;
        let dollars = request
            + reads.parse::<f64>().unwrap() * price("a million read units, on demand")
            + writes.parse::<f64>().unwrap() * price("a million write units, on demand")
            + gb_seconds * price("a million GB-seconds of functions on arm64")
            + f64::from(call.log) / 1000.0 * price("a GB into the log");
        let _ = writeln!(
            table,
            "| `{}` | {reads} | {writes} | {memory} | {} | {} | {dollars:.2} |",
            call.name, call.billed_ms, call.log
        );
        together += dollars;
    }
    let _ = writeln!(table, "| **together** | | | | | | **{together:.2}** |");
    assert!(docs.contains(&table), "docs/costs.md should hold:\n{table}");
    let pictures = format!(
        "{:.2} dollars a million",
        PICTURES * price("a GB to the internet, beyond the 100 a month of each account")
    );
    assert!(
        docs.contains(&pictures),
        "docs/costs.md should hold: {pictures}"
    );

    let keys = count("  Type: AWS::KMS::Key\n");
    let alarms = count("  Type: AWS::CloudWatch::Alarm\n");
    // Those that compute have a list of metrics in place of one.
    let looked_at = alarms - count(" Metrics: [\n") + count("MetricStat:");
    let metrics = f64::from(METRICS) * price("a metric, a month");
    let of_country = f64::from(METRICS_OF_A_COUNTRY) * price("a metric, a month");
    let of_carrier = f64::from(METRICS_OF_A_CARRIER) * price("a metric, a month");
    let of_both = f64::from(METRICS_OF_BOTH) * price("a metric, a month");
    let keys_cost = f64::from(keys) * price("a KMS key, a month");
    let alarms_cost = f64::from(looked_at) * price("a metric that an alarm looks at, a month");
    let dashboards = count("  Type: AWS::CloudWatch::Dashboard\n");
    let dashboards_cost = f64::from(dashboards) * price("a dashboard, a month");
    let idle = keys_cost + alarms_cost + dashboards_cost + metrics;
    let month = idle + of_country + of_carrier + of_both;
    let table = format!(
        "| what | dollars a month |\n|---|---|\n| {keys} KMS keys | {keys_cost:.2} |\n\
         | {alarms} alarms, which look at {looked_at} metrics | {alarms_cost:.2} |\n\
         | {dashboards} dashboard | {dashboards_cost:.2} |\n\
         | {METRICS} metrics of the stack (`Metrics: lean`) | {metrics:.2} |\n\
         | functions, API, tables, queues, topics while nobody calls | 0 |\n\
         | **before the first text** | **{idle:.2}** |\n\
         | {METRICS_OF_A_COUNTRY} metrics for each country that is texted | {of_country:.2} |\n\
         | {METRICS_OF_A_CARRIER} metrics for each carrier of texts | {of_carrier:.2} |\n\
         | {METRICS_OF_BOTH} metrics for each country and carrier together | {of_both:.2} |\n\
         | **together, one country and carrier** | **{month:.2}** |\n"
    );
    assert!(docs.contains(&table), "docs/costs.md should hold:\n{table}");
}

/// How often something stands in the templates of the stack.
fn count(text: &str) -> u32 {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let files = ["template.yaml", "stacks/alarms.yaml"];
    let count = files.map(|file| {
        let template = std::fs::read_to_string(format!("{root}{file}")).unwrap();
        template.matches(text).count()
    });
    count.iter().sum::<usize>().try_into().unwrap()
}

#[tokio::test]
async fn a_registration_writes_no_more_to_the_log_than_the_docs_say() {
    let metrics = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&metrics);
    let app = TestApp::with_options(START, CONFIGURATION, |options| {
        options.lines = Some(Arc::new(move |line: &[u8]| {
            counted.fetch_add(line.len() + LINE, Relaxed);
        }));
    })
    .await;
    let device = app.device(EIAM);
    let written = || {
        let log = logged();
        log.len() + LINE * log.lines().count() + metrics.load(Relaxed)
    };
    let mut before = written();
    let mut check = |call: &CallOfRegistration| {
        let now = written();
        let bytes = now - before + ACCESS_LINE + LINE;
        before = now;
        assert!(bytes <= call.log as usize, "{}: {bytes}", call.name);
    };
    let (token, x) = device.puzzle().await;
    check(&CALLS[0]);
    let pass = device.solve(&token, x, MOBILE).await.succeeded();
    check(&CALLS[1]);
    let body = json!({ "mobile": MOBILE, "type": "REGISTER_SMS", "captcha_token": pass.body["captcha_token"] });
    let sent = device.post("/api/v2/sdk/sms/send", body).await;
    sent.succeeded();
    check(&CALLS[2]);
    let registered = device.register(MOBILE, &app.last_code(), json!({})).await;
    registered.succeeded();
    check(&CALLS[3]);
}
