//! Clients for third parties: text messages (SNS), e-mail (SES) and WeChat.

pub mod change_notice;
pub mod channel;
pub mod code_message;
pub mod email;
pub mod sms;
pub mod wechat;
