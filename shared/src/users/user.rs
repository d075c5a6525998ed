//! Users, and what is whose.

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
    users::{factor::Factor, password::StoredPassword, profile::Profile},
    values::{
        contact::Contact,
        email::Email,
        identifiers::{TenantId, UserId},
        mobile::Mobile,
    },
};
use serde::{Deserialize, Serialize};

/// A person, as one tenant knows them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct User {
    /// Theirs alone.
    pub id: UserId,
    /// Whose user they are.
    pub tenant: TenantId,
    /// Whether they may come in.
    #[serde(rename = "account_status")]
    pub status: Status,
    /// Counts the changes of the profile.
    pub version: u64,
    /// When they registered.
    pub created_at: Timestamp,
    /// Sessions from before this moment are over.
    pub sessions_valid_from: Timestamp,
    /// Where they can be texted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mobile: Option<UserContact<Mobile>>,
    /// Where they can be written to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub email: Option<UserContact<Email>>,
    /// What is kept of their password.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub password: Option<StoredPassword>,
    /// What they said of themselves.
    #[serde(flatten)]
    pub profile: Profile,
}

/// Whether a user may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// They may.
    Active,
    /// They may not.
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

/// A contact of a user's. Unless verified, it is only what somebody typed: it identifies nobody and reserves nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserContact<C> {
    /// The contact.
    pub contact: C,
    /// Whether a code has proved it.
    pub verified: bool,
}

impl<C> UserContact<C> {
    /// What a user says of themselves, proved by nothing.
    pub const fn unproved(contact: C) -> Self {
        Self {
            contact,
            verified: false,
        }
    }

    /// The contact, if proved.
    #[must_use]
    pub fn proved(reach: Option<&Self>) -> Option<&C> {
        reach
            .filter(|reach| reach.verified)
            .map(|reach| &reach.contact)
    }
}

/// Whose a unique thing is.
#[derive(Debug, Serialize, Deserialize)]
pub struct UniqueClaim {
    /// The user.
    pub user_id: UserId,
}

impl User {
    /// A new one without anything yet.
    #[must_use]
    pub fn new(id: UserId, tenant: TenantId, profile: Profile, now: Timestamp) -> Self {
        Self {
            id,
            tenant,
            status: Status::Active,
            version: 1,
            created_at: now,
            sessions_valid_from: now,
            mobile: None,
            email: None,
            password: None,
            profile,
        }
    }

    /// Writes a new user, and claims the proved contact, the user name and all that is unique of the
    /// profile: each unique thing has one item in the tenant, so of two who want it, one gets it. A
    /// contact that belonged to `gone`, a user who does not exist any more, may be claimed.
    pub fn create(
        &self,
        tenant: &Tenant,
        proved: &impl Contact,
        gone: Option<&UserId>,
    ) -> Result<Transaction<'static>> {
        let mut claims = self.claim_contact(proved, gone)?;
        if let Some(name) = &self.profile.user_name {
            let taken = |_: &_| Error::new(ErrorCode::UserNameTaken);
            let key = name_owner_key(&self.tenant, &name.folded());
            claims = claims.and(self.claim(key)?, taken);
        }
        for definition in tenant
            .form
            .attributes
            .iter()
            .filter(|definition| definition.unique)
        {
            if let Some(value) = self.profile.extension.get(&definition.name) {
                let taken = format!("extension.{}", definition.name);
                let value = attribute::folded(value);
                let key = attribute_owner_key(&self.tenant, &definition.name, &value);
                let claim = self.claim(key)?;
                claims = claims.and(claim, move |_| Error::new(ErrorCode::BadValue).with(taken));
            }
        }
        let exists = |_: &_| Error::internal("making a user: the id is taken");
        Ok(claims.and(
            Write::create(user_key(&self.tenant, &self.id), self)?,
            exists,
        ))
    }

    fn claim_contact<C: Contact>(
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

    /// Refuses a transaction that opens or links something for this user, where the user is gone or
    /// was disabled meanwhile.
    #[must_use]
    pub fn check_active(&self) -> Write {
        Write::check(user_key(&self.tenant, &self.id))
            .condition("account_status = :active")
            .text(":active", Status::Active.name())
    }

    fn claim(&self, key: ItemKey) -> Result<Write> {
        let owner = UniqueClaim {
            user_id: self.id.clone(),
        };
        Write::create(key, &owner)
    }
}

/// The owner of a contact who does not exist any more, if that is what its item says: the contact is
/// nobody's then.
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

/// A contact as users have it.
pub trait ContactOf: Contact {
    /// What a code that was sent there proves.
    const FACTOR: Factor;
    /// Its kind, as identity sources list it.
    const VERIFY: Verify;

    /// The one that a user has proved.
    fn proved_by(user: &User) -> Option<&Self>;
    /// Gives it to a user, as proved.
    fn give_to(self, user: &mut User);
}

impl ContactOf for Mobile {
    const FACTOR: Factor = Factor::Sms;
    const VERIFY: Verify = Verify::Phone;

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
