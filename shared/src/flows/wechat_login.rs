//! The act of arriving with a social account: whoever is known comes in, whoever is not is sent on.

use crate::{
    error::{Error, Result},
    flows::{
        response::{FlowResponse, NextStep},
        sign_in::SignIn,
    },
    platform::{Platform, clock::Timestamp, settings::BootError},
    providers::wechat::client::{Wechat, WechatCode},
    request::{
        body::{BodyReader, RequestBody},
        caller::Caller,
    },
    storage::{item_keys::user_key, store::Store},
    tenants::{
        registry::Registry,
        source::{SourceKind, Unassociated},
    },
    tokens::state_token::{Purpose, States},
    users::{
        social_account::{AccountOwner, owner_of},
        user::{Status, User},
    },
};
use std::sync::Arc;

/// What a mini program has of its person: the code of `wx.login`.
#[derive(Debug)]
pub struct WechatLoginRequest(WechatCode);

impl RequestBody for WechatLoginRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        body.required("code").map(Self)
    }
}

/// Receives people.
pub struct WechatLogin {
    store: Arc<Store>,
    registry: Arc<Registry>,
    states: States,
    sign_in: SignIn,
    wechat: Wechat,
}

impl WechatLogin {
    /// Needs what [`States`], [`Entry`] and [`Wechat`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            registry: Registry::of(platform)?,
            states: States::new(platform)?,
            sign_in: SignIn::new(platform)?,
            wechat: Wechat::new(platform)?,
        })
    }

    /// Asks WeChat who it is. A known person comes in; one who has a `unionid` only now is known by it from now on.
    pub async fn log_in(
        &self,
        caller: &Caller,
        login: WechatLoginRequest,
        now: Timestamp,
    ) -> Result<FlowResponse> {
        self.sign_in
            .once(
                caller,
                Some(&self.states),
                now,
                Box::pin(self.receive(caller, login, now)),
            )
            .await
    }

    async fn receive(
        &self,
        caller: &Caller,
        WechatLoginRequest(code): WechatLoginRequest,
        now: Timestamp,
    ) -> Result<FlowResponse> {
        let (application, tenant) = (&caller.application, &caller.tenant.id);
        let kind = SourceKind::WechatMiniprogram;
        let source = self
            .registry
            .source_of_kind(application, tenant, kind, now)
            .await?;
        let subject = match self.wechat.account(tenant, &source, &code).await {
            Ok(subject) => subject,
            Err(refusal) => {
                return refusal
                    .into_error("code")
                    .map_or(Ok(FlowResponse::AccessDenied), Err);
            }
        };
        let known = owner_of(&subject, tenant, &self.store).await?;
        if !application.open {
            return Ok(FlowResponse::AccessDenied);
        }
        let Some(AccountOwner {
            user_id,
            is_complete,
        }) = known
        else {
            if source.unassociated == Unassociated::Fail {
                return Ok(FlowResponse::AccessDenied);
            }
            let purpose = Purpose::Bind {
                source: source.id.clone(),
                subject,
            };
            let token = self.states.issue(caller, purpose, now).await?;
            let pending = NextStep::binding(token, &source.verify);
            return Ok(match source.unassociated {
                Unassociated::BindOrRegister => FlowResponse::UserRegister(pending),
                _ => FlowResponse::SocialBind(pending),
            });
        };
        caller.audit.user(&user_id);
        let user: Option<User> = self.store.get(&user_key(tenant, &user_id)).await?;
        let user =
            user.ok_or_else(|| Error::internal("looking for the owner of a social account"))?;
        if user.status == Status::Disabled {
            return Ok(FlowResponse::AccessDenied);
        }
        let links = if is_complete {
            None
        } else {
            Some(subject.link(&user_id, tenant, &source.id)?)
        };
        let (entering, outcome) = if application.second_factor {
            self.sign_in
                .demand(&self.states, caller, &user, now)
                .await?
        } else {
            self.sign_in
                .open(caller, &user, application.session_lifetime(), now)
                .await?
        };
        self.store
            .commit(links.unwrap_or_default().with(entering))
            .await?;
        Ok(outcome)
    }
}
