//! Changes the item of a user, while other requests may be changing it too.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    storage::{
        item_keys::user_key,
        store::{CommitError, Store},
        transaction::Transaction,
    },
    tokens::open_session::OpenSession,
    users::user::{Status, User},
};

/// How often a change is tried on a user whom other requests are changing.
pub(super) const ATTEMPTS: usize = 5;

/// A change of a user that is being tried.
pub(super) struct UserEdit<'s> {
    store: &'s Store,
    user: User,
    /// The generation of the user's sessions as the change began: where all were ended
    /// since, it is refused, if it is made in one of them.
    generation: Option<u64>,
    /// What the client hears then, or where the user is gone.
    refusal: fn(&'static str) -> Error,
    attempts: usize,
}

/// What one attempt came to.
pub(super) enum Edited {
    /// The change is written.
    Done,
    /// Another request changed the user meanwhile: they were read again, to be changed anew.
    Again,
    /// One of the writes that go with it was refused.
    Refused(Error),
}

impl<'s> UserEdit<'s> {
    /// Begins with the user as the session of the request led to them.
    pub(super) fn of(open: &OpenSession, store: &'s Store) -> Self {
        Self {
            generation: Some(open.user.session_generation),
            ..Self::of_user(open.user.clone(), over, store)
        }
    }

    /// Begins with the user as they were read, for a change outside of a session. `refusal` makes
    /// the error of whoever is gone meanwhile.
    pub(super) const fn of_user(
        user: User,
        refusal: fn(&'static str) -> Error,
        store: &'s Store,
    ) -> Self {
        Self {
            store,
            generation: None,
            user,
            refusal,
            attempts: 0,
        }
    }

    /// The user as they were last read.
    pub(super) const fn user(&self) -> &User {
        &self.user
    }

    /// Writes `next` in place of the user, with other writes, or none of it. Fails as it was said
    /// where the user was disabled or erased, or all their sessions were ended that matter.
    pub(super) async fn replace(
        &mut self,
        next: User,
        with: Transaction<'static>,
    ) -> Result<Edited> {
        let generation = self.user.session_generation;
        if self.generation.is_some_and(|begun| begun != generation) {
            return Err((self.refusal)("sessions ended"));
        }
        if self.attempts == ATTEMPTS {
            return Err(Error::internal("changing a user whom others change"));
        }
        self.attempts += 1;
        let next = User {
            version: self.user.version + 1,
            ..next
        };
        // The user comes first: whether they were changed meanwhile is to be told before
        // what follows from it.
        let refusal = self.refusal;
        let gone = move |_: &_| refusal("user disabled or erased");
        let writes = Transaction::default()
            .and(next.replace(&self.user)?, gone)
            .with(with);
        match self.store.commit(writes).await {
            Ok(()) => Ok(Edited::Done),
            Err(CommitError::Refused { by: 0, error }) => {
                let key = user_key(&self.user.tenant, &self.user.id);
                let found: Option<User> = self.store.get(&key).await?;
                let found = found.filter(|user| user.status == Status::Active);
                self.user = found.ok_or(error)?;
                Ok(Edited::Again)
            }
            Err(CommitError::Refused { error, .. }) => Ok(Edited::Refused(error)),
            Err(error) => Err(error.into()),
        }
    }
}

/// The error of a request whose session or user is gone.
pub(super) fn over(why: &'static str) -> Error {
    Error::new(ErrorCode::Expired).with("id_token").because(why)
}
