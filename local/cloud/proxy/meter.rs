//! Meters the calls of functions: how many, in how many round trips, and what they cost.

use crate::cloud::proxy::call::{Call, Service};
use axum::{
    body::{Body, to_bytes},
    response::Response,
};
use serde_json::Value;
use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::sync::watch;

/// A call that was counted.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Who called whom, and for what.
    pub call: Call,
    /// In which round: the calls of a round are under way together, and the next round begins
    /// when all have ended.
    pub round: usize,
    pub reads: f64,
    pub writes: f64,
    /// How large the bodies of request and answer are together.
    pub bytes: usize,
    /// Whether it was refused, as where a condition did not hold.
    pub refused: bool,
    ended: bool,
}

/// What a flow cost in DynamoDB.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cost {
    /// Rounds of calls, one after the other.
    pub rounds: Vec<Vec<String>>,
    pub reads: f64,
    pub writes: f64,
    /// How large the bodies of all requests and answers are together.
    pub bytes: usize,
    /// Calls that were refused, as where a condition did not hold.
    pub refused: usize,
}

/// Counts, once it has been started.
#[derive(Clone)]
pub struct Meter {
    calls: Arc<Mutex<Vec<Counted>>>,
    is_on: Arc<AtomicBool>,
    is_far: Arc<AtomicBool>,
    is_in_step: Arc<AtomicBool>,
    /// Changes whenever a call has ended.
    ends: Arc<watch::Sender<()>>,
}

/// Where a call stands among those counted.
pub(crate) struct Place(Option<usize>);

/// How long a call takes to a DynamoDB that is far away: so long that calls which are made together
/// are under way together.
const FAR: Duration = Duration::from_millis(150);

impl Default for Meter {
    fn default() -> Self {
        Self {
            calls: Arc::default(),
            is_on: Arc::default(),
            is_far: Arc::default(),
            is_in_step: Arc::default(),
            ends: Arc::new(watch::Sender::new(())),
        }
    }
}

impl Meter {
    /// Counts from now on.
    pub fn start(&self) {
        self.is_on.store(true, Relaxed);
        self.calls().clear();
    }

    /// From now on everything is far away, so that rounds can be told apart.
    pub fn go_far(&self) {
        self.is_far.store(true, Relaxed);
        self.keep_step();
    }

    /// From now on the calls of a round are answered together, so that what follows one of
    /// them is in the next round, whichever of them DynamoDB does first. Not for calls
    /// that are never answered.
    pub fn keep_step(&self) {
        self.is_in_step.store(true, Relaxed);
    }

    /// The calls since the last time.
    #[must_use]
    pub fn take_calls(&self) -> Vec<Counted> {
        std::mem::take(&mut *self.calls())
    }

    /// What was spent on DynamoDB since the last time.
    #[must_use]
    pub fn take(&self) -> Cost {
        let mut cost = Cost::default();
        for Counted {
            call,
            round,
            reads,
            writes,
            bytes,
            refused,
            ..
        } in self.take_calls()
        {
            if call.service != Service::Dynamodb {
                continue;
            }
            cost.rounds
                .resize_with(round.max(cost.rounds.len()), Vec::new);
            cost.rounds[round - 1].push(call.action);
            cost.reads += reads;
            cost.writes += writes;
            cost.bytes += bytes;
            cost.refused += usize::from(refused);
        }
        cost.rounds.retain(|round| !round.is_empty());
        cost.rounds.iter_mut().for_each(|round| round.sort());
        cost
    }

    pub(crate) async fn begin(&self, call: &Call, bytes: usize) -> Place {
        if !self.is_on.load(Relaxed) {
            return Place(None);
        }
        let place = self.enter(call, bytes);
        if self.is_far.load(Relaxed) {
            tokio::time::sleep(FAR).await;
        }
        Place(Some(place))
    }

    fn enter(&self, call: &Call, bytes: usize) -> usize {
        let mut calls = self.calls();
        let latest = calls
            .iter()
            .map(|call| call.round)
            .max()
            .unwrap_or_default();
        let round = if is_under_way(&calls, latest) {
            latest
        } else {
            latest + 1
        };
        calls.push(Counted {
            call: call.clone(),
            ended: false,
            round,
            reads: 0.0,
            writes: 0.0,
            bytes,
            refused: false,
        });
        calls.len() - 1
    }

    /// A call was answered.
    pub(crate) async fn end(&self, Place(place): Place, answer: Response) -> Response {
        let Some(place) = place else { return answer };
        let (parts, body) = answer.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let round = self.calls().get_mut(place).map(|counted| {
            counted.ended = true;
            counted.refused = !parts.status.is_success();
            counted.bytes += body.len();
            *(if counted.call.writes() {
                &mut counted.writes
            } else {
                &mut counted.reads
            }) = units(&body);
            counted.round
        });
        self.ends.send_replace(());
        if let Some(round) = round.filter(|_| self.is_in_step.load(Relaxed)) {
            let mut ends = self.ends.subscribe();
            // The sender lives as long as we do.
            let _ = ends
                .wait_for(|()| !is_under_way(&self.calls(), round))
                .await;
        }
        Response::from_parts(parts, Body::from(body))
    }

    fn calls(&self) -> MutexGuard<'_, Vec<Counted>> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_under_way(calls: &[Counted], round: usize) -> bool {
    calls.iter().any(|call| call.round == round && !call.ended)
}

fn units(answer: &[u8]) -> f64 {
    let answer: Value = serde_json::from_slice(answer).unwrap_or_default();
    let capacity = &answer["ConsumedCapacity"];
    let all = capacity
        .as_array()
        .cloned()
        .unwrap_or_else(|| vec![capacity.clone()]);
    all.iter()
        .filter_map(|one| one["CapacityUnits"].as_f64())
        .sum()
}
