//! What is written to the tables: one item, or several that all are or none is.

use crate::{
    error::{ErrorContext, Result},
    storage::item::{Item, ItemKey},
};
use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use std::collections::HashMap;

#[derive(Clone)]
pub(crate) enum Action {
    Put(Item),
    Update(Changes),
    Delete,
    /// Changes nothing: only its conditions count.
    Check,
}

/// The clauses of an update expression.
#[derive(Clone, Default)]
pub(crate) struct Changes {
    set: Vec<String>,
    add: Vec<String>,
    remove: Vec<String>,
    delete: Vec<String>,
}

impl Changes {
    pub(crate) fn expression(&self) -> String {
        let clauses = [
            ("SET", &self.set),
            ("ADD", &self.add),
            ("REMOVE", &self.remove),
            ("DELETE", &self.delete),
        ];
        let clauses = clauses
            .into_iter()
            .filter(|(_, changes)| !changes.is_empty());
        clauses
            .map(|(clause, changes)| format!("{clause} {}", changes.join(", ")))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The attribute that holds who did an update, where that is to be known.
const MARK: &str = "mark";

/// One write: what it does, and the condition under which.
#[derive(Clone)]
pub struct Write {
    pub(crate) key: ItemKey,
    pub(crate) action: Action,
    pub(crate) conditions: Vec<String>,
    pub(crate) values: HashMap<String, AttributeValue>,
}

impl Write {
    fn new(key: ItemKey, action: Action) -> Self {
        Self {
            key,
            action,
            conditions: Vec::new(),
            values: HashMap::new(),
        }
    }

    /// Puts an item, in place of any other.
    pub fn put<T: Serialize>(key: ItemKey, value: &T) -> Result<Self> {
        let mut item: Item = serde_dynamo::to_item(value).internal("making an item")?;
        item.extend(key.attributes());
        Ok(Self::new(key, Action::Put(item)))
    }

    /// Puts an item where there is none.
    pub fn create<T: Serialize>(key: ItemKey, value: &T) -> Result<Self> {
        Ok(Self::put(key, value)?.condition("attribute_not_exists(pk)"))
    }

    /// Changes an item, or makes one.
    #[must_use]
    pub fn update(key: ItemKey) -> Self {
        Self::new(key, Action::Update(Changes::default()))
    }

    /// Deletes an item, or does nothing where there is none.
    #[must_use]
    pub fn delete(key: ItemKey) -> Self {
        Self::new(key, Action::Delete)
    }

    /// Changes nothing, and holds a transaction to the item's conditions (a `ConditionCheck`). For
    /// transactions only: by itself it would be a read.
    #[must_use]
    pub fn check(key: ItemKey) -> Self {
        Self::new(key, Action::Check)
    }

    /// Of an update: sets an attribute, as in `a = :b`.
    #[must_use]
    pub fn set(self, change: impl Into<String>) -> Self {
        self.change(|changes| &mut changes.set, change.into())
    }

    /// Of an update: adds to a number, as in `a :one`.
    #[must_use]
    #[expect(
        clippy::should_implement_trait,
        reason = "the clauses are called as DynamoDB calls them: set, add, remove"
    )]
    pub fn add(self, change: impl Into<String>) -> Self {
        self.change(|changes| &mut changes.add, change.into())
    }

    /// Of an update: removes an attribute.
    #[must_use]
    pub fn remove(self, attribute: impl Into<String>) -> Self {
        self.change(|changes| &mut changes.remove, attribute.into())
    }

    /// Of an update: deletes elements from a set, as in `a :some`.
    #[must_use]
    pub fn delete_from(self, change: impl Into<String>) -> Self {
        self.change(|changes| &mut changes.delete, change.into())
    }

    fn change(mut self, clause: fn(&mut Changes) -> &mut Vec<String>, change: String) -> Self {
        if let Action::Update(changes) = &mut self.action {
            clause(changes).push(change);
        }
        self
    }

    /// Only if this holds too.
    #[must_use]
    pub fn condition(mut self, condition: impl Into<String>) -> Self {
        self.conditions.push(condition.into());
        self
    }

    /// Of an update: done once by whoever bears this name, however often AWS is asked to because an
    /// answer got lost. It leaves the name in the attribute `mark`.
    #[must_use]
    pub fn idempotent_by(self, name: &str) -> Self {
        self.set(format!("{MARK} = :mark"))
            .condition(format!("attribute_not_exists({MARK}) OR {MARK} <> :mark"))
            .text(":mark", name)
    }

    /// All conditions as one expression. DynamoDB takes no parentheses around parentheses,
    /// nor around the whole.
    pub(crate) fn condition_expression(&self) -> Option<String> {
        match self.conditions.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            several => Some(
                several
                    .iter()
                    .map(|one| format!("({one})"))
                    .collect::<Vec<_>>()
                    .join(" AND "),
            ),
        }
    }

    /// The name that it is done once by, if by any.
    pub(crate) fn name(&self) -> Option<AttributeValue> {
        self.values.get(":mark").cloned()
    }

    /// Fills in a placeholder (`:name`) with a number.
    #[must_use]
    pub fn number(mut self, name: &str, value: impl Into<i128>) -> Self {
        self.values
            .insert(name.to_owned(), AttributeValue::N(value.into().to_string()));
        self
    }

    /// Fills in a placeholder (`:name`) with a text.
    #[must_use]
    pub fn text(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values
            .insert(name.to_owned(), AttributeValue::S(value.into()));
        self
    }

    /// Fills in a placeholder (`:name`) with a set of texts.
    #[must_use]
    pub fn texts<'t>(mut self, name: &str, values: impl IntoIterator<Item = &'t str>) -> Self {
        let values = values.into_iter().map(str::to_owned).collect();
        self.values
            .insert(name.to_owned(), AttributeValue::Ss(values));
        self
    }

    /// Fills in a placeholder (`:name`) with yes or no.
    #[must_use]
    pub fn flag(mut self, name: &str, value: bool) -> Self {
        self.values
            .insert(name.to_owned(), AttributeValue::Bool(value));
        self
    }

    /// Fills in a placeholder (`:name`) with anything else.
    pub fn value<T: Serialize>(mut self, name: &str, value: &T) -> Result<Self> {
        let value = serde_dynamo::to_attribute_value(value).internal("making an attribute")?;
        self.values.insert(name.to_owned(), value);
        Ok(self)
    }
}

/// Whether an update that was refused had been done before, by the same name.
pub(crate) fn is_done_by(name: Option<&AttributeValue>, item: &Item) -> bool {
    name.is_some() && item.get(MARK) == name
}

/// What became of one write.
pub enum Written {
    /// It was done. Holds the item after an update, or before a deletion.
    Done(Item),
    /// Its condition did not hold. Holds the item that stood in the way; empty
    /// where there was none.
    Refused(Item),
}
