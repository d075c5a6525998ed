//! The facts of a request that its audit event and its metrics report.
//!
//! The server creates an [`AuditContext`] per request, flows add facts while they run, and the
//! server reads them when the response is ready. The types admit pseudonyms, our own identifiers
//! and country codes only, so that no personal data can get into a log.

use crate::{
    error::rule::Rule,
    values::{
        identifiers::{CarrierId, ClientId, TenantId, UserId},
        pseudonym::Pseudonym,
    },
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The facts of one request so far. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct AuditContext(Arc<Mutex<AuditFacts>>);

/// The facts of a request.
#[derive(Clone, Debug, Default)]
pub struct AuditFacts {
    pub tenant: Option<TenantId>,
    pub client: Option<ClientId>,
    /// The user who was created, bound or signed in.
    pub user: Option<UserId>,
    /// Whether the request created the user.
    pub is_new: bool,
    /// Whether the response repeats an earlier one, by its idempotency key.
    pub is_repeat: bool,
    /// The country of the mobile number, by ISO 3166-1 alpha-2.
    pub country: Option<&'static str>,
    /// Who delivers a message, or delivered the text whose code was given.
    pub carrier: Option<CarrierId>,
    /// The name that the carrier gave the message.
    pub message_id: Option<String>,
    /// Whether the right code of a text message was given.
    pub has_used_text: bool,
    /// Rules that would have refused the request, but are set to record only.
    pub recorded: Vec<Rule>,
    /// The pseudonyms of `destination`, `address` and `device`.
    pub pseudonyms: BTreeMap<&'static str, Pseudonym>,
}

impl AuditContext {
    /// Notes the tenant and the application of the caller.
    pub fn caller(&self, tenant: &TenantId, client: &ClientId) {
        let mut facts = self.facts();
        facts.tenant = Some(tenant.clone());
        facts.client = Some(client.clone());
    }

    /// Notes the application that calls, where it serves several tenants or its
    /// tenant is not known.
    pub fn client(&self, client: &ClientId) {
        self.facts().client = Some(client.clone());
    }

    /// Notes the user whom the request concerns.
    pub fn user(&self, id: &UserId) {
        self.facts().user = Some(id.clone());
    }

    /// Notes that the request created the user.
    pub fn created(&self) {
        self.facts().is_new = true;
    }

    /// Notes that the response repeats an earlier one.
    pub fn repeated(&self) {
        self.facts().is_repeat = true;
    }

    /// Notes that the right code of a text message was given, and who delivered it, where that is
    /// known.
    pub fn used_text(&self, carrier: Option<&CarrierId>) {
        let mut facts = self.facts();
        facts.has_used_text = true;
        facts.carrier = carrier.cloned();
    }

    /// Notes who delivers a message, and the name of the message there.
    pub fn carrier(&self, carrier: &CarrierId, message_id: &str) {
        let mut facts = self.facts();
        facts.carrier = Some(carrier.clone());
        facts.message_id = Some(message_id.to_owned());
    }

    /// Notes the country of the mobile number.
    pub fn country(&self, country: &'static str) {
        self.facts().country = Some(country);
    }

    /// Notes the pseudonym of a `destination`, an `address` or a `device`.
    pub fn pseudonym(&self, what: &'static str, name: &Pseudonym) {
        self.facts().pseudonyms.insert(what, name.clone());
    }

    /// Notes a rule that would have refused the request, but is set to record only.
    pub fn recorded(&self, rule: Rule) {
        self.facts().recorded.push(rule);
    }

    /// Returns a copy of the facts so far.
    #[must_use]
    pub fn read(&self) -> AuditFacts {
        self.facts().clone()
    }

    fn facts(&self) -> MutexGuard<'_, AuditFacts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
