//! Items of the three tables, and where they are.

use crate::error::{ErrorContext, Result};
use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;
use std::collections::HashMap;

/// An item, as DynamoDB has it.
pub type Item = HashMap<String, AttributeValue>;

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// Tenants, applications, users, and who owns what. Kept.
    Directory,
    /// Codes, guards, puzzles, passes, sessions, limits. Swept some time after `expires_at`.
    Transient,
    /// Secrets.
    Keys,
}

/// Where an item is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ItemKey {
    pub(crate) table: Table,
    pk: String,
    sk: String,
}

impl ItemKey {
    /// In one of the tables.
    pub fn new(table: Table, pk: impl Into<String>, sk: impl Into<String>) -> Self {
        Self {
            table,
            pk: pk.into(),
            sk: sk.into(),
        }
    }

    /// Another item of the same partition.
    #[must_use]
    pub fn beside(mut self, sk: impl Into<String>) -> Self {
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
