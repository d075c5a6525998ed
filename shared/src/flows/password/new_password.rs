//! A new password of a user: what it has to be like, and what changes with it.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    flows::{
        account::notices::Notices,
        user_edit::{Edited, UserEdit, over},
    },
    platform::{Platform, clock::Timestamp, entropy::Entropy, settings::BootError},
    providers::change_notice::Change,
    request::context::Context,
    storage::{store::Store, transaction::Transaction},
    tenants::tenant::Tenant,
    tokens::{open_session::SessionContext, session::Session},
    users::{
        factor::Factor,
        password::{Password, StoredPassword},
        password_policy::{self, PasswordFlaw, PasswordNames},
        user::User,
    },
};
use std::{sync::Arc, time::Duration};

/// Within what time the second tap of somebody who taps twice is under way.
const SECOND_TAP: Duration = Duration::from_secs(10);

/// A password that was checked, for a user.
pub(super) struct NewPassword<'p> {
    password: &'p Password,
    hash: StoredPassword,
    /// What the user proved to set it; nothing where it is as good as the one before.
    proved_by: Option<Vec<Factor>>,
    at: Timestamp,
    /// How many of the passwords before are remembered.
    remembered: usize,
}

/// Sets the passwords of users, and tells them.
pub(super) struct PasswordSetter {
    pub(super) store: Arc<Store>,
    pub(super) entropy: Arc<dyn Entropy>,
    notices: Notices,
}

impl<'p> NewPassword<'p> {
    /// How a new password is refused.
    pub(super) const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::PasswordUsedBefore,
        ErrorCode::PasswordIsUserNameReversed,
        ErrorCode::PasswordContainsName,
        ErrorCode::PasswordComplexity,
        ErrorCode::PasswordCommon,
        ErrorCode::PasswordRepeats,
    ];

    /// Checks a password that a user wants to have. Fails with the error of the
    /// rule that it breaks.
    pub(super) fn check(
        cx: &Context,
        user: &User,
        password: &'p Password,
        proved_by: Option<Vec<Factor>>,
        entropy: &dyn Entropy,
    ) -> Result<Self> {
        let tenant: &Tenant = &cx.caller.tenant;
        let names = PasswordNames::of(user);
        password_policy::check(password, tenant.form.password, &names)
            .map_err(PasswordFlaw::at_change)?;
        let remembered = usize::from(tenant.password_history);
        let before = &user.password_history[..remembered.min(user.password_history.len())];
        if password_policy::was_used_before(password, user.password.as_ref(), before)? {
            return Err(Error::new(ErrorCode::PasswordUsedBefore));
        }
        Ok(Self {
            password,
            hash: password.hash(entropy)?,
            proved_by,
            at: cx.now,
            remembered,
        })
    }

    /// The user with the password, and with all sessions ended.
    pub(super) fn give_to(&self, user: &User) -> User {
        let before = user.password.iter().chain(&user.password_history);
        User {
            password: Some(self.hash.clone()),
            password_changed_at: Some(self.at),
            password_proved_by: self.proved_by.clone(),
            password_history: before.take(self.remembered).cloned().collect(),
            session_generation: user.session_generation + 1,
            ..user.clone()
        }
    }

    /// Tells whether another request has set this very password meanwhile, as where somebody tapped
    /// twice.
    fn is_set(&self, before: &User, user: &User) -> Result<bool> {
        match &user.password {
            Some(stored) if user.session_generation != before.session_generation => {
                self.password.matches(stored)
            }
            _ => Ok(false),
        }
    }
}

impl PasswordSetter {
    /// Needs what [`Notices`] need.
    pub(super) fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
            notices: Notices::new(platform)?,
        })
    }

    /// Sets the password of a user who has signed in, in the transaction that consumes what else
    /// proves them, and ends all their sessions but the one that asks. The user is told.
    pub(super) async fn change(
        &self,
        SessionContext { cx, open }: &SessionContext,
        new: &NewPassword<'_>,
        consume: Transaction<'static>,
    ) -> Result<()> {
        let edit = UserEdit::of(open, &self.store);
        self.write(cx, edit, new, (Some(&open.session), consume))
            .await
    }

    /// Tells whether the user's password is this one since a moment ago: somebody tapped twice, and
    /// one tap was done before the user was read for the other.
    pub(super) fn has_just_set(cx: &Context, user: &User, password: &Password) -> Result<bool> {
        match (&user.password, user.password_changed_at) {
            (Some(stored), Some(at)) if at + SECOND_TAP > cx.now => password.matches(stored),
            _ => Ok(false),
        }
    }

    /// Sets the password of a user who has not signed in, and ends all their sessions.
    /// The user is told.
    pub(super) async fn reset(
        &self,
        cx: &Context,
        user: User,
        new: &NewPassword<'_>,
        consume: Transaction<'static>,
    ) -> Result<()> {
        let edit = UserEdit::of_user(user, gone, &self.store);
        self.write(cx, edit, new, (None, consume)).await
    }

    async fn write(
        &self,
        cx: &Context,
        mut edit: UserEdit<'_>,
        new: &NewPassword<'_>,
        (session, consume): (Option<&Session>, Transaction<'static>),
    ) -> Result<()> {
        let begun = edit.user().clone();
        loop {
            let before = edit.user().clone();
            if new.is_set(&begun, &before)? {
                return Ok(());
            }
            let next = new.give_to(&before);
            let mut writes = consume.clone();
            if let Some(session) = session {
                let keep = Transaction::default();
                let keep = keep.and(session.keep(&next), |_| over("session ended"));
                writes = keep.with(writes);
            }
            match edit.replace(next, writes).await? {
                Edited::Done => {
                    self.tell(cx, &before).await;
                    return Ok(());
                }
                Edited::Again => {}
                Edited::Refused(error) => return Err(error),
            }
        }
    }

    /// Tells the user that their password was changed.
    pub(super) async fn tell(&self, cx: &Context, user: &User) {
        self.notices.tell(cx, user, Change::Password).await;
    }
}

/// What a client hears where there is no user whose password could be set.
pub(super) fn gone(why: &'static str) -> Error {
    Error::new(ErrorCode::NoSuchUser).because(why)
}
