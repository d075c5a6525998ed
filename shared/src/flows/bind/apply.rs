//! What all bindings share: a state token opens one, and what [`decide`] says is applied in one
//! transaction. What differs is the proof in between, in the modules beside this one.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    flows::{
        bind::{
            decision::{BindEndpoint, CountedFactors, Decision, decide},
            ownership::Ownership,
        },
        create_user::{NewUser, ProfileForm, UserCreation},
        response::{FlowResponse, NextStep},
        sign_in::{Acted, Evidence, SignIn},
    },
    platform::{Platform, settings::BootError},
    storage::{store::Store, transaction::Transaction},
    tenants::{application::SignInOrigin, registry::Registry, source::Source},
    tokens::{
        flow_context::FlowContext,
        state_token::{PendingLink, Purpose},
    },
    users::{
        factor::{Factor, ProvedFactors, SetUp},
        password::StoredPassword,
        user::ContactOf,
    },
    values::identifiers::UserId,
    verification::verified::Proof,
};
use std::sync::Arc;

pub struct Binding {
    pub(super) store: Arc<Store>,
    registry: Arc<Registry>,
    pub(super) sign_in: SignIn,
    creation: UserCreation,
}

/// A binding under way: what the state token stands for, and the source as it is set up now.
pub(super) struct BindingAttempt<'a> {
    pub(super) flow: &'a FlowContext,
    pub(super) endpoint: BindEndpoint,
    pub(super) source: Arc<Source>,
    pub(super) link: PendingLink,
}

/// What a person has proved, and whose it is.
pub(super) struct BindingProof<C> {
    /// The contact; nothing where a password was the proof.
    pub(super) contact: Option<C>,
    /// What the proof counts as.
    pub(super) factor: Factor,
    /// Who owns the contact or the name, by the item that says so.
    pub(super) owner: Option<UserId>,
    /// The writes that consume the proof, or give it back.
    pub(super) proof: Proof,
    /// The password under a hash of our own, where it is stored under another one.
    pub(super) rehashed: Option<StoredPassword>,
}

impl Binding {
    /// How nothing is bound, whatever was proved.
    pub const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::SourceNotConfigured,
        ErrorCode::SocialTaken,
        ErrorCode::UserBound,
    ];

    /// Needs what [`SignIn`] needs.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            registry: Registry::of(platform)?,
            sign_in: SignIn::new(platform)?,
            creation: UserCreation::new(platform)?,
        })
    }

    /// Opens a binding: counts a use of the state token.
    pub(super) async fn open<'a>(
        &self,
        flow: &'a FlowContext,
        endpoint: BindEndpoint,
    ) -> Result<BindingAttempt<'a>> {
        let FlowContext { cx, state } = flow;
        let Purpose::Bind { source, subject } = self.sign_in.states()?.enter(state, cx.now).await?
        else {
            return Err(Error::new(ErrorCode::BadStateToken).because("purpose"));
        };
        let caller = &cx.caller;
        let (application, tenant) = (&caller.application, &caller.tenant.id);
        let configured = self
            .registry
            .source(application, tenant, &source, cx.now)
            .await?;
        Ok(BindingAttempt {
            flow,
            endpoint,
            source: configured,
            link: PendingLink {
                source,
                subject,
                replaces: None,
                proved_by: Vec::new(),
            },
        })
    }

    /// Applies what is decided. Where that is no progress, the state token lives on.
    pub(super) async fn apply<C: ContactOf>(
        &self,
        attempt: BindingAttempt<'_>,
        proved: BindingProof<C>,
        ownership: Ownership,
    ) -> Acted {
        let Proof { consume, refund } = proved.proof;
        let proved = BindingProof {
            proof: Proof::default(),
            ..proved
        };
        let response = self.carry_out(attempt, proved, consume, ownership).await;
        Acted { response, refund }
    }

    async fn carry_out<C: ContactOf>(
        &self,
        attempt: BindingAttempt<'_>,
        proved: BindingProof<C>,
        consume: Transaction<'static>,
        ownership: Ownership,
    ) -> Result<FlowResponse> {
        let BindingAttempt {
            flow: FlowContext { cx, state },
            endpoint,
            source,
            mut link,
        } = attempt;
        if !cx.caller.application.open {
            return Ok(FlowResponse::AccessDenied);
        }
        let next = || NextStep::binding(state.reveal(), &source.verify);
        let (contact_owner, social_owner) = (ownership.contact_owner(), ownership.social_owner());
        let (decision, counts) = decide(source.unassociated, endpoint, contact_owner, social_owner);
        link.proved_by = ownership.account_proof();
        link.replaces = ownership.gone;
        let origin = endpoint.origin();
        let consume = consume.with(state.spend(cx.now));
        match (decision, ownership.user) {
            (Decision::Link | Decision::SignIn, Some(user)) => {
                let set_ups = SetUps {
                    account: SetUp::by(&link.proved_by),
                    password: user.password_set_up(),
                };
                let factors = factors_of(counts, proved.factor, set_ups);
                let evidence = Evidence {
                    origin,
                    factors,
                    link: Some(link),
                };
                let prepared = self.sign_in.admit(cx, &user, evidence).await?;
                let prepared = prepared.rehashing(&user, proved.rehashed.as_ref())?;
                self.sign_in.commit(cx, consume, prepared).await
            }
            (Decision::CreateAndLink, _) => {
                let Some(contact) = proved.contact else {
                    return Ok(FlowResponse::AccessDenied);
                };
                // Nobody has anything yet that another could have taken.
                link.proved_by = vec![Factor::Wechat, proved.factor];
                let new = NewUser {
                    contact,
                    form: ProfileForm::default(),
                    evidence: Evidence {
                        origin,
                        factors: ProvedFactors::of(proved.factor),
                        link: Some(link),
                    },
                    gone: proved.owner,
                };
                let created = self.creation.create(cx, &self.sign_in, new, consume);
                created.await
            }
            (Decision::SocialBind, _) => Ok(FlowResponse::SocialBind(next())),
            (Decision::UserRegister, _) => Ok(FlowResponse::UserRegister(next())),
            (Decision::Refuse(code), _) => Err(Error::new(code).because("policy")),
            (Decision::Deny | Decision::Link | Decision::SignIn, _) => {
                Ok(FlowResponse::AccessDenied)
            }
        }
    }
}

impl BindEndpoint {
    /// The published documents have other lifetimes for two of the endpoints.
    const fn origin(self) -> SignInOrigin {
        match self {
            Self::WechatMobileBind | Self::WechatMobileRegisterBind => SignInOrigin::WechatPhone,
            Self::Bind | Self::RegisterBind | Self::PasswordBind => SignInOrigin::Login,
        }
    }
}

/// How the factors of a binding were set up that do not count in any case.
#[derive(Clone, Copy)]
struct SetUps {
    account: SetUp,
    password: SetUp,
}

/// The factors of a binding. A number that WeChat vouches for is no second factor beside the WeChat
/// account, where that counts: both are WeChat's word.
fn factors_of(counts: CountedFactors, proved: Factor, set_ups: SetUps) -> ProvedFactors {
    let with_account = match counts {
        CountedFactors::None => return ProvedFactors::default(),
        CountedFactors::Proof => ProvedFactors::default(),
        CountedFactors::ProofAndAccount => {
            ProvedFactors::default().with(Factor::Wechat, set_ups.account)
        }
    };
    if proved == Factor::WechatPhone && with_account.kinds() > 0 {
        return with_account;
    }
    with_account.with(proved, set_ups.password)
}
