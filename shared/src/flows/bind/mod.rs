//! Binding a social account to a user: by code, by the phone number that WeChat
//! vouches for, by password.

pub mod apply;
pub mod by_code;
pub mod by_password;
pub mod by_wechat_phone;
pub mod decision;
pub mod ownership;
