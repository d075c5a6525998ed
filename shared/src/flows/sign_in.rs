//! Coming in: the session and the `id_token` that every successful flow ends with, or the second factor that comes before.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    flows::{
        idempotency::{Idempotency, Recorded},
        response::{FlowResponse, NextStep, came_to_nothing},
    },
    platform::{Platform, clock::Timestamp, entropy::Entropy, settings::BootError},
    request::caller::Caller,
    storage::{item_keys::user_key, store::Store, transaction::Transaction},
    tenants::source::Verify,
    tokens::{
        id_token::IdTokens,
        session as sessions,
        state_token::{Purpose, States},
    },
    users::user::{ContactOf, User},
    values::{email::Email, identifiers::UserId, mobile::Mobile},
};
use std::{pin::Pin, sync::Arc, time::Duration};

/// Lets people in.
pub struct SignIn {
    store: Arc<Store>,
    id_tokens: IdTokens,
    once: Idempotency,
    entropy: Arc<dyn Entropy>,
}

impl SignIn {
    /// Needs what [`IdTokens`] and [`Once`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            id_tokens: IdTokens::new(platform)?,
            once: Idempotency::new(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// The writes that open the session, and what the client hears once they are done.
    pub async fn open(
        &self,
        caller: &Caller,
        user: &User,
        lifetime: Duration,
        now: Timestamp,
    ) -> Result<(Transaction, FlowResponse)> {
        let (session, outcome) = self.session(caller, user, lifetime, now).await?;
        let done = Recorded::Entered {
            user_id: user.id.clone(),
            seconds: lifetime.as_secs(),
        };
        Ok((
            session.with(self.once.remember(caller, done, now).await?),
            outcome,
        ))
    }

    async fn session(
        &self,
        caller: &Caller,
        user: &User,
        lifetime: Duration,
        now: Timestamp,
    ) -> Result<(Transaction, FlowResponse)> {
        caller.audit.user(&user.id);
        let id_token = self.id_tokens.mint(caller, user, now).await?;
        let (session, session_token) = sessions::open(caller, user, lifetime, &*self.entropy, now)?;
        Ok((
            session,
            FlowResponse::Success {
                session_token,
                expire: lifetime.as_secs(),
                id_token,
            },
        ))
    }

    /// The writes that let a user who gave one factor go on, and what the client hears once they are done. A user who has proved no
    /// contact cannot give another factor.
    pub async fn demand(
        &self,
        states: &States,
        caller: &Caller,
        user: &User,
        now: Timestamp,
    ) -> Result<(Transaction, FlowResponse)> {
        let (state, outcome) = second_factor(states, caller, user, now).await?;
        let done = Recorded::Asked {
            user_id: user.id.clone(),
        };
        Ok((
            state.with(self.once.remember(caller, done, now).await?),
            outcome,
        ))
    }

    /// Acts, unless it was done for this very request before. Then the answer is as good as the first, and nothing is done.
    ///
    /// Whoever fails looks once more: a twin of the request may have been faster, or our own answer from the table was lost.
    pub async fn once(
        &self,
        caller: &Caller,
        states: Option<&States>,
        now: Timestamp,
        act: Pin<Box<impl Future<Output = Result<FlowResponse>>>>,
    ) -> Result<FlowResponse> {
        if let Some(done) = self.once.done(caller, now).await? {
            return self.again(caller, states, done, now).await;
        }
        let outcome = act.await;
        if came_to_nothing(&outcome)
            && let Ok(Some(done)) = self.once.done(caller, now).await
        {
            return self.again(caller, states, done, now).await;
        }
        outcome
    }

    async fn again(
        &self,
        caller: &Caller,
        states: Option<&States>,
        done: Recorded,
        now: Timestamp,
    ) -> Result<FlowResponse> {
        let (writes, outcome) = match (done, states) {
            (Recorded::Entered { user_id, seconds }, _) => {
                let user = self.user(caller, &user_id).await?;
                self.session(caller, &user, Duration::from_secs(seconds), now)
                    .await?
            }
            (Recorded::Asked { user_id }, Some(states)) => {
                second_factor(states, caller, &self.user(caller, &user_id).await?, now).await?
            }
            (Recorded::Sent | Recorded::Asked { .. }, _) => {
                return Err(Error::internal("repeating a request"));
            }
        };
        self.store.commit(writes).await?;
        Ok(outcome)
    }

    async fn user(&self, caller: &Caller, id: &UserId) -> Result<User> {
        let user = self.store.get(&user_key(&caller.tenant.id, id)).await?;
        user.ok_or_else(|| Error::new(ErrorCode::NoSuchUser))
    }
}

async fn second_factor(
    states: &States,
    caller: &Caller,
    user: &User,
    now: Timestamp,
) -> Result<(Transaction, FlowResponse)> {
    caller.audit.user(&user.id);
    let by_phone = Mobile::proved_by(user).map(|_| Verify::Phone);
    let by_email = Email::proved_by(user).map(|_| Verify::Email);
    let ways: Vec<_> = by_phone.into_iter().chain(by_email).collect();
    if ways.is_empty() {
        return Ok((Transaction::default(), FlowResponse::AccessDenied));
    }
    let (state, token) = states
        .draw(
            caller,
            Purpose::SecondFactor {
                user_id: user.id.clone(),
            },
            now,
        )
        .await?;
    let exists = |_: &_| Error::internal("issuing a state token: its name is taken");
    let state = Transaction::default().and(state, exists);
    Ok((
        state,
        FlowResponse::MfaAuth(NextStep::second_factor(token, &ways)),
    ))
}
