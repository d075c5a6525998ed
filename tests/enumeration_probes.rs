//! Requests that a stranger could make to learn whether a contact or a user name is registered.
//!
//! `guarantees/user_enumeration.rs` compares what they return and call, the bench
//! `enumeration_timing` what they take of the CPU.

use crate::test_app::{
    Device, EIAM, LOGIN_MOBILE_CODE, LOGIN_MOBILE_PWD, PASSWORD_BIND, PHONE_BIND,
    PHONE_REGISTER_BIND, PWD_UPDATE_BY_MOBILE, REGISTER_MOBILE, TestApp, wrong_code,
};
use serde_json::{Value, json};

/// A kind of request about the contact or the user name of one number.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Probe {
    /// Requests a code of this type.
    SendCode(&'static str),
    /// Submits a wrong code, after one of the type was sent if there is a type.
    WrongCode {
        path: &'static str,
        code_type: Option<&'static str>,
    },
    /// Submits a code for a mobile that WeChat refuses.
    WrongPhoneCode,
    /// Submits a wrong password.
    WrongPassword,
    /// Logs in with a wrong password.
    WrongLogin { path: &'static str, name: LoginName },
}

/// What the user of a number goes by.
#[derive(Clone, Copy, Debug)]
pub(crate) enum LoginName {
    UserName,
    /// A mobile of a user with a password.
    Mobile,
    /// A mobile of a user without one.
    MobileWithoutPassword,
}

impl Probe {
    /// Makes the requests that come before, and returns the device, path and body of the probe.
    pub(crate) async fn prepare(
        self,
        app: &TestApp,
        number: usize,
    ) -> (Device<'_>, &'static str, Value) {
        let device = app.device(EIAM);
        let mobile = mobile(number);
        let account = format!("stranger-{number}");
        match self {
            Self::SendCode(code_type) => {
                let pass = device.captcha_token(&mobile).await;
                let body = json!({ "mobile": mobile, "type": code_type, "captcha_token": pass });
                (device, "/api/v2/sdk/sms/send", body)
            }
            Self::WrongCode { path, code_type } => {
                let code = match code_type {
                    Some(code_type) => wrong_code(&device.code(&mobile, code_type).await),
                    None => "000000".to_owned(),
                };
                let device =
                    if [REGISTER_MOBILE, LOGIN_MOBILE_CODE, PWD_UPDATE_BY_MOBILE].contains(&path) {
                        device
                    } else {
                        device.with_state_token(&device.state_token(&account).await)
                    };
                let mut body = json!({ "mobile": mobile, "verify_code": code });
                if path == PWD_UPDATE_BY_MOBILE {
                    body["password"] = "QWE@qwe124".into();
                }
                (device, path, body)
            }
            Self::WrongPhoneCode => {
                let device = device.with_state_token(&device.state_token(&account).await);
                (device, PHONE_BIND, json!({ "wechat_code": "40029" }))
            }
            Self::WrongPassword => {
                let device = device.with_state_token(&device.state_token(&account).await);
                let body = json!({ "user_name": user_name(number), "password": "QWE@qwe124" });
                (device, PASSWORD_BIND, body)
            }
            Self::WrongLogin { path, name } => {
                let name = match name {
                    LoginName::UserName => user_name(number),
                    LoginName::Mobile => format!("138{number:08}"),
                    LoginName::MobileWithoutPassword => mobile,
                };
                let member = if path == LOGIN_MOBILE_PWD {
                    "mobile"
                } else {
                    "user_name"
                };
                let body = json!({ member: name, "password": "QWE@qwe124" });
                (device, path, body)
            }
        }
    }
}

fn mobile(number: usize) -> String {
    format!("139{number:08}")
}

fn user_name(number: usize) -> String {
    format!("user{number:08}")
}

/// A cloud where the even ones of twice as many numbers are users, none of whom was sent a code.
pub(crate) async fn app(users: usize) -> TestApp {
    let many = 1_000_000;
    let limits = format!(
        "application_sends_per_minute: {many}, country_sends_per_hour: {many}, country_unverified_per_hour: {many}, \
         country_unverified_per_day: {many}, tenant_sends_per_hour: {many}"
    );
    let app = TestApp::with_limits(&limits).await;
    for number in (0..users * 2).step_by(2) {
        let device = app.device(EIAM);
        let account = device.state_token(&format!("user-{number}")).await;
        let wechat_phone = json!({ "wechat_code": format!("+86-{}", mobile(number)) });
        device
            .with_state_token(&account)
            .post(PHONE_REGISTER_BIND, wechat_phone)
            .await
            .succeeded();
        let form = json!({ "user_name": user_name(number), "pwd": "QWE@qwe123" });
        device
            .sign_up(&format!("138{number:08}"), form)
            .await
            .succeeded();
    }
    assert_eq!(
        (app.items("NAME#").len(), app.items("MOBILE#").len()),
        (users, users * 2)
    );
    app
}
