//! Social accounts, and the items that link them to users.
//!
//! An account is known by one or two names. Each name has an item that names its owner, and the
//! user has a link item for each identity source.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    platform::clock::Timestamp,
    storage::{
        item::{ItemKey, Table, from_item},
        item_keys::{account_owner_key, link_key, union_owner_key, user_items},
        store::Store,
        transaction::Transaction,
        write::Write,
    },
    users::factor::{Factor, SetUp},
    values::{
        identifiers::{SourceId, TenantId, UserId},
        masked::masked,
    },
};
use aws_lc_rs::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
#[derive(Clone, Serialize, Deserialize)]
pub struct Link {
    open_id: String,
    /// The application at the social network that the account belongs to.
    #[serde(default)]
    app_id: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    union_id: Option<String>,
    /// When the account was linked, or got to know of its `union_id`.
    #[serde(default)]
    linked_at: Timestamp,
}

masked!(Link);

/// A link of a user, with the source that it is of.
#[derive(Clone, Debug)]
pub struct UserLink {
    user: UserId,
    tenant: TenantId,
    pub source: SourceId,
    link: Link,
}

/// The links of a user.
pub async fn links_of(user: &UserId, tenant: &TenantId, store: &Store) -> Result<Vec<UserLink>> {
    let mut links = Vec::new();
    for item in store.query(&user_items(tenant, user)).await? {
        let key = ItemKey::of(Table::Directory, &item);
        let source = key.sk().strip_prefix("LINK#").map(str::to_owned);
        if let Some(source) = source.and_then(|source| source.try_into().ok()) {
            links.push(UserLink {
                user: user.clone(),
                tenant: tenant.clone(),
                source,
                link: from_item(item)?,
            });
        }
    }
    Ok(links)
}

impl UserLink {
    /// What we call the link: 32 hexadecimal digits, the same as long as it lasts.
    #[must_use]
    pub fn id(&self) -> String {
        let name = format!("{}#{}", self.user, self.source);
        let mut id = hex::encode(digest(&SHA256, name.as_bytes()));
        id.truncate(32);
        id
    }

    /// The account, as the social network calls it within the application.
    #[must_use]
    pub fn open_id(&self) -> &str {
        &self.link.open_id
    }

    #[must_use]
    pub const fn linked_at(&self) -> Timestamp {
        self.link.linked_at
    }

    /// Whether both are of one person at the social network: the same account, or accounts that the
    /// network says belong together.
    #[must_use]
    pub fn is_of_same_person(&self, other: &Self) -> bool {
        let (one, two) = (&self.link, &other.link);
        let is_account = one.app_id == two.app_id && one.open_id == two.open_id;
        is_account || (one.union_id.is_some() && one.union_id == two.union_id)
    }

    /// The write that removes the link. Refused if the link was changed since it was read.
    fn remove(&self) -> Write {
        let link = &self.link;
        let remove = Write::delete(link_key(&self.tenant, &self.user, &self.source))
            .condition("open_id = :account")
            .text(":account", &link.open_id);
        match &link.union_id {
            Some(union) => remove.condition("union_id = :union").text(":union", union),
            None => remove.condition("attribute_not_exists(union_id)"),
        }
    }

    fn subject(&self) -> Subject {
        Subject {
            app_id: self.link.app_id.clone(),
            open_id: self.link.open_id.clone(),
            union_id: self.link.union_id.clone(),
        }
    }
}

/// The writes that remove links of one user and give up the names of their accounts. Refused if one
/// was changed since it was read.
#[must_use]
pub fn unlink(links: &[&UserLink]) -> Transaction<'static> {
    let changed = |_: &_| Error::internal("unlinking an account: the link was changed");
    let mut writes = Transaction::default();
    // Links of one account share its names, and a transaction names an item once.
    let mut names = BTreeMap::new();
    for link in links {
        writes = writes.and(link.remove(), changed);
        for key in link.subject().owner_keys(&link.tenant) {
            names.insert(key, &link.user);
        }
    }
    names.into_iter().fold(writes, |writes, (key, user)| {
        let release = Write::delete(key)
            .condition("attribute_not_exists(pk) OR user_id = :user")
            .text(":user", user.as_str());
        writes.and(release, changed)
    })
}

/// To whom a social account is linked.
pub struct NewLink<'a> {
    pub owner: &'a AccountClaim,
    pub tenant: &'a TenantId,
    pub source: &'a SourceId,
    /// The owner of the account who does not exist any more.
    pub gone: Option<&'a UserId>,
    pub now: Timestamp,
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
    /// What was proved when the account was linked.
    #[must_use]
    pub fn set_up(&self) -> SetUp {
        SetUp::by(&self.proved_by)
    }

    /// Whether the account is a factor beside others.
    #[must_use]
    pub fn is_factor(&self) -> bool {
        Factor::Wechat.counts(self.set_up())
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

/// The writes that link accounts to a user who has none yet, each to the source that it is of.
/// Accounts of one person share names, and a transaction names an item once.
pub fn link_first(
    links: &BTreeMap<SourceId, Subject>,
    owner: &AccountClaim,
    tenant: &TenantId,
    now: Timestamp,
) -> Result<Transaction<'static>> {
    let mut names = BTreeSet::new();
    let mut writes = Transaction::default();
    for (source, subject) in links {
        names.extend(subject.owner_keys(tenant));
        let link = Write::create(
            link_key(tenant, &owner.user_id, source),
            &subject.to_link(now),
        )?;
        writes = writes.and(link, |_| Error::new(ErrorCode::UserBound));
    }
    for key in names {
        let claim = Write::create(key, owner)?;
        writes = writes.and(claim, |_| Error::new(ErrorCode::SocialTaken));
    }
    Ok(writes)
}

impl Subject {
    /// How an account is not linked.
    pub const LINK_ERRORS: &'static [ErrorCode] = &[ErrorCode::SocialTaken, ErrorCode::UserBound];

    /// The keys of the items that name the owner, one for each name of the account.
    #[must_use]
    pub fn owner_keys(&self, tenant: &TenantId) -> Vec<ItemKey> {
        let open = account_owner_key(tenant, &self.app_id, &self.open_id);
        let union = self.union_id.as_ref().map(|id| union_owner_key(tenant, id));
        [open].into_iter().chain(union).collect()
    }

    /// Claims each of its names for a user, and links it. What is this user's already may be
    /// claimed again, and so may what belonged to `gone`, a user who does not exist any more.
    pub fn link(&self, to: &NewLink<'_>) -> Result<Transaction<'static>> {
        let NewLink {
            owner,
            tenant,
            source,
            gone,
            now,
        } = to;
        let user = &owner.user_id;
        let mut writes = Transaction::default();
        for key in self.owner_keys(tenant) {
            let claim = Write::put(key, *owner)?
                .condition("attribute_not_exists(pk) OR user_id = :user OR user_id = :gone")
                .text(":user", user.as_str())
                .text(":gone", gone.unwrap_or(user).as_str());
            writes = writes.and(claim, |_| Error::new(ErrorCode::SocialTaken));
        }
        let link = Write::put(link_key(tenant, user, source), &self.to_link(*now))?
            .condition("attribute_not_exists(pk) OR open_id = :account")
            .text(":account", &self.open_id);
        Ok(writes.and(link, |_| Error::new(ErrorCode::UserBound)))
    }

    fn to_link(&self, now: Timestamp) -> Link {
        Link {
            open_id: self.open_id.clone(),
            app_id: self.app_id.clone(),
            union_id: self.union_id.clone(),
            linked_at: now,
        }
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
