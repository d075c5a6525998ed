//! The act of binding a social account: what [`decide`] says, done in one transaction.

use crate::{
    error::{Error, Result, catalogue::Code},
    flows::{
        bind::{
            by_code::Proving,
            by_wechat_phone::WechatPhone,
            decision::{Call, Decision, decide},
            ownership::Standing,
        },
        response::{Outcome, Pending, came_to_nothing},
        sign_in::Entry,
    },
    keys::kinds::BlindKey,
    platform::{Platform, clock::Timestamp, entropy::Entropy, settings::BootError},
    providers::wechat::client::Wechat,
    request::caller::{Caller, admits_new},
    storage::{item_keys::owner_key, store::Store, transaction::Transaction},
    tenants::{registry::Registry, source::Source},
    tokens::{
        flow_caller::Arrived,
        state_token::{Purpose, States},
    },
    users::{
        profile::Profile,
        social_account::Subject,
        user::{OfUser, Owner, User},
    },
    values::{contact::Contact, identifiers::UserId, mobile::Mobile, verification_code::VerifyCode},
    verification::{codes::Codes, verified::Proved},
};
use std::{pin::Pin, sync::Arc};

/// Binds social accounts.
pub struct Binding {
    store: Arc<Store>,
    registry: Arc<Registry>,
    states: States,
    entry: Entry,
    entropy: Arc<dyn Entropy>,
}

/// What a binding call is about, once the state token has said so.
pub(crate) struct Bound {
    source: Arc<Source>,
    subject: Subject,
}

impl Bound {
    /// The blinded name of the social account, which may be part of an attribute's name.
    pub(crate) fn account(&self, blind: &BlindKey) -> String {
        blind.tag(&["ACCOUNT", &self.subject.app_id, &self.subject.open_id])
    }
}

/// What a person has proved of being a user.
pub(crate) struct Proof {
    /// What spends it.
    pub(crate) spend: Transaction,
    /// What makes up for a try that came to nothing.
    pub(crate) refund: Transaction,
    /// Whether it came from elsewhere than the social account itself.
    pub(crate) is_second_factor: bool,
}

/// A user who is to be created, and the writes that do it.
type Newcomer = Result<Option<(User, Transaction)>>;

impl Binding {
    /// Needs what [`States`] and [`Entry`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            registry: Registry::of(platform)?,
            states: States::new(platform)?,
            entry: Entry::new(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// By a code that was sent to a contact, for binding or, where the call may create a user, for registering.
    pub async fn by_code(
        &self,
        arrived: &Arrived,
        codes: &Codes,
        call: Call,
        proving: Proving,
        now: Timestamp,
    ) -> Result<Outcome> {
        match proving {
            Proving::Mobile(mobile, code) => self.by_code_to(arrived, codes, call, (mobile, code), now).await,
            Proving::Email(email, code) => self.by_code_to(arrived, codes, call, (email, code), now).await,
        }
    }

    async fn by_code_to<C: OfUser>(
        &self,
        arrived: &Arrived,
        codes: &Codes,
        call: Call,
        (contact, code): (C, VerifyCode),
        now: Timestamp,
    ) -> Result<Outcome> {
        let caller = &arrived.caller;
        let act = Box::pin(async {
            let key = owner_key(&caller.tenant.id, C::OWNER, &contact.normal());
            let beside = async { tokio::try_join!(self.enter(arrived, now), self.store.get::<Owner>(&key)) };
            let kind = if call.registers() { C::REGISTER } else { C::BIND };
            let checked = codes.check_beside(caller, contact, &[kind], &code, beside, now).await?;
            let (proved, (bound, owner)) = checked;
            self.by_contact(arrived, &bound, call, proved, owner, true, now).await
        });
        self.once(arrived, now, act).await
    }

    /// By the phone number that WeChat vouches for.
    pub async fn by_wechat_mobile(
        &self,
        arrived: &Arrived,
        wechat: &Wechat,
        call: Call,
        WechatPhone(code, name): WechatPhone,
        now: Timestamp,
    ) -> Result<Outcome> {
        let tenant = &arrived.caller.tenant.id;
        let act = Box::pin(async {
            let bound = self.enter(arrived, now).await?;
            let proved = match wechat.mobile(tenant, &bound.source, &bound.subject, &code, now).await {
                Ok(proved) => proved,
                Err(refusal) => return refusal.into_error(name).map_or(Ok(Outcome::AccessDenied), Err),
            };
            let key = owner_key(tenant, Mobile::OWNER, &proved.contact().normal());
            let owner = self.store.get::<Owner>(&key).await?;
            self.by_contact(arrived, &bound, call, proved, owner, false, now).await
        });
        self.once(arrived, now, act).await
    }

    /// Acts, unless it was done for this very request before.
    pub(crate) async fn once(
        &self,
        Arrived { caller, .. }: &Arrived,
        now: Timestamp,
        act: Pin<Box<impl Future<Output = Result<Outcome>>>>,
    ) -> Result<Outcome> {
        self.entry.once(caller, Some(&self.states), now, act).await
    }

    /// How the account and a user stand to each other.
    pub(crate) async fn look(
        &self,
        caller: &Caller,
        Bound { source, subject }: &Bound,
        user: Option<&UserId>,
    ) -> Result<Standing> {
        Standing::of(subject, &source.id, user, caller, &self.store).await
    }

    /// What the state token is for, and its source as it is set up now.
    pub(crate) async fn enter(&self, Arrived { caller, state }: &Arrived, now: Timestamp) -> Result<Bound> {
        let Purpose::Bind { source, subject } = self.states.enter(state, now).await? else {
            return Err(Error::new(Code::BadStateToken));
        };
        let source = self.registry.source(&caller.application, &caller.tenant.id, &source, now).await?;
        Ok(Bound { source, subject })
    }

    #[expect(clippy::too_many_arguments, reason = "they are what the decision is about")]
    async fn by_contact<C: OfUser>(
        &self,
        arrived: &Arrived,
        bound: &Bound,
        call: Call,
        proved: Proved<C>,
        owner: Option<Owner>,
        is_second_factor: bool,
        now: Timestamp,
    ) -> Result<Outcome> {
        let caller = &arrived.caller;
        let (contact, spend, refund) = proved.into_parts();
        let owner = owner.map(|owner| owner.user_id);
        let newcomer = || -> Newcomer {
            if !admits_new(caller, C::kind())? {
                return Ok(None);
            }
            let id = UserId::draw(&*self.entropy, now);
            let mut user = User::new(id, caller.tenant.id.clone(), Profile::default(), now);
            contact.clone().give_to(&mut user);
            let writes = user.create(&caller.tenant, &contact)?;
            Ok(Some((user, writes)))
        };
        let standing = self.look(caller, bound, owner.as_ref());
        let proof = Proof { spend, refund, is_second_factor };
        self.settle(arrived, bound, call, proof, standing, newcomer, now).await
    }

    /// Does what is decided. Where that comes to nothing, the proof is given back and the state token lives on.
    #[expect(clippy::too_many_arguments, reason = "they are what the decision is about")]
    pub(crate) async fn settle(
        &self,
        arrived: &Arrived,
        bound: &Bound,
        call: Call,
        Proof { spend, refund, is_second_factor }: Proof,
        standing: impl Future<Output = Result<Standing>>,
        newcomer: impl FnOnce() -> Newcomer,
        now: Timestamp,
    ) -> Result<Outcome> {
        let proved = (spend, is_second_factor);
        let outcome = self.carry_out(arrived, bound, call, proved, standing, newcomer, now).await;
        if came_to_nothing(&outcome) {
            // Refused where the proof was spent all the same: then there is nothing to give back.
            let _ = self.store.commit(refund).await;
        }
        outcome
    }

    #[expect(clippy::too_many_arguments, reason = "they are what the decision is about")]
    async fn carry_out(
        &self,
        arrived: &Arrived,
        Bound { source, subject }: &Bound,
        call: Call,
        (spend, is_second_factor): (Transaction, bool),
        standing: impl Future<Output = Result<Standing>>,
        newcomer: impl FnOnce() -> Newcomer,
        now: Timestamp,
    ) -> Result<Outcome> {
        let Arrived { caller, state } = arrived;
        if !caller.application.open {
            return Ok(Outcome::AccessDenied);
        }
        let standing = standing.await?;
        let pending = || Pending::binding(state.reveal(), &source.verify);
        let decision = decide(source.unassociated, call, standing.contact_owner(), standing.social_owner());
        let (user, writes) = match (decision, standing.user) {
            (Decision::Link | Decision::Enter, Some(user)) => (user, Transaction::default()),
            (Decision::CreateAndLink, _) => match newcomer()? {
                Some(created) => created,
                None => return Ok(Outcome::AccessDenied),
            },
            (Decision::SocialBind, _) => return Ok(Outcome::SocialBind(pending())),
            (Decision::UserRegister, _) => return Ok(Outcome::UserRegister(pending())),
            (Decision::Refuse(code), _) => return Err(Error::new(code)),
            (Decision::Deny | Decision::Link | Decision::Enter, _) => return Ok(Outcome::AccessDenied),
        };
        let (entering, outcome) = if caller.application.second_factor && !is_second_factor {
            self.entry.demand(&self.states, caller, &user, now).await?
        } else {
            self.entry.open(caller, &user, caller.application.session_lifetime(), now).await?
        };
        let link = subject.link(&user.id, &caller.tenant.id, &source.id)?;
        self.store.commit(spend.with(state.spend(now)).with(writes).with(link).with(entering)).await?;
        if decision == Decision::CreateAndLink {
            caller.trail.created();
        }
        Ok(outcome)
    }
}
