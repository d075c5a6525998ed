//! The sliding puzzle, and the pass for one code that solving it gives.

pub mod challenge;
pub mod drop_point;
pub mod pass;
pub mod picture;
pub mod token;
