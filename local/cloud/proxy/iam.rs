//! What the role of each function allows: the policies of template.yaml, as IAM would read them.

use crate::{
    cloud::proxy::call::{Call, Service},
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
            .policies(parameters)
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
            Service::Wechat
            | Service::FormerTenant
            | Service::AliyunSms
            | Service::AliyunPnvs
            | Service::AliyunMail
            | Service::TencentSms
            | Service::HuaweiSms
            | Service::HttpGateway
            | Service::Smtp => true,
            Service::Sns => self.allows(function, &Access::of_any("sns:Publish", "*"), call),
            Service::Ses | Service::SesV2 => {
                self.allows(function, &Access::of_any("ses:SendEmail", "*"), call)
            }
            Service::EndUserMessaging => {
                let access = Access::of_any("sms-voice:SendTextMessage", "*");
                self.allows(function, &access, call)
            }
            Service::Dynamodb => accesses(call)
                .iter()
                .all(|access| self.allows(function, access, call)),
        };
        if !is_allowed {
            self.refused
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(format!("{function}: {call}"));
        }
        is_allowed
    }

    fn allows(&self, function: &str, access: &Access<'_>, call: &Call) -> bool {
        let Access {
            action,
            resource,
            keys,
        } = access;
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
                && statement.resource() == *resource
                && (statement.sender().is_none() || sender == call.source.as_ref())
        };
        let about: Vec<_> = statements.iter().filter(is_about).collect();
        let granted = about
            .iter()
            .find_map(|statement| granted(statement, keys))
            .filter(|_| about.iter().all(|statement| statement.allows()));
        let Some(patterns) = granted else {
            return false;
        };
        let granted = patterns.into_iter();
        self.lock()
            .extend(granted.map(|keys| grant(function, action, resource, keys)));
        true
    }

    fn lock(&self) -> MutexGuard<'_, BTreeSet<Grant>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a call asks of one resource: IAM decides about all of it at once.
struct Access<'c> {
    action: String,
    /// The table or key, or `*`.
    resource: &'c str,
    /// Partition keys, or `*`.
    keys: Vec<&'c str>,
}

impl<'c> Access<'c> {
    fn of_any(action: &str, resource: &'c str) -> Self {
        Self {
            action: action.to_owned(),
            resource,
            keys: vec!["*"],
        }
    }
}

/// What a call to DynamoDB asks: for each write of a transaction by itself, and for all items that
/// it reads of a table at once. DynamoDB decrypts on behalf of whoever asks.
fn accesses(call: &Call) -> Vec<Access<'_>> {
    let mut accesses: Vec<Access<'_>> = Vec::new();
    if call.touches.iter().any(|touch| touch.table == "KeysTable") {
        accesses.push(Access::of_any("kms:Decrypt", "KeysKey"));
    }
    for touch in &call.touches {
        let (table, key) = (&touch.table, touch.pk.as_deref().unwrap_or("*"));
        let same = accesses
            .iter_mut()
            .find(|access| touch.action == "BatchGetItem" && access.resource == table);
        match same {
            Some(access) => access.keys.push(key),
            None => accesses.push(Access {
                action: format!("dynamodb:{}", touch.action),
                resource: table,
                keys: vec![key],
            }),
        }
    }
    accesses
}

/// The patterns of a statement that each key fits, if each fits one
/// (`ForAllValues:StringLike` of `dynamodb:LeadingKeys`).
fn granted<'s>(statement: &'s Statement, keys: &[&str]) -> Option<Vec<&'s str>> {
    let patterns = statement.leading_keys();
    let pattern_of = |key: &&str| {
        let mut patterns = patterns.iter().copied();
        patterns.find(|pattern| fits(key, pattern))
    };
    keys.iter().map(pattern_of).collect()
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
