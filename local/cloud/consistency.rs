//! The consistency check of the tables: what refers to each other is compared from both sides.

use crate::cloud::Cloud;
use serde::Deserialize as _;
use serde_json::{Map, Value};
use shared::{
    storage::{
        item::{ItemKey, Table},
        item_keys::{
            ItemKind, UNION, attribute_owner_key, contact_owner_key, external_id_owner_key,
            name_owner_key,
        },
    },
    values::{contact::ContactKind, identifiers::TenantId, profile_text::UserName},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// What the tables hold, and what is wrong with them.
#[derive(Debug, Default)]
pub struct ConsistencyReport {
    /// How many items of each kind there are, by the word for the kind.
    pub counts: BTreeMap<String, usize>,
    /// What does not hold together, a sentence each. Names keys, so it is for the eyes of
    /// whoever owns the data.
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
    key: ItemKey,
    members: Value,
}

impl Item {
    fn pk(&self) -> &str {
        self.key.pk()
    }

    fn is(&self, kind: ItemKind) -> bool {
        self.key.kind() == Some(kind)
    }

    fn is_owner(&self) -> bool {
        self.key.kind().is_some_and(ItemKind::is_owner)
    }

    /// The partition key without what says the kind: of most kinds the tenant and the rest.
    fn owned(&self) -> (&str, &str) {
        let rest = self.key.kind().map(|kind| kind.strip(self.pk()));
        rest.and_then(|rest| rest.split_once('#'))
            .unwrap_or_default()
    }

    /// Of an owner: the tenant.
    fn tenant(&self) -> &str {
        let (first, rest) = self.owned();
        if self.is(ItemKind::AttributeOwner) {
            rest.split('#').next().unwrap_or_default()
        } else {
            first
        }
    }

    /// Of an owner: its user, by tenant and id.
    fn user(&self) -> (&str, &str) {
        (self.tenant(), self.text("user_id"))
    }

    /// Of the owner of a social account: its name within the application, unless it is known by
    /// its name across all.
    fn open_id(&self) -> Option<&str> {
        let (application, open_id) = self.owned().1.split_once('#')?;
        (self.is(ItemKind::AccountOwner) && application != UNION).then_some(open_id)
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

fn items(cloud: &Cloud, table: Table) -> Vec<Item> {
    let name = format!("{table:?}Table");
    let item = |members: Value| {
        let part = |name: &str| members[name]["S"].as_str().unwrap_or_default().to_owned();
        Item {
            key: ItemKey::read(table, part("pk"), part("sk")),
            members,
        }
    };
    cloud.items(&name).into_iter().map(item).collect()
}

/// Checks that
/// * each item is of a kind that is known;
/// * each unique thing, but for the names of erased users, points to one user who is there and
///   shows it, and each user owns what they show as theirs;
/// * each application is on the list by which it gets keys, and nothing else is;
/// * each link belongs to a user, and its account to the same user;
/// * each session belongs to a user;
/// * whatever is not to be kept says when it is over.
#[must_use]
pub fn check(cloud: &Cloud) -> ConsistencyReport {
    let directory = items(cloud, Table::Directory);
    let transient = items(cloud, Table::Transient);
    let mut verdict = ConsistencyReport::default();
    let mut problem = |what: String| verdict.problems.push(what);
    for item in directory.iter().chain(&transient) {
        let Some(kind) = item.key.kind() else {
            problem(format!("{} is of no kind that is known", item.key));
            continue;
        };
        *verdict.counts.entry(kind.to_string()).or_default() += 1;
    }
    let users: BTreeMap<(&str, &str), &Item> = directory
        .iter()
        .filter(|item| item.is(ItemKind::User))
        .map(|user| (user.owned(), user))
        .collect();
    let owners: BTreeMap<&ItemKey, &Item> = directory
        .iter()
        .filter(|item| item.is_owner())
        .map(|owner| (&owner.key, owner))
        .collect();
    let links: BTreeSet<((&str, &str), &str)> = directory
        .iter()
        .filter(|item| item.is(ItemKind::Link))
        .map(|link| (link.owned(), link.text("open_id")))
        .collect();
    let accounts: BTreeSet<((&str, &str), &str)> = owners
        .values()
        .filter_map(|owner| Some((owner.user(), owner.open_id()?)))
        .collect();

    // The name of a user who was erased is nobody's and stays reserved.
    let is_reserved =
        |owner: &Item| owner.is(ItemKind::NameOwner) && owner.text("user_id").is_empty();
    for owner in owners.values().filter(|owner| !is_reserved(owner)) {
        let Some(user) = users.get(&owner.user()) else {
            problem(format!("{} belongs to a user who is not there", owner.key));
            continue;
        };
        let is_shown = if owner.is(ItemKind::AccountOwner) {
            let is_linked = |open_id| links.contains(&(owner.user(), open_id));
            owner.open_id().is_none_or(is_linked)
        } else {
            shown(user).contains(&owner.key)
        };
        if !is_shown {
            problem(format!(
                "{} belongs to {}, who does not show it",
                owner.key, user.key
            ));
        }
    }
    for user in users.values() {
        for key in shown(user) {
            let is_attribute = key.kind() == Some(ItemKind::AttributeOwner);
            let is_theirs = owners
                .get(&key)
                .map(|owner| owner.text("user_id") == user.text("id"));
            // Whether an attribute is unique, only its tenant knows.
            if !is_theirs.unwrap_or(is_attribute) {
                problem(format!("{} shows {key}, which is not theirs", user.key));
            }
        }
    }
    let ids = |kind, name: fn(&Item) -> &str| -> BTreeSet<&str> {
        let of_kind = directory.iter().filter(|item| item.is(kind));
        of_kind.map(name).collect()
    };
    let applications = ids(ItemKind::Application, |item| item.text("client_id"));
    let listed = ids(ItemKind::Client, |item| item.key.sk());
    for client in applications.symmetric_difference(&listed) {
        problem(format!(
            "{client} is either an application or listed as one"
        ));
    }
    for link in &links {
        if !accounts.contains(link) {
            let ((tenant, user), open_id) = link;
            problem(format!(
                "the link of {user} of {tenant} to {open_id} is an orphan"
            ));
        }
    }
    for item in &transient {
        let user = (item.text("tenant"), item.text("user"));
        if item.is(ItemKind::Session) && !users.contains_key(&user) {
            problem(format!("{} is of a user who is not there", item.key));
        }
        if item.number("expires_at") <= 0 {
            problem(format!("{} is kept for ever", item.key));
        }
    }
    verdict
}

/// The keys of the unique things that a user shows as theirs.
fn shown(user: &Item) -> BTreeSet<ItemKey> {
    let mut keys = BTreeSet::new();
    let Ok(tenant) = TenantId::try_from(user.owned().0.to_owned()) else {
        return keys;
    };
    for (name, kind) in [
        ("mobile", ContactKind::Mobile),
        ("email", ContactKind::Email),
    ] {
        let contact = &user.members[name]["M"];
        if contact["verified"]["BOOL"] == true {
            let normal = contact["contact"]["S"].as_str().unwrap_or_default();
            keys.insert(contact_owner_key(&tenant, kind, &normal.to_lowercase()));
        }
    }
    let name = user.members.get("user_name");
    if let Some(Ok(name)) = name.map(|name| UserName::deserialize(&name["S"])) {
        keys.insert(name_owner_key(&tenant, &name.folded()));
    }
    let external_id = user.text("external_id").to_owned();
    if let Ok(external_id) = external_id.try_into() {
        keys.insert(external_id_owner_key(&tenant, &external_id));
    }
    let extension = user.members["extension"]["M"].as_object();
    for (name, value) in extension.into_iter().flatten() {
        let value = value["S"].as_str().or(value["N"].as_str());
        let folded = value.unwrap_or_default().to_lowercase();
        keys.insert(attribute_owner_key(&tenant, name, &folded));
    }
    keys
}

/// What the counters of countries say, added up: sent, verified and outstanding.
#[must_use]
pub fn texts(cloud: &Cloud) -> [i64; 3] {
    let days: Vec<_> = items(cloud, Table::Transient)
        .into_iter()
        .filter(|item| item.is(ItemKind::CountryDay))
        .collect();
    ["sent", "verified", "u"].map(|name| days.iter().map(|day| day.number(name)).sum())
}

/// Failures that are still counted though they were none: registers of guards that are not empty.
#[must_use]
pub fn failures(cloud: &Cloud) -> usize {
    let guards = items(cloud, Table::Transient)
        .into_iter()
        .filter(|item| item.is(ItemKind::Destination));
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
