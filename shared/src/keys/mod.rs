//! Secret keys: how they are kept, read and rotated.

pub mod key_set;
pub mod kinds;
pub mod rotation;
