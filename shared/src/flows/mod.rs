//! What a user does: one module for each flow, from the checked request to the response.

pub mod account;
pub mod bind;
pub mod contact_code;
pub mod create_user;
pub mod idempotency;
pub mod login;
pub mod name_password;
pub mod password;
pub mod receipt_reports;
pub mod receipts;
pub mod register;
pub mod response;
pub mod second_factor;
pub mod send_code;
pub mod sign_in;
pub mod tenant;
mod user_edit;
