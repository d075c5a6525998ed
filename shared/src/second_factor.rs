//! The act of giving a second factor: a code to a contact that the user has proved before.

use crate::{
    caller::{Arrived, Caller},
    catalogue::Code,
    clock::Timestamp,
    codes::{Codes, Proved},
    contact::Contact,
    directory::{OfUser, Status, User, user_key},
    email::Email,
    entry::Entry,
    error::{Error, Result},
    form::{Ask, Form},
    mobile::Mobile,
    outcome::{Outcome, Pending},
    platform::{BootError, Platform},
    source::Verify,
    state::{Purpose, States},
    store::Store,
    verify_code::VerifyCode,
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

/// What a user who gave one factor goes on with. One without a proved contact cannot give another.
pub(crate) async fn demand(states: &States, caller: &Caller, user: &User, now: Timestamp) -> Result<Outcome> {
    let by_phone = Mobile::proved_by(user).map(|_| Verify::Phone);
    let by_email = Email::proved_by(user).map(|_| Verify::Email);
    let ways: Vec<_> = by_phone.into_iter().chain(by_email).collect();
    if ways.is_empty() {
        return Ok(Outcome::AccessDenied);
    }
    let token = states.issue(caller, Purpose::SecondFactor { user_id: user.id.clone() }, now).await?;
    Ok(Outcome::MfaAuth(Pending::second_factor(token, &ways)))
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
            store: platform.store()?,
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
        let Arrived { caller, state } = arrived;
        let Factor { contact, code } = factor;
        let user_id = async {
            match self.states.enter(state, now).await? {
                Purpose::SecondFactor { user_id } => Ok(user_id),
                Purpose::Bind { .. } => Err(Error::new(Code::BadStateToken)),
            }
        };
        let (proved, user_id) = self.codes.check_beside(caller, contact, kinds, &code, user_id, now).await?;
        let user: Option<User> = self.store.get(&user_key(&caller.tenant.id, &user_id)).await?;
        let user = user.ok_or_else(|| Error::impossible("looking for a user"))?;
        self.let_in(arrived, proved, &user, now).await
    }

    async fn let_in<C: OfUser>(
        &self,
        Arrived { caller, state }: &Arrived,
        proved: Proved<C>,
        user: &User,
        now: Timestamp,
    ) -> Result<Outcome> {
        let (contact, spend, refund) = proved.into_parts();
        if C::proved_by(user).is_none_or(|own| own.normal() != contact.normal()) {
            self.store.commit(refund).await?;
            return Err(Error::new(Code::BadValue).with(C::NAME));
        }
        if user.status == Status::Disabled {
            self.store.commit(refund).await?;
            return Ok(Outcome::AccessDenied);
        }
        let lifetime = caller.application.session_lifetime();
        let (session, success) = self.entry.open(caller, user, lifetime, now).await?;
        self.store.commit(spend.with(state.spend(now)).with(session)).await?;
        Ok(success)
    }
}
