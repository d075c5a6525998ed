//! Every function of the workspace: the local cloud runs them from this list, and the tests, the
//! benches and the description of the API go through it.

pub mod body_schema;
pub mod description;

use crate::functions::description::Description;
use lambda_http::{Body, Request, Response};
use schemars::{JsonSchema, SchemaGenerator};
use shared::{
    api::{
        endpoint::{Endpoint, Job},
        server::Served,
    },
    error::Result,
    platform::{Platform, clock::Timestamp, settings::BootError},
};
use std::{pin::Pin, sync::Arc};

/// A future on the heap, so that functions of different types fit in one list.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A function that is ready to answer.
pub trait RunningEndpoint: Send + Sync {
    /// Answers one request, as Lambda would pass it to the function.
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
        fn(&mut SchemaGenerator) -> Description,
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

/// Declares [`all`]: the folder of each function and the type that answers, `as job` for what
/// runs on a schedule.
macro_rules! functions {
    (@entry $function:path) => { FunctionEntry::endpoint::<$function>() };
    (@entry $function:path as job) => { FunctionEntry::job::<$function>() };
    ($($folder:literal => $function:path $(as $kind:ident)?),* $(,)?) => {
        /// Every function of the workspace by its folder, in alphabetical order.
        #[must_use]
        pub fn all() -> Vec<(&'static str, FunctionEntry)> {
            vec![$(($folder, functions!(@entry $function $(as $kind)?))),*]
        }

        /// The source of each function by its folder: its head is what the description of the API
        /// says of it.
        pub(crate) const SOURCES: &[(&str, &str)] = &[
            $((
                $folder,
                include_str!(concat!("../../functions/", $folder, "/src/lib.rs")),
            )),*
        ];

        /// The event of each function by its folder: a request that it answers.
        pub(crate) const EVENTS: &[(&str, &str)] = &[
            $(($folder, include_str!(concat!("../../events/", $folder, ".json")))),*
        ];
    };
}

functions! {
    "captcha-get" => captcha_get::CaptchaGet,
    "captcha-verify" => captcha_verify::CaptchaVerify,
    "country-codes" => country_codes::CountryCodes,
    "email-send" => email_send::EmailSend,
    "login" => login::Login,
    "login-auth" => login_auth::LoginAuth,
    "login-email-pwd" => login_email_pwd::LoginEmailPwd,
    "login-email-verify-code" => login_email_verify_code::LoginEmailVerifyCode,
    "login-mobile-pwd" => login_mobile_pwd::LoginMobilePwd,
    "login-mobile-verify-code" => login_mobile_verify_code::LoginMobileVerifyCode,
    "login-wechat-mini-program-mobile" => login_wechat_mini_program_mobile::LoginWechatMiniProgramMobile,
    "login-wechat-miniprogram" => login_wechat_miniprogram::LoginWechatMiniprogram,
    "logout" => logout::Logout,
    "mfa-email" => mfa_email::MfaEmail,
    "mfa-sms" => mfa_sms::MfaSms,
    "mobile-by-token" => mobile_by_token::MobileByToken,
    "oauth2-keys" => oauth2_keys::Oauth2Keys,
    "openid-configuration" => openid_configuration::OpenidConfiguration,
    "profile" => profile::Profile,
    "profile-update" => profile_update::ProfileUpdate,
    "profile-update-email" => profile_update_email::ProfileUpdateEmail,
    "profile-update-mobile" => profile_update_mobile::ProfileUpdateMobile,
    "public-key" => public_key::PublicKey,
    "pwd-change" => pwd_change::PwdChange,
    "pwd-change-by-email" => pwd_change_by_email::PwdChangeByEmail,
    "pwd-change-by-mobile" => pwd_change_by_mobile::PwdChangeByMobile,
    "pwd-check-exist" => pwd_check_exist::PwdCheckExist,
    "pwd-skip-update" => pwd_skip_update::PwdSkipUpdate,
    "pwd-update" => pwd_update::PwdUpdate,
    "pwd-update-by-email" => pwd_update_by_email::PwdUpdateByEmail,
    "pwd-update-by-mobile" => pwd_update_by_mobile::PwdUpdateByMobile,
    "receipts-aliyun" => receipts_aliyun::ReceiptsAliyun,
    "receipts-huawei" => receipts_huawei::ReceiptsHuawei,
    "receipts-tencent" => receipts_tencent::ReceiptsTencent,
    "register-email-verify-code" => register_email_verify_code::RegisterEmailVerifyCode,
    "register-mobile-verify-code" => register_mobile_verify_code::RegisterMobileVerifyCode,
    "rotate-keys" => rotate_keys::RotateKeys as job,
    "server-date" => server_date::ServerDate,
    "sessions" => sessions::Sessions,
    "sessions-revoke" => sessions_revoke::SessionsRevoke,
    "sms-send" => sms_send::SmsSend,
    "social-bind" => social_bind::SocialBind,
    "social-list" => social_list::SocialList,
    "social-register-bind" => social_register_bind::SocialRegisterBind,
    "social-unbind" => social_unbind::SocialUnbind,
    "social-unbind-account" => social_unbind_account::SocialUnbindAccount,
    "social-username-password-bind" => social_username_password_bind::SocialUsernamePasswordBind,
    "social-wechat-mobile-bind" => social_wechat_mobile_bind::SocialWechatMobileBind,
    "social-wechat-mobile-register-bind" => social_wechat_mobile_register_bind::SocialWechatMobileRegisterBind,
    "sso-session-token-id-token" => sso_session_token_id_token::SsoSessionTokenIdToken,
    "tenant-session-refresh" => tenant_session_refresh::TenantSessionRefresh,
    "tenant-sso-ticket" => tenant_sso_ticket::TenantSsoTicket,
    "tenant-sso-ticket-verify" => tenant_sso_ticket_verify::TenantSsoTicketVerify,
    "tenant-token" => tenant_token::TenantToken,
    "unknown-route" => unknown_route::UnknownRoute,
}
