//! The events of people who register by mobile, each with a device and an address of their own.

use crate::person::{CLIENT, mobile, send_body, solution};
use local::cloud::{Cloud, gateway::Request};
use serde_json::{Value, json};

/// One of them.
pub(crate) struct Newcomer<'a> {
    pub(crate) cloud: &'a Cloud,
    pub(crate) number: u32,
}

impl Newcomer<'_> {
    /// The event of asking for a code of a kind, after a puzzle was solved.
    pub(crate) async fn send(&self, kind: &str) -> String {
        let puzzle = self.event(("GET", "captcha"), None, &Value::Null);
        let puzzle = self.answer("captcha-get", &puzzle).await;
        let store = self.cloud.store().expect("the tables");
        let solution = solution(&store, &puzzle, self.number).await;
        let solution = solution.expect("a puzzle");
        let solution = self.event(("POST", "captcha/verify"), None, &solution);
        let pass = self.answer("captcha-verify", &solution).await;
        let body = send_body(kind, &pass, self.number);
        self.event(("POST", "sms/send"), None, &body)
    }

    /// The event of using the code that was sent last.
    pub(crate) fn use_code(&self, call: &str) -> String {
        let messages = self.cloud.outbox.messages();
        let form = json!({ "mobile": mobile(self.number), "verify_code": messages[0].code() });
        self.event(("POST", call), None, &form)
    }

    /// The event of registering without a password, after a code was sent.
    pub(crate) async fn registration(&self) -> String {
        self.answer("sms-send", &self.send("REGISTER_SMS").await)
            .await;
        self.use_code("register/mobile-verify-code")
    }

    /// The event of a call, by whoever a header names.
    pub(crate) fn event(
        &self,
        (method, call): (&str, &str),
        caller: Option<(&str, String)>,
        body: &Value,
    ) -> String {
        let mobile = mobile(self.number);
        let headers = [
            ("content-type", "application/json"),
            ("x-client-id", CLIENT),
            ("x-operating-sys-version", "1"),
            ("x-device-fingerprint", &mobile),
            ("x-agent", "bench"),
        ];
        let headers = headers.map(|(name, value)| (name, value.to_owned()));
        let (path, body) = (format!("/api/v2/sdk/{call}"), body.to_string());
        let request = Request {
            method,
            path: &path,
            headers: headers
                .into_iter()
                .chain(caller)
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            body: body.as_bytes(),
            source_ip: format!("192.0.2.{}", self.number % 250),
        };
        request.event(self.cloud)
    }

    /// The body of the answer, which must be a success.
    pub(crate) async fn answer(&self, function: &str, event: &str) -> Value {
        let answer = self.cloud.answer(function, event).await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status(), 200, "{function}");
        serde_json::from_slice(answer.body()).unwrap_or_default()
    }
}
