//! Users, and the items that make a contact, user name or attribute unique in a tenant.
//!
//! A unique value has an item of its own in the Directory table, which is written in the
//! transaction that creates its user. So of two requests that want the same value, one succeeds.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    platform::clock::Timestamp,
    storage::{
        item::ItemKey,
        item_keys::{attribute_owner_key, contact_owner_key, name_owner_key, user_key},
        store::Store,
        transaction::Transaction,
        write::Write,
    },
    tenants::{attribute, source::Verify, tenant::Tenant},
    users::{
        factor::{Factor, SetUp},
        password::StoredPassword,
        profile::Profile,
    },
    values::{
        contact::Contact,
        email::Email,
        identifiers::{ExternalId, TenantId, UserId},
        mobile::Mobile,
    },
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Holds as long as nothing has ended all sessions of the user.
const SAME_GENERATION: &str =
    "attribute_not_exists(session_generation) OR session_generation = :generation";

/// The item of a user in the Directory table. A person who uses two tenants is two users.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct User {
    pub id: UserId,
    pub tenant: TenantId,
    #[serde(rename = "account_status")]
    pub status: Status,
    /// The number of changes of the profile, from 1.
    pub version: u64,
    pub created_at: Timestamp,
    /// Requests that were answered before this are not repeated: whoever ended the user's sessions
    /// since then meant these, too.
    pub sessions_valid_from: Timestamp,
    /// How often all sessions of the user were ended. Sessions of an earlier generation are over.
    #[serde(default)]
    pub session_generation: u64,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mobile: Option<UserContact<Mobile>>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub email: Option<UserContact<Email>>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub password: Option<StoredPassword>,
    /// When the password was set; nothing where the user was created with it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub password_changed_at: Option<Timestamp>,
    /// What the user had proved when they set the password; nothing where they
    /// were created with it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub password_proved_by: Option<Vec<Factor>>,
    /// The passwords before this one, the newest first, as many as the tenant keeps.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub password_history: Vec<StoredPassword>,
    /// The id in the product that the user was imported from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub external_id: Option<ExternalId>,
    #[serde(flatten)]
    pub profile: Profile,
}

/// Whether a user may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Active,
    Disabled,
}

impl Status {
    const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }
}

/// A contact in a user's item. An unverified one is only what the user typed: it identifies nobody
/// and is not unique.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserContact<C> {
    pub contact: C,
    /// Whether the user has proved to own it, by a code or by WeChat.
    pub verified: bool,
}

impl<C> UserContact<C> {
    /// Makes a contact that nothing has proved yet.
    pub const fn unproved(contact: C) -> Self {
        Self {
            contact,
            verified: false,
        }
    }

    /// Returns the contact of a user's item if the user has proved to own it.
    #[must_use]
    pub fn proved(of_user: Option<&Self>) -> Option<&C> {
        of_user
            .filter(|held| held.verified)
            .map(|held| &held.contact)
    }
}

/// The item that names the owner of a unique value.
#[derive(Debug, Serialize, Deserialize)]
pub struct UniqueClaim {
    pub user_id: UserId,
}

/// Who has a user name. Where the item is there without a user, theirs was erased: the name stays
/// reserved, since applications may know them by it (it is the `sub` of their tokens), and would
/// take whoever got it next for them.
#[derive(Debug, Deserialize)]
pub struct NameClaim {
    #[serde(default)]
    pub user_id: Option<UserId>,
}

/// Something unique in a tenant that a user owns, other than contacts.
struct UniqueName {
    key: ItemKey,
    taken: Taken,
}

/// What a client hears if another user has it.
#[derive(Clone)]
enum Taken {
    UserName,
    /// An attribute, by its name: it reads like a bad value.
    Attribute(String),
}

impl Taken {
    fn error(&self) -> Error {
        match self {
            Self::UserName => Error::new(ErrorCode::UserNameTaken),
            Self::Attribute(name) => {
                Error::new(ErrorCode::BadValue).with(format_args!("extension.{name}"))
            }
        }
    }
}

impl User {
    /// Makes an active user without contacts and password.
    #[must_use]
    pub fn new(id: UserId, tenant: TenantId, profile: Profile, now: Timestamp) -> Self {
        Self {
            id,
            tenant,
            status: Status::Active,
            version: 1,
            created_at: now,
            sessions_valid_from: now,
            session_generation: 0,
            mobile: None,
            email: None,
            password: None,
            password_changed_at: None,
            password_proved_by: None,
            password_history: Vec::new(),
            external_id: None,
            profile,
        }
    }

    /// What was proved when the password was set.
    #[must_use]
    pub fn password_set_up(&self) -> SetUp {
        let proved = self.password_proved_by.as_deref();
        proved.map_or(SetUp::TwoKinds, SetUp::by)
    }

    /// When the password was set.
    #[must_use]
    pub fn password_set_at(&self) -> Timestamp {
        self.password_changed_at.unwrap_or(self.created_at)
    }

    /// Returns the writes that create the user and claim the proved contact, the user name and the
    /// unique attributes. The transaction fails with `MobileTaken`, `EmailTaken`, `UserNameTaken`
    /// or `BadValue` if another user has one of them. A contact that belonged to `gone`, a user who
    /// no longer exists, may be claimed.
    pub fn create(
        &self,
        tenant: &Tenant,
        proved: &impl ContactOf,
        gone: Option<&UserId>,
    ) -> Result<Transaction<'static>> {
        self.create_with(self.claim_contact(proved, gone)?, tenant)
    }

    /// Returns the writes that create the user beside `claims`, which claim what else is theirs,
    /// such as contacts. They fail as those of [`User::create`] do.
    pub fn create_with(
        &self,
        claims: Transaction<'static>,
        tenant: &Tenant,
    ) -> Result<Transaction<'static>> {
        let claims = self.unique_names(tenant).into_iter().try_fold(
            claims,
            |claims, name| -> Result<_> {
                Ok(claims.and(self.claim(name.key)?, move |_| name.taken.error()))
            },
        )?;
        let exists = |_: &_| Error::internal("making a user: the id is taken");
        Ok(claims.and(
            Write::create(user_key(&self.tenant, &self.id), self)?,
            exists,
        ))
    }

    /// Returns the write that puts the user in place of `before`, which is how they were
    /// read. It is refused if they were changed, disabled or erased, or all their
    /// sessions ended, since then.
    pub fn replace(&self, before: &Self) -> Result<Write> {
        Ok(Write::put(user_key(&self.tenant, &self.id), self)?
            .condition("version = :version AND account_status = :active")
            .condition(SAME_GENERATION)
            .number(":version", before.version)
            .number(":generation", before.session_generation)
            .text(":active", Status::Active.name()))
    }

    /// What the user owns beside contacts: the user name and the unique attributes.
    fn unique_names(&self, tenant: &Tenant) -> Vec<UniqueName> {
        let profile = &self.profile;
        let name = profile.user_name.as_ref().map(|name| UniqueName {
            key: name_owner_key(&self.tenant, &name.folded()),
            taken: Taken::UserName,
        });
        let attributes = tenant.form.attributes.iter().filter_map(|definition| {
            let value = profile.extension.get(&definition.name);
            let value = attribute::folded(value.filter(|_| definition.unique)?);
            Some(UniqueName {
                key: attribute_owner_key(&self.tenant, &definition.name, &value),
                taken: Taken::Attribute(definition.name.clone()),
            })
        });
        name.into_iter().chain(attributes).collect()
    }

    /// Returns the writes that move what the user owns beside contacts from how it was `before`.
    /// They are refused with `UserNameTaken` or `BadValue` if another user has one of them.
    ///
    /// A user name that is given up stays reserved for its user: applications may know them by it,
    /// since it can be the `sub` of their tokens.
    pub fn move_names(&self, before: &Self, tenant: &Tenant) -> Result<Transaction<'static>> {
        let (old, new) = (before.unique_names(tenant), self.unique_names(tenant));
        let is_in = |names: &[UniqueName], name: &UniqueName| {
            names.iter().any(|other| other.key == name.key)
        };
        let mut writes = Transaction::default();
        for name in new.iter().filter(|name| !is_in(&old, name)) {
            let owner = UniqueClaim {
                user_id: self.id.clone(),
            };
            let claim = Write::put(name.key.clone(), &owner)?
                .condition("attribute_not_exists(pk) OR reserved_for = :user")
                .text(":user", self.id.as_str());
            let taken = name.taken.clone();
            writes = writes.and(claim, move |_| taken.error());
        }
        for name in old.into_iter().filter(|name| !is_in(&new, name)) {
            let release = match name.taken {
                Taken::UserName => Write::update(name.key)
                    .remove("user_id")
                    .set("reserved_for = :user")
                    .condition("user_id = :user")
                    .text(":user", self.id.as_str()),
                Taken::Attribute(_) => self.release(name.key),
            };
            let not_theirs = |_: &_| Error::internal("giving up a name: somebody else has it");
            writes = writes.and(release, not_theirs);
        }
        Ok(writes)
    }

    /// Returns the write that claims a contact which the user has proved to own. A contact that
    /// belonged to `gone`, a user who no longer exists, may be claimed.
    pub fn claim_contact<C: ContactOf>(
        &self,
        contact: &C,
        gone: Option<&UserId>,
    ) -> Result<Transaction<'static>> {
        let key = contact_owner_key(&self.tenant, C::kind(), &contact.normal());
        let owner = UniqueClaim {
            user_id: self.id.clone(),
        };
        let claim = Write::put(key, &owner)?
            .condition("attribute_not_exists(pk) OR user_id = :gone")
            .text(":gone", gone.unwrap_or(&self.id).as_str());
        Ok(Transaction::default().and(claim, |_| Error::new(C::TAKEN)))
    }

    /// Returns a check for transactions that open a session or link an account for this user. It
    /// fails if the user has been erased or disabled in the meantime.
    #[must_use]
    pub fn check_active(&self) -> Write {
        Write::check(user_key(&self.tenant, &self.id))
            .condition("account_status = :active")
            .text(":active", Status::Active.name())
    }

    /// Tells whether the user has proved to own that contact.
    #[must_use]
    pub fn has_proved<C: ContactOf>(&self, contact: &C) -> bool {
        C::proved_by(self).is_some_and(|own| own.normal() == contact.normal())
    }

    /// Returns the write that stores the user's password under another hash, for transactions
    /// that open a session. Like [`check_active`](Self::check_active) it fails if the user has
    /// been erased or disabled in the meantime; and if the password may have been changed,
    /// which ends all sessions.
    pub fn rehash_password(&self, hash: &StoredPassword) -> Result<Write> {
        Ok(Write::update(user_key(&self.tenant, &self.id))
            .set("password = :password")
            .condition("account_status = :active")
            .condition(SAME_GENERATION)
            .value(":password", hash)?
            .number(":generation", self.session_generation)
            .text(":active", Status::Active.name()))
    }

    /// Returns the write that ends all sessions of the user, those that are being started included.
    /// Requests that were answered in this second are not repeated either.
    #[must_use]
    pub fn end_sessions(&self, now: Timestamp) -> Write {
        let from = now + Duration::from_secs(1);
        Write::update(user_key(&self.tenant, &self.id))
            .set("session_generation = if_not_exists(session_generation, :zero) + :one")
            .set("sessions_valid_from = :from")
            .condition("attribute_exists(pk)")
            .number(":zero", 0)
            .number(":one", 1)
            .number(":from", from.secs())
    }

    /// Returns the write that gives up something unique that the user owns.
    #[must_use]
    pub fn release(&self, key: ItemKey) -> Write {
        Write::delete(key)
            .condition("attribute_not_exists(pk) OR user_id = :user")
            .text(":user", self.id.as_str())
    }

    fn claim(&self, key: ItemKey) -> Result<Write> {
        let owner = UniqueClaim {
            user_id: self.id.clone(),
        };
        Write::create(key, &owner)
    }
}

/// Finds the owner whom the item of a contact names, if that user no longer exists. Such a contact
/// belongs to nobody and may be claimed.
pub async fn gone_owner<C: Contact>(
    tenant: &TenantId,
    contact: &C,
    store: &Store,
) -> Result<Option<UserId>> {
    let key = contact_owner_key(tenant, C::kind(), &contact.normal());
    let Some(UniqueClaim { user_id }) = store.get(&key).await? else {
        return Ok(None);
    };
    let owner = store.get::<User>(&user_key(tenant, &user_id)).await?;
    Ok(owner.is_none().then_some(user_id))
}

/// A contact as a member of [`User`].
pub trait ContactOf: Contact {
    /// The factor that a code to this contact proves.
    const FACTOR: Factor;
    /// The kind of contact, as identity sources list it.
    const VERIFY: Verify;
    /// The error where another user has proved to own it.
    const TAKEN: ErrorCode;

    /// Returns the contact of this kind that a user has proved to own.
    fn proved_by(user: &User) -> Option<&Self>;
    /// Makes it the proved contact of a user.
    fn give_to(self, user: &mut User);
}

impl ContactOf for Mobile {
    const FACTOR: Factor = Factor::Sms;
    const VERIFY: Verify = Verify::Phone;
    const TAKEN: ErrorCode = ErrorCode::MobileTaken;

    fn proved_by(user: &User) -> Option<&Self> {
        UserContact::proved(user.mobile.as_ref())
    }

    fn give_to(self, user: &mut User) {
        user.mobile = Some(UserContact {
            contact: self,
            verified: true,
        });
    }
}

impl ContactOf for Email {
    const FACTOR: Factor = Factor::Mail;
    const VERIFY: Verify = Verify::Email;
    const TAKEN: ErrorCode = ErrorCode::EmailTaken;

    fn proved_by(user: &User) -> Option<&Self> {
        UserContact::proved(user.email.as_ref())
    }

    fn give_to(self, user: &mut User) {
        user.email = Some(UserContact {
            contact: self,
            verified: true,
        });
    }
}
