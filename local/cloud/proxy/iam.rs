//! What the role of each function allows: the policies of template.yaml, as IAM would read them.

use crate::{
    cloud::proxy::call::{Call, Service, TouchedItem},
    template::{Policy, Statement, Template},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// One thing that a policy allows: an action, on a resource, for keys of one kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// The folder of the function.
    pub function: String,
    pub action: String,
    /// The table, or `*`.
    pub resource: String,
    /// The pattern of the partition key, such as `USER#*`; `*` for any.
    pub keys: String,
}

impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            function,
            action,
            resource,
            keys,
        } = self;
        write!(f, "{function} {action} {resource} {keys}")
    }
}

/// The policies, and what was used of them.
#[derive(Clone, Default)]
pub struct Policies {
    statements: Arc<BTreeMap<String, Vec<Statement>>>,
    parameters: Arc<BTreeMap<String, String>>,
    used: Arc<Mutex<BTreeSet<Grant>>>,
    refused: Arc<Mutex<BTreeSet<String>>>,
}

impl Policies {
    /// Those of a template, with these parameters.
    #[must_use]
    pub fn of(template: &Template, parameters: &BTreeMap<String, String>) -> Self {
        let own = |policies: Vec<Policy>| {
            policies
                .into_iter()
                .flat_map(|policy| policy.statement)
                .collect()
        };
        let statements = template
            .policies()
            .into_iter()
            .map(|(function, policies)| (function, own(policies)));
        let statements = Arc::new(statements.collect());
        Self {
            statements,
            parameters: Arc::new(parameters.clone()),
            used: Arc::default(),
            refused: Arc::default(),
        }
    }

    /// Everything that is allowed.
    #[must_use]
    pub fn grants(&self) -> BTreeSet<Grant> {
        let of = |(function, statements): (&String, &Vec<Statement>)| {
            let allowing = statements.iter().filter(|statement| statement.allows());
            let grants = allowing.flat_map(|statement| {
                let keys = statement.leading_keys();
                let each = statement.actions().flat_map(move |action| {
                    keys.clone()
                        .into_iter()
                        .map(move |keys| grant(function, action, statement.resource(), keys))
                });
                each.collect::<Vec<_>>()
            });
            grants.collect::<Vec<_>>()
        };
        self.statements.iter().flat_map(of).collect()
    }

    /// What was used of it so far.
    #[must_use]
    pub fn used(&self) -> BTreeSet<Grant> {
        self.lock().clone()
    }

    /// What was refused so far: the functions and their calls.
    #[must_use]
    pub fn refused(&self) -> BTreeSet<String> {
        self.refused
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Whether a function's role allows a call. A call of nobody in particular is allowed.
    pub(crate) fn allow(&self, call: &Call) -> bool {
        let Some(function) = &call.function else {
            return true;
        };
        let is_allowed = match call.service {
            Service::Wechat | Service::FormerTenant => true,
            Service::Sns => self.allows(function, "sns:Publish", "*", "*", call),
            Service::Ses => self.allows(function, "ses:SendEmail", "*", "*", call),
            Service::Dynamodb => call
                .touches
                .iter()
                .all(|touch| self.allows_touch(function, touch, call)),
        };
        if !is_allowed {
            self.refused
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(format!("{function}: {call}"));
        }
        is_allowed
    }

    fn allows_touch(&self, function: &str, touch: &TouchedItem, call: &Call) -> bool {
        let TouchedItem {
            action, table, pk, ..
        } = touch;
        let keys = pk.as_deref().unwrap_or("*");
        // DynamoDB decrypts on behalf of whoever asks.
        let decrypts =
            table != "KeysTable" || self.allows(function, "kms:Decrypt", "KeysKey", "*", call);
        decrypts && self.allows(function, &format!("dynamodb:{action}"), table, keys, call)
    }

    fn allows(&self, function: &str, action: &str, resource: &str, key: &str, call: &Call) -> bool {
        let statements = self
            .statements
            .get(function)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let is_about = |statement: &&Statement| {
            let sender = statement
                .sender()
                .and_then(|parameter| self.parameters.get(parameter));
            statement.actions().any(|listed| listed == action)
                && statement.resource() == resource
                && (statement.sender().is_none() || sender == call.source.as_ref())
        };
        let about: Vec<_> = statements.iter().filter(is_about).collect();
        let patterns = about.iter().flat_map(|statement| statement.leading_keys());
        let granted = patterns.into_iter().find(|pattern| fits(key, pattern));
        let Some(keys) = granted.filter(|_| about.iter().all(|statement| statement.allows()))
        else {
            return false;
        };
        self.lock().insert(grant(function, action, resource, keys));
        true
    }

    fn lock(&self) -> MutexGuard<'_, BTreeSet<Grant>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn grant(function: &str, action: &str, resource: &str, keys: &str) -> Grant {
    let [function, action, resource, keys] = [function, action, resource, keys].map(str::to_owned);
    Grant {
        function,
        action,
        resource,
        keys,
    }
}

/// Whether a text fits a pattern that may end in a star.
fn fits(text: &str, pattern: &str) -> bool {
    pattern
        .strip_suffix('*')
        .map_or(text == pattern, |beginning| text.starts_with(beginning))
}
