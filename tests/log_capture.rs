//! Captures the log of each test, as JSON lines like those on Lambda.
//!
//! A test runs on a thread of its own together with its local cloud, so a thread's log is a
//! test's log.

use serde_json::Value;
use std::{
    cell::{Cell, RefCell},
    io::Write,
    sync::Once,
};
use tracing::Level;
use tracing_subscriber::{filter::dynamic_filter_fn, prelude::*};

thread_local! {
    static LOG: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static LEVEL: Cell<Level> = const { Cell::new(Level::INFO) };
}

struct ThreadLog;

impl Write for ThreadLog {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.with_borrow_mut(|log| log.write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Installs the subscriber, once per process.
pub(crate) fn install() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let lines = tracing_subscriber::fmt::layer()
            .json()
            .with_span_list(false)
            .with_target(false)
            .without_time()
            .with_writer(|| ThreadLog);
        let level = dynamic_filter_fn(|line, _| *line.level() <= LEVEL.get());
        tracing_subscriber::registry()
            .with(lines.with_filter(level))
            .init();
    });
}

/// Captures debug lines too from now on: the most that an operator can turn on.
pub(crate) fn capture_debug() {
    LEVEL.set(Level::DEBUG);
}

/// What this test has logged so far.
pub(crate) fn logged() -> String {
    String::from_utf8(LOG.with_borrow(Clone::clone)).unwrap()
}

/// The audit events of this test, oldest first, each with the id of its request if it has one.
pub(crate) fn audit_events() -> Vec<Value> {
    let event = |line: &str| {
        let mut line: Value = serde_json::from_str(line).unwrap();
        (line["fields"]["log"] == "audit").then(|| {
            let mut event = line["fields"].take();
            event["request_id"] = line["span"]["request_id"].take();
            event
        })
    };
    logged().lines().filter_map(event).collect()
}
