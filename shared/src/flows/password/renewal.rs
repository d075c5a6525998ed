//! `pwd/update` and `pwd/skip-update`: replaces a password that is too old, or goes on without, in
//! the middle of a login.

use crate::{
    error::{
        Error, Result,
        catalogue::{ErrorCode, ErrorGroups},
    },
    flows::{
        password::new_password::{NewPassword, PasswordSetter},
        response::FlowResponse,
        sign_in::{Acted, SignIn},
        user_edit::ATTEMPTS,
    },
    platform::{Platform, settings::BootError},
    request::body::{BodyReader, RequestBody},
    storage::transaction::Transaction,
    tokens::{
        flow_context::FlowContext,
        state_token::{PendingSignIn, Purpose},
    },
    users::{factor::SetUp, password::Password, social_account::Subject, user::User},
    verification::{
        destination::Identifier,
        passwords::{PasswordClaim, Passwords},
        verified::Proof,
    },
};

/// The body: the password that is too old, and the new one.
#[derive(Debug)]
pub struct RenewalRequest {
    old: Password,
    new: Password,
}

impl RequestBody for RenewalRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            old: body.required("old_password")?,
            new: body.required("new_password")?,
        })
    }
}

/// Replaces passwords that are too old, and signs their users in.
pub struct PasswordRenewal {
    passwords: Passwords,
    setter: PasswordSetter,
    sign_in: SignIn,
}

/// Signs in users who replace their passwords later.
pub struct RenewalSkip {
    sign_in: SignIn,
}

impl PasswordRenewal {
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[Passwords::ERRORS, NewPassword::ERRORS, Subject::LINK_ERRORS];
    /// The statuses that it answers with.
    pub const STATUSES: &'static [&'static str] = &["SUCCESS", "ACCESS_DENIED"];

    /// Needs what [`Passwords`], [`SignIn`] and [`PasswordSetter`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            passwords: Passwords::new(platform)?,
            setter: PasswordSetter::new(platform)?,
            sign_in: SignIn::new(platform)?,
        })
    }

    /// Replaces the password and completes the login, in one transaction; all other sessions
    /// of the user end.
    pub async fn renew(&self, flow: &FlowContext, request: RenewalRequest) -> Result<FlowResponse> {
        let action = self.act(flow, request);
        self.sign_in.run(&flow.cx, action).await
    }

    async fn act(&self, flow: &FlowContext, request: RenewalRequest) -> Result<Acted> {
        let FlowContext { cx, .. } = flow;
        let (pending, _) = enter(&self.sign_in, flow).await?;
        let Some(user) = self.sign_in.pending_user(&flow.cx, &pending).await? else {
            return Ok(FlowResponse::AccessDenied.into());
        };
        let claim = PasswordClaim {
            identifier: &Identifier::User(user.id.clone()),
            password: &request.old,
            account: None,
        };
        let stored = async { Ok((user.password.clone(), ())) };
        let verified = self.passwords.verify_while(cx, claim, stored);
        let Proof { consume, refund } = verified.await?.proof;
        let response = self.replace(flow, user, pending, (&request.new, consume));
        Ok(Acted {
            response: response.await,
            refund,
        })
    }

    async fn replace(
        &self,
        flow: &FlowContext,
        mut user: User,
        pending: PendingSignIn,
        (password, consume): (&Password, Transaction<'static>),
    ) -> Result<FlowResponse> {
        let FlowContext { cx, state } = flow;
        let proved_by = match user.password_set_up() {
            SetUp::TwoKinds => None,
            SetUp::OneKind => Some(pending.factors.counting().to_vec()),
        };
        let entropy = &*self.setter.entropy;
        let new = NewPassword::check(cx, &user, password, proved_by, entropy)?;
        for _ in 0..ATTEMPTS {
            let next = User {
                version: user.version + 1,
                ..new.give_to(&user)
            };
            let prepared = self
                .sign_in
                .start_session(cx, &next, pending.clone().into());
            let prepared = prepared.await?.changing_user(next.replace(&user)?);
            let writes = consume.clone().with(state.spend(cx.now));
            let response = self.sign_in.commit(cx, writes, prepared).await?;
            if !matches!(response, FlowResponse::AccessDenied) {
                self.setter.tell(cx, &user).await;
                return Ok(response);
            }
            // Something else of the user may have been changed meanwhile.
            match self.sign_in.pending_user(&flow.cx, &pending).await? {
                Some(found) => user = found,
                None => return Ok(FlowResponse::AccessDenied),
            }
        }
        Err(Error::internal("changing a user whom others change"))
    }
}

impl RenewalSkip {
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[Subject::LINK_ERRORS];
    /// The statuses that it answers with.
    pub const STATUSES: &'static [&'static str] = &["SUCCESS", "ACCESS_DENIED"];

    /// Needs what [`SignIn`] needs.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        SignIn::new(platform).map(|sign_in| Self { sign_in })
    }

    /// Completes the login of a user whose password is soon too old. Where it is too old already,
    /// the state token is refused.
    pub async fn skip(&self, flow: &FlowContext) -> Result<FlowResponse> {
        let action = async {
            let (pending, is_required) = enter(&self.sign_in, flow).await?;
            if is_required {
                return Err(Error::new(ErrorCode::BadStateToken).because("purpose"));
            }
            let Some(user) = self.sign_in.pending_user(&flow.cx, &pending).await? else {
                return Ok(FlowResponse::AccessDenied.into());
            };
            let FlowContext { cx, state } = flow;
            let prepared = self
                .sign_in
                .start_session(cx, &user, pending.clone().into());
            let response = self
                .sign_in
                .commit(cx, state.spend(cx.now), prepared.await?);
            response.await.map(Acted::from)
        };
        self.sign_in.run(&flow.cx, action).await
    }
}

/// Counts a use of the state token. Returns the login that waits, and whether it cannot go on
/// without a new password.
async fn enter(sign_in: &SignIn, flow: &FlowContext) -> Result<(PendingSignIn, bool)> {
    match sign_in.states()?.enter(&flow.state, flow.cx.now).await? {
        Purpose::NewPassword {
            pending,
            is_required,
        } => Ok((pending, is_required)),
        Purpose::Bind { .. } | Purpose::SecondFactor(_) => {
            Err(Error::new(ErrorCode::BadStateToken).because("purpose"))
        }
    }
}
