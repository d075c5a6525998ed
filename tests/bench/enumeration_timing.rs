//! `cargo bench --bench enumeration_timing`: the CPU time of requests about users and about nobody.
//!
//! A difference that a client could measure would tell who is registered. Prints, for each kind of
//! request, both medians and the 95 % interval of their ratio from resampling; 1 within the
//! interval means that no difference was found. What the requests return and call is compared
//! exactly, by
//! `tests/guarantees/user_enumeration.rs`. docs/security.md has a run of it.
#![expect(clippy::print_stdout, reason = "it prints a report")]
#![expect(
    clippy::unwrap_used,
    reason = "where the bench itself is broken there is no report"
)]

#[path = "../described.rs"]
mod described;
#[path = "../enumeration_probes.rs"]
mod enumeration_probes;
#[path = "../log_capture.rs"]
#[expect(dead_code, reason = "the tests read the log")]
mod log_capture;
#[path = "../test_app.rs"]
#[expect(dead_code, reason = "the tests use all of it")]
mod test_app;

use enumeration_probes::{LoginName, Probe};
use rustix::time::{ClockId, clock_gettime};
use shared::platform::entropy::{Entropy as _, SeededEntropy};
use std::time::Duration;
use test_app::{
    BIND, LOGIN_BY_NAME, LOGIN_MOBILE_CODE, LOGIN_MOBILE_PWD, PWD_UPDATE_BY_MOBILE, REGISTER_BIND,
    REGISTER_MOBILE, TestApp,
};

/// How many requests about users, and as many about nobody.
const REQUESTS: usize = 200;
/// How often the times are resampled for the interval.
const RESAMPLES: usize = 2_000;

const PROBES: [(&str, Probe); 15] = [
    ("send REGISTER_SMS", Probe::SendCode("REGISTER_SMS")),
    ("send LOGIN_SMS", Probe::SendCode("LOGIN_SMS")),
    ("send BIND_MOBILE_SMS", Probe::SendCode("BIND_MOBILE_SMS")),
    (
        "register, wrong code",
        wrong_code(REGISTER_MOBILE, Some("REGISTER_SMS")),
    ),
    ("register, no code", wrong_code(REGISTER_MOBILE, None)),
    (
        "bind, wrong code",
        wrong_code(BIND, Some("BIND_MOBILE_SMS")),
    ),
    ("bind, no code", wrong_code(BIND, None)),
    (
        "register-bind, wrong code",
        wrong_code(REGISTER_BIND, Some("REGISTER_SMS")),
    ),
    ("wechat-mobile-bind, wrong code", Probe::WrongPhoneCode),
    (
        "username-password-bind, wrong password",
        Probe::WrongPassword,
    ),
    (
        "login, wrong code",
        wrong_code(LOGIN_MOBILE_CODE, Some("LOGIN_SMS")),
    ),
    (
        "login, wrong password",
        wrong_login(LOGIN_BY_NAME, LoginName::UserName),
    ),
    (
        "login/mobile-pwd, wrong password",
        wrong_login(LOGIN_MOBILE_PWD, LoginName::Mobile),
    ),
    (
        "login/mobile-pwd, no password",
        wrong_login(LOGIN_MOBILE_PWD, LoginName::MobileWithoutPassword),
    ),
    (
        "forgot password, wrong code",
        wrong_code(PWD_UPDATE_BY_MOBILE, Some("FORGET_PWD_SMS")),
    ),
];

const fn wrong_login(path: &'static str, name: LoginName) -> Probe {
    Probe::WrongLogin { path, name }
}

const fn wrong_code(path: &'static str, code_type: Option<&'static str>) -> Probe {
    Probe::WrongCode { path, code_type }
}

/// CPU time of this thread, which runs the function and the local cloud.
fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = time.tv_sec.try_into().unwrap();
    Duration::new(seconds, time.tv_nsec.try_into().unwrap())
}

async fn measure(app: &TestApp, probe: Probe, number: usize) -> f64 {
    let (device, path, body) = probe.prepare(app, number).await;
    let before = cpu_time();
    device.post(path, body).await;
    cpu_time().saturating_sub(before).as_secs_f64() * 1e6
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The median of as many times, drawn at random with replacement.
fn resampled_median(entropy: &SeededEntropy, times: &[f64]) -> f64 {
    let mut drawn: Vec<_> = times
        .iter()
        .map(|_| times[draw(entropy, times.len())])
        .collect();
    median(&mut drawn)
}

fn draw(entropy: &SeededEntropy, below: usize) -> usize {
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes);
    usize::try_from(u64::from_le_bytes(bytes) % u64::try_from(below).unwrap()).unwrap()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("Medians of {REQUESTS} requests each, of CPU time with that of the local cloud:\n");
    println!(
        "| request | user, µs | nobody, µs | ratio | 95 % of the ratio |\n|---|---|---|---|---|"
    );
    let entropy = SeededEntropy::new(1);
    for (name, probe) in PROBES {
        let app = enumeration_probes::app(REQUESTS).await;
        let mut times = [Vec::new(), Vec::new()];
        for number in 0..REQUESTS * 2 {
            let time = measure(&app, probe, number).await;
            // The first two warm the functions.
            if number >= 2 {
                times[number % 2].push(time);
            }
        }
        let [mut users, mut nobody] = times;
        let ratio_of_resamples =
            |_| resampled_median(&entropy, &users) / resampled_median(&entropy, &nobody);
        let mut ratios: Vec<_> = (0..RESAMPLES).map(ratio_of_resamples).collect();
        ratios.sort_unstable_by(f64::total_cmp);
        let [low, high] = [RESAMPLES / 40, RESAMPLES - RESAMPLES / 40].map(|rank| ratios[rank]);
        let [users, nobody] = [&mut users, &mut nobody].map(|times| median(times));
        let ratio = users / nobody;
        println!("| {name} | {users:.0} | {nobody:.0} | {ratio:.3} | {low:.3} to {high:.3} |");
    }
}
