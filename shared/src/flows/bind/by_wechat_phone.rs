//! The request body of a binding by the phone number that WeChat vouches for.

use crate::{
    error::Result,
    providers::wechat::client::WechatCode,
    request::body::{JsonBody, RequestBody},
};

/// A code of `wx.getPhoneNumber`.
#[derive(Debug)]
pub struct WechatPhoneRequest(pub(crate) WechatCode, pub(crate) &'static str);

impl RequestBody for WechatPhoneRequest {
    /// `wechat_code`, or as the published table misspells it.
    fn read(form: &JsonBody<'_>) -> Result<Self> {
        let name = if form.has("wchat_code") && !form.has("wechat_code") {
            "wchat_code"
        } else {
            "wechat_code"
        };
        Ok(Self(form.required(name)?, name))
    }
}
