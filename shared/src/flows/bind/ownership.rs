//! Who owns what, before a binding is decided: the user of the proved contact,
//! and the social account.

use crate::{
    error::Result,
    flows::bind::decision::{ContactOwner, SocialOwner},
    request::context::Context,
    storage::{item_keys::user_key, store::Store},
    tokens::state_token::PendingLink,
    users::{
        factor::Factor,
        social_account::{AccountOwner, owner_of},
        user::{Status, User},
    },
    values::identifiers::UserId,
};

/// What is known of a social account and a user.
pub(crate) struct Ownership {
    /// Whose the account is; a user who is gone owns nothing.
    account: Option<AccountOwner>,
    /// The user, if there is one.
    pub(crate) user: Option<User>,
    /// Whether the user has an account of the source, and whether it is this one.
    link: Option<bool>,
    /// The user whom the account was linked to and who is gone.
    pub(crate) gone: Option<UserId>,
}

impl Ownership {
    /// Looks it up, all at once; whether the account's owner still exists only where that is not
    /// the user in question.
    pub(crate) async fn of(
        link: &PendingLink,
        user: Option<&UserId>,
        cx: &Context,
        store: &Store,
    ) -> Result<Self> {
        let tenant = &cx.caller.tenant.id;
        let subject = &link.subject;
        let of_user = async {
            let Some(id) = user else {
                return Ok((None, None));
            };
            let key = user_key(tenant, id);
            let linked = subject.link_of(id, tenant, &link.source, store);
            tokio::try_join!(store.get::<User>(&key), linked)
        };
        let (account, (user, link)) = tokio::try_join!(owner_of(subject, tenant, store), of_user)?;
        if let Some(user) = &user {
            cx.audit.user(&user.id);
        }
        let mut ownership = Self {
            account,
            user,
            link,
            gone: None,
        };
        ownership.forget_gone_owner(cx, store).await?;
        Ok(ownership)
    }

    async fn forget_gone_owner(&mut self, cx: &Context, store: &Store) -> Result<()> {
        let Some(owner) = &self.account else {
            return Ok(());
        };
        let is_users = |user: &User| user.id == owner.claim.user_id;
        if self.user.as_ref().is_some_and(is_users) {
            return Ok(());
        }
        let key = user_key(&cx.caller.tenant.id, &owner.claim.user_id);
        if store.get::<User>(&key).await?.is_none() {
            self.gone = self.account.take().map(|owner| owner.claim.user_id);
        }
        Ok(())
    }

    /// What the user is to the decision.
    pub(crate) fn contact_owner(&self) -> ContactOwner {
        let Some(user) = &self.user else {
            return ContactOwner::Nobody;
        };
        let is_theirs = self
            .account
            .as_ref()
            .is_some_and(|owner| owner.claim.user_id == user.id);
        match self.link {
            _ if user.status == Status::Disabled => ContactOwner::Disabled,
            Some(true) => ContactOwner::BoundToThis,
            Some(false) => ContactOwner::BoundToOther,
            None if is_theirs => ContactOwner::BoundToThis,
            None => ContactOwner::Active,
        }
    }

    /// What stands behind the account.
    pub(crate) fn account_proof(&self) -> Vec<Factor> {
        let owner = self.account.as_ref();
        owner.map_or_else(Vec::new, |owner| owner.claim.proved_by.clone())
    }

    /// What the account is to the decision.
    pub(crate) const fn social_owner(&self) -> SocialOwner {
        if self.account.is_some() {
            SocialOwner::User
        } else {
            SocialOwner::Nobody
        }
    }
}
