//! Logins: by a code, by a password, by a WeChat account, by the phone number that WeChat vouches
//! for. All end in [`sign_in`](crate::flows::sign_in).

pub mod by_code;
pub mod by_password;
pub mod by_wechat_account;
pub mod by_wechat_phone;
mod contact_owner;
mod former_user;
