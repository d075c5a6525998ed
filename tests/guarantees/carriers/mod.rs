//! What every carrier of messages is held to: the next one is asked where a carrier certainly sent
//! nothing, and only there; nobody gets two messages, and nothing is lost that was not sent.
//!
//! Each case is played with each carrier as the first of a route, and one of another kind behind
//! it. docs/delivery.md has the table of carriers and cases.

mod profiles;
mod suite;

use crate::{
    guarantees::carriers::{
        profiles::{
            ALIYUN_MAIL, ALIYUN_PNVS, ALIYUN_SMS, END_USER_MESSAGING, HTTP_GATEWAY, HUAWEI_SMS,
            MAILS, Profile, SES, SES_V2, SNS, TENCENT_SMS, TEXTS,
        },
        suite::{
            Attempt, FIRST, MANY, SECOND, Suite, WRONG_SECRET, entry, nothing_private_is_logged,
            one_line, set_secret, tenant_lines,
        },
    },
    log_capture::{audit_events, capture_debug},
    test_app::{
        EIAM, MOBILE, OTHER_TENANT, START, TENANT, TestApp, changed_configuration, concurrently,
    },
};
use local::cloud::{
    proxy::faults::{Fault, Rule},
    services::carriers::SECRET,
};
use serde_json::json;
use shared::platform::{
    Platform,
    clock::{Clock as _, ManualClock},
    entropy::OsEntropy,
};
use std::{sync::Arc, time::Duration};
use tokio::net::TcpListener;

const DAY: u64 = 24 * 60 * 60;
/// How long a call may take where many of them get no answer: all calls at one message take twice
/// that at most.
const SHORT: Duration = Duration::from_secs(2);

/// Declares the tests of each carrier.
macro_rules! of_each_carrier {
    ($($name:ident => $carrier:ident,)+) => { $(
        mod $name {
            #[tokio::test]
            async fn a_message_is_taken_and_named_in_the_audit_event() {
                super::takes_a_message(&super::$carrier).await;
            }

            #[tokio::test]
            async fn a_definite_refusal_leads_to_the_next_carrier() {
                super::refuses(&super::$carrier).await;
            }

            #[tokio::test]
            async fn a_carrier_that_cannot_be_used_is_passed_over() {
                super::cannot_be_used(&super::$carrier).await;
            }

            #[tokio::test]
            async fn what_was_certainly_not_sent_is_given_back() {
                super::gives_back(&super::$carrier).await;
            }
        }
    )+ };
}

of_each_carrier! {
    sns => SNS,
    end_user_messaging => END_USER_MESSAGING,
    aliyun_sms => ALIYUN_SMS,
    aliyun_pnvs => ALIYUN_PNVS,
    tencent_sms => TENCENT_SMS,
    huawei_sms => HUAWEI_SMS,
    http_gateway => HTTP_GATEWAY,
    ses => SES,
    ses_v2 => SES_V2,
    aliyun_mail => ALIYUN_MAIL,
}

async fn takes_a_message(carrier: &'static Profile) {
    let suite = Suite::start(carrier, MANY, None).await;
    let request = suite.request().await;
    let attempt = suite.send(&request, Vec::new()).await;
    let Attempt {
        answer,
        messages,
        asked,
    } = &attempt;
    assert_eq!((answer.status, *asked), (200, [1, 0]), "{answer:?}");
    let [message] = messages.as_slice() else {
        panic!("{messages:?}");
    };
    assert!(message.to.ends_with(&request.to), "{message:?}");
    let attribute = |name: &str| message.attributes.get(name);
    assert_eq!(attribute("carrier"), carrier.name_in_outbox().as_ref());
    assert_eq!(
        attribute("template").map(String::as_str),
        carrier.template,
        "{message:?}"
    );
    let has_reference = attribute("reference").is_some_and(|text| !text.is_empty());
    assert_eq!(has_reference, carrier.has_reference, "{message:?}");
    let event = audit_events().pop().unwrap();
    assert_eq!(event["carrier"], FIRST);
    // SNS and SES answer the same id for each message.
    let id = attribute("message_id").map_or("0100019", String::as_str);
    assert_eq!(event["message_id"], id);
    suite.use_code(&request, message).await;
    suite.end();
}

async fn refuses(carrier: &'static Profile) {
    let suite = Suite::start(carrier, MANY, None).await;
    let by_default = [Fault::Refuse, Fault::Throttle].map(|fault| Rule::of(carrier.call, fault));
    let by_code = carrier.refusals.iter().map(|code| suite.refusal(code));
    for rule in by_default.into_iter().chain(by_code) {
        let case = format!("{:?} {:?}", rule.fault, rule.code);
        let request = suite.request().await;
        let attempt = suite.send(&request, vec![rule]).await;
        suite.expect_second(&attempt, 1, &case);
        suite.use_code(&request, &attempt.messages[0]).await;
    }
    if carrier.has_secret {
        suite.set_secret(Some(WRONG_SECRET)).await;
        let attempt = suite.send(&suite.request().await, Vec::new()).await;
        suite.expect_second(&attempt, 1, "a wrong secret");
        suite.set_secret(Some(SECRET)).await;
    }
    if let Some(tolerance) = carrier.clock_tolerance {
        // The clock of the function is late, and the keys were there already then.
        suite.app.advance(2 * DAY);
        let late = Duration::from_secs(tolerance + 60);
        let request = suite.request().await;
        let clock = ManualClock::new(suite.app.clock.now() - late);
        let platform = Platform::new(
            suite
                .app
                .cloud
                .environment(suite.function())
                .into_iter()
                .collect(),
            Arc::new(clock),
            Arc::new(OsEntropy),
        );
        let attempt = suite.send_on(platform, &request).await;
        suite.expect_second(&attempt, 1, "a clock that is late");
    }
    suite.end();
}

async fn cannot_be_used(carrier: &'static Profile) {
    let suite = Suite::start(carrier, MANY, None).await;
    let expect_passed_over = async |case: &str| {
        let attempt = suite.send(&suite.request().await, Vec::new()).await;
        suite.expect_second(&attempt, 0, case);
    };
    if carrier.has_secret {
        suite.set_secret(None).await;
        expect_passed_over("no secret").await;
        suite.set_secret(Some(SECRET)).await;
    }
    let members = (carrier.members)();
    let mut templates = members["templates"].clone();
    if let Some(template) = templates.get_mut(0) {
        template["language"] = "zh".into();
        suite.reconfigure(&json!({ "templates": templates })).await;
        expect_passed_over("no template in the language").await;
    }
    if carrier.kind == "end_user_messaging" {
        // It names templates only for senders that are registered in India.
        let templates = json!([{ "id": "1107160000000000000", "language": "zh" }]);
        let registered = json!({ "entity_id": "1101000000000000000", "templates": templates });
        suite.reconfigure(&registered).await;
        expect_passed_over("no template in the language").await;
    }
    if carrier.is_for_texts() {
        suite.reconfigure(&json!({ "price": 0.2 })).await;
        expect_passed_over("a price above the highest").await;
        suite.reconfigure(&json!({ "price": 0.1 })).await;
        let attempt = suite.send(&suite.request().await, Vec::new()).await;
        assert_eq!(attempt.asked, [1, 0], "the highest price");
    }
    suite.end();
}

/// One send uses up any of these, so nothing may stay counted.
const ONE: &str = "address_sends_per_hour: 1, device_sends_per_hour: 1, application_sends_per_minute: 1, \
    country_sends_per_hour: 1, tenant_sends_per_hour: 1, tenant_mails_per_hour: 1, \
    address_unverified_per_hour: 1, country_unverified_per_hour: 1";

async fn gives_back(carrier: &'static Profile) {
    let suite = Suite::start(carrier, ONE, None).await;
    if let Some(code) = carrier.invalid_recipient {
        // It is counted for whoever asked, and for nobody else.
        let stranger = suite.request_of_a_stranger().await;
        let attempt = suite.send(&stranger, vec![suite.refusal(code)]).await;
        suite.expect_nothing(&attempt, [1, 0], code);
        let attempt = suite.send(&stranger, Vec::new()).await;
        assert_eq!(attempt.answer.status, 429, "{:?}", attempt.answer);
    }
    let request = suite.request().await;
    let all = vec![
        Rule::of(carrier.call, Fault::Refuse),
        Rule::of(carrier.second().call, Fault::Throttle),
    ];
    let attempt = suite.send(&request, all).await;
    suite.expect_nothing(&attempt, [1, 1], "all refuse");
    let attempt = suite.send(&request, Vec::new()).await;
    assert_eq!(attempt.answer.status, 200, "{:?}", attempt.answer);
    assert_eq!(attempt.asked, [1, 0]);
    suite.use_code(&request, &attempt.messages[0]).await;
    let kind = request.body["type"].as_str().unwrap();
    let another = suite.request().await.to;
    let refused = request.device.request_code(&another, kind).await;
    assert_eq!(refused.status, 429, "the quotas of one count: {refused:?}");
    suite.end();
}

/// The faults after which nobody knows whether there is a message, and whether there is one.
const UNKNOWN: [(Fault, usize); 7] = [
    (Fault::Break, 0),
    (Fault::BreakAfter, 1),
    (Fault::TimeoutBefore, 0),
    (Fault::TimeoutAfter, 1),
    (Fault::DropBefore, 0),
    (Fault::DropAfter, 1),
    (Fault::Garbage, 1),
];

async fn stays_unknown(carrier: &'static Profile) {
    let suite = Suite::start(carrier, MANY, Some(SHORT)).await;
    let faults = UNKNOWN.map(|(fault, sent)| (Rule::of(carrier.call, fault), sent));
    let codes = carrier.breakdowns.iter();
    let codes = codes.map(|code| (suite.refusal(code), 0));
    for (rule, sent) in faults.into_iter().chain(codes) {
        let case = format!("{}, {:?} {:?}", carrier.kind, rule.fault, rule.code);
        let request = suite.request().await;
        let attempt = suite.send(&request, vec![rule]).await;
        assert!(attempt.is_failure(), "{case}: {:?}", attempt.answer);
        assert_eq!(attempt.asked, [1, 0], "{case}");
        assert_eq!(attempt.messages.len(), sent, "{case}");
        if let Some(message) = attempt.messages.first() {
            suite.use_code(&request, message).await;
        }
    }
    suite.end();
}

#[tokio::test]
async fn a_text_that_may_be_on_its_way_is_not_sent_by_another_carrier() {
    concurrently(TEXTS.map(|carrier| Box::pin(stays_unknown(carrier)))).await;
}

#[tokio::test]
async fn a_mail_that_may_be_on_its_way_is_not_sent_by_another_carrier() {
    concurrently(MAILS.map(|carrier| Box::pin(stays_unknown(carrier)))).await;
}

#[tokio::test]
async fn only_a_connection_that_never_came_about_leads_to_the_next_carrier() {
    let suite = Suite::start(&HTTP_GATEWAY, MANY, None).await;
    let elsewhere = |url: String| {
        let cloud = &suite.app.cloud;
        let mut settings = cloud.environment("sms-send");
        settings.retain(|(name, _)| name != "CARRIER_URL");
        settings.push(("CARRIER_URL".to_owned(), url));
        let clock = suite.app.clock.clone();
        Platform::new(settings.into_iter().collect(), clock, Arc::new(OsEntropy))
    };
    let listen = async || TcpListener::bind("127.0.0.1:0").await.unwrap();

    let closed = listen().await.local_addr().unwrap();
    let request = suite.request().await;
    let platform = elsewhere(format!("http://{closed}"));
    let attempt = suite.send_on(platform, &request).await;
    suite.expect_second(&attempt, 0, "a closed port");

    // What answers there knows no TLS, so no request was sent.
    let plain = suite.app.cloud.aws_url().replace("http://", "https://");
    let request = suite.request().await;
    let attempt = suite.send_on(elsewhere(plain), &request).await;
    suite.expect_second(&attempt, 0, "no TLS");

    let listener = listen().await;
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            drop(connection);
        }
    });
    let request = suite.request().await;
    let platform = elsewhere(format!("http://{address}"));
    let attempt = suite.send_on(platform, &request).await;
    suite.expect_nothing(&attempt, [0, 0], "a connection that is closed at once");
    suite.end();
}

#[tokio::test]
async fn a_carrier_that_answers_too_late_leads_to_no_other() {
    let suite = Suite::start(&TENCENT_SMS, MANY, Some(SHORT)).await;
    let late = Rule {
        milliseconds: 10_000,
        ..Rule::of(TENCENT_SMS.call, Fault::Slow)
    };
    let attempt = suite.send(&suite.request().await, vec![late]).await;
    suite.expect_nothing(&attempt, [1, 0], "an answer after all time is over");
    suite.end();
}

/// Each refusal comes in time, but both together take more than half of the time that there is: an
/// attempt that begins then could end in the middle.
#[tokio::test]
async fn no_carrier_is_asked_when_little_time_is_left() {
    let entries = [
        entry(FIRST, &HTTP_GATEWAY, Some(WRONG_SECRET)),
        entry(SECOND, &TENCENT_SMS, Some(WRONG_SECRET)),
        entry("third", &SNS, None),
    ];
    let lines = tenant_lines(ONE, &entries, true);
    let yaml = changed_configuration(&[("    form:\n", &lines)]);
    let app = TestApp::with_options(START, &yaml, |options| {
        options.answer_timeout = Some(SHORT);
    })
    .await;
    let slow = |call: &str| Rule {
        milliseconds: 1200,
        ..Rule::of(call, Fault::Slow)
    };
    let faults = &app.cloud.proxy.faults;
    faults.script([HTTP_GATEWAY.call, TENCENT_SMS.call].map(slow).into());
    let device = app.device(EIAM);
    let pass = device.captcha_token(MOBILE).await;
    let body = json!({ "mobile": MOBILE, "type": "LOGIN_SMS", "captcha_token": pass });
    app.meter().start();
    let late = device.post("/api/v2/sdk/sms/send", body.clone()).await;
    assert_eq!(late.code(), "SDK.CAPTCHA.1006");
    assert!(app.sent().is_empty());
    let calls = app.meter().take_calls().into_iter();
    let calls: Vec<_> = calls.map(|counted| counted.call.to_string()).collect();
    let was_asked = |call: &str| calls.iter().any(|one| one == call);
    assert_eq!(
        [HTTP_GATEWAY.call, TENCENT_SMS.call, SNS.call].map(was_asked),
        [true, true, false]
    );
    // Nothing was sent for certain, so the pass and the quotas of one were given back.
    faults.script(Vec::new());
    device.post("/api/v2/sdk/sms/send", body).await.succeeded();
    assert_eq!(app.sent().len(), 1);
}

#[tokio::test]
async fn no_tenant_is_served_by_the_account_of_another() {
    const OTHER: &str = "11111111111111111111111111111111";
    let relay = |secret: Option<&str>| entry("relay", &HTTP_GATEWAY, secret);
    let route = |carriers: &[&str]| json!([{ "countries": ["*"], "carriers": carriers }]);
    let one = json!({ "carriers": [relay(Some(SECRET))], "texts": route(&["relay"]) });
    let other = json!({ "carriers": [relay(None)], "texts": route(&["relay", "sns"]) });
    let one = format!("    delivery: {}\n    form:\n", one_line(&one));
    let other = format!("    language: zh\n    delivery: {}\n", one_line(&other));
    let changes = [
        ("    form:\n", one.as_str()),
        ("    language: zh\n", other.as_str()),
    ];
    let app = TestApp::with_changes(&changes).await;
    // Which carrier sent the text, and whether the gateway was asked.
    let text = async |client: &str| {
        let before = app.sent().len();
        app.meter().start();
        let answer = app.device(client).request_code(MOBILE, "LOGIN_SMS").await;
        let calls = app.meter().take_calls();
        let is_asked = |call: &str| call == HTTP_GATEWAY.call;
        let is_asked = calls.iter().any(|one| is_asked(&one.call.to_string()));
        app.advance(61);
        let sent = app.sent();
        assert_eq!(sent.len() - before, usize::from(answer.status == 200));
        let carrier = sent[0].attributes.get("carrier").cloned();
        let carrier = carrier.unwrap_or_else(|| "sns".to_owned());
        (answer.status == 200).then_some((carrier, is_asked))
    };
    let by_relay = || Some(("http-gateway".to_owned(), true));
    let by_sns = |is_asked| Some(("sns".to_owned(), is_asked));
    for (client, expected) in [
        (EIAM, by_relay()),
        // The account of the same name is not this tenant's.
        (OTHER_TENANT, by_sns(false)),
        (EIAM, by_relay()),
    ] {
        assert_eq!(text(client).await, expected, "{client}");
    }
    set_secret(&app, OTHER, "relay", Some(WRONG_SECRET)).await;
    assert_eq!(text(EIAM).await, by_relay());
    assert_eq!(text(OTHER_TENANT).await, by_sns(true));
    set_secret(&app, OTHER, "relay", Some(SECRET)).await;
    set_secret(&app, TENANT, "relay", None).await;
    app.advance(3600);
    assert_eq!(text(EIAM).await, None, "it has no other carrier");
    assert_eq!(text(OTHER_TENANT).await, by_relay());
}

#[tokio::test]
async fn carriers_leave_nothing_private_in_the_log() {
    capture_debug();
    for carrier in TEXTS.into_iter().chain(MAILS) {
        let suite = Suite::start(carrier, MANY, None).await;
        for fault in [
            None,
            Some(Fault::Refuse),
            Some(Fault::Break),
            Some(Fault::DropAfter),
            Some(Fault::Garbage),
        ] {
            let rules = fault.map(|fault| Rule::of(carrier.call, fault));
            let rules = rules.into_iter().collect();
            suite.send(&suite.request().await, rules).await;
        }
        if carrier.has_secret {
            suite.set_secret(Some(WRONG_SECRET)).await;
            suite.send(&suite.request().await, Vec::new()).await;
        }
        assert!(suite.app.sent().len() >= 4, "{}", carrier.kind);
        nothing_private_is_logged(&suite.app);
    }
}
