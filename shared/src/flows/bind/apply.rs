//! The act of binding a social account: what [`decide`] says, done in one transaction.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    flows::{
        bind::{
            by_code::VerifiedContactRequest,
            by_wechat_phone::WechatPhoneRequest,
            decision::{BindEndpoint, Decision, decide},
            ownership::Ownership,
        },
        response::{FlowResponse, NextStep, came_to_nothing},
        sign_in::SignIn,
    },
    keys::kinds::PseudonymKey,
    platform::{Platform, clock::Timestamp, entropy::Entropy, settings::BootError},
    providers::wechat::client::Wechat,
    request::caller::{Caller, admits_new},
    storage::{item_keys::owner_key, store::Store, transaction::Transaction},
    tenants::{registry::Registry, source::Source},
    tokens::{
        flow_caller::FlowCaller,
        state_token::{Purpose, States},
    },
    users::{
        profile::Profile,
        social_account::Subject,
        user::{ContactOf, UniqueClaim, User},
    },
    values::{
        contact::Contact, identifiers::UserId, mobile::Mobile, verification_code::VerifyCode,
    },
    verification::{codes::Codes, verified::Verified},
};
use std::{pin::Pin, sync::Arc};

/// Binds social accounts.
pub struct Binding {
    store: Arc<Store>,
    registry: Arc<Registry>,
    states: States,
    sign_in: SignIn,
    entropy: Arc<dyn Entropy>,
}

/// What a binding call is about, once the state token has said so.
pub(crate) struct Bound {
    source: Arc<Source>,
    subject: Subject,
}

impl Bound {
    /// The blinded name of the social account, which may be part of an attribute's name.
    pub(crate) fn account(&self, pseudonyms: &PseudonymKey) -> String {
        pseudonyms.tag(&["ACCOUNT", &self.subject.app_id, &self.subject.open_id])
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
            sign_in: SignIn::new(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// By a code that was sent to a contact, for binding or, where the call may create a user, for registering.
    pub async fn by_code(
        &self,
        flow_caller: &FlowCaller,
        codes: &Codes,
        call: BindEndpoint,
        proving: VerifiedContactRequest,
        now: Timestamp,
    ) -> Result<FlowResponse> {
        match proving {
            VerifiedContactRequest::Mobile(mobile, code) => {
                self.by_code_to(flow_caller, codes, call, (mobile, code), now)
                    .await
            }
            VerifiedContactRequest::Email(email, code) => {
                self.by_code_to(flow_caller, codes, call, (email, code), now)
                    .await
            }
        }
    }

    async fn by_code_to<C: ContactOf>(
        &self,
        flow_caller: &FlowCaller,
        codes: &Codes,
        call: BindEndpoint,
        (contact, code): (C, VerifyCode),
        now: Timestamp,
    ) -> Result<FlowResponse> {
        let caller = &flow_caller.caller;
        let act = Box::pin(async {
            let key = owner_key(&caller.tenant.id, C::OWNER, &contact.normal());
            let beside = async {
                tokio::try_join!(
                    self.enter(flow_caller, now),
                    self.store.get::<UniqueClaim>(&key)
                )
            };
            let kind = if call.registers() {
                C::REGISTER
            } else {
                C::BIND
            };
            let checked = codes
                .check_while(caller, contact, &[kind], &code, beside, now)
                .await?;
            let (proved, (bound, owner)) = checked;
            self.by_contact(flow_caller, &bound, call, proved, owner, true, now)
                .await
        });
        self.once(flow_caller, now, act).await
    }

    /// By the phone number that WeChat vouches for.
    pub async fn by_wechat_mobile(
        &self,
        flow_caller: &FlowCaller,
        wechat: &Wechat,
        call: BindEndpoint,
        WechatPhoneRequest(code, name): WechatPhoneRequest,
        now: Timestamp,
    ) -> Result<FlowResponse> {
        let tenant = &flow_caller.caller.tenant.id;
        let act = Box::pin(async {
            let bound = self.enter(flow_caller, now).await?;
            let proved = match wechat
                .mobile(tenant, &bound.source, &bound.subject, &code, now)
                .await
            {
                Ok(proved) => proved,
                Err(refusal) => {
                    return refusal
                        .into_error(name)
                        .map_or(Ok(FlowResponse::AccessDenied), Err);
                }
            };
            let key = owner_key(tenant, Mobile::OWNER, &proved.contact().normal());
            let owner = self.store.get::<UniqueClaim>(&key).await?;
            self.by_contact(flow_caller, &bound, call, proved, owner, false, now)
                .await
        });
        self.once(flow_caller, now, act).await
    }

    /// Acts, unless it was done for this very request before.
    pub(crate) async fn once(
        &self,
        FlowCaller { caller, .. }: &FlowCaller,
        now: Timestamp,
        act: Pin<Box<impl Future<Output = Result<FlowResponse>>>>,
    ) -> Result<FlowResponse> {
        self.sign_in
            .once(caller, Some(&self.states), now, act)
            .await
    }

    /// How the account and a user stand to each other.
    pub(crate) async fn look(
        &self,
        caller: &Caller,
        Bound { source, subject }: &Bound,
        user: Option<&UserId>,
    ) -> Result<Ownership> {
        Ownership::of(subject, &source.id, user, caller, &self.store).await
    }

    /// What the state token is for, and its source as it is set up now.
    pub(crate) async fn enter(
        &self,
        FlowCaller { caller, state }: &FlowCaller,
        now: Timestamp,
    ) -> Result<Bound> {
        let Purpose::Bind { source, subject } = self.states.enter(state, now).await? else {
            return Err(Error::new(ErrorCode::BadStateToken));
        };
        let source = self
            .registry
            .source(&caller.application, &caller.tenant.id, &source, now)
            .await?;
        Ok(Bound { source, subject })
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "they are what the decision is about"
    )]
    async fn by_contact<C: ContactOf>(
        &self,
        flow_caller: &FlowCaller,
        bound: &Bound,
        call: BindEndpoint,
        proved: Verified<C>,
        owner: Option<UniqueClaim>,
        is_second_factor: bool,
        now: Timestamp,
    ) -> Result<FlowResponse> {
        let caller = &flow_caller.caller;
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
        let ownership = self.look(caller, bound, owner.as_ref());
        let proof = Proof {
            spend,
            refund,
            is_second_factor,
        };
        self.settle(flow_caller, bound, call, proof, ownership, newcomer, now)
            .await
    }

    /// Does what is decided. Where that comes to nothing, the proof is given back and the state token lives on.
    #[expect(
        clippy::too_many_arguments,
        reason = "they are what the decision is about"
    )]
    pub(crate) async fn settle(
        &self,
        flow_caller: &FlowCaller,
        bound: &Bound,
        call: BindEndpoint,
        Proof {
            spend,
            refund,
            is_second_factor,
        }: Proof,
        ownership: impl Future<Output = Result<Ownership>>,
        newcomer: impl FnOnce() -> Newcomer,
        now: Timestamp,
    ) -> Result<FlowResponse> {
        let proved = (spend, is_second_factor);
        let outcome = self
            .carry_out(flow_caller, bound, call, proved, ownership, newcomer, now)
            .await;
        if came_to_nothing(&outcome) {
            // Refused where the proof was spent all the same: then there is nothing to give back.
            let _ = self.store.commit(refund).await;
        }
        outcome
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "they are what the decision is about"
    )]
    async fn carry_out(
        &self,
        flow_caller: &FlowCaller,
        Bound { source, subject }: &Bound,
        call: BindEndpoint,
        (spend, is_second_factor): (Transaction, bool),
        ownership: impl Future<Output = Result<Ownership>>,
        newcomer: impl FnOnce() -> Newcomer,
        now: Timestamp,
    ) -> Result<FlowResponse> {
        let FlowCaller { caller, state } = flow_caller;
        if !caller.application.open {
            return Ok(FlowResponse::AccessDenied);
        }
        let ownership = ownership.await?;
        let pending = || NextStep::binding(state.reveal(), &source.verify);
        let decision = decide(
            source.unassociated,
            call,
            ownership.contact_owner(),
            ownership.social_owner(),
        );
        let (user, writes) = match (decision, ownership.user) {
            (Decision::Link | Decision::Enter, Some(user)) => (user, Transaction::default()),
            (Decision::CreateAndLink, _) => match newcomer()? {
                Some(created) => created,
                None => return Ok(FlowResponse::AccessDenied),
            },
            (Decision::SocialBind, _) => return Ok(FlowResponse::SocialBind(pending())),
            (Decision::UserRegister, _) => return Ok(FlowResponse::UserRegister(pending())),
            (Decision::Refuse(code), _) => return Err(Error::new(code)),
            (Decision::Deny | Decision::Link | Decision::Enter, _) => {
                return Ok(FlowResponse::AccessDenied);
            }
        };
        let (entering, outcome) = if caller.application.second_factor && !is_second_factor {
            self.sign_in
                .demand(&self.states, caller, &user, now)
                .await?
        } else {
            self.sign_in
                .open(caller, &user, caller.application.session_lifetime(), now)
                .await?
        };
        let link = subject.link(&user.id, &caller.tenant.id, &source.id)?;
        self.store
            .commit(
                spend
                    .with(state.spend(now))
                    .with(writes)
                    .with(link)
                    .with(entering),
            )
            .await?;
        if decision == Decision::CreateAndLink {
            caller.audit.created();
        }
        Ok(outcome)
    }
}
