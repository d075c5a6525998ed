//! The three tables: reading, writing one item, and writing several or none.

use crate::{
    error::{Error, ErrorContext, Result},
    observability::call_counter as tally,
    platform::{Platform, entropy::Entropy, settings::BootError},
    storage::{
        item::{Item, ItemKey, Table, from_item},
        transaction::Transaction,
        write::{Action, Write, Written, is_done_by},
    },
};
use aws_sdk_dynamodb::{
    Client, Error as Refused,
    operation::scan::builders::ScanFluentBuilder,
    types::{
        AttributeValue, CancellationReason, Delete, Put, ReturnValue,
        ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
    },
};
use serde::de::DeserializeOwned;
use std::{collections::HashMap, sync::Arc, time::Duration};

/// The way to the tables.
pub struct Store {
    client: Client,
    directory: String,
    transient: String,
    keys: String,
    entropy: Arc<dyn Entropy>,
}

/// How often a transaction is tried that collides with others.
const ATTEMPTS: u64 = 3;

impl Store {
    /// The one that all parts of a function share.
    pub fn of(platform: &Platform) -> Result<Arc<Self>, BootError> {
        platform.shared(|| Self::new(platform).map(Arc::new))
    }

    /// Settings: `DIRECTORY_TABLE`, `TRANSIENT_TABLE`, `KEYS_TABLE`, and those of [`Platform::aws`].
    fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            client: Client::new(&platform.aws("DYNAMODB", 3)?),
            directory: platform.settings.get("DIRECTORY_TABLE")?,
            transient: platform.settings.get("TRANSIENT_TABLE")?,
            keys: platform.settings.get("KEYS_TABLE")?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    fn name(&self, table: Table) -> &str {
        match table {
            Table::Directory => &self.directory,
            Table::Transient => &self.transient,
            Table::Keys => &self.keys,
        }
    }

    /// One item as it is now (a strongly consistent read).
    pub async fn get<T: DeserializeOwned>(&self, key: &ItemKey) -> Result<Option<T>> {
        tally::count();
        let get = self
            .client
            .get_item()
            .table_name(self.name(key.table))
            .consistent_read(true);
        let found = Box::pin(get.set_key(Some(key.attributes())).send())
            .await
            .internal("reading an item")?;
        found.item.map(from_item).transpose()
    }

    /// All items under one partition key, in the order of their sort keys (a strongly consistent read).
    pub async fn query(&self, table: Table, pk: &str) -> Result<Vec<Item>> {
        tally::count();
        let pages = self
            .client
            .query()
            .table_name(self.name(table))
            .consistent_read(true)
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", AttributeValue::S(pk.to_owned()))
            .into_paginator()
            .items()
            .send();
        Box::pin(pages.collect::<Result<Vec<_>, _>>())
            .await
            .internal("listing items")
    }

    /// The items under one partition key whose sort keys come from `first` on and before `end` (an eventually consistent
    /// read). `end` must not be a sort key.
    pub async fn query_between(
        &self,
        table: Table,
        pk: &str,
        first: &str,
        end: &str,
    ) -> Result<Vec<Item>> {
        tally::count();
        let pages = self
            .client
            .query()
            .table_name(self.name(table))
            .key_condition_expression("pk = :pk AND sk BETWEEN :first AND :end")
            .expression_attribute_values(":pk", AttributeValue::S(pk.to_owned()))
            .expression_attribute_values(":first", AttributeValue::S(first.to_owned()))
            .expression_attribute_values(":end", AttributeValue::S(end.to_owned()))
            .into_paginator()
            .items()
            .send();
        Box::pin(pages.collect::<Result<Vec<_>, _>>())
            .await
            .internal("listing items")
    }

    /// All items of a table. For the operator's tools: no function may.
    pub async fn scan(&self, table: Table) -> Result<Vec<Item>> {
        self.scan_as(table, |scan| scan).await
    }

    /// The items of a table that have this text as that attribute; reads all of it. For the operator's tools: no function may.
    pub async fn scan_for(&self, table: Table, attribute: &str, text: &str) -> Result<Vec<Item>> {
        let that = |scan: ScanFluentBuilder| {
            scan.filter_expression("#attribute = :text")
                .expression_attribute_names("#attribute", attribute)
                .expression_attribute_values(":text", AttributeValue::S(text.to_owned()))
        };
        self.scan_as(table, that).await
    }

    async fn scan_as(
        &self,
        table: Table,
        that: impl FnOnce(ScanFluentBuilder) -> ScanFluentBuilder,
    ) -> Result<Vec<Item>> {
        let scan = that(
            self.client
                .scan()
                .table_name(self.name(table))
                .consistent_read(true),
        );
        let pages = scan.into_paginator().items().send();
        pages
            .collect::<Result<Vec<_>, _>>()
            .await
            .internal("scanning a table")
    }

    /// Does one write.
    pub async fn write(&self, write: Write) -> Result<Written> {
        tally::count();
        let (name, condition) = (write.name(), write.condition_expression());
        let Write {
            key,
            action,
            values,
            ..
        } = write;
        let (client, table) = (&self.client, self.name(key.table));
        let (values, on_refusal) = (some(values), ReturnValuesOnConditionCheckFailure::AllOld);
        let written = match action {
            Action::Put(item) => {
                let put = client.put_item().table_name(table).set_item(Some(item));
                let put = put
                    .set_condition_expression(condition)
                    .set_expression_attribute_values(values);
                let put = put.return_values_on_condition_check_failure(on_refusal);
                let put = Box::pin(put.send()).await;
                put.map(|done| done.attributes).map_err(Refused::from)
            }
            Action::Update(changes) => {
                let update = client
                    .update_item()
                    .table_name(table)
                    .set_key(Some(key.attributes()));
                let update = update
                    .update_expression(changes.expression())
                    .return_values(ReturnValue::AllNew);
                let update = update
                    .set_condition_expression(condition)
                    .set_expression_attribute_values(values);
                let update = update.return_values_on_condition_check_failure(on_refusal);
                let update = Box::pin(update.send()).await;
                update.map(|done| done.attributes).map_err(Refused::from)
            }
            Action::Check => return Err(Error::internal("checking alone")),
            Action::Delete => {
                let delete = client
                    .delete_item()
                    .table_name(table)
                    .set_key(Some(key.attributes()));
                let delete = delete.return_values(ReturnValue::AllOld);
                let delete = delete
                    .set_condition_expression(condition)
                    .set_expression_attribute_values(values);
                let delete = delete.return_values_on_condition_check_failure(on_refusal);
                let delete = Box::pin(delete.send()).await;
                delete.map(|done| done.attributes).map_err(Refused::from)
            }
        };
        match written {
            Ok(item) => Ok(Written::Done(item.unwrap_or_default())),
            Err(Refused::ConditionalCheckFailedException(refused)) => {
                let item = refused.item.unwrap_or_default();
                Ok(if is_done_by(name.as_ref(), &item) {
                    Written::Done(item)
                } else {
                    Written::Refused(item)
                })
            }
            Err(error) => Err(error).internal("writing an item"),
        }
    }

    /// Does all of a transaction's writes or none. Where conditions did not hold, the answer is the error
    /// of the first such write. Collisions with another transaction are tried again, three times in all.
    ///
    /// A client request token makes the SDK's own retries safe: a repeat of what was already done does nothing.
    pub async fn commit(&self, transaction: Transaction) -> Result<(), CommitError> {
        if transaction.0.is_empty() {
            return Ok(());
        }
        let (writes, mut refusals): (Vec<_>, Vec<_>) = transaction.0.into_iter().unzip();
        let writes = writes
            .into_iter()
            .map(|write| self.transactional(write))
            .collect::<Result<Vec<_>>>()
            .map_err(CommitError::OutcomeUnknown)?;
        for attempt in 1..=ATTEMPTS {
            tally::count();
            let write = self
                .client
                .transact_write_items()
                .set_transact_items(Some(writes.clone()));
            let sent = Box::pin(write.send()).await;
            let Err(error) = sent.map_err(Refused::from) else {
                return Ok(());
            };
            if let Some((position, item)) = first_refused(&error) {
                return Err(CommitError::Refused {
                    by: position,
                    error: refusals.swap_remove(position)(&item),
                });
            }
            if attempt == ATTEMPTS || !is_collision(&error) {
                return Err(error)
                    .internal("committing a transaction")
                    .map_err(CommitError::OutcomeUnknown);
            }
            let jitter = u64::from(self.entropy.below(25)) + 1;
            tokio::time::sleep(Duration::from_millis(jitter * attempt)).await;
        }
        Err(CommitError::OutcomeUnknown(Error::internal(
            "committing a transaction",
        )))
    }

    fn transactional(&self, write: Write) -> Result<TransactWriteItem> {
        let condition = write.condition_expression();
        let Write {
            key,
            action,
            values,
            ..
        } = write;
        let (table, values, on_refusal) = (
            self.name(key.table),
            some(values),
            ReturnValuesOnConditionCheckFailure::AllOld,
        );
        let item = TransactWriteItem::builder();
        Ok(match action {
            Action::Put(attributes) => {
                let put = Put::builder().table_name(table).set_item(Some(attributes));
                let put = put
                    .set_condition_expression(condition)
                    .set_expression_attribute_values(values);
                item.put(
                    put.return_values_on_condition_check_failure(on_refusal)
                        .build()
                        .internal("making a put")?,
                )
            }
            Action::Update(changes) => {
                let update = Update::builder()
                    .table_name(table)
                    .set_key(Some(key.attributes()));
                let update = update
                    .update_expression(changes.expression())
                    .set_condition_expression(condition);
                let update = update.set_expression_attribute_values(values);
                let update = update.return_values_on_condition_check_failure(on_refusal);
                item.update(update.build().internal("making an update")?)
            }
            Action::Check => item.condition_check(
                aws_sdk_dynamodb::types::ConditionCheck::builder()
                    .table_name(table)
                    .set_key(Some(key.attributes()))
                    .condition_expression(condition.unwrap_or_default())
                    .set_expression_attribute_values(values)
                    .return_values_on_condition_check_failure(on_refusal)
                    .build()
                    .internal("making a check")?,
            ),
            Action::Delete => {
                let delete = Delete::builder()
                    .table_name(table)
                    .set_key(Some(key.attributes()));
                let delete = delete
                    .set_condition_expression(condition)
                    .set_expression_attribute_values(values);
                let delete = delete.return_values_on_condition_check_failure(on_refusal);
                item.delete(delete.build().internal("making a deletion")?)
            }
        }
        .build())
    }
}

pub enum CommitError {
    Refused { by: usize, error: Error },
    OutcomeUnknown(Error),
}
impl From<CommitError> for Error {
    fn from(e: CommitError) -> Self {
        match e {
            CommitError::Refused { error, .. } | CommitError::OutcomeUnknown(error) => error,
        }
    }
}

fn some(values: HashMap<String, AttributeValue>) -> Option<HashMap<String, AttributeValue>> {
    Some(values).filter(|values| !values.is_empty())
}

/// The first write whose condition did not hold, and the item that stood in its way.
fn first_refused(error: &Refused) -> Option<(usize, Item)> {
    let reasons = reasons(error);
    let position = reasons
        .iter()
        .position(|reason| reason.code() == Some("ConditionalCheckFailed"))?;
    Some((
        position,
        reasons[position].item().cloned().unwrap_or_default(),
    ))
}

/// Whether nothing was wrong but that somebody else was writing the same item, or that the table was busy.
fn is_collision(error: &Refused) -> bool {
    let passing = |reason: &CancellationReason| {
        matches!(
            reason.code(),
            Some("TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded")
        )
    };
    matches!(error, Refused::TransactionInProgressException(_))
        || reasons(error).iter().any(passing)
}

fn reasons(error: &Refused) -> &[CancellationReason] {
    match error {
        Refused::TransactionCanceledException(cancelled) => cancelled.cancellation_reasons(),
        _ => &[],
    }
}
