//! The rights of a data subject: access to one's personal data, and its erasure.
//!
//! `bindery user` calls it. It reads whole tables, which no function may do.

use serde_json::{Value, json};
use shared::{
    error::Result,
    platform::clock::Timestamp,
    storage::{
        item::{Item, ItemKey, Table, from_item},
        item_keys::{
            ItemKind, account_owner_key, contact_owner_key, external_id_owner_key, name_owner_key,
            sessions_of, tenant_key, user_items, user_key,
        },
        store::Store,
        transaction::Transaction,
        write::Write,
    },
    tenants::tenant::Tenant,
    users::user::{NameClaim, Status, User},
    values::{
        contact::Contact,
        email::Email,
        field::{Field, FieldError},
        identifiers::{ExternalId, TenantId, UserId},
        mobile::Mobile,
        profile_text::UserName,
    },
};

/// The maximum number of writes in one transaction of DynamoDB.
const AT_ONCE: usize = 100;
/// Attributes that are not exported: the hash of the password, and the keys of the item.
const NOT_EXPORTED: [&str; 3] = ["password", "pk", "sk"];

/// The name by which the operator looks up a user.
#[derive(Clone, Debug)]
pub enum Name {
    /// A mobile number that the user has proved to own, as clients write it.
    Mobile(String),
    /// An e-mail address that the user has proved to own.
    Email(String),
    /// The user name, in any spelling of it.
    UserName(String),
    /// A linked account, as the social network calls it: the application there, and the account.
    Account { app_id: String, open_id: String },
    /// The id in the product that the user was imported from.
    ExternalId(String),
    /// The user's id, which also finds what is left of a user who was erased in part.
    Id(String),
}

/// All items of one user, except those that expire within ten minutes (codes, state
/// tokens, records of idempotent requests) and those under pseudonyms that expire within
/// two days (attempts, limits).
pub struct PersonalData {
    id: UserId,
    tenant: TenantId,
    /// The user's item and the links to social accounts.
    own: Vec<Item>,
    /// The items that claim contacts, names and other unique values for the user.
    owned: Vec<Item>,
    sessions: Vec<Item>,
}

/// Finds the user of a tenant by a name. The error is a message for the operator: there is no such
/// tenant, or the name is malformed.
pub async fn find(
    name: &Name,
    tenant: &TenantId,
    store: &Store,
    now: Timestamp,
) -> Result<Option<UserId>, String> {
    let tenant_item: Option<Tenant> = store
        .get(&tenant_key(tenant))
        .await
        .map_err(|error| error.to_string())?;
    let context = tenant_item
        .ok_or_else(|| format!("there is no tenant {tenant}"))?
        .parse_context(now);
    let malformed = |_: FieldError| "that is no mobile, address, user name or id".to_owned();
    let key = match name {
        Name::Mobile(text) => owner_of(tenant, &Mobile::read(text, &context).map_err(malformed)?),
        Name::Email(text) => owner_of(tenant, &Email::read(text, &context).map_err(malformed)?),
        Name::UserName(text) => {
            let name = UserName::read(text, &context).map_err(malformed)?;
            name_owner_key(tenant, &name.folded())
        }
        Name::Account { app_id, open_id } => account_owner_key(tenant, app_id, open_id),
        Name::ExternalId(text) => {
            let id = ExternalId::read(text, &context).map_err(malformed)?;
            external_id_owner_key(tenant, &id)
        }
        Name::Id(text) => {
            return text
                .clone()
                .try_into()
                .map(Some)
                .map_err(|_| malformed(FieldError::Format));
        }
    };
    let owner: Option<NameClaim> = store.get(&key).await.map_err(|error| error.to_string())?;
    Ok(owner.and_then(|owner| owner.user_id))
}

fn owner_of<C: Contact>(tenant: &TenantId, contact: &C) -> ItemKey {
    contact_owner_key(tenant, C::kind(), &contact.normal())
}

impl PersonalData {
    /// Collects the items of a user. It scans the Directory table for what they own; their sessions
    /// it finds by the index.
    pub async fn of(id: &UserId, tenant: &TenantId, store: &Store) -> Result<Self> {
        let text = id.to_string();
        let own = store.query(&user_items(tenant, id)).await?;
        let mut owned = store.scan_for(Table::Directory, "user_id", &text).await?;
        owned.retain(|item| is_owned_in(tenant, item));
        let sessions = store.query(&sessions_of(tenant, id)).await?;
        Ok(Self {
            id: id.clone(),
            tenant: tenant.clone(),
            own,
            owned,
            sessions,
        })
    }

    /// Tells whether there is no item of the user.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items().next().is_none()
    }

    fn items(&self) -> impl Iterator<Item = &Item> {
        self.own.iter().chain(&self.owned).chain(&self.sessions)
    }

    /// Returns the data as a JSON document for the user. The hashes of the password and of session
    /// tokens are left out, since they would only help to impersonate the user.
    pub fn export(&self) -> Result<Value> {
        let plain = |item: &Item| -> Result<Value> {
            let mut item: Value = from_item(item.clone())?;
            if let Some(members) = item.as_object_mut() {
                members.retain(|name, _| !NOT_EXPORTED.contains(&name.as_str()));
            }
            Ok(item)
        };
        let own = |kind: ItemKind| {
            let is_that = move |item: &&Item| directory_key(item).kind() == Some(kind);
            self.own.iter().filter(is_that)
        };
        let with = |name: &str, value: String, item: &Item| -> Result<Value> {
            let mut item = plain(item)?;
            item[name] = value.into();
            Ok(item)
        };
        Ok(json!({
            "user": own(ItemKind::User).map(plain).collect::<Result<Vec<_>>>()?,
            "accounts": own(ItemKind::Link)
                .map(|link| with("source", source(&directory_key(link)), link))
                .collect::<Result<Vec<_>>>()?,
            "unique": self.owned.iter().map(|item| directory_key(item).pk().to_owned()).collect::<Vec<_>>(),
            "sessions": self.sessions.iter().map(plain).collect::<Result<Vec<_>>>()?,
        }))
    }

    /// Deletes the items and returns their number. The user is disabled first, so that no
    /// request adds an item meanwhile. What a request that was already running still adds is
    /// deleted by erasing once more.
    ///
    /// Of a user name, the item stays without the user: applications may know the user by it, since
    /// it can be the `sub` of their tokens, and would take whoever got it next for them.
    pub async fn erase(&self, store: &Store) -> Result<usize> {
        let key = user_key(&self.tenant, &self.id);
        if store.get::<User>(&key).await?.is_some() {
            let disabled = serde_json::to_value(Status::Disabled).unwrap_or_default();
            let disable = Write::update(key)
                .set("account_status = :disabled")
                .condition("attribute_exists(pk)");
            store.write(disable.value(":disabled", &disabled)?).await?;
        }
        let of = |table: Table, items: &[Item]| -> Vec<Write> {
            items
                .iter()
                .map(|item| ItemKey::of(table, item))
                .map(|key| match key.kind() {
                    Some(ItemKind::NameOwner) => Write::update(key).remove("user_id"),
                    _ => Write::delete(key),
                })
                .collect()
        };
        let mut writes = of(Table::Transient, &self.sessions);
        writes.extend(of(Table::Directory, &self.owned));
        // The user's item comes last: if the process is interrupted, its id still finds the rest.
        writes.extend(of(Table::Directory, &self.own));
        let count = writes.len();
        let mut writes = writes.into_iter();
        while writes.len() > 0 {
            let some = writes.by_ref().take(AT_ONCE);
            store
                .commit(some.fold(Transaction::default(), Transaction::and_always))
                .await?;
        }
        Ok(count)
    }
}

fn directory_key(item: &Item) -> ItemKey {
    ItemKey::of(Table::Directory, item)
}

/// Whether an item says that something of this tenant is somebody's.
fn is_owned_in(tenant: &TenantId, item: &Item) -> bool {
    let key = directory_key(item);
    let Some(kind) = key.kind().filter(|kind| kind.is_owner()) else {
        return false;
    };
    let mut parts = kind.strip(key.pk()).split('#');
    let of = match kind {
        ItemKind::AttributeOwner => parts.nth(1),
        _ => parts.next(),
    };
    of == Some(tenant.as_str())
}

/// Of a link: the source.
fn source(link: &ItemKey) -> String {
    let name = link.sk().split_once('#').map(|(_, name)| name);
    name.unwrap_or_default().to_owned()
}
