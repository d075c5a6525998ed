//! Emulations of SNS, SES, the other carriers of texts and mails, WeChat's server API and the
//! tenant that users come from, and the outbox of the messages sent through them.

pub mod carriers;
pub mod former_tenant;
pub mod outbox;
pub mod smtp;
pub mod sns_ses;
pub mod wechat;
