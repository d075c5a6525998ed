//! Audit events: one log line per act, such as a sign-in, whether it succeeded or was refused.
//!
//! docs/security.md lists the events and their members. The names are public and stay as they are;
//! a member that does not apply is absent.

use crate::{
    error::{Error, rule::Rule},
    observability::audit_context::AuditFacts,
    values::identifiers::CarrierId,
};
use serde::Serialize;

/// The value of the member `log`, by which audit events are told from other log lines.
const LOG: &str = "audit";

/// The act that an event reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A request to send a code.
    Send,
    /// A registration with a proved contact.
    Register,
    /// The binding of a social account to a user.
    Bind,
    /// A login, by whatever proof.
    Login,
    /// The verification of a second factor.
    SecondFactor,
    /// A fresh `id_token` in a session.
    Refresh,
    /// The end of a session, by its own token.
    Logout,
    /// The end of a session, by another of the user.
    RevokeSession,
    /// A change of the profile.
    UpdateProfile,
    /// A new mobile or e-mail address of a user.
    ChangeContact,
    /// A new password of a user.
    ChangePassword,
    /// The end of a link to a social account.
    Unlink,
    /// An access token for the server of an application.
    IssueToken,
    /// An `sso_ticket` for a session.
    IssueTicket,
    /// The use of an `sso_ticket`.
    VerifyTicket,
}

impl Event {
    const fn name(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Register => "register",
            Self::Bind => "bind",
            Self::Login => "login",
            Self::SecondFactor => "second_factor",
            Self::Refresh => "refresh",
            Self::Logout => "logout",
            Self::RevokeSession => "revoke_session",
            Self::UpdateProfile => "update_profile",
            Self::ChangeContact => "change_contact",
            Self::ChangePassword => "change_password",
            Self::Unlink => "unlink",
            Self::IssueToken => "issue_token",
            Self::IssueTicket => "issue_ticket",
            Self::VerifyTicket => "verify_ticket",
        }
    }
}

/// The body of a successful response, as the audit event reports it.
pub trait Audited: Serialize {
    /// The value of the member `outcome`: the status of a flow, or `SUCCESS`.
    fn label(&self) -> &'static str {
        "SUCCESS"
    }
}

impl Audited for () {}

/// Records an act. `label` is that of its response, or its error.
pub(crate) fn record(event: Event, label: Result<&str, &Error>, facts: &AuditFacts) {
    let AuditFacts {
        tenant,
        client,
        user,
        is_new,
        is_repeat,
        country,
        carrier,
        message_id,
        recorded,
        pseudonyms,
        ..
    } = facts;
    let text = |name: &str| pseudonyms.get(name).map(ToString::to_string);
    let destination = text("destination");
    let address = text("address");
    let device = text("device");
    let rule = label.err().and_then(Error::rule).map(Rule::name);
    let error = label.err().map(|error| error.code().log_code());
    let reason = label.err().and_then(Error::reason);
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
        outcome = label.unwrap_or("REFUSED"),
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
        carrier = carrier.as_ref().map(CarrierId::as_str),
        message_id = message_id.as_deref(),
        destination,
        address,
        device,
    );
}

/// Records that a version of a key was made or removed.
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
