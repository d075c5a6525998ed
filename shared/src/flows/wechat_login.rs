//! The act of arriving with a social account: whoever is known comes in, whoever is not is sent on.

use crate::{
    error::{Error, Result},
    flows::{
        response::{Outcome, Pending},
        sign_in::Entry,
    },
    platform::{Platform, clock::Timestamp, settings::BootError},
    providers::wechat::client::{Wechat, WechatCode},
    request::{
        body::{Ask, Form},
        caller::Caller,
    },
    storage::{item_keys::user_key, store::Store},
    tenants::{
        registry::Registry,
        source::{SourceKind, Unassociated},
    },
    tokens::state_token::{Purpose, States},
    users::{
        social_account::{Known, owner_of},
        user::{Status, User},
    },
};
use std::sync::Arc;

/// What a mini program has of its person: the code of `wx.login`.
#[derive(Debug)]
pub struct WechatLogin(WechatCode);

impl Ask for WechatLogin {
    fn read(form: &Form<'_>) -> Result<Self> {
        form.required("code").map(Self)
    }
}

/// Receives people.
pub struct Arrival {
    store: Arc<Store>,
    registry: Arc<Registry>,
    states: States,
    entry: Entry,
    wechat: Wechat,
}

impl Arrival {
    /// Needs what [`States`], [`Entry`] and [`Wechat`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            registry: Registry::of(platform)?,
            states: States::new(platform)?,
            entry: Entry::new(platform)?,
            wechat: Wechat::new(platform)?,
        })
    }

    /// Asks WeChat who it is. A known person comes in; one who has a `unionid` only now is known by it from now on.
    pub async fn by_wechat(&self, caller: &Caller, login: WechatLogin, now: Timestamp) -> Result<Outcome> {
        self.entry.once(caller, Some(&self.states), now, Box::pin(self.receive(caller, login, now))).await
    }

    async fn receive(
        &self,
        caller: &Caller,
        WechatLogin(code): WechatLogin,
        now: Timestamp,
    ) -> Result<Outcome> {
        let (application, tenant) = (&caller.application, &caller.tenant.id);
        let kind = SourceKind::WechatMiniprogram;
        let source = self.registry.source_of_kind(application, tenant, kind, now).await?;
        let subject = match self.wechat.account(tenant, &source, &code).await {
            Ok(subject) => subject,
            Err(refusal) => return refusal.into_error("code").map_or(Ok(Outcome::AccessDenied), Err),
        };
        let known = owner_of(&subject, tenant, &self.store).await?;
        if !application.open {
            return Ok(Outcome::AccessDenied);
        }
        let Some(Known { user_id, is_complete }) = known else {
            if source.unassociated == Unassociated::Fail {
                return Ok(Outcome::AccessDenied);
            }
            let purpose = Purpose::Bind { source: source.id.clone(), subject };
            let token = self.states.issue(caller, purpose, now).await?;
            let pending = Pending::binding(token, &source.verify);
            return Ok(match source.unassociated {
                Unassociated::BindOrRegister => Outcome::UserRegister(pending),
                _ => Outcome::SocialBind(pending),
            });
        };
        caller.trail.user(&user_id);
        let user: Option<User> = self.store.get(&user_key(tenant, &user_id)).await?;
        let user = user.ok_or_else(|| Error::impossible("looking for the owner of a social account"))?;
        if user.status == Status::Disabled {
            return Ok(Outcome::AccessDenied);
        }
        let links = if is_complete { None } else { Some(subject.link(&user_id, tenant, &source.id)?) };
        let (entering, outcome) = if application.second_factor {
            self.entry.demand(&self.states, caller, &user, now).await?
        } else {
            self.entry.open(caller, &user, application.session_lifetime(), now).await?
        };
        self.store.commit(links.unwrap_or_default().with(entering)).await?;
        Ok(outcome)
    }
}
