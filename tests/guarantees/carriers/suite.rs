//! A local cloud whose tenant has a route of two carriers, and people who ask for codes there.

use crate::{
    guarantees::carriers::profiles::Profile,
    log_capture::{audit_events, logged},
    test_app::{Device, EIAM, Response, START, TENANT, TestApp, changed_configuration},
};
use local::{
    cloud::{
        gateway::Request,
        proxy::faults::{Fault, Rule},
        services::{carriers::SECRET, outbox::Message},
    },
    functions::{self, FunctionEntry},
};
use serde_json::{Map, Value, json};
use shared::{
    api::event::read_event,
    platform::Platform,
    storage::{item_keys::carrier_secret_key, write::Write},
};
use std::{cell::Cell, collections::BTreeMap, time::Duration};

/// No quota that many people share.
pub(super) const MANY: &str = "address_sends_per_hour: 1000000, application_sends_per_minute: 1000000, \
    country_sends_per_hour: 1000000, tenant_sends_per_hour: 1000000, tenant_mails_per_hour: 1000000, \
    country_unverified_per_hour: 1000000, country_unverified_per_day: 1000000";
/// A secret that no carrier knows.
pub(super) const WRONG_SECRET: &str = "another-secret-of-carriers";
/// The ids of the two carriers of a route.
pub(super) const FIRST: &str = "first";
pub(super) const SECOND: &str = "second";
/// What the number of everybody begins with, and what is in the address of everybody.
const NUMBER: &str = "1391457";
const ADDRESS: &str = "private.example";

/// An app whose tenant's messages go through a carrier, and another behind it.
pub(super) struct Suite {
    pub app: TestApp,
    pub carrier: &'static Profile,
    people: Cell<u32>,
}

/// A request for a code by somebody who is new.
pub(super) struct CodeRequest<'s> {
    pub device: Device<'s>,
    pub to: String,
    pub path: &'static str,
    pub body: Value,
}

/// What became of a request for a code.
pub(super) struct Attempt {
    pub answer: Response,
    /// The messages that were sent, newest first.
    pub messages: Vec<Message>,
    /// How often the two carriers were asked.
    pub asked: [usize; 2],
}

/// An entry of the carriers of a tenant.
pub(super) fn entry(id: &str, profile: &Profile, secret: Option<&str>) -> Value {
    let mut entry = (profile.members)();
    entry["id"] = id.into();
    entry["kind"] = profile.kind.into();
    if let Some(secret) = secret {
        entry["secret"] = secret.into();
    }
    entry
}

/// The settings of a tenant with a route, in lines of YAML that go before those of its form.
pub(super) fn tenant_lines(limits: &str, entries: &[Value], is_for_texts: bool) -> String {
    let ids: Vec<_> = entries.iter().map(|entry| &entry["id"]).collect();
    let delivery = if is_for_texts {
        json!({ "carriers": entries, "texts": [{ "countries": ["*"], "carriers": ids }] })
    } else {
        json!({ "carriers": entries, "mails": ids })
    };
    let delivery = one_line(&delivery);
    format!("    limits: {{ {limits} }}\n    delivery: {delivery}\n    form:\n")
}

/// JSON as YAML reads it: in one line, with a space after each colon.
pub(super) fn one_line(json: &Value) -> String {
    serde_json::to_string_pretty(json)
        .unwrap()
        .replace('\n', " ")
}

impl Suite {
    /// With these limits, and with a time limit of calls other than that of most tests.
    pub(super) async fn start(
        carrier: &'static Profile,
        limits: &str,
        answer_timeout: Option<Duration>,
    ) -> Self {
        let lines = Self::lines(carrier, limits, &json!({}));
        let yaml = changed_configuration(&[("    form:\n", &lines)]);
        let app = TestApp::with_options(START, &yaml, |options| {
            options.answer_timeout = answer_timeout.or(options.answer_timeout);
        })
        .await;
        Self {
            app,
            carrier,
            people: Cell::new(0),
        }
    }

    /// The settings of the tenant, with other members of the first carrier.
    fn lines(carrier: &Profile, limits: &str, members: &Value) -> String {
        let second = carrier.second();
        let secret = |profile: &Profile| profile.has_secret.then_some(SECRET);
        let mut first = entry(FIRST, carrier, secret(carrier));
        let changes: Map<_, _> = members.as_object().unwrap().clone();
        first.as_object_mut().unwrap().extend(changes);
        let entries = [first, entry(SECOND, second, secret(second))];
        tenant_lines(limits, &entries, carrier.is_for_texts())
    }

    /// Changes members of the first carrier.
    pub(super) async fn reconfigure(&self, members: &Value) {
        let lines = Self::lines(self.carrier, MANY, members);
        self.app.reconfigure(&[("    form:\n", &lines)]).await;
    }

    /// Replaces the secret of the first carrier, or removes it.
    pub(super) async fn set_secret(&self, secret: Option<&str>) {
        set_secret(&self.app, TENANT, FIRST, secret).await;
    }

    /// Somebody new, who has solved a puzzle.
    pub(super) async fn request(&self) -> CodeRequest<'_> {
        self.request_of(self.app.device(EIAM)).await
    }

    /// The same of whoever else, who shares neither device nor address with the others.
    pub(super) async fn request_of_a_stranger(&self) -> CodeRequest<'_> {
        let device = self.app.device(EIAM).at("203.0.113.99");
        let device = device.with("X-device-fingerprint", "of-a-stranger");
        self.request_of(device).await
    }

    async fn request_of<'a>(&'a self, device: Device<'a>) -> CodeRequest<'a> {
        self.people.set(self.people.get() + 1);
        let number = self.people.get();
        let (to, name, kind, path) = if self.carrier.is_for_texts() {
            let to = format!("{NUMBER}{number:04}");
            (to, "mobile", "REGISTER_SMS", "/api/v2/sdk/sms/send")
        } else {
            let to = format!("recipient-{number}@{ADDRESS}");
            (to, "email", "REGISTER_EMS", "/api/v2/sdk/email/send")
        };
        let pass = device.captcha_token(&to).await;
        CodeRequest {
            body: json!({ name: to, "type": kind, "captcha_token": pass }),
            device,
            to,
            path,
        }
    }

    /// Makes a request while calls of the carriers fail.
    pub(super) async fn send(&self, request: &CodeRequest<'_>, faults: Vec<Rule>) -> Attempt {
        let before = self.app.sent().len();
        self.app.cloud.proxy.faults.script(faults);
        self.app.meter().start();
        let answer = request
            .device
            .post(request.path, request.body.clone())
            .await;
        let attempt = self.attempt(answer, before);
        self.app.cloud.proxy.faults.script(Vec::new());
        attempt
    }

    /// Makes a request to a function that runs on another platform than the cloud's.
    pub(super) async fn send_on(&self, platform: Platform, request: &CodeRequest<'_>) -> Attempt {
        let before = self.app.sent().len();
        self.app.meter().start();
        let event = Request {
            method: "POST",
            path: request.path,
            headers: request.device.headers.clone(),
            body: request.body.to_string().as_bytes(),
            source_ip: request.device.address.clone(),
        }
        .event(&self.app.cloud);
        let functions = functions::all().into_iter();
        let mut entries = functions.filter(|(name, _)| *name == self.function());
        let Some((_, FunctionEntry::Endpoint(build, _))) = entries.next() else {
            panic!("there is no such function");
        };
        let function = build(platform).await.unwrap();
        let response = function.respond(read_event(&event).unwrap()).await;
        let text = String::from_utf8(response.body().to_vec()).unwrap();
        let answer = Response {
            status: response.status().as_u16(),
            headers: BTreeMap::new(),
            body: serde_json::from_str(&text).unwrap_or_default(),
            text,
        };
        self.attempt(answer, before)
    }

    /// The function that sends.
    pub(super) fn function(&self) -> &'static str {
        if self.carrier.is_for_texts() {
            "sms-send"
        } else {
            "email-send"
        }
    }

    fn attempt(&self, answer: Response, sent_before: usize) -> Attempt {
        let mut messages = self.app.sent();
        messages.truncate(messages.len() - sent_before);
        let calls = self.app.meter().take_calls();
        let asked = [self.carrier.call, self.carrier.second().call].map(|name| {
            let is_its = |call: &&String| *call == name;
            let names: Vec<_> = calls.iter().map(|one| one.call.to_string()).collect();
            names.iter().filter(is_its).count()
        });
        Attempt {
            answer,
            messages,
            asked,
        }
    }

    /// A call of the first carrier that is refused with a code.
    pub(super) fn refusal(&self, code: &str) -> Rule {
        Rule::of(self.carrier.call, Fault::Refuse).with_code(code)
    }

    /// Looks at a message that the second carrier sent in place of the first.
    #[track_caller]
    pub(super) fn expect_second(&self, attempt: &Attempt, asked_first: usize, case: &str) {
        let Attempt {
            answer,
            messages,
            asked,
        } = attempt;
        let case = format!("{}, {case}: {answer:?}, {messages:?}", self.carrier.kind);
        assert_eq!(answer.status, 200, "{case}");
        assert_eq!(*asked, [asked_first, 1], "{case}");
        assert_eq!(messages.len(), 1, "{case}");
        let name = messages[0].attributes.get("carrier");
        assert_eq!(
            name,
            self.carrier.second().name_in_outbox().as_ref(),
            "{case}"
        );
        let event = audit_events().pop().unwrap();
        assert_eq!(event["carrier"], SECOND, "{case}");
    }

    /// Looks at a failure after which nothing was sent, by `asked` calls of the two carriers.
    #[track_caller]
    pub(super) fn expect_nothing(&self, attempt: &Attempt, asked: [usize; 2], case: &str) {
        let case = format!("{}, {case}: {:?}", self.carrier.kind, attempt.answer);
        assert!(attempt.is_failure(), "{case}");
        assert!(attempt.messages.is_empty(), "{case}");
        assert_eq!(attempt.asked, asked, "{case}");
    }

    /// Looks whether the code of a message is good.
    pub(super) async fn use_code(&self, request: &CodeRequest<'_>, message: &Message) {
        let code = message.code().unwrap();
        let (device, to) = (&request.device, request.to.as_str());
        let answer = if self.carrier.is_for_texts() {
            device.register(to, code, json!({})).await
        } else {
            device.register_email(to, code, json!({})).await
        };
        assert!(answer.is_success(), "{}: {answer:?}", self.carrier.kind);
    }

    /// Looks at what the roles refused, and at what was logged so far.
    #[track_caller]
    pub(super) fn end(&self) {
        let refused = self.app.cloud.proxy.policies.refused();
        assert!(refused.is_empty(), "{refused:?}");
        nothing_private_is_logged(&self.app);
    }
}

impl Attempt {
    /// Whether the client hears that the message was not sent.
    pub(super) fn is_failure(&self) -> bool {
        self.answer.error() == (400, "SDK.CAPTCHA.1006", "Failed to send verification code")
    }
}

/// Replaces the secret of a tenant's carrier, or removes it.
pub(super) async fn set_secret(app: &TestApp, tenant: &str, carrier: &str, secret: Option<&str>) {
    let tenant = tenant.to_owned().try_into().unwrap();
    let carrier = carrier.to_owned().try_into().unwrap();
    let key = carrier_secret_key(&tenant, &carrier);
    let write = match secret {
        Some(secret) => Write::put(key, &json!({ "secret": secret })).unwrap(),
        None => Write::delete(key),
    };
    app.cloud.store().unwrap().write(write).await.unwrap();
}

/// Looks for secrets, codes, numbers and addresses in everything that was logged.
#[track_caller]
pub(super) fn nothing_private_is_logged(app: &TestApp) {
    let text = logged();
    for private in [NUMBER, "recipient-", ADDRESS, SECRET, WRONG_SECRET] {
        let line = text.lines().find(|line| line.contains(private));
        assert_eq!(line, None, "the log says {private}");
    }
    for message in app.sent() {
        let code = message.code().unwrap();
        let line = text.lines().find(|line| has_word(line, code));
        assert_eq!(line, None, "the log says {code}");
        // As it stands in a query.
        assert!(!text.contains(&format!("%22{code}%22")), "{code}");
    }
}

/// Whether a line has a word. Digits within a longer text, such as an id, are none.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(place, _)| {
        let before = line[..place].chars().next_back();
        let after = line[place + word.len()..].chars().next();
        let is_apart = |beside: Option<char>| !beside.is_some_and(|c| c.is_ascii_alphanumeric());
        is_apart(before) && is_apart(after)
    })
}
