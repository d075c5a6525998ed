//! How a social account and a user stand to each other, before anything is decided.

use crate::{
    error::Result,
    flows::bind::decision::{ContactOwner, SocialOwner},
    request::caller::Caller,
    storage::{item_keys::user_key, store::Store},
    users::{
        social_account::{AccountOwner, Subject, owner_of},
        user::{Status, User},
    },
    values::identifiers::{SourceId, UserId},
};

/// What is known of both.
pub(crate) struct Ownership {
    /// Whose the account is.
    account: Option<AccountOwner>,
    /// The user, if there is one.
    pub(crate) user: Option<User>,
    /// Whether the user has an account of the source, and whether it is this one.
    link: Option<bool>,
}

impl Ownership {
    /// Looks it up, all at once.
    pub(crate) async fn of(
        subject: &Subject,
        source: &SourceId,
        user: Option<&UserId>,
        caller: &Caller,
        store: &Store,
    ) -> Result<Self> {
        let tenant = &caller.tenant.id;
        let (account, (user, link)) = tokio::try_join!(owner_of(subject, tenant, store), async {
            let Some(id) = user else {
                return Ok((None, None));
            };
            let key = user_key(tenant, id);
            tokio::try_join!(
                store.get::<User>(&key),
                subject.link_of(id, tenant, source, store)
            )
        })?;
        if let Some(user) = &user {
            caller.audit.user(&user.id);
        }
        Ok(Self {
            account,
            user,
            link,
        })
    }

    /// What the user is to the decision.
    pub(crate) fn contact_owner(&self) -> ContactOwner {
        let Some(user) = &self.user else {
            return ContactOwner::Nobody;
        };
        let is_theirs = self
            .account
            .as_ref()
            .is_some_and(|known| known.user_id == user.id);
        match self.link {
            _ if user.status == Status::Disabled => ContactOwner::Disabled,
            Some(true) => ContactOwner::BoundToThis,
            Some(false) => ContactOwner::BoundToOther,
            None if is_theirs => ContactOwner::BoundToThis,
            None => ContactOwner::Active,
        }
    }

    /// What the account is to the decision.
    pub(crate) const fn social_owner(&self) -> SocialOwner {
        if self.account.is_some() {
            SocialOwner::Somebody
        } else {
            SocialOwner::Nobody
        }
    }
}
