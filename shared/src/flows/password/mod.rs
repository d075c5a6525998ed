//! Passwords: set, changed, forgotten, and replaced where they are too old.

pub mod by_code;
pub mod change;
mod new_password;
pub mod renewal;
mod reset;
