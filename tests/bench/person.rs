//! People of the benches, by number: who they are, and what they send to get a code.

use serde::Deserialize;
use serde_json::{Value, json};
use shared::storage::{item_keys::puzzle_key, store::Store};

/// The demo's first application, which they use.
pub(crate) const CLIENT: &str = "nTo1eRIub60vPb54WeE6aojPwYwImtl4";

pub(crate) fn mobile(number: u32) -> String {
    format!("139{number:08}")
}

/// The body that solves a puzzle. Where its hole is, in pixels, only the tables know; nothing for a
/// puzzle that is not there.
pub(crate) async fn solution(store: &Store, puzzle: &Value, number: u32) -> Option<Value> {
    #[derive(Deserialize)]
    struct Puzzle {
        x: u64,
    }
    let token = puzzle["token"].as_str()?;
    let stored: Option<Puzzle> = store.get(&puzzle_key(token)).await.expect("the tables");
    let point = format!("{{\"x\":{}.0,\"y\":5.0}}", stored?.x);
    Some(json!({ "token": token, "point_json": point, "sender": mobile(number) }))
}

/// The body that asks for a code of a kind, with the answer to the solution.
pub(crate) fn send_body(kind: &str, answer: &Value, number: u32) -> Value {
    let pass = &answer["captcha_token"];
    json!({ "mobile": mobile(number), "type": kind, "captcha_token": pass })
}
