//! Counts the calls that a request makes to AWS and to third parties.
//!
//! The count is task-local, so code that makes a call needs no parameter for it, and requests that
//! run at the same time do not share it.

use std::cell::Cell;

tokio::task_local! {
    static CALLS: Cell<u32>;
}

/// Counts one call of the current request. Outside of a request, as in a job, it does nothing.
pub(crate) fn count() {
    let _ = CALLS.try_with(|calls| calls.set(calls.get() + 1));
}

/// Runs a request and returns its result with the number of its calls.
pub(crate) async fn counted<T>(work: impl Future<Output = T>) -> (T, u32) {
    CALLS
        .scope(Cell::new(0), async { (work.await, CALLS.with(Cell::get)) })
        .await
}
