//! Changes the password of a user who has signed in, by the one before.

use crate::{
    error::{
        Error, Result,
        catalogue::{ErrorCode, ErrorGroups},
    },
    flows::password::new_password::{NewPassword, PasswordSetter},
    platform::{Platform, settings::BootError},
    request::body::{BodyReader, RequestBody},
    storage::transaction::Transaction,
    tokens::open_session::SessionContext,
    users::{
        factor::{Factor, SetUp},
        password::Password,
        user::User,
    },
    verification::{
        destination::Identifier,
        passwords::{PasswordClaim, Passwords},
    },
};
use std::time::Duration;

/// How long a change may be repeated by a client whose response got lost.
const REPEATED_WITHIN: Duration = Duration::from_mins(10);

/// The body: the password before, where there is one, and the new one.
#[derive(Debug)]
pub struct PasswordChangeRequest {
    old: Option<Password>,
    new: Password,
}

impl RequestBody for PasswordChangeRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            old: body.optional("old_password")?,
            new: body.required("new_password")?,
        })
    }
}

/// Changes passwords by the ones before.
pub struct PasswordChange {
    passwords: Passwords,
    setter: PasswordSetter,
}

impl PasswordChange {
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[Passwords::ERRORS, NewPassword::ERRORS];

    /// Needs what [`Passwords`] and [`Notices`](crate::flows::account::notices::Notices) need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            passwords: Passwords::new(platform)?,
            setter: PasswordSetter::new(platform)?,
        })
    }

    /// Changes the password of the user who asks, or sets the first. A repeat, for a client whose
    /// response got lost, changes nothing; it is counted as an attempt with a wrong password, so
    /// that nobody guesses by it.
    pub async fn change(
        &self,
        context: &SessionContext,
        request: PasswordChangeRequest,
    ) -> Result<()> {
        let SessionContext { cx, open } = context;
        let user = &open.user;
        let PasswordChangeRequest { old, new } = request;
        let old = match (&user.password, &old) {
            (Some(_), Some(old)) => old,
            (Some(_), None) if self.is_repeat_of_first(context, &new).await? => return Ok(()),
            (Some(_), None) => return Err(Error::new(ErrorCode::Missing).with("old_password")),
            (None, Some(_)) => return Err(Error::new(ErrorCode::BadValue).with("old_password")),
            (None, None) => {
                let proved_by = Some(open.session.factors.counting().to_vec());
                let set = self.set(context, &new, proved_by, Transaction::default());
                return set.await;
            }
        };
        let claim = PasswordClaim {
            identifier: &Identifier::User(user.id.clone()),
            password: old,
            account: None,
        };
        let stored = async { Ok((user.password.clone(), ())) };
        let verified = self.passwords.verify_while(cx, claim, stored);
        let proof = match verified.await {
            Ok(verified) => verified.proof,
            Err(error) if error.code() == ErrorCode::WrongPassword => {
                // Counted as wrong already, so that nobody guesses by it.
                let stored = user.password.as_ref().filter(|_| is_recent(context));
                let is_repeat = stored.map(|stored| new.matches(stored)).transpose()?;
                return is_repeat.filter(|is| *is).map(|_| ()).ok_or(error);
            }
            Err(error) => return Err(error),
        };
        let changed = self.set(context, &new, proved_by_old(user, context), proof.consume);
        let refund = proof.refund;
        refund
            .unless_served(&self.setter.store, changed.await)
            .await
    }

    /// Whether the user set their first password just now, and it is this one. That is an attempt
    /// at it like any other.
    async fn is_repeat_of_first(&self, context: &SessionContext, new: &Password) -> Result<bool> {
        let SessionContext { cx, open } = context;
        if !is_recent(context) {
            return Ok(false);
        }
        let claim = PasswordClaim {
            identifier: &Identifier::User(open.user.id.clone()),
            password: new,
            account: None,
        };
        let stored = async { Ok((open.user.password.clone(), ())) };
        match self.passwords.verify_while(cx, claim, stored).await {
            Ok(verified) => {
                let refund = verified.proof.refund;
                refund.settle(&self.setter.store, Ok(true)).await
            }
            Err(error) if error.code() == ErrorCode::WrongPassword => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn set(
        &self,
        context: &SessionContext,
        password: &Password,
        proved_by: Option<Vec<Factor>>,
        consume: Transaction<'static>,
    ) -> Result<()> {
        let SessionContext { cx, open } = context;
        let entropy = &*self.setter.entropy;
        let new = NewPassword::check(cx, &open.user, password, proved_by, entropy)?;
        self.setter.change(context, &new, consume).await
    }
}

/// Whether the user set their password just now.
fn is_recent(SessionContext { cx, open }: &SessionContext) -> bool {
    let at = open.user.password_changed_at;
    at.is_some_and(|at| at + REPEATED_WITHIN > cx.now)
}

/// What a password is proved by that follows on the one before: it is as good as that,
/// or as the session.
fn proved_by_old(user: &User, context: &SessionContext) -> Option<Vec<Factor>> {
    match user.password_set_up() {
        SetUp::TwoKinds => None,
        SetUp::OneKind => Some(context.open.session.factors.counting().to_vec()),
    }
}
