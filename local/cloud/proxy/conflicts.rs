//! DynamoDB's transaction conflicts, which no emulator reproduces: an item that is in an
//! ongoing `TransactWriteItems` refuses every other write, and a transaction that is running
//! refuses its own token.
//!
//! A transaction is ongoing from its arrival to its answer, and takes at least as long as it does
//! in AWS. It continues if its client disconnects.

use crate::cloud::proxy::{
    call::{Call, TouchedItem},
    faults::dynamodb_error,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde_json::json;
use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::watch;

/// How long a transaction takes in AWS, about; meanwhile other writes to its items are refused.
pub const HOLD: Duration = Duration::from_millis(12);

/// The transactions that are ongoing, and what they refuse.
#[derive(Clone)]
pub struct Conflicts {
    state: Arc<Mutex<State>>,
    duration: Duration,
    /// Whether transactions are kept from ending, how many are ongoing, and how many writes were
    /// refused because of them.
    gate: Arc<watch::Sender<Gate>>,
}

#[derive(Clone, Copy, Default)]
struct Gate {
    is_held: bool,
    ongoing: usize,
    refused: usize,
}

#[derive(Default)]
struct State {
    items: HashSet<ItemName>,
    tokens: HashSet<String>,
    refused: BTreeMap<String, usize>,
}

/// Table, partition key and sort key.
type ItemName = (String, String, String);

impl Conflicts {
    /// Transactions take at least `duration`.
    #[must_use]
    pub fn new(duration: Duration) -> Self {
        Self {
            state: Arc::default(),
            duration,
            gate: Arc::new(watch::Sender::default()),
        }
    }

    /// Keeps transactions from ending: they do what they do, but no answer comes, and their
    /// items refuse other writes.
    pub fn hold(&self) {
        self.gate.send_modify(|gate| gate.is_held = true);
    }

    /// Lets the transactions end that were held.
    pub fn release(&self) {
        self.gate.send_modify(|gate| gate.is_held = false);
    }

    /// Waits until this many transactions are ongoing.
    pub async fn until_ongoing(&self, count: usize) {
        self.until(|gate| gate.ongoing >= count).await;
    }

    /// Waits until this many writes have been refused since the start.
    pub async fn until_refused(&self, count: usize) {
        self.until(|gate| gate.refused >= count).await;
    }

    async fn until(&self, holds: impl FnMut(&Gate) -> bool) {
        let mut gate = self.gate.subscribe();
        // The sender lives as long as we do.
        let _ = gate.wait_for(holds).await;
    }

    /// How many writes were refused since the last time, by the kind of item that was the reason;
    /// `token` for those of a running transaction.
    #[must_use]
    pub fn take_refused(&self) -> BTreeMap<String, usize> {
        std::mem::take(&mut self.state().refused)
    }

    /// Does a call, unless it conflicts with what is ongoing. `work` does it.
    pub(crate) async fn apply(
        &self,
        call: &Call,
        work: impl Future<Output = Response> + Send + 'static,
    ) -> Response {
        if !call.writes() {
            return work.await;
        }
        if call.action != "TransactWriteItems" {
            let held = self.state().held(&call.touches);
            if held.contains(&true) {
                return self.refuse(conflict());
            }
            return work.await;
        }
        let ongoing = match self.begin(call) {
            Ok(ongoing) => ongoing,
            Err(refusal) => return *refusal,
        };
        let duration = self.duration;
        let going_on = tokio::spawn(async move {
            let (answer, ()) = tokio::join!(work, tokio::time::sleep(duration));
            ongoing.end().await;
            answer
        });
        let answer = going_on.await;
        answer.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    }

    fn begin(&self, call: &Call) -> Result<Ongoing, Box<Response>> {
        let mut state = self.state();
        if let Some(token) = &call.token
            && state.tokens.contains(token)
        {
            state.count("token".to_owned());
            drop(state);
            return Err(Box::new(self.refuse(in_progress())));
        }
        let held = state.held(&call.touches);
        if held.contains(&true) {
            drop(state);
            return Err(Box::new(self.refuse(cancelled(&held))));
        }
        let items: Vec<_> = call.touches.iter().map(name).collect();
        state.items.extend(items.iter().cloned());
        state.tokens.extend(call.token.clone());
        drop(state);
        self.gate.send_modify(|gate| gate.ongoing += 1);
        Ok(Ongoing {
            conflicts: self.clone(),
            items,
            token: call.token.clone(),
        })
    }

    fn refuse(&self, refusal: Response) -> Response {
        self.gate.send_modify(|gate| gate.refused += 1);
        refusal
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Which of the items are in an ongoing transaction. Counts them.
    fn held(&mut self, touches: &[TouchedItem]) -> Vec<bool> {
        let is_held = |touch| self.items.contains(&name(touch));
        let held: Vec<_> = touches.iter().map(is_held).collect();
        for (touch, _) in touches.iter().zip(&held).filter(|(_, held)| **held) {
            self.count(touch.kind());
        }
        held
    }

    fn count(&mut self, reason: String) {
        *self.refused.entry(reason).or_default() += 1;
    }
}

/// A transaction that is ongoing until this is dropped.
struct Ongoing {
    conflicts: Conflicts,
    items: Vec<ItemName>,
    token: Option<String>,
}

impl Ongoing {
    /// Ends it, once it may.
    async fn end(self) {
        self.conflicts.until(|gate| !gate.is_held).await;
    }
}

impl Drop for Ongoing {
    fn drop(&mut self) {
        let mut state = self.conflicts.state();
        for item in &self.items {
            state.items.remove(item);
        }
        if let Some(token) = &self.token {
            state.tokens.remove(token);
        }
        drop(state);
        self.conflicts.gate.send_modify(|gate| gate.ongoing -= 1);
    }
}

fn name(touch: &TouchedItem) -> ItemName {
    let TouchedItem { table, pk, sk, .. } = touch;
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    (table.clone(), part(pk), part(sk))
}

/// What a single write hears of an item that is in a transaction.
pub(crate) fn conflict() -> Response {
    let kind = "TransactionConflictException";
    dynamodb_error(StatusCode::BAD_REQUEST, kind, &json!({}))
}

/// What a transaction hears of items of which some are in another one.
pub(crate) fn cancelled(held: &[bool]) -> Response {
    let code = |held: &bool| if *held { "TransactionConflict" } else { "None" };
    let reasons: Vec<_> = held
        .iter()
        .map(|held| json!({ "Code": code(held) }))
        .collect();
    dynamodb_error(
        StatusCode::BAD_REQUEST,
        "TransactionCanceledException",
        &json!({ "CancellationReasons": reasons }),
    )
}

fn in_progress() -> Response {
    let kind = "TransactionInProgressException";
    dynamodb_error(StatusCode::BAD_REQUEST, kind, &json!({}))
}
