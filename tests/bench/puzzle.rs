//! What only the tables know of a puzzle.

use serde::Deserialize;
use shared::storage::{item_keys::puzzle_key, store::Store};

/// Where its hole is, in pixels; nothing for a puzzle that there is not.
pub(crate) async fn hole(store: &Store, token: &str) -> Option<u64> {
    #[derive(Deserialize)]
    struct Puzzle {
        x: u64,
    }
    let puzzle: Option<Puzzle> = store.get(&puzzle_key(token)).await.expect("the tables");
    puzzle.map(|puzzle| puzzle.x)
}
