//! Clients for third parties: the carriers of text messages and e-mails, WeChat, and the tenants
//! that users come from.

pub mod carriers;
pub mod change_notice;
pub mod channel;
pub mod code_message;
pub mod former_tenant;
pub mod router;
pub mod wechat;
