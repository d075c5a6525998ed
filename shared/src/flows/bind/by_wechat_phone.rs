//! The request body of a binding by the phone number that WeChat vouches for.

use crate::{
    error::Result,
    providers::wechat::client::WechatCode,
    request::body::{BodyReader, RequestBody},
};

/// A code of `wx.getPhoneNumber`.
#[derive(Debug)]
pub struct WechatPhoneRequest(pub(crate) WechatCode, pub(crate) &'static str);

impl RequestBody for WechatPhoneRequest {
    /// `wechat_code`, or as the published table misspells it.
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        let name = if body.contains("wchat_code") && !body.contains("wechat_code") {
            "wchat_code"
        } else {
            "wechat_code"
        };
        Ok(Self(body.required(name)?, name))
    }
}
