//! Every function of the workspace, by the name of its folder.

pub mod body_schema;
pub mod description;

use crate::functions::description::Description;
use lambda_http::{Body, Request, Response};
use schemars::JsonSchema;
use shared::{
    api::{
        endpoint::{Endpoint, Job},
        server::Served,
    },
    error::Result,
    platform::{Platform, clock::Timestamp, settings::BootError},
};
use std::{pin::Pin, sync::Arc};

/// A future on the heap.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A function that is ready to answer.
pub trait RunningEndpoint: Send + Sync {
    /// Answers one request.
    fn respond(&self, request: Request) -> BoxFuture<'_, Response<Body>>;
}

impl<F: Endpoint> RunningEndpoint for Served<F> {
    fn respond(&self, request: Request) -> BoxFuture<'_, Response<Body>> {
        Box::pin(Served::respond(self, request))
    }
}

/// A function that is ready to answer, or why there is none.
pub type Built = Result<Arc<dyn RunningEndpoint>, BootError>;

/// How a function is built.
#[derive(Clone, Copy)]
pub enum FunctionEntry {
    /// One that answers requests, and how it is described.
    Endpoint(
        fn(Platform) -> BoxFuture<'static, Built>,
        fn() -> Description,
    ),
    /// One that runs by the calendar.
    Job(fn(Platform, Timestamp) -> BoxFuture<'static, Result<()>>),
}

impl FunctionEntry {
    fn endpoint<F: Endpoint<Response: JsonSchema>>() -> Self {
        let build = |platform: Platform| -> BoxFuture<'static, Built> {
            Box::pin(async move {
                Ok(Arc::new(Served::<F>::build(&platform).await?) as Arc<dyn RunningEndpoint>)
            })
        };
        Self::Endpoint(build, Description::of::<F>)
    }

    fn job<J: Job>() -> Self {
        Self::Job(|platform, now| {
            Box::pin(async move {
                let job = J::build(&platform);
                job.map_err(|_| shared::error::Error::internal("building a job"))?
                    .run(now)
                    .await
            })
        })
    }
}

/// All of them.
#[must_use]
pub fn all() -> Vec<(&'static str, FunctionEntry)> {
    vec![
        (
            "captcha-get",
            FunctionEntry::endpoint::<captcha_get::CaptchaGet>(),
        ),
        (
            "captcha-verify",
            FunctionEntry::endpoint::<captcha_verify::CaptchaVerify>(),
        ),
        (
            "country-codes",
            FunctionEntry::endpoint::<country_codes::CountryCodes>(),
        ),
        (
            "email-send",
            FunctionEntry::endpoint::<email_send::EmailSend>(),
        ),
        (
            "oauth2-keys",
            FunctionEntry::endpoint::<oauth2_keys::Oauth2Keys>(),
        ),
        (
            "openid-configuration",
            FunctionEntry::endpoint::<openid_configuration::OpenidConfiguration>(),
        ),
        (
            "register-email-verify-code",
            FunctionEntry::endpoint::<register_email_verify_code::RegisterEmailVerifyCode>(),
        ),
        (
            "register-mobile-verify-code",
            FunctionEntry::endpoint::<register_mobile_verify_code::RegisterMobileVerifyCode>(),
        ),
        (
            "rotate-keys",
            FunctionEntry::job::<rotate_keys::RotateKeys>(),
        ),
        ("sms-send", FunctionEntry::endpoint::<sms_send::SmsSend>()),
        (
            "unknown-route",
            FunctionEntry::endpoint::<unknown_route::UnknownRoute>(),
        ),
        (
            "login-wechat-miniprogram",
            FunctionEntry::endpoint::<login_wechat_miniprogram::LoginWechatMiniprogram>(),
        ),
        (
            "mfa-email",
            FunctionEntry::endpoint::<mfa_email::MfaEmail>(),
        ),
        ("mfa-sms", FunctionEntry::endpoint::<mfa_sms::MfaSms>()),
        (
            "social-bind",
            FunctionEntry::endpoint::<social_bind::SocialBind>(),
        ),
        (
            "social-register-bind",
            FunctionEntry::endpoint::<social_register_bind::SocialRegisterBind>(),
        ),
        (
            "social-username-password-bind",
            FunctionEntry::endpoint::<social_username_password_bind::SocialUsernamePasswordBind>(),
        ),
        (
            "social-wechat-mobile-bind",
            FunctionEntry::endpoint::<social_wechat_mobile_bind::SocialWechatMobileBind>(),
        ),
        (
            "social-wechat-mobile-register-bind",
            FunctionEntry::endpoint::<
                social_wechat_mobile_register_bind::SocialWechatMobileRegisterBind,
            >(),
        ),
    ]
}
