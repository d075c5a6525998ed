//! How many calls a request makes to AWS and to others.

use std::cell::Cell;

tokio::task_local! {
    static CALLS: Cell<u32>;
}

/// Counts a call of the request that is under way, if one is.
pub(crate) fn count() {
    let _ = CALLS.try_with(|calls| calls.set(calls.get() + 1));
}

/// Does something, and says how many calls it took.
pub(crate) async fn counted<T>(work: impl Future<Output = T>) -> (T, u32) {
    CALLS
        .scope(Cell::new(0), async { (work.await, CALLS.with(Cell::get)) })
        .await
}
