//! Social accounts, and the items that link them to users.
//!
//! An account is known by one or two names. Each name has an item that names its owner, and the
//! user has a link item for each identity source.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    storage::{
        item::ItemKey,
        item_keys::{account_owner_key, link_key, union_owner_key},
        store::Store,
        transaction::Transaction,
        write::Write,
    },
    users::factor::{Factor, count_kinds},
    values::{
        identifiers::{SourceId, TenantId, UserId},
        masked::masked,
    },
};
use serde::{Deserialize, Serialize};

/// A social account. It is identified by `union_id` if there is one, and by `app_id` and `open_id`
/// always. It prints masked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The application at the social network, such as a WeChat appid.
    pub app_id: String,
    /// The account within that application.
    pub open_id: String,
    /// The account across all applications of one owner; absent if the network does not tell.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub union_id: Option<String>,
}

masked!(Subject);

/// The link item of a user. A user has at most one account of each identity source.
#[derive(Serialize, Deserialize)]
pub struct Link {
    open_id: String,
}

/// The item that says to whom a name of a social account belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountClaim {
    pub user_id: UserId,
    /// What the user had proved when the account was linked. Of two kinds, they make the account a
    /// factor of its own. Of fewer, it is worth no more than what they were: whoever got hold of
    /// one code could have brought it along.
    #[serde(default)]
    pub proved_by: Vec<Factor>,
}

impl AccountClaim {
    /// Whether the account is a factor beside others.
    #[must_use]
    pub fn is_factor(&self) -> bool {
        count_kinds(&self.proved_by) > 1
    }
}

/// The user to whom a social account is linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountOwner {
    /// Of its names, what the one says that is proved best.
    pub claim: AccountClaim,
    /// Whether each name of the account leads to the user. If not, the missing ones are written
    /// at the next login.
    pub is_complete: bool,
}

impl Subject {
    /// The keys of the items that name the owner, one for each name of the account.
    fn owner_keys(&self, tenant: &TenantId) -> Vec<ItemKey> {
        let open = account_owner_key(tenant, &self.app_id, &self.open_id);
        let union = self.union_id.as_ref().map(|id| union_owner_key(tenant, id));
        [open].into_iter().chain(union).collect()
    }

    /// Claims each of its names for a user, and links it. What is this user's already may be
    /// claimed again, and so may what belonged to `gone`, a user who does not exist any more.
    pub fn link(
        &self,
        owner: &AccountClaim,
        tenant: &TenantId,
        source: &SourceId,
        gone: Option<&UserId>,
    ) -> Result<Transaction<'static>> {
        let user = &owner.user_id;
        let mut writes = Transaction::default();
        for key in self.owner_keys(tenant) {
            let claim = Write::put(key, owner)?
                .condition("attribute_not_exists(pk) OR user_id = :user OR user_id = :gone")
                .text(":user", user.as_str())
                .text(":gone", gone.unwrap_or(user).as_str());
            writes = writes.and(claim, |_| Error::new(ErrorCode::SocialTaken));
        }
        let link = Link {
            open_id: self.open_id.clone(),
        };
        let link = Write::put(link_key(tenant, user, source), &link)?
            .condition("attribute_not_exists(pk) OR open_id = :account")
            .text(":account", &self.open_id);
        Ok(writes.and(link, |_| Error::new(ErrorCode::UserBound)))
    }

    /// Tells whether a user is linked to this account of the source. `None` if the user has no
    /// account of that source.
    pub async fn link_of(
        &self,
        user: &UserId,
        tenant: &TenantId,
        source: &SourceId,
        store: &Store,
    ) -> Result<Option<bool>> {
        let link = store.get::<Link>(&link_key(tenant, user, source)).await?;
        Ok(link.map(|link| link.open_id == self.open_id))
    }
}

/// Finds the user to whom an account is linked. Fails with `SocialTaken` if its two names lead to
/// two users: they are never merged silently.
pub async fn owner_of(
    subject: &Subject,
    tenant: &TenantId,
    store: &Store,
) -> Result<Option<AccountOwner>> {
    let mut owners = Vec::new();
    let keys = subject.owner_keys(tenant);
    match keys.as_slice() {
        [open, union] => {
            let (open, union) = tokio::try_join!(
                store.get::<AccountClaim>(open),
                store.get::<AccountClaim>(union)
            )?;
            owners.extend([open, union]);
        }
        others => {
            for key in others {
                owners.push(store.get::<AccountClaim>(key).await?);
            }
        }
    }
    let is_complete = owners.iter().all(Option::is_some);
    let mut claims: Vec<_> = owners.into_iter().flatten().collect();
    claims.sort_by_key(|claim| !claim.is_factor());
    match claims.as_slice() {
        [] => Ok(None),
        [claim, others @ ..] if others.iter().all(|other| other.user_id == claim.user_id) => {
            Ok(Some(AccountOwner {
                claim: claim.clone(),
                is_complete,
            }))
        }
        _ => Err(Error::new(ErrorCode::SocialTaken)),
    }
}
