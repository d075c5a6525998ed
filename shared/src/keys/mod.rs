//! Secret keys in the Keys table: [`kinds`] of keys, the [`key_set`] that a function
//! reads, and their [`rotation`].

pub mod key_set;
pub mod kinds;
pub mod oaep;
mod reader;
pub mod rotation;
