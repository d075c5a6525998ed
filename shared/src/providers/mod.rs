//! The ways out: text messages, e-mail, WeChat.

pub mod channel;
pub mod code_message;
pub mod email;
pub mod sms;
pub mod wechat;
