//! The three tables: reading, writing one item, and writing several or none.

use crate::{
    error::{Error, ErrorContext, Result, chain},
    observability::call_counter,
    platform::{Platform, entropy::Entropy, settings::BootError},
    storage::{
        item::{Item, ItemKey, Table, from_item},
        item_keys::KeyRange,
        retry::{self, AttemptError, Call, Failure, RetryBudget},
        transaction::Transaction,
        write::{Action, Write, Written, is_done_by},
    },
};
use aws_sdk_dynamodb::{
    Client,
    operation::scan::builders::ScanFluentBuilder,
    types::{
        AttributeValue, ConditionCheck, Delete, KeysAndAttributes, Put, ReturnValue,
        ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
    },
};
use futures_util::future::join_all;
use serde::de::DeserializeOwned;
use std::{collections::HashMap, pin::Pin, sync::Arc, time::Duration};

/// The way to the tables.
pub struct Store {
    client: Client,
    /// For whatever [`retry::persist`] repeats: one attempt for each call, so that nothing is
    /// repeated behind its back.
    without_retries: Client,
    directory: String,
    transient: String,
    keys: String,
    entropy: Arc<dyn Entropy>,
    retries: RetryBudget,
}

/// Why a transaction was not, or may not have been, done. `?` turns it into the error for the
/// client, where nobody cares which.
#[derive(Debug)]
pub enum CommitError {
    /// The condition of a write did not hold, so nothing was done.
    Refused {
        /// The position of the write among those of the transaction, from 0; the first,
        /// where several were refused.
        by: usize,
        /// What the refusal means, as the transaction says.
        error: Error,
    },
    /// Nothing was done, and for no reason of the transaction's own: its items were being written
    /// by others, or the table was busy, for as long as we tried; or DynamoDB does not accept the
    /// call. There is nothing to undo.
    NotDone(Error),
    /// Nobody knows whether it was done: no answer came, or none that can be read. Whoever depends
    /// on it reads it back or undoes it.
    OutcomeUnknown(Error),
}

impl From<CommitError> for Error {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Refused { error, .. }
            | CommitError::NotDone(error)
            | CommitError::OutcomeUnknown(error) => error,
        }
    }
}

/// The longest wait before another attempt: a person waits for the answer, but of 32 who want one
/// item at once, each must find it free once in its attempts.
const LONGEST_WAIT: Duration = Duration::from_millis(800);

/// As many items as one `BatchGetItem` reads at most.
const BATCH: usize = 100;

/// Adds the conditions of a write, and what fills them in, to any of the SDK's builders.
macro_rules! with_conditions {
    ($builder:expr, $condition:expr, $values:expr) => {
        $builder
            .set_condition_expression($condition)
            .set_expression_attribute_values(Some($values).filter(|values| !values.is_empty()))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
    };
}

/// Puts a call of the SDK's on the heap. Its future is 5 to 6.5 KB large (measured), which every
/// future that waits for it would contain, and copy when it moves.
fn boxed<F: Future>(call: F) -> Pin<Box<F>> {
    Box::pin(call)
}

impl Store {
    /// The one that all parts of a function share.
    pub fn of(platform: &Platform) -> Result<Arc<Self>, BootError> {
        platform.shared(|| Self::new(platform).map(Arc::new))
    }

    /// Settings: those of [`Platform::aws`], `DIRECTORY_TABLE`, `TRANSIENT_TABLE`, `KEYS_TABLE`,
    /// and `CALL_SECONDS` for one attempt of a call.
    fn new(platform: &Platform) -> Result<Self, BootError> {
        let call = platform.settings.seconds("CALL_SECONDS")?;
        Ok(Self {
            client: Client::new(&platform.aws("DYNAMODB", 3)?),
            without_retries: Client::new(&platform.aws("DYNAMODB", 1)?),
            directory: platform.settings.get("DIRECTORY_TABLE")?,
            transient: platform.settings.get("TRANSIENT_TABLE")?,
            keys: platform.settings.get("KEYS_TABLE")?,
            entropy: Arc::clone(&platform.entropy),
            retries: RetryBudget {
                // What a read may take with all its attempts, so that one limit fits around both.
                total: call * 2,
                longest_wait: LONGEST_WAIT,
                unanswered: retry::UNANSWERED,
            },
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
        call_counter::count();
        let get = self
            .client
            .get_item()
            .table_name(self.name(key.table))
            .consistent_read(true);
        let found = boxed(get.set_key(Some(key.attributes())).send())
            .await
            .internal("reading an item")?;
        found.item.map(from_item).transpose()
    }

    /// Several items as they are now, in the order of their keys, in one call (strongly consistent
    /// reads, but not of one moment: a transaction may show in one item and not yet in another). At
    /// most 100 keys, of any tables.
    ///
    /// What DynamoDB leaves unread because it is busy is asked for again, within the time that
    /// one read may take.
    pub async fn get_all(&self, keys: &[ItemKey]) -> Result<Vec<Option<Item>>> {
        if keys.len() > BATCH {
            return Err(Error::internal("reading more items than one call takes"));
        }
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let mut wanted: HashMap<String, KeysAndAttributes> = HashMap::new();
        for table in [Table::Directory, Table::Transient, Table::Keys] {
            let mut of_table: Vec<&ItemKey> = Vec::new();
            for key in keys.iter().filter(|key| key.table == table) {
                // DynamoDB refuses a call that names a key twice.
                if !of_table.contains(&key) {
                    of_table.push(key);
                }
            }
            if !of_table.is_empty() {
                let of_table = of_table.into_iter().map(ItemKey::attributes).collect();
                let of_table = KeysAndAttributes::builder()
                    .set_keys(Some(of_table))
                    .consistent_read(true)
                    .build()
                    .internal("making a read")?;
                wanted.insert(self.name(table).to_owned(), of_table);
            }
        }
        let reading = self.read_all(wanted);
        let read = tokio::time::timeout(self.retries.total, reading).await;
        let read = read.internal("reading items in time")??;
        let of = |key: &ItemKey| {
            let items = read.get(self.name(key.table))?;
            let own = key.attributes();
            let is_it = |item: &&Item| {
                own.iter()
                    .all(|(name, value)| item.get(name) == Some(value))
            };
            items.iter().find(is_it).cloned()
        };
        Ok(keys.iter().map(of).collect())
    }

    /// The items that there are, by the name of their table.
    async fn read_all(
        &self,
        mut wanted: HashMap<String, KeysAndAttributes>,
    ) -> Result<HashMap<String, Vec<Item>>> {
        let mut found: HashMap<String, Vec<Item>> = HashMap::new();
        for attempt in 1.. {
            call_counter::count();
            let get = self
                .client
                .batch_get_item()
                .set_request_items(Some(std::mem::take(&mut wanted)));
            let read = boxed(get.send()).await.internal("reading items")?;
            for (table, items) in read.responses.unwrap_or_default() {
                found.entry(table).or_default().extend(items);
            }
            wanted = read.unprocessed_keys.unwrap_or_default();
            if wanted.is_empty() {
                break;
            }
            self.retries.wait(attempt, &*self.entropy).await;
        }
        Ok(found)
    }

    /// The items of a range, in the order of their sort keys, as they are now (a strongly
    /// consistent read); those of an index, as they were a moment ago.
    pub async fn query(&self, range: &KeyRange) -> Result<Vec<Item>> {
        self.query_as(range, range.index.is_none()).await
    }

    /// The items of a range, in the order of their sort keys, at half the price: what was written
    /// in the last second may be missing (an eventually consistent read).
    pub async fn query_lagging(&self, range: &KeyRange) -> Result<Vec<Item>> {
        self.query_as(range, false).await
    }

    async fn query_as(&self, range: &KeyRange, is_consistent: bool) -> Result<Vec<Item>> {
        call_counter::count();
        let text = |text: &String| AttributeValue::S(text.clone());
        let query = self
            .client
            .query()
            .table_name(self.name(range.table))
            .set_index_name(range.index.map(|index| index.name.to_owned()))
            .consistent_read(is_consistent)
            .expression_attribute_values(":pk", text(&range.pk));
        let key = range.index.map_or("pk", |index| index.key);
        let query = match &range.between {
            None => query.key_condition_expression(format!("{key} = :pk")),
            Some((first, end)) => query
                .key_condition_expression(format!("{key} = :pk AND sk BETWEEN :first AND :end"))
                .expression_attribute_values(":first", text(first))
                .expression_attribute_values(":end", text(end)),
        };
        let pages = query.into_paginator().items().send();
        boxed(pages.collect::<Result<Vec<_>, _>>())
            .await
            .internal("listing items")
    }

    /// All items of a table. For the operator's tools: no function may.
    pub async fn scan(&self, table: Table) -> Result<Vec<Item>> {
        self.scan_as(table, |scan| scan).await
    }

    /// The items of a table that have this text as that attribute; reads all of it. For the
    /// operator's tools: no function may.
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

    /// Does one write. It is tried again while a transaction of somebody else's holds the item, and
    /// where nobody knows whether it was done: whatever must not happen twice is [idempotent by a
    /// name](Write::idempotent_by), or has a condition that does not hold after it.
    pub async fn write(&self, write: Write) -> Result<Written> {
        let name = write.name();
        match self.persist(&Call::Write(write)).await {
            Ok(item) => Ok(Written::Done(item)),
            Err(Failure::Refused { item, .. }) if is_done_by(name.as_ref(), &item) => {
                Ok(Written::Done(item))
            }
            Err(Failure::Refused { item, .. }) => Ok(Written::Refused(item)),
            Err(Failure::NotDone(error) | Failure::Unknown(error)) => Err(error),
        }
    }

    /// Does all of a transaction's writes or none. It is tried again while others write the
    /// same items, and where nobody knows whether it was done: a token of its own makes
    /// DynamoDB do it once.
    pub async fn commit(&self, transaction: Transaction<'_>) -> Result<(), CommitError> {
        let Transaction { writes, followers } = transaction;
        if writes.is_empty() {
            self.follow(followers).await;
            return Ok(());
        }
        let (writes, refusals): (Vec<_>, Vec<_>) = writes.into_iter().unzip();
        let writes = writes
            .into_iter()
            .map(|write| self.transactional(write))
            .collect::<Result<Vec<_>>>()
            .map_err(CommitError::NotDone)?;
        match self.persist(&Call::Transaction(writes)).await {
            Ok(_) => {
                self.follow(followers).await;
                Ok(())
            }
            Err(Failure::Refused { by, item }) => Err(CommitError::Refused {
                by,
                error: refusals[by](&item),
            }),
            Err(Failure::NotDone(error)) => Err(CommitError::NotDone(error)),
            Err(Failure::Unknown(error)) => Err(CommitError::OutcomeUnknown(error)),
        }
    }

    /// Makes the writes that follow a transaction, side by side. Somebody waits for the answer, and
    /// nothing depends on them: each is repeated only while a transaction of somebody else's holds
    /// its item, and soon.
    async fn follow(&self, followers: Vec<Write>) {
        let retries = RetryBudget {
            longest_wait: retry::FIRST_WAIT,
            unanswered: 1,
            ..self.retries
        };
        let writes = followers.into_iter().map(|write| async move {
            let call = Call::Write(write);
            let attempt = |token| self.attempt(&call, token);
            match retry::persist(attempt, &*self.entropy, retries).await {
                Ok(_) | Err(Failure::Refused { .. }) => {}
                Err(Failure::NotDone(error) | Failure::Unknown(error)) => tracing::warn!(
                    "a follower of a transaction was not written: {}",
                    chain(&error)
                ),
            }
        });
        boxed(join_all(writes)).await;
    }

    async fn persist(&self, call: &Call) -> Result<Item, Failure> {
        let attempt = |token| self.attempt(call, token);
        boxed(retry::persist(attempt, &*self.entropy, self.retries)).await
    }

    /// Makes a call once. `token` is that of a transaction.
    async fn attempt(&self, call: &Call, token: String) -> Result<Item, AttemptError> {
        call_counter::count();
        match call {
            Call::Write(write) => self.attempt_write(write.clone()).await,
            Call::Transaction(writes) => {
                let write = self
                    .without_retries
                    .transact_write_items()
                    .client_request_token(token)
                    .set_transact_items(Some(writes.clone()));
                let done = write.send().await;
                done.map(|_| Item::new()).map_err(AttemptError::of)
            }
        }
    }

    async fn attempt_write(&self, write: Write) -> Result<Item, AttemptError> {
        let table = self.name(write.key.table);
        let key = Some(write.key.attributes());
        let condition = write.condition_expression();
        let values = write.values;
        let done = match write.action {
            Action::Put(item) => {
                let put = self.without_retries.put_item().table_name(table);
                let put = with_conditions!(put.set_item(Some(item)), condition, values);
                let done = put.send().await.map_err(AttemptError::of)?;
                done.attributes
            }
            Action::Update(changes) => {
                let update = self
                    .without_retries
                    .update_item()
                    .table_name(table)
                    .set_key(key);
                let update = update.update_expression(changes.expression());
                let update =
                    with_conditions!(update.return_values(ReturnValue::AllNew), condition, values);
                let done = update.send().await.map_err(AttemptError::of)?;
                done.attributes
            }
            Action::Delete => {
                let delete = self
                    .without_retries
                    .delete_item()
                    .table_name(table)
                    .set_key(key);
                let delete =
                    with_conditions!(delete.return_values(ReturnValue::AllOld), condition, values);
                let done = delete.send().await.map_err(AttemptError::of)?;
                done.attributes
            }
            Action::Check => {
                let outside = Error::internal("checking a condition outside of a transaction");
                return Err(AttemptError::Rejected(outside));
            }
        };
        Ok(done.unwrap_or_default())
    }

    fn transactional(&self, write: Write) -> Result<TransactWriteItem> {
        let table = self.name(write.key.table);
        let key = Some(write.key.attributes());
        let item = TransactWriteItem::builder();
        let condition = write.condition_expression();
        let values = write.values;
        let item = match write.action {
            Action::Put(attributes) => {
                let put = Put::builder().table_name(table);
                let put = with_conditions!(put.set_item(Some(attributes)), condition, values);
                item.put(put.build().internal("making a put")?)
            }
            Action::Update(changes) => {
                let update = Update::builder().table_name(table).set_key(key);
                let update = update.update_expression(changes.expression());
                let update = with_conditions!(update, condition, values);
                item.update(update.build().internal("making an update")?)
            }
            Action::Delete => {
                let delete = Delete::builder().table_name(table).set_key(key);
                let delete = with_conditions!(delete, condition, values);
                item.delete(delete.build().internal("making a deletion")?)
            }
            Action::Check => {
                let check = ConditionCheck::builder().table_name(table).set_key(key);
                let check = with_conditions!(check, condition, values);
                item.condition_check(check.build().internal("making a check")?)
            }
        };
        Ok(item.build())
    }
}
