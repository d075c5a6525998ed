//! Every function of the workspace, by the name of its folder.

pub mod description;

use crate::functions::description::Description;
use lambda_http::{Body, Request, Response};
use schemars::JsonSchema;
use shared::{
    api::{
        endpoint::{Function, Job},
        server::Served,
    },
    error::Result,
    platform::{Platform, clock::Timestamp, settings::BootError},
};
use std::{pin::Pin, sync::Arc};

/// A future on the heap.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A function that is ready to answer.
pub trait Endpoint: Send + Sync {
    /// Answers one request.
    fn respond(&self, request: Request) -> Later<'_, Response<Body>>;
}

impl<F: Function> Endpoint for Served<F> {
    fn respond(&self, request: Request) -> Later<'_, Response<Body>> {
        Box::pin(Served::respond(self, request))
    }
}

/// A function that is ready to answer, or why there is none.
pub type Built = Result<Arc<dyn Endpoint>, BootError>;

/// How a function is built.
#[derive(Clone, Copy)]
pub enum Mount {
    /// One that answers requests, and how it is described.
    Endpoint(fn(Platform) -> Later<'static, Built>, fn() -> Description),
    /// One that runs by the calendar.
    Job(fn(Platform, Timestamp) -> Later<'static, Result<()>>),
}

impl Mount {
    fn endpoint<F: Function<Answer: JsonSchema>>() -> Self {
        let build = |platform: Platform| -> Later<'static, Built> {
            Box::pin(async move { Ok(Arc::new(Served::<F>::build(&platform).await?) as Arc<dyn Endpoint>) })
        };
        Self::Endpoint(build, Description::of::<F>)
    }

    fn job<J: Job>() -> Self {
        Self::Job(|platform, now| {
            Box::pin(async move {
                let job = J::build(&platform);
                job.map_err(|_| shared::error::Error::impossible("building a job"))?.run(now).await
            })
        })
    }
}

/// All of them.
#[must_use]
pub fn all() -> Vec<(&'static str, Mount)> {
    vec![
        ("captcha-get", Mount::endpoint::<captcha_get::CaptchaGet>()),
        ("captcha-verify", Mount::endpoint::<captcha_verify::CaptchaVerify>()),
        ("country-codes", Mount::endpoint::<country_codes::CountryCodes>()),
        ("email-send", Mount::endpoint::<email_send::EmailSend>()),
        ("oauth2-keys", Mount::endpoint::<oauth2_keys::Oauth2Keys>()),
        (
            "register-email-verify-code",
            Mount::endpoint::<register_email_verify_code::RegisterEmailVerifyCode>(),
        ),
        (
            "register-mobile-verify-code",
            Mount::endpoint::<register_mobile_verify_code::RegisterMobileVerifyCode>(),
        ),
        ("rotate-keys", Mount::job::<rotate_keys::RotateKeys>()),
        ("sms-send", Mount::endpoint::<sms_send::SmsSend>()),
        ("unknown-route", Mount::endpoint::<unknown_route::UnknownRoute>()),
        ("login-wechat-miniprogram", Mount::endpoint::<login_wechat_miniprogram::LoginWechatMiniprogram>()),
        ("mfa-email", Mount::endpoint::<mfa_email::MfaEmail>()),
        ("mfa-sms", Mount::endpoint::<mfa_sms::MfaSms>()),
        ("social-bind", Mount::endpoint::<social_bind::SocialBind>()),
        ("social-register-bind", Mount::endpoint::<social_register_bind::SocialRegisterBind>()),
        (
            "social-username-password-bind",
            Mount::endpoint::<social_username_password_bind::SocialUsernamePasswordBind>(),
        ),
        ("social-wechat-mobile-bind", Mount::endpoint::<social_wechat_mobile_bind::SocialWechatMobileBind>()),
        (
            "social-wechat-mobile-register-bind",
            Mount::endpoint::<social_wechat_mobile_register_bind::SocialWechatMobileRegisterBind>(),
        ),
    ]
}
