//! What a person proves with when they bind a social account.

use crate::{
    catalogue::Code,
    contact::Contact,
    email::Email,
    error::{Error, Result},
    form::{Ask, Form},
    mobile::Mobile,
    verify_code::VerifyCode,
    wechat::WechatCode,
};

/// What a person proves to be theirs: a mobile or an address, with the code that was sent there.
#[derive(Debug)]
pub enum Proving {
    /// A mobile.
    Mobile(Mobile, VerifyCode),
    /// An address.
    Email(Email, VerifyCode),
}

impl Ask for Proving {
    /// One of the two, and not both.
    fn read(form: &Form<'_>) -> Result<Self> {
        match (form.has(Mobile::NAME), form.has(Email::NAME)) {
            (true, true) => Err(Error::new(Code::BadValue).with(Mobile::NAME)),
            (false, true) => Ok(Self::Email(form.required(Email::NAME)?, form.required("verify_code")?)),
            _ => Ok(Self::Mobile(form.required(Mobile::NAME)?, form.required("verify_code")?)),
        }
    }
}

/// A code of `wx.getPhoneNumber`.
#[derive(Debug)]
pub struct WechatPhone(pub(crate) WechatCode, pub(crate) &'static str);

impl Ask for WechatPhone {
    /// `wechat_code`, or as the published table misspells it.
    fn read(form: &Form<'_>) -> Result<Self> {
        let name =
            if form.has("wchat_code") && !form.has("wechat_code") { "wchat_code" } else { "wechat_code" };
        Ok(Self(form.required(name)?, name))
    }
}
