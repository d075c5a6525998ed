//! Items of the three tables, and where they are.

use crate::error::{ErrorContext, Result};
use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;
use std::{collections::HashMap, fmt};

/// An item, as DynamoDB has it.
pub type Item = HashMap<String, AttributeValue>;

/// One of the three tables of template.yaml.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Tenants, applications, users, and who owns what. Kept.
    Directory,
    /// Codes, guards, puzzles, passes, sessions, limits. Swept some time after `expires_at`.
    Transient,
    /// Keys, peppers and the secrets of mini programs.
    Keys,
}

/// Where an item is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemKey {
    pub(crate) table: Table,
    pub(crate) pk: String,
    pub(crate) sk: String,
}

impl ItemKey {
    /// For [`item_keys`](crate::storage::item_keys) only, from which the keys of all items
    /// come that we write.
    pub(crate) fn new(table: Table, pk: impl Into<String>, sk: impl Into<String>) -> Self {
        Self {
            table,
            pk: pk.into(),
            sk: sk.into(),
        }
    }

    /// The key of an item that was read, in its parts.
    #[must_use]
    pub fn read(table: Table, pk: String, sk: String) -> Self {
        Self { table, pk, sk }
    }

    /// The key of an item that was read.
    #[must_use]
    pub fn of(table: Table, item: &Item) -> Self {
        let part = |name: &str| attribute::<String>(item, name).unwrap_or_default();
        Self::new(table, part("pk"), part("sk"))
    }

    #[must_use]
    pub fn pk(&self) -> &str {
        &self.pk
    }

    #[must_use]
    pub fn sk(&self) -> &str {
        &self.sk
    }

    /// Another item of the same partition.
    #[must_use]
    pub(crate) fn beside(mut self, sk: impl Into<String>) -> Self {
        self.sk = sk.into();
        self
    }

    pub(crate) fn attributes(&self) -> Item {
        HashMap::from([
            ("pk".to_owned(), AttributeValue::S(self.pk.clone())),
            ("sk".to_owned(), AttributeValue::S(self.sk.clone())),
        ])
    }
}

/// For the eyes of whoever owns the data: keys hold mobiles and addresses.
impl fmt::Display for ItemKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.pk, self.sk)
    }
}

/// Makes a value of one attribute of an item, where it has such.
#[must_use]
pub fn attribute<T: DeserializeOwned>(item: &Item, name: &str) -> Option<T> {
    serde_dynamo::from_attribute_value(item.get(name)?.clone()).ok()
}

/// Makes a value of an item, less the item's key.
pub fn from_item<T: DeserializeOwned>(mut item: Item) -> Result<T> {
    item.retain(|name, _| name != "pk" && name != "sk");
    serde_dynamo::from_item(item).internal("understanding an item")
}
