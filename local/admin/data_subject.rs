//! What the law lets a person ask the owner for: what is kept of them, and that it be gone.
//!
//! For the owner's tool, which may read whole tables; no function may.

use serde_json::{Value, json};
use shared::{
    error::Result,
    platform::clock::Timestamp,
    storage::{
        item::{Item, ItemKey, Table, attribute, from_item},
        item_keys::{ItemKind, contact_owner_key, tenant_key, user_items, user_key},
        store::Store,
        transaction::Transaction,
        write::Write,
    },
    tenants::tenant::Tenant,
    users::user::{Status, UniqueClaim, User},
    values::{
        contact::Contact,
        email::Email,
        field::{Field, FieldError},
        identifiers::{TenantId, UserId},
        mobile::Mobile,
    },
};

/// As many writes as one transaction takes.
const AT_ONCE: usize = 100;
/// What is not a person's to have: what their password is checked against.
const OURS: [&str; 3] = ["password", "pk", "sk"];

/// How a person is named.
#[derive(Clone, Debug)]
pub enum Name {
    /// By a mobile that they proved, as clients write it.
    Mobile(String),
    /// By an address that they proved.
    Email(String),
    /// By their id, also when nothing but remains of them is left.
    Id(String),
}

/// Everything that is kept of one person, apart from what is gone by itself within ten minutes (codes, state tokens, answered
/// requests) or is kept under hashes for two days (guards, limits).
pub struct PersonalData {
    id: UserId,
    tenant: TenantId,
    /// The user and the links to accounts.
    own: Vec<Item>,
    /// What is theirs alone in the tenant.
    owned: Vec<Item>,
    sessions: Vec<Item>,
}

/// Finds the person of a tenant, if there is one of that name. The error says what is wrong with the name.
pub async fn find(
    name: &Name,
    tenant: &TenantId,
    store: &Store,
    now: Timestamp,
) -> Result<Option<UserId>, String> {
    let kept: Option<Tenant> = store
        .get(&tenant_key(tenant))
        .await
        .map_err(|error| error.to_string())?;
    let rules = kept
        .ok_or_else(|| format!("there is no tenant {tenant}"))?
        .rules(now);
    let flaw = |_: FieldError| "that is no mobile, address or id".to_owned();
    let key = match name {
        Name::Mobile(text) => owner_of(tenant, &Mobile::read(text, &rules).map_err(flaw)?),
        Name::Email(text) => owner_of(tenant, &Email::read(text, &rules).map_err(flaw)?),
        Name::Id(text) => {
            return text
                .clone()
                .try_into()
                .map(Some)
                .map_err(|_| flaw(FieldError::Format));
        }
    };
    let owner: Option<UniqueClaim> = store.get(&key).await.map_err(|error| error.to_string())?;
    Ok(owner.map(|owner| owner.user_id))
}

fn owner_of<C: Contact>(tenant: &TenantId, contact: &C) -> ItemKey {
    contact_owner_key(tenant, C::kind(), &contact.normal())
}

impl PersonalData {
    /// Collects it.
    pub async fn of(id: &UserId, tenant: &TenantId, store: &Store) -> Result<Self> {
        let text = id.to_string();
        let own = store.query(&user_items(tenant, id)).await?;
        let mut owned = store.scan_for(Table::Directory, "user_id", &text).await?;
        owned.retain(|item| is_owned_in(tenant, item));
        let mut sessions = store.scan_for(Table::Transient, "user", &text).await?;
        sessions.retain(|item| attribute::<TenantId>(item, "tenant").as_ref() == Some(tenant));
        Ok(Self {
            id: id.clone(),
            tenant: tenant.clone(),
            own,
            owned,
            sessions,
        })
    }

    /// Whether nothing is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items().next().is_none()
    }

    fn items(&self) -> impl Iterator<Item = &Item> {
        self.own.iter().chain(&self.owned).chain(&self.sessions)
    }

    /// For the person: a JSON document. What would only help to get in in their place (the hash of the password, those of
    /// session tokens) is left out.
    pub fn export(&self) -> Result<Value> {
        let plain = |item: &Item| -> Result<Value> {
            let mut item: Value = from_item(item.clone())?;
            if let Some(members) = item.as_object_mut() {
                members.retain(|name, _| !OURS.contains(&name.as_str()));
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

    /// Erases it: how many items were deleted. The user is disabled first, so that nobody adds to them meanwhile; whoever was about to
    /// is found by doing it once more.
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
                .map(|item| Write::delete(ItemKey::of(table, item)))
                .collect()
        };
        let mut writes = of(Table::Transient, &self.sessions);
        writes.extend(of(Table::Directory, &self.owned));
        // Whatever breaks off leaves the user, by whose id the rest is found.
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
