//! No request tells whether a contact or a user name is registered.
//!
//! A request about a user and one about nobody have the same response and make the same calls, in
//! the same rounds and with the same units, so no number of requests tells them apart. The CPU time
//! of both is compared by the bench `enumeration_timing`.

use crate::{
    enumeration_probes::{self, LoginName, Probe},
    test_app::{
        BIND, LOGIN_AUTH, LOGIN_BY_NAME, LOGIN_MOBILE_CODE, LOGIN_MOBILE_PWD, PWD_UPDATE_BY_MOBILE,
        REGISTER_BIND, REGISTER_MOBILE, TestApp,
    },
};
use local::cloud::proxy::meter::Counted;
use std::collections::BTreeMap;

/// How many requests about users, and as many about nobody.
const REQUESTS: usize = 24;

/// Everything of one request that can be seen from outside, and the calls it makes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Trace {
    status: u16,
    body: String,
    header_names: Vec<String>,
    /// The calls with their rounds and units, sorted.
    calls: Vec<String>,
}

/// How often each trace was seen.
type Distribution = BTreeMap<Trace, usize>;

async fn observe(app: &TestApp, probe: Probe, number: usize) -> Trace {
    let (device, path, body) = probe.prepare(app, number).await;
    app.meter().start();
    let response = device.post(path, body).await;
    let call = |counted: Counted| {
        format!(
            "{}: {} {} {} {}",
            counted.round, counted.call, counted.reads, counted.writes, counted.refused
        )
    };
    let mut calls: Vec<_> = app.meter().take_calls().into_iter().map(call).collect();
    // The calls of one round are under way together, in no particular order.
    calls.sort();
    Trace {
        status: response.status,
        body: response.text,
        header_names: response.headers.keys().cloned().collect(),
        calls,
    }
}

/// Asserts that requests about users and about nobody have the same distribution of traces.
async fn assert_indistinguishable(probe: Probe) {
    let app = enumeration_probes::app(REQUESTS).await;
    app.meter().keep_step();
    let mut distributions = [Distribution::new(), Distribution::new()];
    for number in 0..REQUESTS * 2 {
        let trace = observe(&app, probe, number).await;
        // The first two warm the functions.
        if number >= 2 {
            *distributions[number % 2].entry(trace).or_default() += 1;
        }
    }
    let [users, nobody] = distributions;
    assert_eq!(users, nobody, "{probe:?}");
}

#[tokio::test]
async fn sending_a_code_does_not_reveal_a_user() {
    for code_type in ["REGISTER_SMS", "LOGIN_SMS", "BIND_MOBILE_SMS"] {
        assert_indistinguishable(Probe::SendCode(code_type)).await;
    }
}

async fn assert_wrong_codes(path: &'static str, code_type: Option<&'static str>) {
    assert_indistinguishable(Probe::WrongCode { path, code_type }).await;
}

#[tokio::test]
async fn registering_with_a_wrong_code_does_not_reveal_a_user() {
    assert_wrong_codes(REGISTER_MOBILE, Some("REGISTER_SMS")).await;
    assert_wrong_codes(REGISTER_MOBILE, None).await;
}

#[tokio::test]
async fn binding_with_a_wrong_code_does_not_reveal_a_user() {
    assert_wrong_codes(BIND, Some("BIND_MOBILE_SMS")).await;
    assert_wrong_codes(BIND, None).await;
    assert_wrong_codes(REGISTER_BIND, Some("REGISTER_SMS")).await;
}

#[tokio::test]
async fn a_wrong_wechat_phone_code_does_not_reveal_a_user() {
    assert_indistinguishable(Probe::WrongPhoneCode).await;
}

#[tokio::test]
async fn a_wrong_password_does_not_reveal_a_user() {
    assert_indistinguishable(Probe::WrongPassword).await;
}

#[tokio::test]
async fn a_login_with_a_wrong_code_or_password_does_not_reveal_a_user() {
    for (path, code_type) in [
        (LOGIN_MOBILE_CODE, "LOGIN_SMS"),
        (PWD_UPDATE_BY_MOBILE, "FORGET_PWD_SMS"),
    ] {
        assert_wrong_codes(path, Some(code_type)).await;
        assert_wrong_codes(path, None).await;
    }
}

#[tokio::test]
async fn a_wrong_password_does_not_reveal_a_user_nor_whether_they_have_one() {
    for (path, name) in [
        (LOGIN_BY_NAME, LoginName::UserName),
        (LOGIN_AUTH, LoginName::UserName),
        (LOGIN_AUTH, LoginName::Mobile),
        (LOGIN_MOBILE_PWD, LoginName::Mobile),
        (LOGIN_MOBILE_PWD, LoginName::MobileWithoutPassword),
    ] {
        assert_indistinguishable(Probe::WrongLogin { path, name }).await;
    }
}
