//! What calls to DynamoDB cost: stands between the functions and the tables, and counts.

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

/// One call.
#[derive(Clone, Debug)]
struct Call {
    action: String,
    ended: bool,
    /// In which round it was made: the calls of a round are under way together, and the next round begins when all have ended.
    round: usize,
    reads: f64,
    writes: f64,
    refused: bool,
}

/// What a flow cost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cost {
    /// Rounds of calls, one after the other.
    pub rounds: Vec<Vec<String>>,
    /// Read units.
    pub reads: f64,
    /// Write units.
    pub writes: f64,
    /// Calls that were refused, as where a condition did not hold.
    pub refused: usize,
}

/// Counts.
#[derive(Clone, Default)]
pub struct Meter {
    calls: Arc<Mutex<Vec<Call>>>,
    is_far: Arc<AtomicBool>,
}

/// How long a call takes to a DynamoDB that is far away: so long that calls which are made together are under way together.
const FAR: Duration = Duration::from_millis(150);

impl Meter {
    /// What was spent since the last time.
    #[must_use]
    pub fn take(&self) -> Cost {
        let calls = std::mem::take(&mut *self.calls());
        let mut cost = Cost::default();
        for call in calls {
            cost.rounds.resize_with(call.round.max(cost.rounds.len()), Vec::new);
            cost.rounds[call.round - 1].push(call.action);
            cost.reads += call.reads;
            cost.writes += call.writes;
            cost.refused += usize::from(call.refused);
        }
        for round in &mut cost.rounds {
            round.sort();
        }
        cost
    }

    /// From now on DynamoDB is far away, so that rounds can be told apart.
    pub fn go_far(&self) {
        self.is_far.store(true, Relaxed);
    }

    fn calls(&self) -> std::sync::MutexGuard<'_, Vec<Call>> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self, action: &str) -> usize {
        let mut calls = self.calls();
        let latest = calls.iter().map(|call| call.round).max().unwrap_or_default();
        let is_under_way = calls.iter().any(|call| call.round == latest && !call.ended);
        let round = if is_under_way { latest } else { latest + 1 };
        calls.push(Call {
            action: action.to_owned(),
            ended: false,
            round,
            reads: 0.0,
            writes: 0.0,
            refused: false,
        });
        calls.len() - 1
    }

    fn end(&self, call: usize, answer: &Value, is_read: bool, refused: bool) {
        let capacity = &answer["ConsumedCapacity"];
        let all = capacity.as_array().cloned().unwrap_or_else(|| vec![capacity.clone()]);
        let units: f64 = all.iter().filter_map(|one| one["CapacityUnits"].as_f64()).sum();
        if let Some(call) = self.calls().get_mut(call) {
            call.ended = true;
            call.refused = refused;
            *(if is_read { &mut call.reads } else { &mut call.writes }) = units;
        }
    }
}

#[derive(Clone)]
struct Way {
    meter: Meter,
    client: reqwest::Client,
    url: String,
}

/// A server that passes everything on to the DynamoDB at this address.
pub fn router(meter: Meter, url: String) -> Router {
    Router::new().fallback(pass).with_state(Way { meter, client: reqwest::Client::new(), url })
}

async fn pass(State(way): State<Way>, headers: HeaderMap, body: Bytes) -> Response {
    let target =
        headers.get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default().to_owned();
    let action = target.rsplit('.').next().unwrap_or_default();
    let call = way.meter.begin(action);
    let mut asked: Value = serde_json::from_slice(&body).unwrap_or_default();
    asked["ReturnConsumedCapacity"] = "TOTAL".into();
    let mut request = way.client.post(&way.url).body(asked.to_string());
    for name in ["x-amz-target", "content-type", "authorization", "x-amz-date"] {
        if let Some(value) = headers.get(name) {
            request = request.header(name, value.as_bytes());
        }
    }
    if way.meter.is_far.load(Relaxed) {
        tokio::time::sleep(FAR).await;
    }
    let answered = async {
        let answer = request.send().await?;
        Ok::<_, reqwest::Error>((answer.status(), answer.bytes().await?))
    };
    match answered.await {
        Ok((status, answer)) => {
            let value = serde_json::from_slice(&answer).unwrap_or_default();
            way.meter.end(call, &value, matches!(action, "GetItem" | "Query" | "Scan"), !status.is_success());
            (StatusCode::from_u16(status.as_u16()).unwrap_or_default(), answer).into_response()
        }
        Err(_) => StatusCode::BAD_GATEWAY.into_response(),
    }
}
