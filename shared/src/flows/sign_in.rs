//! Completes sign-ins: starts a session and issues an `id_token`, or requires a second factor
//! or a new password first.
//! [`SignIn::run`] adds the frame of all flows: a repeat is replayed, and the proof is given back
//! if the action made no progress.

use crate::{
    error::{Error, Result},
    flows::{
        idempotency::{Earlier, Idempotency, Recorded},
        response::{FlowResponse, NextStep},
    },
    platform::{Platform, settings::BootError},
    request::context::Context,
    storage::{
        item_keys::user_key,
        store::{CommitError, Store},
        transaction::Transaction,
        write::Write,
    },
    tenants::{
        application::{SecondFactorFallback, SignInOrigin},
        password_age::PasswordAge,
        source::Verify,
    },
    tokens::{
        id_token::IdTokens,
        session::{Session, SessionTerms, Sessions},
        state_token::{PendingLink, PendingSignIn, Purpose, States},
    },
    users::{
        factor::{Factor, FactorKind, ProvedFactors},
        password::StoredPassword,
        user::{ContactOf, Status, User},
    },
    values::{email::Email, identifiers::UserId, mobile::Mobile},
    verification::verified::Refund,
};
use std::sync::Arc;

pub struct SignIn {
    store: Arc<Store>,
    id_tokens: IdTokens,
    idempotency: Idempotency,
    /// Nothing where no flow of the function hands out state tokens: it needs no right
    /// to their keys then.
    states: Option<States>,
    sessions: Sessions,
}

/// What a flow has found out about a user who is to be signed in.
#[derive(Clone)]
pub struct Evidence {
    /// The kind of endpoint that the user came to.
    pub origin: SignInOrigin,
    /// What the user proved and had before. What they bring along for the first time is not among
    /// it, as it proves nothing yet.
    pub factors: ProvedFactors,
    /// A social account that is linked to the user as they sign in.
    pub link: Option<PendingLink>,
}

/// A sign-in that is ready to be written, and what the client hears once it is.
pub struct PreparedSignIn {
    writes: Transaction<'static>,
    /// Refuses all of it where the user is gone or disabled by then; a new user needs none.
    user_check: Option<Write>,
    /// Refuse all of it where one of these sessions has ended by then.
    session_checks: Vec<Write>,
    response: FlowResponse,
}

/// A session that begins, and what the client hears of it.
struct StartedSession {
    id: String,
    writes: Transaction<'static>,
    response: FlowResponse,
}

/// What an action came to.
pub struct Acted {
    pub response: Result<FlowResponse>,
    /// Gives the proof back, where the action made no progress.
    pub refund: Refund,
}

impl From<FlowResponse> for Acted {
    /// An action that needed no proof, or kept it.
    fn from(response: FlowResponse) -> Self {
        Self {
            response: Ok(response),
            refund: Refund::default(),
        }
    }
}

impl SignIn {
    /// Needs what [`IdTokens`], [`Idempotency`] and [`States`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        let states = Some(States::new(platform)?);
        Ok(Self {
            states,
            ..Self::without_second_factor(platform)?
        })
    }

    /// For flows that sign in nobody but the users whom they create: these are asked for no second
    /// factor. Needs no state tokens.
    pub fn without_second_factor(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            id_tokens: IdTokens::new(platform)?,
            idempotency: Idempotency::new(platform)?,
            states: None,
            sessions: Sessions::new(platform)?,
        })
    }

    /// The state tokens, for flows that hand them out or use them.
    pub fn states(&self) -> Result<&States> {
        let none = || Error::internal("looking for state tokens");
        self.states.as_ref().ok_or_else(none)
    }

    /// Runs an action in the frame of all flows. A repeated request is replayed. Otherwise
    /// the action is taken; where it made no progress, its proof is given back, and the
    /// record is looked at once more: a simultaneous request may have been faster, or
    /// DynamoDB's response was lost.
    pub fn run<'a>(
        &'a self,
        cx: &'a Context,
        action: impl Future<Output = Result<Acted>> + Send + 'a,
    ) -> impl Future<Output = Result<FlowResponse>> + Send + 'a {
        // On the heap: the futures of SDK calls are several kilobytes each, and nested ones add up.
        let action = Box::pin(action);
        async move {
            if let Some(earlier) = self.idempotency.find(cx).await? {
                return self.replay(cx, earlier).await;
            }
            let response = match action.await {
                Ok(Acted { response, .. }) if FlowResponse::is_progress(&response) => response,
                Ok(Acted { response, refund }) => refund.settle(&self.store, response).await,
                Err(error) => Err(error),
            };
            if !FlowResponse::is_progress(&response)
                && let Ok(Some(earlier)) = self.idempotency.find(cx).await
            {
                return self.replay(cx, earlier).await;
            }
            response
        }
    }

    /// Starts a session for a user who has proved enough. Asks for another factor first, where the
    /// application wants two, and for a new password where the one that was given is too old.
    /// Whoever cannot give another factor is not asked for one, unless the application allows that.
    pub async fn admit(
        &self,
        cx: &Context,
        user: &User,
        evidence: Evidence,
    ) -> Result<PreparedSignIn> {
        match missing_factor(cx, user, &evidence) {
            MissingFactor::None => {}
            MissingFactor::Another => {
                let purpose = Purpose::SecondFactor(evidence.pending(user));
                return self.put_off(cx, user, purpose).await;
            }
            MissingFactor::Unobtainable => return Ok(PreparedSignIn::denied()),
        }
        let tenant = &cx.caller.tenant;
        let gave_password = evidence.factors.contain(Factor::Password);
        let age = gave_password.then(|| tenant.password_age(user.password_set_at(), cx.now));
        let is_required = match age {
            None | Some(PasswordAge::Fresh) => return self.start_session(cx, user, evidence).await,
            Some(PasswordAge::ExpiresSoon) => false,
            Some(PasswordAge::Expired) => true,
        };
        let purpose = Purpose::NewPassword {
            pending: evidence.pending(user),
            is_required,
        };
        self.put_off(cx, user, purpose).await
    }

    /// Starts a session. Writes the link that the evidence brings.
    pub async fn start_session(
        &self,
        cx: &Context,
        user: &User,
        evidence: Evidence,
    ) -> Result<PreparedSignIn> {
        let link = evidence
            .link
            .map(|link| link.write(user, evidence.factors.counting(), cx.now));
        let terms = SessionTerms::of(cx, evidence.origin, evidence.factors);
        let started = self.session(cx, user, &terms).await?;
        let recorded = Recorded::SessionStarted {
            user_id: user.id.clone(),
            terms,
            sessions: vec![started.id],
        };
        let by = self.idempotency.draw_name();
        let recorded = self.idempotency.record(cx, recorded, &by).await?;
        let mut writes = started.writes.with(recorded);
        if let Some(link) = link {
            writes = writes.with(link?);
        }
        Ok(PreparedSignIn {
            writes,
            user_check: Some(user.check_active()),
            session_checks: Vec::new(),
            response: started.response,
        })
    }

    /// Starts the session of a user whom the same transaction creates.
    pub async fn start_first_session(
        &self,
        cx: &Context,
        user: &User,
        evidence: Evidence,
    ) -> Result<PreparedSignIn> {
        let prepared = self.start_session(cx, user, evidence).await?;
        Ok(prepared.of_new_user())
    }

    /// Asks for what is missing before the session starts.
    async fn put_off(&self, cx: &Context, user: &User, purpose: Purpose) -> Result<PreparedSignIn> {
        let (writes, response) = self.challenge(cx, user, purpose.clone()).await?;
        let recorded = Recorded::ChallengeIssued(purpose);
        let by = self.idempotency.draw_name();
        let recorded = self.idempotency.record(cx, recorded, &by).await?;
        Ok(PreparedSignIn {
            writes: writes.with(recorded),
            user_check: Some(user.check_active()),
            session_checks: Vec::new(),
            response,
        })
    }

    /// Commits a sign-in together with what proves it. A user who is gone or disabled by then is
    /// refused, and nothing is written.
    pub async fn commit(
        &self,
        cx: &Context,
        writes: Transaction<'static>,
        prepared: PreparedSignIn,
    ) -> Result<FlowResponse> {
        if matches!(prepared.response, FlowResponse::AccessDenied) {
            return Ok(prepared.response);
        }
        let mut writes = writes.with(prepared.writes);
        let position = writes.len();
        for check in prepared
            .user_check
            .into_iter()
            .chain(prepared.session_checks)
        {
            writes = writes.and(check, |_| Error::internal("checking a sign-in"));
        }
        match self.store.commit(writes).await {
            Ok(()) => Ok(prepared.response),
            Err(CommitError::Refused { by, .. }) if by >= position => {
                let tenant = &cx.caller.tenant.id;
                tracing::info!(%tenant, "the user may no longer sign in, or has signed out");
                Ok(FlowResponse::AccessDenied)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Gives a repeat of a request a response that is as good as the first.
    async fn replay(&self, cx: &Context, earlier: Earlier) -> Result<FlowResponse> {
        let (user_id, pending) = match &earlier.done {
            Recorded::SessionStarted { user_id, .. } => (Some(user_id), None),
            Recorded::ChallengeIssued(purpose) => {
                let pending = purpose.pending();
                (pending.map(|pending| &pending.user_id), pending)
            }
            Recorded::Sending { .. } | Recorded::Sent => (None, None),
        };
        let user_id = user_id.ok_or_else(|| Error::internal("repeating a request"))?;
        let Some(user) = self.user(cx, user_id).await? else {
            return Ok(FlowResponse::AccessDenied);
        };
        // Whoever ended the user's sessions since then meant this one, too.
        let is_over = user.status == Status::Disabled || user.sessions_valid_from > earlier.at;
        if is_over || pending.is_some_and(|pending| !pending.is_open_to(&user)) {
            return Ok(FlowResponse::AccessDenied);
        }
        let mut prepared = PreparedSignIn {
            user_check: Some(user.check_active()),
            ..PreparedSignIn::denied()
        };
        let count = match &earlier.done {
            Recorded::SessionStarted {
                terms, sessions, ..
            } => {
                // Whoever has logged out of one of them does not want it back.
                let alive = |id: &String| Session::check_alive(id, &user, cx.now);
                prepared.session_checks = sessions.iter().map(alive).collect();
                let started = self.session(cx, &user, terms).await?;
                (prepared.writes, prepared.response) = (started.writes, started.response);
                self.idempotency.replayed(&earlier, Some(&started.id))?
            }
            Recorded::ChallengeIssued(purpose) => {
                let challenge = self.challenge(cx, &user, purpose.clone());
                (prepared.writes, prepared.response) = challenge.await?;
                self.idempotency.replayed(&earlier, None)?
            }
            Recorded::Sending { .. } | Recorded::Sent => {
                return Err(Error::internal("repeating a request"));
            }
        };
        self.commit(cx, count, prepared).await
    }

    async fn session(
        &self,
        cx: &Context,
        user: &User,
        terms: &SessionTerms,
    ) -> Result<StartedSession> {
        cx.audit.user(&user.id);
        let new = self.sessions.start(cx, user, terms).await?;
        let of_id_token = cx.caller.application.id_token_lifetime(terms.origin);
        let id_token = self.id_tokens.mint(cx, user, &new.session, of_id_token);
        let id_token = id_token.await?;
        let response = FlowResponse::Success {
            session_token: new.token,
            expire: terms.seconds,
            id_token,
        };
        Ok(StartedSession {
            id: new.session.id,
            writes: new.write,
            response,
        })
    }

    /// The state token by which the sign-in goes on, and what the client needs for that.
    async fn challenge(
        &self,
        cx: &Context,
        user: &User,
        purpose: Purpose,
    ) -> Result<(Transaction<'static>, FlowResponse)> {
        cx.audit.user(&user.id);
        let (write, token) = self.states()?.draw(cx, purpose.clone()).await?;
        let response = match &purpose {
            Purpose::SecondFactor(pending) => {
                let verify = other_factors(user, &pending.factors);
                FlowResponse::MfaAuth(NextStep::second_factor(token, &verify))
            }
            Purpose::NewPassword { is_required, .. } => {
                let rules = cx.caller.tenant.form.password.client_rules();
                let next = NextStep::new_password(token, rules);
                if *is_required {
                    FlowResponse::PasswordExpired(next)
                } else {
                    FlowResponse::PasswordWarn(next)
                }
            }
            Purpose::Bind { .. } => return Err(Error::internal("putting a sign-in off")),
        };
        let exists = |_: &_| Error::internal("issuing a state token: its name is taken");
        Ok((Transaction::default().and(write, exists), response))
    }

    /// The user, if there is one.
    pub async fn user(&self, cx: &Context, id: &UserId) -> Result<Option<User>> {
        self.store.get(&user_key(&cx.caller.tenant.id, id)).await
    }

    /// The user of a sign-in that waits, if they may go on with it.
    pub async fn pending_user(
        &self,
        cx: &Context,
        pending: &PendingSignIn,
    ) -> Result<Option<User>> {
        cx.audit.user(&pending.user_id);
        let user = self.user(cx, &pending.user_id).await?;
        Ok(user.filter(|user| pending.is_open_to(user)))
    }
}

impl Evidence {
    /// The sign-in, to be kept until what is missing is there.
    fn pending(self, user: &User) -> PendingSignIn {
        PendingSignIn {
            user_id: user.id.clone(),
            factors: self.factors,
            generation: user.session_generation,
            link: self.link,
        }
    }
}

impl From<PendingSignIn> for Evidence {
    /// What was found out before the sign-in had to wait.
    fn from(pending: PendingSignIn) -> Self {
        Self {
            origin: SignInOrigin::Login,
            factors: pending.factors,
            link: pending.link,
        }
    }
}

impl PreparedSignIn {
    /// A sign-in that is refused writes nothing.
    fn denied() -> Self {
        Self {
            writes: Transaction::default(),
            user_check: None,
            session_checks: Vec::new(),
            response: FlowResponse::AccessDenied,
        }
    }

    /// Leaves the user unchecked, whom the same transaction creates.
    #[must_use]
    pub fn of_new_user(self) -> Self {
        Self {
            user_check: None,
            ..self
        }
    }

    /// Changes the user in the same transaction, by a write that is refused as the check would be
    /// which it takes the place of.
    #[must_use]
    pub fn changing_user(self, write: Write) -> Self {
        Self {
            user_check: Some(write),
            ..self
        }
    }

    /// Stores the user's password under a hash of today in the same transaction, where it was
    /// stored under an older one.
    pub fn rehashing(self, user: &User, hash: Option<&StoredPassword>) -> Result<Self> {
        Ok(match hash {
            Some(hash) => self.changing_user(user.rehash_password(hash)?),
            None => self,
        })
    }
}

/// What a sign-in still needs.
enum MissingFactor {
    None,
    /// A factor of another kind, which the user has.
    Another,
    /// A factor of another kind, which the user does not have.
    Unobtainable,
}

fn missing_factor(cx: &Context, user: &User, evidence: &Evidence) -> MissingFactor {
    let application = &cx.caller.application;
    let given = evidence.factors.kinds();
    if !application.second_factor || given > 1 {
        return MissingFactor::None;
    }
    let others = other_factors(user, &evidence.factors).len();
    let is_denied = application.second_factor_fallback == SecondFactorFallback::Deny;
    if is_denied && given + others < 2 {
        MissingFactor::Unobtainable
    } else if others > 0 {
        MissingFactor::Another
    } else {
        MissingFactor::None
    }
}

/// What the user can prove by a code and is of another kind than what was given.
fn other_factors(user: &User, given: &ProvedFactors) -> Vec<Verify> {
    let is_new = |kind| !given.count_as(kind);
    let mut others = Vec::new();
    if Mobile::proved_by(user).is_some() && is_new(FactorKind::Mobile) {
        others.push(Verify::Phone);
    }
    if Email::proved_by(user).is_some() && is_new(FactorKind::Email) {
        others.push(Verify::Email);
    }
    others
}
