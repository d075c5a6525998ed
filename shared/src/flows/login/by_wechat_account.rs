//! Login from a WeChat mini program: a known person is signed in, an unknown one is sent on
//! to binding or registration.

use crate::{
    error::{Result, catalogue::ErrorGroups},
    flows::{
        response::{FlowResponse, NextStep},
        sign_in::{Acted, Evidence, SignIn},
    },
    platform::{Platform, settings::BootError},
    providers::wechat::client::{Wechat, WechatCode},
    request::{
        body::{BodyReader, RequestBody},
        context::Context,
    },
    storage::{store::Store, transaction::Transaction},
    tenants::{
        application::SignInOrigin,
        registry::Registry,
        source::{Source, SourceKind, Unassociated},
    },
    tokens::state_token::{PendingLink, Purpose},
    users::{
        factor::{Factor, ProvedFactors},
        social_account::{AccountOwner, Subject, owner_of},
        user::Status,
    },
};
use std::sync::Arc;

/// The body: a code of `wx.login`.
#[derive(Debug)]
pub struct WechatLoginRequest(WechatCode);

impl RequestBody for WechatLoginRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        body.required("code").map(Self)
    }
}

/// Signs people in by their WeChat accounts.
pub struct WechatLogin {
    store: Arc<Store>,
    registry: Arc<Registry>,
    sign_in: SignIn,
    wechat: Wechat,
}

impl WechatLogin {
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[Wechat::ERRORS, Subject::LINK_ERRORS];
    /// The statuses that it answers with.
    pub const STATUSES: &'static [&'static str] = &[
        "SUCCESS",
        "SOCIAL_BIND",
        "USER_REGISTER",
        "MFA_AUTH",
        "ACCESS_DENIED",
    ];

    /// Needs what [`SignIn`] and [`Wechat`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            registry: Registry::of(platform)?,
            sign_in: SignIn::new(platform)?,
            wechat: Wechat::new(platform)?,
        })
    }

    /// Asks WeChat whose code it is. A person who has a `unionid` only now is known by
    /// it from now on.
    pub async fn log_in(&self, cx: &Context, request: WechatLoginRequest) -> Result<FlowResponse> {
        let action = async { self.act(cx, request).await.map(Acted::from) };
        self.sign_in.run(cx, action).await
    }

    async fn act(&self, cx: &Context, request: WechatLoginRequest) -> Result<FlowResponse> {
        let WechatLoginRequest(code) = request;
        let (application, tenant) = (&cx.caller.application, &cx.caller.tenant.id);
        let kind = SourceKind::WechatMiniprogram;
        let source = self
            .registry
            .source_of_kind(application, tenant, kind, cx.now)
            .await?;
        let subject = match self.wechat.account(tenant, &source, &code, cx.now).await {
            Ok(subject) => subject,
            Err(refusal) => {
                return refusal
                    .into_error("code")
                    .map_or(Ok(FlowResponse::AccessDenied), Err);
            }
        };
        let owner = owner_of(&subject, tenant, &self.store).await?;
        if !application.open {
            return Ok(FlowResponse::AccessDenied);
        }
        let Some(owner) = owner else {
            return self.send_on(cx, &source, subject).await;
        };
        let AccountOwner { claim, is_complete } = owner;
        cx.audit.user(&claim.user_id);
        let Some(user) = self.sign_in.user(cx, &claim.user_id).await? else {
            // An account of a user who is gone is nobody's.
            return self.send_on(cx, &source, subject).await;
        };
        if user.status == Status::Disabled {
            return Ok(FlowResponse::AccessDenied);
        }
        let factors = ProvedFactors::default().with(Factor::Wechat, claim.set_up());
        // An account that was linked for one code counts nothing until the user has proved two
        // other factors beside it, for which some applications ask.
        let may_count = application.second_factor && factors.kinds() == 0;
        let link = PendingLink {
            source: source.id.clone(),
            subject,
            replaces: None,
            proved_by: claim.proved_by,
        };
        let evidence = Evidence {
            origin: SignInOrigin::Login,
            factors,
            link: Some(link).filter(|_| !is_complete || may_count),
        };
        let prepared = self.sign_in.admit(cx, &user, evidence).await?;
        self.sign_in
            .commit(cx, Transaction::default(), prepared)
            .await
    }

    /// An account that is bound to nobody goes on to what its source says.
    async fn send_on(
        &self,
        cx: &Context,
        source: &Source,
        subject: Subject,
    ) -> Result<FlowResponse> {
        if source.unassociated == Unassociated::Fail {
            return Ok(FlowResponse::AccessDenied);
        }
        let purpose = Purpose::Bind {
            source: source.id.clone(),
            subject,
        };
        let token = self.sign_in.states()?.issue(cx, purpose).await?;
        let next = NextStep::binding(token, &source.verify);
        Ok(match source.unassociated {
            Unassociated::BindOrRegister => FlowResponse::UserRegister(next),
            Unassociated::Bind | Unassociated::Fail => FlowResponse::SocialBind(next),
        })
    }
}
