//! Clients for third parties: text messages (SNS), e-mail (SES), WeChat, and the tenants
//! that users come from.

pub mod change_notice;
pub mod channel;
pub mod code_message;
pub mod email;
pub mod former_tenant;
pub mod sms;
pub mod wechat;
