//! Audit events: what happened to whom, for those who answer for the service. One event per act, one line of the log each.
//!
//! docs/security.md lists events and members. Names are stable; a member that does not apply is absent.

use crate::{
    error::{Error, limit::Rule},
    observability::audit_context::AuditFacts,
};
use serde::Serialize;

/// The member `log` of each event, which no other line has.
const LOG: &str = "audit";

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A code was asked for.
    Send,
    /// Somebody registered.
    Register,
    /// A social account was bound.
    Bind,
    /// Somebody arrived with a social account.
    Login,
    /// A second factor was given.
    SecondFactor,
}

impl Event {
    const fn name(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Register => "register",
            Self::Bind => "bind",
            Self::Login => "login",
            Self::SecondFactor => "second_factor",
        }
    }
}

/// What a client hears where all went well.
pub trait Audited: Serialize {
    /// How far that got the person.
    fn label(&self) -> &'static str {
        "SUCCESS"
    }
}

impl Audited for () {}

/// Records an act, or the attempt at one: `outcome` is the status of its answer, or its error.
pub(crate) fn record(event: Event, outcome: Result<&str, &Error>, facts: &AuditFacts) {
    let AuditFacts {
        tenant,
        client,
        user,
        is_new,
        is_repeat,
        country,
        recorded,
        pseudonyms,
        ..
    } = facts;
    let text = |name: &str| pseudonyms.get(name).map(ToString::to_string);
    let (destination, address, device) = (text("destination"), text("address"), text("device"));
    let rule = outcome.err().and_then(Error::rule).map(Rule::name);
    let error = outcome.err().map(|error| error.code().log_code());
    let reason = outcome.err().and_then(Error::reason);
    let recorded = (!recorded.is_empty()).then(|| {
        recorded
            .iter()
            .copied()
            .map(Rule::name)
            .collect::<Vec<_>>()
            .join(",")
    });
    tracing::info!(
        log = LOG,
        event = event.name(),
        outcome = outcome.unwrap_or("REFUSED"),
        allowed = rule.is_none(),
        error,
        reason,
        rule,
        recorded,
        tenant = tenant.clone().map(String::from),
        client = client.clone().map(String::from),
        user = user.clone().map(String::from),
        new_user = is_new.then_some(true),
        repeat = is_repeat.then_some(true),
        country,
        destination,
        address,
        device,
    );
}

/// Records that a key was made or removed.
pub(crate) fn record_key(kind: &str, number: u64, outcome: &str) {
    tracing::info!(
        log = LOG,
        event = "rotate_keys",
        outcome,
        allowed = true,
        kind,
        number
    );
}
