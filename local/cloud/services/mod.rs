//! Emulations of SNS, SES and WeChat's server API, and the outbox of the
//! messages sent through them.

pub mod outbox;
pub mod sns_ses;
pub mod wechat;
