//! The act of giving a second factor: a code to a contact that the user has proved before.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    flows::{
        response::{FlowResponse, came_to_nothing},
        sign_in::SignIn,
    },
    platform::{Platform, clock::Timestamp, settings::BootError},
    request::body::{BodyReader, RequestBody},
    storage::{item_keys::user_key, store::Store, transaction::Transaction},
    tokens::{
        flow_caller::FlowCaller,
        state_token::{Purpose, States},
    },
    users::user::{ContactOf, Status, User},
    values::{contact::Contact, identifiers::UserId, verification_code::VerifyCode},
    verification::codes::Codes,
};
use std::sync::Arc;

/// A contact, and the code that was sent there.
#[derive(Debug)]
pub struct SecondFactorRequest<C> {
    contact: C,
    code: VerifyCode,
}

impl<C: Contact> RequestBody for SecondFactorRequest<C> {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            contact: body.required(C::NAME)?,
            code: body.required("verify_code")?,
        })
    }
}

/// Takes second factors.
pub struct SecondFactor {
    store: Arc<Store>,
    codes: Codes,
    states: States,
    sign_in: SignIn,
}

impl SecondFactor {
    /// Needs what [`Codes`], [`States`] and [`Entry`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            codes: Codes::new(platform)?,
            states: States::new(platform)?,
            sign_in: SignIn::new(platform)?,
        })
    }

    /// Lets a user in who has given one factor, by a code of one of these kinds.
    pub async fn by_code<C: ContactOf>(
        &self,
        flow_caller: &FlowCaller,
        factor: SecondFactorRequest<C>,
        kinds: &[C::CodeType],
        now: Timestamp,
    ) -> Result<FlowResponse> {
        let act = Box::pin(self.by_code_now(flow_caller, factor, kinds, now));
        self.sign_in
            .once(&flow_caller.caller, Some(&self.states), now, act)
            .await
    }

    async fn by_code_now<C: ContactOf>(
        &self,
        flow_caller: &FlowCaller,
        SecondFactorRequest { contact, code }: SecondFactorRequest<C>,
        kinds: &[C::CodeType],
        now: Timestamp,
    ) -> Result<FlowResponse> {
        let FlowCaller { caller, state } = flow_caller;
        let user_id = async {
            match self.states.enter(state, now).await? {
                Purpose::SecondFactor { user_id } => Ok(user_id),
                Purpose::Bind { .. } => Err(Error::new(ErrorCode::BadStateToken)),
            }
        };
        let (proved, user_id) = self
            .codes
            .check_while(caller, contact, kinds, &code, user_id, now)
            .await?;
        let (contact, spend, refund) = proved.into_parts();
        let outcome = self
            .let_in(flow_caller, &contact, spend, &user_id, now)
            .await;
        if came_to_nothing(&outcome) {
            // Refused where the code was spent all the same: then there is nothing to give back.
            let _ = self.store.commit(refund).await;
        }
        outcome
    }

    async fn let_in<C: ContactOf>(
        &self,
        FlowCaller { caller, state }: &FlowCaller,
        contact: &C,
        spend: Transaction,
        user_id: &UserId,
        now: Timestamp,
    ) -> Result<FlowResponse> {
        caller.audit.user(user_id);
        let user: Option<User> = self
            .store
            .get(&user_key(&caller.tenant.id, user_id))
            .await?;
        let user = user.ok_or_else(|| Error::internal("looking for a user"))?;
        if C::proved_by(&user).is_none_or(|own| own.normal() != contact.normal()) {
            return Err(Error::new(ErrorCode::BadValue).with(C::NAME));
        }
        if user.status == Status::Disabled {
            return Ok(FlowResponse::AccessDenied);
        }
        let lifetime = caller.application.session_lifetime();
        let (session, success) = self.sign_in.open(caller, &user, lifetime, now).await?;
        self.store
            .commit(spend.with(state.spend(now)).with(session))
            .await?;
        Ok(success)
    }
}
