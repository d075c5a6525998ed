//! What a request leaves for those who answer for the service: whom it concerned and which rule decided, in names that
//! tell nobody who the people are.

use crate::{
    error::limit::Rule,
    values::{
        identifiers::{ClientId, TenantId, UserId},
        pseudonym::Pseudonym,
    },
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// What is known of a request so far. Its clones share it.
///
/// It takes blinded names, ids of ours and country codes, so that nothing personal can get into it.
#[derive(Clone, Debug, Default)]
pub struct AuditContext(Arc<Mutex<AuditFacts>>);

/// What became known.
#[derive(Clone, Debug, Default)]
pub struct AuditFacts {
    /// Whose users it is about.
    pub tenant: Option<TenantId>,
    /// Which application asks.
    pub client: Option<ClientId>,
    /// The user.
    pub user: Option<UserId>,
    /// Whether they were created.
    pub is_new: bool,
    /// Whether the request was a repeat of one that was answered.
    pub is_repeat: bool,
    /// The country of the number.
    pub country: Option<&'static str>,
    /// Whether the code of a text was right.
    pub has_used_text: bool,
    /// Rules that would have refused, had they not been told to record only.
    pub recorded: Vec<Rule>,
    /// Blinded names, by what they are of.
    pub pseudonyms: BTreeMap<&'static str, Pseudonym>,
}

impl AuditContext {
    /// Who asks.
    pub fn caller(&self, tenant: &TenantId, client: &ClientId) {
        let mut facts = self.facts();
        (facts.tenant, facts.client) = (Some(tenant.clone()), Some(client.clone()));
    }

    /// Whom it is about.
    pub fn user(&self, id: &UserId) {
        self.facts().user = Some(id.clone());
    }

    /// That the user is new.
    pub fn created(&self) {
        self.facts().is_new = true;
    }

    /// That it was answered before.
    pub fn repeated(&self) {
        self.facts().is_repeat = true;
    }

    /// That the code of a text was right.
    pub fn used_text(&self) {
        self.facts().has_used_text = true;
    }

    /// Where the number is from.
    pub fn country(&self, country: &'static str) {
        self.facts().country = Some(country);
    }

    /// A destination, an address or a device.
    pub fn pseudonym(&self, what: &'static str, name: &Pseudonym) {
        self.facts().pseudonyms.insert(what, name.clone());
    }

    /// Which rule would have refused it, had it not been told to record only.
    pub fn recorded(&self, rule: Rule) {
        self.facts().recorded.push(rule);
    }

    /// All of it.
    #[must_use]
    pub fn read(&self) -> AuditFacts {
        self.facts().clone()
    }

    fn facts(&self) -> MutexGuard<'_, AuditFacts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
