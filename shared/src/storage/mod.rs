//! DynamoDB: items, their keys, conditional writes and transactions.

pub mod cache;
pub mod item;
pub mod item_keys;
mod retry;
pub mod store;
pub mod transaction;
pub mod write;
