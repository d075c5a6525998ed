//! What an operator does with one user: find them, see and end their sessions, keep them out, let
//! them in again, unlink an account.

use serde_json::{Value, json};
use shared::{
    error::Result,
    flows::account::sessions::alive_sessions,
    platform::clock::Timestamp,
    storage::{
        item_keys::user_key,
        store::{CommitError, Store},
        transaction::Transaction,
        write::{Write, Written},
    },
    users::{
        social_account::{UserLink, links_of, unlink},
        user::{ContactOf as _, Status, User},
    },
    values::{
        email::Email,
        identifiers::{SourceId, TenantId, UserId},
        mobile::Mobile,
    },
};

/// A user, and what an operator may do with them.
pub struct ManagedUser<'s> {
    pub user: User,
    store: &'s Store,
}

impl<'s> ManagedUser<'s> {
    /// Reads a user. `None` if there is none of that id.
    pub async fn read(id: &UserId, tenant: &TenantId, store: &'s Store) -> Result<Option<Self>> {
        let user = store.get::<User>(&user_key(tenant, id)).await?;
        Ok(user.map(|user| Self { user, store }))
    }

    /// Describes the user for the operator: proved contacts, links, and the status.
    pub async fn describe(&self) -> Result<Value> {
        let user = &self.user;
        let links = links_of(&user.id, &user.tenant, self.store).await?;
        let sources: Vec<_> = links.into_iter().map(|link| link.source).collect();
        Ok(json!({
            "id": user.id,
            "status": user.status,
            "user_name": user.profile.user_name,
            "mobile": Mobile::proved_by(user).map(Mobile::shown),
            "email": Email::proved_by(user).map(Email::as_given),
            "has_password": user.password.is_some(),
            "linked_sources": sources,
        }))
    }

    /// The sessions that are alive.
    pub async fn sessions(&self, now: Timestamp) -> Result<Vec<Value>> {
        let sessions = alive_sessions(&self.user, now, self.store).await?;
        let shown = sessions.into_iter().map(|session| {
            json!({
                "id": session.id,
                "client_id": session.client_id,
                "agent": session.agent,
                "address_hint": session.address_hint,
                "issued_at": session.issued_at.secs(),
                "expires_at": session.expires_at.secs(),
            })
        });
        Ok(shown.collect())
    }

    /// Ends all sessions of the user at once.
    pub async fn sign_out(&self, now: Timestamp) -> Result<()> {
        self.store
            .write(self.user.end_sessions(now))
            .await
            .map(drop)
    }

    /// Lets the user in, or keeps them out: their sessions are of no use meanwhile. Tells whether
    /// the user is still there.
    pub async fn set_status(&self, status: Status) -> Result<bool> {
        let user = &self.user;
        let write = Write::update(user_key(&user.tenant, &user.id))
            .set("account_status = :status")
            .condition("attribute_exists(pk)")
            .value(":status", &status)?;
        Ok(matches!(self.store.write(write).await?, Written::Done(_)))
    }

    /// The links that are unlinked together with the one of a source: those that belong to the
    /// same person at the social network.
    pub async fn links_with(&self, source: &SourceId) -> Result<Vec<UserLink>> {
        let user = &self.user;
        let links = links_of(&user.id, &user.tenant, self.store).await?;
        let Some(named) = links.iter().find(|link| link.source == *source).cloned() else {
            return Ok(Vec::new());
        };
        let of_person = |link: &UserLink| link.is_of_same_person(&named);
        Ok(links.into_iter().filter(of_person).collect())
    }

    /// Unlinks accounts. Refused if one was changed since it was read.
    pub async fn unlink(&self, links: &[UserLink]) -> Result<(), CommitError> {
        let links: Vec<_> = links.iter().collect();
        self.store
            .commit(Transaction::default().with(unlink(&links)))
            .await
    }
}
