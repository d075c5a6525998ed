//! Asking teaches nobody who is known here: what is asked about a known contact and about an unknown one gets the same answer and
//! does the same work.
//!
//! Work is what can be counted: the calls and their rounds, their units, what is answered, and the CPU's time. The first three
//! are the same for each request of both kinds, so no number of requests tells them apart; the last is compared over many.

use crate::test_app::{
    Answer, BIND, EIAM, PASSWORD_BIND, PHONE_BIND, PHONE_REGISTER_BIND, REGISTER_BIND,
    REGISTER_MOBILE, TestApp, wrong,
};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};
use std::{collections::BTreeMap, time::Duration};

/// How many requests of each kind.
const MANY: usize = 24;

/// What can be seen of one request from outside, or told from its work.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Trace {
    status: u16,
    /// The answer, less what is different in each.
    body: String,
    headers: Vec<String>,
    /// The calls with their rounds and units, in order.
    calls: Vec<String>,
}

/// How often each was seen, and what CPU time each took.
#[derive(Default)]
struct Distribution(BTreeMap<Trace, usize>, Vec<Duration>);

impl Distribution {
    /// Half of the requests took less.
    fn median(&mut self) -> Duration {
        self.1.sort_unstable();
        self.1[self.1.len() / 2]
    }
}

fn cpu_time() -> Duration {
    // Of this thread: a test's functions and its cloud run on it, and other tests do not.
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.try_into().unwrap(),
        time.tv_nsec.try_into().unwrap(),
    )
}

/// Adds what a request shows.
async fn observe(
    app: &TestApp,
    distribution: &mut Distribution,
    request: impl Future<Output = Answer>,
) {
    app.meter().start();
    let began = cpu_time();
    let answer = request.await;
    distribution.1.push(cpu_time().saturating_sub(began));
    let call = |counted: local::cloud::proxy::meter::Counted| {
        format!(
            "{}: {} {} {} {}",
            counted.round, counted.call, counted.reads, counted.writes, counted.refused
        )
    };
    let mut calls: Vec<_> = app.meter().take_calls().into_iter().map(call).collect();
    // The calls of one round are under way together, in no order.
    calls.sort();
    let names = answer.headers.keys().cloned().collect();
    let trace = Trace {
        status: answer.status,
        body: answer.text,
        headers: names,
        calls,
    };
    *distribution.0.entry(trace).or_default() += 1;
}

fn mobile(number: usize) -> String {
    format!("139{number:08}")
}

/// A cloud where half of the numbers, the even ones, are those of users who never were sent anything.
async fn app() -> TestApp {
    let many = 1_000_000;
    let limits = format!(
        "application_sends_per_minute: {many}, country_sends_per_hour: {many}, country_unverified_per_hour: {many}, \
         country_unverified_per_day: {many}, tenant_sends_per_hour: {many}"
    );
    let app = TestApp::limited(&limits).await;
    for number in (0..MANY * 2).step_by(2) {
        let device = app.device(EIAM);
        let holding = device.holding(&device.arrive(&format!("user-{number}")).await);
        let vouched = json!({ "wechat_code": format!("+86-{}", mobile(number)) });
        holding.post(PHONE_REGISTER_BIND, vouched).await.succeeded();
        let named = json!({ "user_name": name(number), "pwd": "QWE@qwe123" });
        device
            .sign_up(&format!("138{number:08}"), named)
            .await
            .succeeded();
    }
    assert_eq!(
        (app.items("NAME#").len(), app.items("MOBILE#").len()),
        (MANY, MANY * 2)
    );
    app
}

fn name(number: usize) -> String {
    format!("user{number:08}")
}

/// Compares the known with the unknown: every request of both does the same.
async fn compare(request: impl AsyncFn(&TestApp, usize, &mut Distribution)) {
    let app = app().await;
    let mut distributions = [Distribution::default(), Distribution::default()];
    // The first two warm the functions.
    for number in 0..MANY * 2 {
        let mut first = Distribution::default();
        let distribution = if number < 2 {
            &mut first
        } else {
            &mut distributions[number % 2]
        };
        request(&app, number, distribution).await;
    }
    let [mut known, mut unknown] = distributions;
    assert_eq!(known.0, unknown.0);
    let (known, unknown) = (known.median(), unknown.median());
    let ratio = known.as_secs_f64() / unknown.as_secs_f64();
    assert!(
        (0.5..2.0).contains(&ratio),
        "{known:?} for the known, {unknown:?} for the unknown"
    );
}

#[tokio::test]
async fn a_code_is_sent_to_the_known_as_to_the_unknown() {
    for kind in ["REGISTER_SMS", "LOGIN_SMS", "BIND_MOBILE_SMS"] {
        compare(async |app, number, seen| {
            let device = app.device(EIAM);
            let pass = device.captcha_token(&mobile(number)).await;
            let body = json!({ "mobile": mobile(number), "type": kind, "captcha_token": pass });
            observe(app, seen, device.post("/api/v2/sdk/sms/send", body)).await;
        })
        .await;
    }
}

/// A wrong code, where a right one was sent and where none was.
async fn wrong_codes(path: &'static str, kind: Option<&'static str>) {
    compare(async |app, number, seen| {
        let mut device = app.device(EIAM);
        let code = match kind {
            Some(kind) => wrong(&device.code(&mobile(number), kind).await),
            None => "000000".to_owned(),
        };
        if path != REGISTER_MOBILE {
            device = device.holding(&device.arrive(&format!("stranger-{number}")).await);
        }
        let body = json!({ "mobile": mobile(number), "verify_code": code });
        observe(app, seen, device.post(path, body)).await;
    })
    .await;
}

#[tokio::test]
async fn a_wrong_code_registers_the_known_as_the_unknown() {
    wrong_codes(REGISTER_MOBILE, Some("REGISTER_SMS")).await;
    wrong_codes(REGISTER_MOBILE, None).await;
}

#[tokio::test]
async fn a_wrong_code_binds_to_the_known_as_to_the_unknown() {
    wrong_codes(BIND, Some("BIND_MOBILE_SMS")).await;
    wrong_codes(BIND, None).await;
    wrong_codes(REGISTER_BIND, Some("REGISTER_SMS")).await;
}

#[tokio::test]
async fn a_wrong_phone_code_binds_to_nobody_whoever_asks() {
    compare(async |app, number, seen| {
        // Of a known account and of an unknown one, as far as the state token goes.
        let device = app.device(EIAM);
        let device = device.holding(&device.arrive(&format!("stranger-{number}")).await);
        let body = json!({ "wechat_code": "40029" });
        observe(app, seen, device.post(PHONE_BIND, body)).await;
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_for_the_known_is_one_for_the_unknown() {
    compare(async |app, number, seen| {
        let device = app.device(EIAM);
        let device = device.holding(&device.arrive(&format!("stranger-{number}")).await);
        let body: Value = json!({ "user_name": name(number), "password": "QWE@qwe124" });
        observe(app, seen, device.post(PASSWORD_BIND, body)).await;
    })
    .await;
}
