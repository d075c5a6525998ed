//! Walks the tables and looks whether they hold together: what is whose, from both sides.

use crate::cloud::Cloud;
use serde::Deserialize as _;
use serde_json::{Map, Value};
use shared::values::profile_text::UserName;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// What the tables hold, and what is wrong with them.
#[derive(Debug, Default)]
pub struct ConsistencyReport {
    /// How many items of each kind there are, by the beginning of their keys.
    pub counts: BTreeMap<String, usize>,
    /// What does not hold together, a sentence each. Names keys, so it is for the eyes of whoever owns the data.
    pub problems: Vec<String>,
}

impl fmt::Display for ConsistencyReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds: Vec<_> = self
            .counts
            .iter()
            .map(|(kind, count)| format!("{count} {kind}"))
            .collect();
        writeln!(f, "stored: {}", kinds.join(", "))?;
        match self.problems.as_slice() {
            [] => write!(f, "the tables hold together"),
            problems => write!(f, "{} problems:\n{}", problems.len(), problems.join("\n")),
        }
    }
}

/// An item with its key.
struct Item {
    pk: String,
    sk: String,
    members: Value,
}

impl Item {
    /// What the partition key begins with.
    fn kind(&self) -> &str {
        self.pk.split('#').next().unwrap_or_default()
    }

    /// The parts of the partition key from the tenant on: tenant and the rest.
    fn owned(&self) -> (&str, &str) {
        self.pk
            .split_once('#')
            .and_then(|(_, rest)| rest.split_once('#'))
            .unwrap_or_default()
    }

    /// Of an owner: the tenant.
    fn tenant(&self) -> &str {
        match (self.kind(), self.owned()) {
            ("ATTRIBUTE", (_, rest)) => rest.split('#').next().unwrap_or_default(),
            (_, (tenant, _)) => tenant,
        }
    }

    /// Of an owner: the partition key of its user.
    fn user_pk(&self) -> Option<String> {
        (self.sk == "OWNER").then(|| format!("USER#{}#{}", self.tenant(), self.text("user_id")))
    }

    /// Of the owner of a social account: its name within the application, unless it is known by its name across all.
    fn open_id(&self) -> Option<&str> {
        let (application, open_id) = self.owned().1.split_once('#')?;
        (self.kind() == "SOCIAL" && application != "union").then_some(open_id)
    }

    fn text(&self, name: &str) -> &str {
        self.members[name]["S"].as_str().unwrap_or_default()
    }

    fn number(&self, name: &str) -> i64 {
        self.members[name]["N"]
            .as_str()
            .and_then(|text| text.parse().ok())
            .unwrap_or_default()
    }
}

fn items(cloud: &Cloud, table: &str) -> Vec<Item> {
    let item = |members: Value| {
        let key = |name: &str| members[name]["S"].as_str().unwrap_or_default().to_owned();
        Item {
            pk: key("pk"),
            sk: key("sk"),
            members,
        }
    };
    cloud.items(table).into_iter().map(item).collect()
}

/// Checks that
/// * each unique thing points to one user who is there and shows it, and each user owns what they show as theirs;
/// * each link belongs to a user, and its account to the same user;
/// * each session belongs to a user;
/// * whatever is not to be kept says when it is over.
#[must_use]
pub fn check(cloud: &Cloud) -> ConsistencyReport {
    let (directory, transient) = (
        items(cloud, "DirectoryTable"),
        items(cloud, "TransientTable"),
    );
    let mut verdict = ConsistencyReport::default();
    for item in directory.iter().chain(&transient) {
        let kind = if item.sk.starts_with("LINK#") {
            "LINK"
        } else {
            item.kind()
        };
        *verdict.counts.entry(kind.to_owned()).or_default() += 1;
    }
    let mut problem = |what: String| verdict.problems.push(what);
    let users: BTreeMap<(&str, &str), &Item> = directory
        .iter()
        .filter(|item| item.sk == "USER")
        .map(|user| (user.owned(), user))
        .collect();
    let owners: BTreeMap<&str, &Item> = directory
        .iter()
        .filter(|item| item.sk == "OWNER")
        .map(|owner| (owner.pk.as_str(), owner))
        .collect();
    let links: BTreeSet<(&str, &str)> = directory
        .iter()
        .filter(|item| item.sk.starts_with("LINK#"))
        .map(|link| (link.pk.as_str(), link.text("open_id")))
        .collect();
    let accounts: BTreeSet<(String, &str)> = owners
        .values()
        .filter_map(|owner| Some((owner.user_pk()?, owner.open_id()?)))
        .collect();

    for owner in owners.values() {
        let user = users.get(&(owner.tenant(), owner.text("user_id")));
        let Some(user) = user else {
            problem(format!("{} belongs to a user who is not there", owner.pk));
            continue;
        };
        let is_shown = match owner.kind() {
            "SOCIAL" => owner
                .open_id()
                .is_none_or(|open_id| links.contains(&(user.pk.as_str(), open_id))),
            _ => shown(user).contains(&owner.pk),
        };
        if !is_shown {
            problem(format!(
                "{} belongs to {}, who does not show it",
                owner.pk, user.pk
            ));
        }
    }
    for user in users.values() {
        for key in shown(user) {
            let is_attribute = key.starts_with("ATTRIBUTE#");
            let is_theirs = owners
                .get(key.as_str())
                .map(|owner| owner.text("user_id") == user.text("id"));
            // Whether an attribute is unique, only its tenant knows.
            if !is_theirs.unwrap_or(is_attribute) {
                problem(format!("{} shows {key}, which is not theirs", user.pk));
            }
        }
    }
    for (pk, open_id) in &links {
        if !accounts.contains(&((*pk).to_owned(), open_id)) {
            problem(format!("the link of {pk} to {open_id} is an orphan"));
        }
    }
    for item in &transient {
        let is_session = item.kind() == "SESSION";
        if is_session && !users.contains_key(&(item.text("tenant"), item.text("user"))) {
            problem(format!("{} is of a user who is not there", item.pk));
        }
        if item.number("expires_at") <= 0 {
            problem(format!("{} {} is kept for ever", item.pk, item.sk));
        }
    }
    verdict
}

/// The keys of the unique things that a user shows as theirs.
fn shown(user: &Item) -> BTreeSet<String> {
    let tenant = user.owned().0;
    let mut keys = BTreeSet::new();
    for (name, kind) in [("mobile", "MOBILE"), ("email", "EMAIL")] {
        let reach = &user.members[name]["M"];
        if reach["verified"]["BOOL"] == true {
            let contact = reach["contact"]["S"]
                .as_str()
                .unwrap_or_default()
                .to_lowercase();
            keys.insert(format!("{kind}#{tenant}#{contact}"));
        }
    }
    let name = user.members.get("user_name");
    if let Some(Ok(name)) = name.map(|name| UserName::deserialize(&name["S"])) {
        keys.insert(format!("NAME#{tenant}#{}", name.folded()));
    }
    for (name, value) in user.members["extension"]["M"]
        .as_object()
        .into_iter()
        .flatten()
    {
        let value = value["S"]
            .as_str()
            .or(value["N"].as_str())
            .unwrap_or_default()
            .to_lowercase();
        keys.insert(format!("ATTRIBUTE#{name}#{tenant}#{value}"));
    }
    keys
}

/// What the counters of countries say, added up: sent, verified and outstanding.
#[must_use]
pub fn texts(cloud: &Cloud) -> [i64; 3] {
    let days: Vec<_> = items(cloud, "TransientTable")
        .into_iter()
        .filter(|item| item.kind() == "COUNTRY")
        .collect();
    ["sent", "verified", "u"].map(|name| days.iter().map(|day| day.number(name)).sum())
}

/// Failures that are still counted though they were none: registers of guards that are not empty.
#[must_use]
pub fn failures(cloud: &Cloud) -> usize {
    let guards = items(cloud, "TransientTable")
        .into_iter()
        .filter(|item| item.kind() == "DEST");
    let of = |guard: Item| {
        let members: Map<String, Value> = guard.members.as_object().cloned().unwrap_or_default();
        let is_failure = |name: &str| {
            name.strip_prefix('f')
                .is_some_and(|place| place.parse::<u8>().is_ok())
                && members[name]["N"] != "0"
        };
        members.keys().filter(|name| is_failure(name)).count()
    };
    guards.map(of).sum()
}
