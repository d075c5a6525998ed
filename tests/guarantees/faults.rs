//! The cloud misbehaves: every call that any function makes goes wrong in every way, once and for good.
//!
//! The calls are those that are seen on the wire, so a new call is tried without being named here; a new function needs
//! a scene, and fails without one. Whatever happens, the client hears something that is documented, and whoever repeats the request gets
//! on; nobody is written to twice, and the tables hold together.

use crate::test_app::{
    Answer, BIND, Device, EIAM, LOGIN, PASSWORD_BIND, PHONE_BIND, PHONE_REGISTER_BIND,
    REGISTER_BIND, REGISTER_EMAIL, REGISTER_MOBILE, START, TestApp, at_once,
};
use local::{
    cloud::{
        consistency as checker,
        proxy::{
            call::BindEndpoint,
            faults::{Fault, Rule},
        },
    },
    functions::{self, FunctionEntry},
    template::Template,
};
use serde_json::{Value, json};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt::Write as _,
    io::Write as _,
    time::Duration,
};

/// How many clouds go at a time: while one waits for an answer that does not come, others go on.
const CLOUDS: usize = 16;
/// How long a function waits for an answer.
const PATIENCE: Duration = Duration::from_secs(1);
/// What a client may hear where the cloud misbehaves: the system is busy, a message was not sent, WeChat did not answer.
const DOCUMENTED: [(u16, &str); 4] = [
    (500, "COMMON.1008"),
    (400, "CAPTCHA.1006"),
    (400, "LOGIN.1001"),
    (400, "LOGIN.0001"),
];

/// A request in the midst of somebody's life.
struct Scenario<'s> {
    device: Device<'s>,
    method: &'static str,
    path: &'static str,
    body: Value,
    /// The error that comes of it; none where it succeeds.
    error: &'static str,
    /// Whether the very same request may be made again once it was answered.
    is_repeatable: bool,
}

impl Scenario<'_> {
    async fn play(&self) -> Answer {
        self.device
            .send(self.method, self.path, self.body.to_string().as_bytes())
            .await
    }

    fn is_as_expected(&self, answer: &Answer) -> bool {
        match self.error {
            "" => answer.status == 200 && answer.body["status"] != "ACCESS_DENIED",
            code => answer.code().ends_with(code),
        }
    }
}

/// Every function, with what it may be asked in different circumstances.
const SCENES: [(&str, &[&str]); 18] = [
    ("captcha-get", &["a puzzle"]),
    ("captcha-verify", &["a right answer"]),
    ("country-codes", &["all"]),
    ("email-send", &["a code"]),
    (
        "login-wechat-miniprogram",
        &["a stranger", "a user", "a user who owes a second factor"],
    ),
    ("mfa-email", &["a right code"]),
    ("mfa-sms", &["a right code"]),
    ("oauth2-keys", &["all"]),
    ("openid-configuration", &["all"]),
    (
        "register-email-verify-code",
        &["a right code", "a wrong code"],
    ),
    (
        "register-mobile-verify-code",
        &["a right code", "a wrong code", "a name that is taken"],
    ),
    ("sms-send", &["a code", "a code too early"]),
    ("social-bind", &["a right code", "a wrong code"]),
    ("social-register-bind", &["a stranger", "a user"]),
    (
        "social-username-password-bind",
        &["a right password", "a wrong password"],
    ),
    ("social-wechat-mobile-bind", &["a user"]),
    (
        "social-wechat-mobile-register-bind",
        &["a stranger", "a user"],
    ),
    ("unknown-route", &["nowhere"]),
];

fn mobile(number: usize) -> String {
    format!("139{number:08}")
}

/// A person of that number, in those circumstances, about to make a request to the function.
#[expect(
    clippy::too_many_lines,
    reason = "one arm for each function reads best in one place"
)]
async fn scene<'s>(
    app: &'s TestApp,
    function: &str,
    circumstances: &str,
    number: usize,
) -> Scenario<'s> {
    let is_strict = function.starts_with("mfa-") || circumstances.ends_with("second factor");
    let device = app.device(if is_strict { "strict" } else { EIAM });
    let (mobile, email, person) = (
        mobile(number),
        format!("{number}@qq.com"),
        format!("person-{number}"),
    );
    let holding = async || device.holding(&device.arrive(&person).await);
    let form = |name: &str, to: &str, code: String| {
        let code = if circumstances == "a wrong code" {
            crate::test_app::wrong(&code)
        } else {
            code
        };
        json!({ name: to, "verify_code": code })
    };
    let error = match circumstances {
        "a wrong code" => "CAPTCHA.1007",
        "a wrong password" => "LOGIN.1005",
        "a name that is taken" => "USER.1003",
        "a code too early" => "CAPTCHA.1008",
        "nowhere" => "COMMON.1404",
        _ => "",
    };
    let user = async |more: Value| {
        device.sign_up(&mobile, more).await.succeeded();
        app.pass(61);
    };
    let vouched = json!({ "wechat_code": format!("+86-{mobile}") });
    let (device, path, body) = match function {
        "captcha-get" => (device.clone(), "/api/v2/sdk/captcha", Value::Null),
        "country-codes" => (device.clone(), "/api/v2/sdk/country-codes", Value::Null),
        "oauth2-keys" => (device.clone(), "/api/v1/oauth2/keys", Value::Null),
        "openid-configuration" => (
            device.clone(),
            "/api/v1/oauth2/.well-known/openid-configuration",
            Value::Null,
        ),
        "unknown-route" => (device.clone(), "/api/v2/sdk/nowhere", Value::Null),
        "captcha-verify" => {
            let (token, x) = device.puzzle().await;
            let point = format!("{{\"x\":{x}.0,\"y\":5.0}}");
            let body = json!({ "token": token, "point_json": point, "sender": mobile });
            (device.clone(), "/api/v2/sdk/captcha/verify", body)
        }
        "sms-send" => {
            if circumstances == "a code too early" {
                device.code(&mobile, "LOGIN_SMS").await;
            }
            let pass = device.captcha_token(&mobile).await;
            let body = json!({ "mobile": mobile, "type": "LOGIN_SMS", "captcha_token": pass });
            (device.clone(), "/api/v2/sdk/sms/send", body)
        }
        "email-send" => {
            let pass = device.captcha_token(&email).await;
            let body = json!({ "email": email, "type": "LOGIN_EMS", "captcha_token": pass });
            (device.clone(), "/api/v2/sdk/email/send", body)
        }
        "register-mobile-verify-code" => {
            let mut body = form(
                "mobile",
                &mobile,
                device.code(&mobile, "REGISTER_SMS").await,
            );
            if circumstances == "a name that is taken" {
                body["user_name"] = "taken".into();
            }
            (device.clone(), REGISTER_MOBILE, body)
        }
        "register-email-verify-code" => (
            device.clone(),
            REGISTER_EMAIL,
            form("email", &email, device.code(&email, "REGISTER_EMS").await),
        ),
        "login-wechat-miniprogram" => {
            if circumstances != "a stranger" {
                holding()
                    .await
                    .post(PHONE_REGISTER_BIND, vouched)
                    .await
                    .succeeded();
            }
            (device.clone(), LOGIN, json!({ "code": person }))
        }
        "social-bind" => {
            user(json!({})).await;
            let code = device.code(&mobile, "BIND_MOBILE_SMS").await;
            (holding().await, BIND, form("mobile", &mobile, code))
        }
        "social-register-bind" => {
            if circumstances == "a user" {
                user(json!({})).await;
            }
            let code = device.code(&mobile, "REGISTER_SMS").await;
            (
                holding().await,
                REGISTER_BIND,
                form("mobile", &mobile, code),
            )
        }
        "social-wechat-mobile-bind" | "social-wechat-mobile-register-bind" => {
            if circumstances == "a user" {
                user(json!({})).await;
            }
            let path = if function.contains("register") {
                PHONE_REGISTER_BIND
            } else {
                PHONE_BIND
            };
            // So that the access token is over, and each of them renews it.
            app.pass(7200);
            (holding().await, path, vouched)
        }
        "social-username-password-bind" => {
            let name = format!("user{number}");
            user(json!({ "user_name": name, "pwd": "QWE@qwe123" })).await;
            let password = if error.is_empty() {
                "QWE@qwe123"
            } else {
                "QWE@qwe124"
            };
            (
                holding().await,
                PASSWORD_BIND,
                json!({ "user_name": name, "password": password }),
            )
        }
        "mfa-sms" | "mfa-email" => {
            let (name, to, path, kinds) = if function == "mfa-sms" {
                (
                    "mobile",
                    &mobile,
                    "/api/v2/sdk/mfa/sms",
                    ["REGISTER_SMS", "MFA_AUTH_SMS"],
                )
            } else {
                (
                    "email",
                    &email,
                    "/api/v2/sdk/mfa/email",
                    ["REGISTER_EMS", "MFA_AUTH_EMS"],
                )
            };
            let code = device.code(to, kinds[0]).await;
            holding()
                .await
                .post(REGISTER_BIND, form(name, to, code))
                .await
                .succeeded();
            app.pass(61);
            let code = device.code(to, kinds[1]).await;
            (holding().await, path, form(name, to, code))
        }
        other => panic!("nobody stages {other}"),
    };
    Scenario {
        device: device.with("Idempotency-Key", &person),
        method: if body.is_null() { "GET" } else { "POST" },
        path,
        body,
        error,
        is_repeatable: function != "captcha-verify",
    }
}

/// What goes wrong in one case: calls of a function, and how.
#[derive(Clone, Debug)]
struct Case {
    function: &'static str,
    circumstances: &'static str,
    faults: Vec<(String, Fault)>,
    /// All such calls, or only the first attempt of the first.
    for_good: bool,
}

impl Case {
    fn script(&self) -> Vec<Rule> {
        let rule = |(call, fault): &(String, Fault)| Rule {
            function: Some(self.function.to_owned()),
            milliseconds: 100,
            times: (!self.for_good).then_some(1),
            ..Rule::of(call, *fault)
        };
        self.faults.iter().map(rule).collect()
    }
}

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// The answer was as if nothing had happened.
    Unnoticed,
    /// The same request, made again, got on.
    Repeated,
    /// What WeChat or a puzzle gives once had to be got anew.
    Renewed,
}

/// The calls of one function in one circumstance, how often each was tried, and how that ended.
#[derive(Default)]
struct Tally(BTreeMap<String, BTreeMap<End, usize>>);

/// The calls of a function since the meter was started.
fn calls(app: &TestApp, function: &str) -> Vec<BindEndpoint> {
    let calls = app
        .meter()
        .take_calls()
        .into_iter()
        .map(|counted| counted.call);
    calls
        .filter(|call| call.function.as_deref() == Some(function))
        .collect()
}

/// Plays one case: how it ended, and the calls that were seen.
async fn play(app: &TestApp, case: &Case, number: usize) -> (End, Vec<BindEndpoint>) {
    let scene = scene(app, case.function, case.circumstances, number).await;
    let sent_before = app.sent().len();
    app.cloud.restart();
    app.cloud.proxy.faults.script(case.script());
    app.meter().start();
    let first = scene.play().await;
    let seen = calls(app, case.function);
    app.cloud.proxy.faults.script(Vec::new());
    assert!(
        seen.iter().any(|call| call.to_string() == case.faults[0].0),
        "{case:?} was not tried"
    );

    let code = first.body["error_code"].as_str().unwrap_or_default();
    let is_documented = DOCUMENTED
        .iter()
        .any(|(status, documented)| first.status == *status && code.ends_with(documented));
    let is_unnoticed = scene.is_as_expected(&first);
    assert!(is_unnoticed || is_documented, "{case:?}: {first:?}");
    if is_unnoticed && !scene.is_repeatable {
        return (End::Unnoticed, seen);
    }
    let again = scene.play().await;
    let texts = app.sent().len() - sent_before;
    assert!(texts <= 1, "{case:?}: {texts} messages");
    let end = if scene.is_as_expected(&again) {
        if is_unnoticed {
            End::Unnoticed
        } else {
            End::Repeated
        }
    } else {
        assert!(!is_unnoticed, "{case:?}: {first:?}, and then {again:?}");
        renew(case, &scene, &again, number).await;
        End::Renewed
    };
    if case.function.ends_with("-send") && scene.error.is_empty() && texts == 0 {
        // Nobody knows whether it was sent, so it is not sent again; the person asks once more, a minute later.
        app.pass(61);
        let (kind, to) = (
            scene.body["type"].as_str().unwrap(),
            ["mobile", "email"].map(|name| &scene.body[name]),
        );
        let to = to.into_iter().find_map(Value::as_str).unwrap();
        scene
            .device
            .clone()
            .without("Idempotency-Key")
            .code(to, kind)
            .await;
    }
    (end, seen)
}

/// A code that WeChat has seen is spent there, and a puzzle that gave a pass here: another one is got, and all else is as good as
/// before.
async fn renew(case: &Case, scene: &Scenario<'_>, refused: &Answer, number: usize) {
    if case.function == "captcha-verify" {
        // The pass was made, and nobody heard of it.
        assert!(
            refused.code().ends_with("CAPTCHA.1004"),
            "{case:?}: {refused:?}"
        );
        scene.device.captcha_token(&mobile(number)).await;
        return;
    }
    let is_wechats =
        case.function.starts_with("social-wechat-") && refused.code().ends_with("COMMON.1006");
    assert!(is_wechats, "{case:?}: {refused:?}");
    let anew = json!({ "wechat_code": format!("number:+86-{}", mobile(number)) });
    let answer = scene
        .device
        .clone()
        .without("Idempotency-Key")
        .post(scene.path, anew)
        .await;
    assert!(answer.is_success(), "{case:?}: {answer:?}");
}

/// A cloud where nobody is limited, and an application that asks for two factors.
async fn app() -> TestApp {
    let many = 1_000_000;
    let limits = format!(
        "    limits: {{ address_sends_per_hour: {many}, application_sends_per_minute: {many}, country_sends_per_hour: {many}, \
         tenant_sends_per_hour: {many}, country_unverified_per_hour: {many}, country_unverified_per_day: {many} }}\n    form:\n"
    );
    let strict = "  - client_id: strict\n    tenant: 08f770f51f80d2f40f38c00cb199fd21\n    dialect: eiam\n    name: { en: Strict }\n    \
                  sources: [mini]\n    second_factor: true\n  - client_id: stranger";
    let changes = [
        ("    form:\n", limits.as_str()),
        ("  - client_id: stranger", strict),
    ];
    let yaml = crate::test_app::change(&changes);
    let app = TestApp::made(START, &yaml, |parts| parts.answer_timeout = Some(PATIENCE)).await;
    app.device(EIAM)
        .sign_up("13800000000", json!({ "user_name": "taken" }))
        .await
        .succeeded();
    app
}

/// Every case of some functions, several clouds at a time.
async fn try_all(functions: &[&str]) {
    let app = app().await;
    let (mut cases, mut tallies) = (VecDeque::new(), BTreeMap::new());
    let mut number = 1;
    for (function, circumstances) in SCENES
        .into_iter()
        .filter(|(function, _)| functions.contains(function))
    {
        for circumstances in circumstances {
            number += 1;
            let scene = scene(&app, function, circumstances, number).await;
            app.cloud.restart();
            app.meter().start();
            let answer = scene.play().await;
            assert!(
                scene.is_as_expected(&answer),
                "{function}, {circumstances}: {answer:?}"
            );
            let mut tally = Tally::default();
            let case = Case {
                function,
                circumstances,
                faults: Vec::new(),
                for_good: false,
            };
            for call in calls(&app, function) {
                queue(&mut cases, &mut tally, &case, &call);
            }
            tallies.insert((function, *circumstances), tally);
        }
    }
    let (cases, tallies) = (RefCell::new(cases), RefCell::new(tallies));
    let worker = async |app: TestApp| {
        let mut number = 1;
        while let Some(case) = { cases.borrow_mut().pop_front() } {
            number += 1;
            let (end, seen) = play(&app, &case, number).await;
            let mut tallies = tallies.borrow_mut();
            let tally = tallies
                .get_mut(&(case.function, case.circumstances))
                .unwrap();
            *tally
                .0
                .entry(case.faults.last().unwrap().0.clone())
                .or_default()
                .entry(end)
                .or_default() += 1;
            // What is done only because something went wrong goes wrong as well.
            if case.for_good && case.faults.len() == 1 {
                for call in seen {
                    queue(&mut cases.borrow_mut(), tally, &case, &call);
                }
            }
        }
        let verdict = checker::check(&app.cloud);
        assert!(verdict.problems.is_empty(), "{verdict}");
    };
    // One after the other: each makes its keys, and none is to wait for those of all others longer than its patience.
    let mut stages = Vec::new();
    for _ in 0..CLOUDS {
        stages.push(self::app().await);
    }
    at_once(stages.into_iter().map(worker)).await;
    report(&tallies.into_inner());
}

/// Has a call that was not seen before go wrong in every way, once and for good; beside what goes wrong already, only for good.
fn queue(cases: &mut VecDeque<Case>, tally: &mut Tally, case: &Case, call: &BindEndpoint) {
    let name = call.to_string();
    if tally.0.contains_key(&name) {
        return;
    }
    tally.0.insert(name.clone(), BTreeMap::new());
    for fault in Fault::ALL.into_iter().filter(|fault| fault.befalls(call)) {
        let faults = [case.faults.clone(), vec![(name.clone(), fault)]].concat();
        if case.faults.is_empty() {
            cases.push_back(Case {
                faults: faults.clone(),
                for_good: false,
                ..case.clone()
            });
        }
        cases.push_back(Case {
            faults,
            for_good: true,
            ..case.clone()
        });
    }
}

/// Prints the matrix, past what catches the output of tests that succeed.
fn report(tallies: &BTreeMap<(&str, &str), Tally>) {
    let mut text = String::new();
    let all = tallies.values().flat_map(|Tally(calls)| calls.values());
    let cases: usize = all.clone().flat_map(BTreeMap::values).sum();
    let _ = writeln!(text, "{} calls, {cases} cases", all.count());
    for ((function, circumstances), Tally(calls)) in tallies {
        let _ = writeln!(text, "{function}, {circumstances}");
        for (call, ends) in calls {
            let of = |end: End| ends.get(&end).copied().unwrap_or_default();
            let counts = [End::Unnoticed, End::Repeated, End::Renewed].map(of);
            let [unnoticed, repeated, renewed] = counts;
            let cases: usize = counts.iter().sum();
            let _ = writeln!(
                text,
                "  {cases:3} cases: {unnoticed:3} unnoticed, {repeated:3} repeated, {renewed:3} renewed  {call}"
            );
        }
    }
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Calls that are slow, but not slow enough to be given up, add up to more than the function may take.
#[tokio::test]
async fn an_answer_comes_in_time_where_all_calls_are_slow() {
    let app = app().await;
    let scene = scene(&app, "social-wechat-mobile-register-bind", "a stranger", 1).await;
    app.cloud.restart();
    let slow = u64::try_from(PATIENCE.as_millis()).unwrap() * 9 / 10;
    app.cloud.proxy.faults.script(vec![Rule {
        milliseconds: slow,
        ..Rule::of("", Fault::Slow)
    }]);
    let late = scene.play().await;
    assert_eq!((late.status, late.code()), (500, "SDK.COMMON.1008"));
    app.cloud.proxy.faults.script(Vec::new());
    assert!(
        app.items("USER#")
            .iter()
            .all(|item| item["mobile"]["M"]["contact"]["S"] != mobile(1))
    );
}

#[test]
fn every_time_limit_is_below_the_one_around_it() {
    let template = Template::load();
    for (name, mount) in functions::all() {
        let settings: BTreeMap<_, _> = template
            .settings(name, &BTreeMap::new())
            .into_iter()
            .collect();
        let seconds = |name: &str| settings.get(name).map(|text| text.parse::<f64>().unwrap());
        let answer = match mount {
            FunctionEntry::Endpoint(..) => seconds("ANSWER_SECONDS").unwrap(),
            FunctionEntry::Job(_) => template.timeout(name).into(),
        };
        assert!(seconds("CALL_SECONDS").unwrap() * 2.0 < answer, "{name}");
        assert!(
            seconds("WEB_SECONDS").unwrap_or_default() < answer,
            "{name}"
        );
        let is_job = matches!(mount, FunctionEntry::Job(_));
        assert!(is_job || answer < template.timeout(name).into(), "{name}");
    }
}

/// A run that went wrong leaves keys that fit together, and the next one does what is due.
#[tokio::test]
async fn rotations_whatever_goes_wrong() {
    let day = 24 * 3600;
    let on_the_eve = async || {
        let app = app().await;
        // Six days before a signing key's successor is put to use; and then once in the life of each.
        app.pass(84 * day);
        app.cloud.run_jobs().await.unwrap();
        app
    };
    let rotate = async |app: &TestApp| {
        app.pass(90 * day);
        app.meter().start();
        let _ = app.cloud.run_jobs().await;
        calls(app, "rotate-keys")
    };
    let seen = rotate(&on_the_eve().await).await;
    let seen: BTreeMap<_, _> = seen
        .into_iter()
        .map(|call| (call.to_string(), call))
        .collect();
    let try_all = async |name: &str, call: &BindEndpoint| {
        let app = on_the_eve().await;
        let ids = |kind: &str| -> BTreeSet<String> {
            app.items(kind)
                .iter()
                .map(|item| item["id"]["S"].as_str().unwrap().to_owned())
                .collect()
        };
        let faults: Vec<_> = Fault::ALL
            .into_iter()
            .filter(|fault| fault.befalls(call))
            .collect();
        for (number, fault) in faults.iter().enumerate() {
            app.cloud.proxy.faults.script(vec![Rule {
                milliseconds: 100,
                ..Rule::of(name, *fault)
            }]);
            rotate(&app).await;
            app.cloud.proxy.faults.script(Vec::new());
            assert_eq!(ids("SIGNING"), ids("PUBLIC"), "{name} {fault:?}");
            app.cloud.run_jobs().await.unwrap();
            assert_eq!(ids("SIGNING"), ids("PUBLIC"), "{name} {fault:?}");
            assert_eq!(
                ids("SIGNING").len(),
                2,
                "this one and the next after {name} {fault:?}"
            );
            app.device(EIAM)
                .sign_up(&mobile(number), json!({}))
                .await
                .succeeded();
        }
        faults.len()
    };
    let cases: usize = at_once(seen.iter().map(|(name, call)| try_all(name, call)))
        .await
        .into_iter()
        .sum();
    assert!(cases > 80, "{seen:?}");
    let _ = writeln!(
        std::io::stderr(),
        "rotate-keys: {} calls, {cases} cases",
        seen.len()
    );
}

#[test]
fn every_function_is_on_the_stage() {
    let mut functions: Vec<_> = functions::all().into_iter().collect();
    functions.retain(|(_, mount)| matches!(mount, FunctionEntry::Endpoint(..)));
    let mut functions: Vec<_> = functions.into_iter().map(|(name, _)| name).collect();
    functions.sort_unstable();
    assert_eq!(functions, SCENES.map(|(name, _)| name));
}

#[tokio::test]
async fn puzzles_keys_and_countries_whatever_goes_wrong() {
    try_all(&[
        "captcha-get",
        "captcha-verify",
        "country-codes",
        "oauth2-keys",
        "openid-configuration",
        "unknown-route",
    ])
    .await;
}

#[tokio::test]
async fn sends_whatever_goes_wrong() {
    try_all(&["sms-send", "email-send"]).await;
}

#[tokio::test]
async fn registrations_whatever_goes_wrong() {
    try_all(&["register-mobile-verify-code", "register-email-verify-code"]).await;
}

#[tokio::test]
async fn logins_and_second_factors_whatever_goes_wrong() {
    try_all(&["login-wechat-miniprogram", "mfa-sms", "mfa-email"]).await;
}

#[tokio::test]
async fn bindings_by_code_or_password_whatever_goes_wrong() {
    try_all(&[
        "social-bind",
        "social-register-bind",
        "social-username-password-bind",
    ])
    .await;
}

#[tokio::test]
async fn bindings_by_wechats_word_whatever_goes_wrong() {
    try_all(&[
        "social-wechat-mobile-bind",
        "social-wechat-mobile-register-bind",
    ])
    .await;
}
