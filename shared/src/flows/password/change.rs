//! Changes the password of a user who has signed in, by the one before.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
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
        let (Some(_), Some(old)) = (&user.password, &old) else {
            return match (&user.password, old) {
                (Some(_), None) => Err(Error::new(ErrorCode::Missing).with("old_password")),
                (None, Some(_)) => Err(Error::new(ErrorCode::BadValue).with("old_password")),
                _ => {
                    let proved_by = Some(open.session.factors.clone());
                    self.set(context, &new, proved_by, Transaction::default())
                        .await
                }
            };
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
            Err(error) if error.code() == ErrorCode::WrongPassword && is_repeat(context, &new)? => {
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let changed = self.set(context, &new, proved_by_old(user, context), proof.consume);
        match changed.await {
            Ok(()) => Ok(()),
            Err(error) => proof.refund.settle(&self.setter.store, Err(error)).await,
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

/// Whether the user set this password just now.
fn is_repeat(SessionContext { cx, open }: &SessionContext, new: &Password) -> Result<bool> {
    let User {
        password: Some(stored),
        password_changed_at: Some(at),
        ..
    } = &open.user
    else {
        return Ok(false);
    };
    Ok(*at + REPEATED_WITHIN > cx.now && new.matches(stored)?)
}

/// What a password is proved by that follows on the one before: it is as good as that, or as
/// the session.
fn proved_by_old(user: &User, context: &SessionContext) -> Option<Vec<Factor>> {
    match user.password_set_up() {
        SetUp::TwoKinds => None,
        SetUp::OneKind => Some(context.open.session.factors.clone()),
    }
}
