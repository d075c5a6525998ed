//! What the keys of items look like is said once, and everything else that names keys agrees.

use local::{cloud::proxy::iam::Policies, template::Template};
use shared::storage::item_keys::ItemKind;
use std::{collections::BTreeMap, fmt::Write as _};

const ARCHITECTURE: &str = include_str!("../../docs/architecture.md");

#[test]
fn the_architecture_lists_the_items_as_they_are() {
    let mut table = String::from("| item | table | pk | sk |\n|---|---|---|---|\n");
    for kind in ItemKind::ALL {
        let (pk, sk) = kind.patterns();
        let _ = writeln!(
            table,
            "| {} | {:?} | `{pk}` | `{sk}` |",
            kind.what(),
            kind.table()
        );
    }
    assert!(
        ARCHITECTURE.contains(&format!("\n{table}\n")),
        "docs/architecture.md is to list the items so:\n{table}"
    );
}

#[test]
fn every_key_that_a_policy_names_is_of_a_kind_of_item_and_every_kind_is_named() {
    let policies = Policies::of(&Template::load(), &BTreeMap::new());
    let mut unnamed = ItemKind::ALL.to_vec();
    for grant in policies.grants() {
        let Some(table) = grant.resource.strip_suffix("Table") else {
            continue;
        };
        let is_about = |kind: &ItemKind| {
            let prefix = kind.prefix();
            let fits = match grant.keys.strip_suffix('*') {
                // Not LIMIT* or USER#1*: kinds, not accidents of spelling.
                Some(beginning) => beginning.ends_with('#') && prefix.starts_with(beginning),
                None => prefix == grant.keys,
            };
            fits && format!("{:?}", kind.table()) == table
        };
        assert!(
            ItemKind::ALL.iter().any(is_about),
            "{grant} is about no kind of item"
        );
        unnamed.retain(|kind| !is_about(kind));
    }
    // Of an import, no function needs to know.
    let of_operators = [ItemKind::ExternalIdOwner];
    assert_eq!(unnamed, of_operators, "no function may touch them");
}
