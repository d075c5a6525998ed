//! What stands in for AWS and WeChat: SNS, SES, WeChat's server API, and the outbox.

pub mod outbox;
pub mod sns_ses;
pub mod wechat;
