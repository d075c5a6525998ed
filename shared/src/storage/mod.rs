//! DynamoDB: items, their keys, conditional writes and transactions.

mod attempt;
pub mod item;
pub mod item_keys;
pub mod store;
pub mod transaction;
pub mod write;
