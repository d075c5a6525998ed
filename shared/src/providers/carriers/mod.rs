//! The carriers of messages: each module speaks the interface of one company, or a protocol that
//! many speak. Which of them is asked, [`crate::providers::router`] decides.
//!
//! Every carrier tells three answers apart: *sent*, *certainly not sent* and *unknown*. Where an
//! answer cannot be understood, or says that something broke over there, it is unknown.

pub mod aliyun;
pub mod aws;
pub mod gateway;
pub mod huawei;
pub mod ses;
pub mod signature;
pub mod smtp;
pub mod smtp_stream;
pub mod sns;
pub mod tencent;
pub mod web;
