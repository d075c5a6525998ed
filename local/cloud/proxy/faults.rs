//! Fault injection: what goes wrong between functions and their services, as scripted.

use crate::cloud::{
    proxy::{
        call::{Call, Service},
        conflicts,
    },
    services::carriers,
};
use axum::{
    body::{Body, Bytes},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use futures_util::stream;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::{
    future::poll_fn,
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Poll,
    time::Duration,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// It is too much; nothing is done.
    Throttle,
    /// Somebody else writes the same item; nothing is done. Writes to the tables only.
    Conflict,
    /// It is not allowed; nothing is done.
    Refuse,
    /// The service breaks down before it does anything, and says so.
    Break,
    /// The service does it, breaks down, and says so.
    BreakAfter,
    /// No answer, and nothing is done.
    TimeoutBefore,
    /// It is done, and there is no answer.
    TimeoutAfter,
    /// The connection is lost, and nothing is done.
    DropBefore,
    /// The connection is lost, and it goes on being done. Transactions only.
    DropDuring,
    /// It is done, and the connection is lost.
    DropAfter,
    /// It is done, and the answer is unreadable.
    Garbage,
    /// It is done, after a while.
    Slow,
}

impl Fault {
    pub const ALL: [Self; 12] = [
        Self::Throttle,
        Self::Conflict,
        Self::Refuse,
        Self::Break,
        Self::BreakAfter,
        Self::TimeoutBefore,
        Self::TimeoutAfter,
        Self::DropBefore,
        Self::DropDuring,
        Self::DropAfter,
        Self::Garbage,
        Self::Slow,
    ];

    /// Whether a call can have it.
    #[must_use]
    pub fn applies_to(self, call: &Call) -> bool {
        match self {
            Self::Conflict => call.writes(),
            Self::DropDuring => call.action == "TransactWriteItems",
            _ => true,
        }
    }
}

/// A line of the script: which calls go wrong, and how.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Only calls of this function, by the name of its folder.
    #[serde(default)]
    pub function: Option<String>,
    /// Only calls that begin so, such as `UpdateItem TransientTable DEST#` or
    /// `Publish`; empty for all.
    #[serde(default)]
    pub call: String,
    /// How many of them go well first.
    #[serde(default)]
    pub skip: u32,
    /// How many go wrong; all, where nothing is said.
    #[serde(default)]
    pub times: Option<u32>,
    /// After one that goes wrong, the next that does is the one so many calls later; what the
    /// calls between them meet is up to the rules that follow. Not 0.
    #[serde(default)]
    pub every: Option<u32>,
    pub fault: Fault,
    /// How long `slow` takes.
    #[serde(default = "a_second")]
    pub milliseconds: u64,
    /// The code of a carrier's refusal, such as `isv.OUT_OF_SERVICE`, for `refuse`.
    #[serde(default)]
    pub code: Option<String>,
}

const fn a_second() -> u64 {
    1000
}

impl Rule {
    /// All calls that begin so have this fault.
    #[must_use]
    pub fn of(call: impl Into<String>, fault: Fault) -> Self {
        Self {
            function: None,
            call: call.into(),
            skip: 0,
            times: None,
            every: None,
            fault,
            milliseconds: a_second(),
            code: None,
        }
    }

    /// Only so many of them.
    #[must_use]
    pub const fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Only each so many-th of them.
    #[must_use]
    pub const fn every(mut self, calls: u32) -> Self {
        self.skip = calls.saturating_sub(1);
        self.every = Some(calls);
        self
    }

    /// Refused with this code of the service's.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    fn is_about(&self, call: &Call) -> bool {
        self.function
            .as_ref()
            .is_none_or(|function| call.function.as_ref() == Some(function))
            && call.to_string().starts_with(&self.call)
            && self.fault.applies_to(call)
    }
}

/// The script, and how far it has come.
#[derive(Clone, Default)]
pub struct Faults(Arc<Mutex<Vec<Rule>>>);

impl Faults {
    /// Another script, from its beginning.
    pub fn script(&self, rules: Vec<Rule>) {
        *self.rules() = rules;
    }

    /// What is left of the script.
    #[must_use]
    pub fn left(&self) -> Vec<Rule> {
        self.rules().clone()
    }

    /// What goes wrong with a call. The first rule that is about it decides, unless it is about
    /// some of the calls only and this is none of them.
    pub(crate) fn next(&self, call: &Call) -> Option<Rule> {
        let mut rules = self.rules();
        for rule in rules.iter_mut() {
            if rule.times == Some(0) || !rule.is_about(call) {
                continue;
            }
            if rule.skip > 0 {
                rule.skip -= 1;
                if rule.every.is_some() {
                    continue;
                }
                return None;
            }
            rule.skip = rule.every.map_or(0, |calls| calls.saturating_sub(1));
            rule.times = rule.times.map(|times| times - 1);
            return Some(rule.clone());
        }
        None
    }

    fn rules(&self) -> MutexGuard<'_, Vec<Rule>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers a call as the fault has it. `work` does it.
pub(crate) async fn apply_fault(
    rule: &Rule,
    call: &Call,
    work: impl Future<Output = Response> + Send + 'static,
) -> Response {
    match rule.fault {
        Fault::Throttle => throttled(call.service),
        Fault::Conflict => conflict(call),
        Fault::Refuse => rule.code.as_deref().map_or_else(
            || refused(call.service),
            |code| refused_with(call.service, code),
        ),
        Fault::Break => broken(call.service),
        Fault::BreakAfter => {
            work.await;
            broken(call.service)
        }
        Fault::TimeoutBefore => std::future::pending().await,
        Fault::TimeoutAfter => {
            work.await;
            std::future::pending().await
        }
        Fault::DropBefore => dropped(),
        Fault::DropDuring => {
            // It is taken up before anything else is, so that whoever comes next meets it.
            let mut work = Box::pin(work);
            let begun = poll_fn(|context| Poll::Ready(work.as_mut().poll(context))).await;
            if begun.is_pending() {
                tokio::spawn(work);
            }
            dropped()
        }
        Fault::DropAfter => {
            work.await;
            dropped()
        }
        Fault::Garbage => {
            work.await;
            (StatusCode::OK, "<html>").into_response()
        }
        Fault::Slow => {
            tokio::time::sleep(Duration::from_millis(rule.milliseconds)).await;
            work.await
        }
    }
}

/// An error of DynamoDB's.
pub(crate) fn dynamodb_error(status: StatusCode, kind: &str, more: &serde_json::Value) -> Response {
    let mut body = json!({ "__type": format!("com.amazonaws.dynamodb.v20120810#{kind}"), "message": "on a script" });
    if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
        body.extend(more.clone());
    }
    (
        status,
        [("content-type", "application/x-amz-json-1.0")],
        body.to_string(),
    )
        .into_response()
}

/// An error of SNS or SES.
pub(crate) fn query_error(status: StatusCode, code: &str, why: &str) -> Response {
    let body = format!(
        "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{why}</Message></Error>\
         <RequestId>local</RequestId></ErrorResponse>"
    );
    (status, body).into_response()
}

fn wechat(errcode: i64) -> Response {
    axum::Json(json!({ "errcode": errcode, "errmsg": "on a script" })).into_response()
}

fn throttled(service: Service) -> Response {
    match service {
        Service::Dynamodb => {
            dynamodb_error(StatusCode::BAD_REQUEST, "ThrottlingException", &json!({}))
        }
        Service::Sns | Service::Ses => {
            query_error(StatusCode::BAD_REQUEST, "Throttling", "Rate exceeded")
        }
        Service::Wechat => wechat(45_011),
        Service::FormerTenant => StatusCode::TOO_MANY_REQUESTS.into_response(),
        carrier => carriers::throttled(carrier),
    }
}

fn conflict(call: &Call) -> Response {
    if call.action != "TransactWriteItems" {
        return conflicts::conflict();
    }
    let held: Vec<_> = (0..call.touches.len()).map(|place| place == 0).collect();
    conflicts::cancelled(&held)
}

/// What a service says to whoever may not.
pub(crate) fn refused(service: Service) -> Response {
    match service {
        Service::Dynamodb => {
            dynamodb_error(StatusCode::BAD_REQUEST, "AccessDeniedException", &json!({}))
        }
        Service::Sns => query_error(StatusCode::FORBIDDEN, "AuthorizationError", "not allowed"),
        Service::Ses => query_error(StatusCode::BAD_REQUEST, "MessageRejected", "not allowed"),
        Service::Wechat => wechat(48_001),
        Service::FormerTenant => StatusCode::FORBIDDEN.into_response(),
        carrier => carriers::refused(carrier),
    }
}

/// A refusal with a code of the service's.
fn refused_with(service: Service, code: &str) -> Response {
    match service {
        Service::Dynamodb => dynamodb_error(StatusCode::BAD_REQUEST, code, &json!({})),
        Service::Sns | Service::Ses => query_error(StatusCode::BAD_REQUEST, code, "on a script"),
        Service::Wechat => wechat(code.parse().unwrap_or(48_001)),
        Service::FormerTenant => refused(service),
        carrier => carriers::refusal(carrier, code).into_response(),
    }
}

fn broken(service: Service) -> Response {
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    match service {
        Service::Dynamodb => dynamodb_error(status, "InternalServerError", &json!({})),
        Service::Sns | Service::Ses => query_error(status, "InternalFailure", "something broke"),
        Service::Wechat | Service::FormerTenant => {
            (StatusCode::BAD_GATEWAY, "bad gateway").into_response()
        }
        carrier => carriers::broken(carrier),
    }
}

/// An answer that ends before its end: the server closes the connection.
fn dropped() -> Response {
    let lost = stream::once(async { Err::<Bytes, _>(io::Error::other("lost")) });
    let mut response = Body::from_stream(lost).into_response();
    response.headers_mut().insert("content-length", 1000.into());
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderMap;

    #[test]
    fn rules_about_some_calls_leave_the_others_to_the_rules_that_follow() {
        let faults = Faults::default();
        faults.script(vec![
            Rule::of("Publish", Fault::Throttle).every(3),
            Rule::of("Publish", Fault::Break).every(4),
        ]);
        let mut call = Call::read("/", &HeaderMap::new(), b"", |_| false);
        call.action = "Publish".to_owned();
        let met: Vec<_> = (1..=12)
            .map(|_| faults.next(&call).map(|rule| rule.fault))
            .collect();
        let of = |fault: Fault| met.iter().filter(|one| **one == Some(fault)).count();
        assert_eq!((of(Fault::Throttle), of(Fault::Break)), (4, 2));
        assert_eq!(met[2], Some(Fault::Throttle));
        // The second rule is asked about those that the first one leaves alone.
        assert_eq!(met[4], Some(Fault::Break));
    }

    #[test]
    fn a_rule_skips_calls_and_is_used_up() {
        let faults = Faults::default();
        let rule = Rule {
            skip: 1,
            ..Rule::of("", Fault::Refuse).times(1)
        };
        faults.script(vec![rule]);
        let call = Call::read("/", &HeaderMap::new(), b"", |_| false);
        let met: Vec<_> = (0..3).map(|_| faults.next(&call).is_some()).collect();
        assert_eq!(met, [false, true, false]);
    }
}
