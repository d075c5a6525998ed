//! The promises of the whole: each test drives a local cloud, and its name says what must hold.
//! One binary, because linking several takes longer than running them.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a panic here is a failed test"
)]

mod described;
mod enumeration_probes;
mod log_capture;
mod signing;
mod test_app;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod contract;
mod flows;
mod guarantees;
mod operations;

/// The fuzz targets of the crate in `tests/fuzz`, to replay its corpus.
mod fuzz {
    #[expect(unreachable_pub, reason = "the fuzzing binaries reach them")]
    pub(crate) mod targets;
}
