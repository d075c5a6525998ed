//! The act of giving a second factor: a code to a contact that the user has proved before.

use crate::{
    error::{Error, Result, catalogue::Code},
    flows::{
        response::{Outcome, came_to_nothing},
        sign_in::Entry,
    },
    platform::{Platform, clock::Timestamp, settings::BootError},
    request::body::{Ask, Form},
    storage::{item_keys::user_key, store::Store, transaction::Transaction},
    tokens::{
        flow_caller::Arrived,
        state_token::{Purpose, States},
    },
    users::user::{OfUser, Status, User},
    values::{contact::Contact, identifiers::UserId, verification_code::VerifyCode},
    verification::codes::Codes,
};
use std::sync::Arc;

/// A contact, and the code that was sent there.
#[derive(Debug)]
pub struct Factor<C> {
    contact: C,
    code: VerifyCode,
}

impl<C: Contact> Ask for Factor<C> {
    fn read(form: &Form<'_>) -> Result<Self> {
        Ok(Self { contact: form.required(C::NAME)?, code: form.required("verify_code")? })
    }
}

/// Takes second factors.
pub struct SecondFactor {
    store: Arc<Store>,
    codes: Codes,
    states: States,
    entry: Entry,
}

impl SecondFactor {
    /// Needs what [`Codes`], [`States`] and [`Entry`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            codes: Codes::new(platform)?,
            states: States::new(platform)?,
            entry: Entry::new(platform)?,
        })
    }

    /// Lets a user in who has given one factor, by a code of one of these kinds.
    pub async fn by_code<C: OfUser>(
        &self,
        arrived: &Arrived,
        factor: Factor<C>,
        kinds: &[C::CodeType],
        now: Timestamp,
    ) -> Result<Outcome> {
        let act = Box::pin(self.by_code_now(arrived, factor, kinds, now));
        self.entry.once(&arrived.caller, Some(&self.states), now, act).await
    }

    async fn by_code_now<C: OfUser>(
        &self,
        arrived: &Arrived,
        Factor { contact, code }: Factor<C>,
        kinds: &[C::CodeType],
        now: Timestamp,
    ) -> Result<Outcome> {
        let Arrived { caller, state } = arrived;
        let user_id = async {
            match self.states.enter(state, now).await? {
                Purpose::SecondFactor { user_id } => Ok(user_id),
                Purpose::Bind { .. } => Err(Error::new(Code::BadStateToken)),
            }
        };
        let (proved, user_id) = self.codes.check_beside(caller, contact, kinds, &code, user_id, now).await?;
        let (contact, spend, refund) = proved.into_parts();
        let outcome = self.let_in(arrived, &contact, spend, &user_id, now).await;
        if came_to_nothing(&outcome) {
            // Refused where the code was spent all the same: then there is nothing to give back.
            let _ = self.store.commit(refund).await;
        }
        outcome
    }

    async fn let_in<C: OfUser>(
        &self,
        Arrived { caller, state }: &Arrived,
        contact: &C,
        spend: Transaction,
        user_id: &UserId,
        now: Timestamp,
    ) -> Result<Outcome> {
        caller.trail.user(user_id);
        let user: Option<User> = self.store.get(&user_key(&caller.tenant.id, user_id)).await?;
        let user = user.ok_or_else(|| Error::impossible("looking for a user"))?;
        if C::proved_by(&user).is_none_or(|own| own.normal() != contact.normal()) {
            return Err(Error::new(Code::BadValue).with(C::NAME));
        }
        if user.status == Status::Disabled {
            return Ok(Outcome::AccessDenied);
        }
        let lifetime = caller.application.session_lifetime();
        let (session, success) = self.entry.open(caller, &user, lifetime, now).await?;
        self.store.commit(spend.with(state.spend(now)).with(session)).await?;
        Ok(success)
    }
}
