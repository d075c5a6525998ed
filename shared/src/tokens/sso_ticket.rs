//! `sso_ticket`s: what the server of an application gets for a session, and exchanges for its user,
//! or lets another application of the tenant exchange.

use crate::{
    error::{Error, Result},
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    storage::{
        item_keys::{session_key, sso_ticket_key},
        store::Store,
        transaction::Transaction,
        write::{Write, Written},
    },
    tokens::{open_session::SessionContext, token_hash},
    values::{
        field::{Field, FieldError, FieldSchema, ParseContext},
        identifiers::{ClientId, TenantId, UserId},
        masked::masked,
    },
};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// The lifetime of a ticket.
pub const TICKET_LIFETIME: Duration = Duration::from_mins(5);

/// What every ticket begins with.
const PREFIX: &str = "ssoTicket-";
/// How many random characters follow.
const LENGTH: usize = 32;

/// A ticket as it is passed around. Only its hash is stored.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct SsoTicket(String);

masked!(SsoTicket);

/// Any text: whatever is no ticket is exchanged for nothing.
impl Field for SsoTicket {
    const SCHEMA: FieldSchema =
        FieldSchema::text(16_384, "ssoTicket-0CFP1KQ8mTfgYtS5rDLrUbPzHqXw3Ne7");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        Ok(Self(text.to_owned()))
    }
}

/// What a ticket stands for.
#[derive(Debug, Serialize, Deserialize)]
pub struct Ticket {
    /// The hash of the ticket.
    #[serde(skip)]
    hash: String,
    /// The application whose server may exchange it.
    pub client_id: ClientId,
    pub tenant: TenantId,
    pub user: UserId,
    /// The name of the session.
    pub session: String,
    pub expires_at: Timestamp,
}

/// Issues tickets, and takes them back.
pub struct Tickets {
    store: Arc<Store>,
    entropy: Arc<dyn Entropy>,
}

impl Tickets {
    /// Needs the Transient table.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// Issues a ticket for a session, which the server of `client` may exchange.
    pub async fn issue(
        &self,
        SessionContext { cx, open }: &SessionContext,
        client: &ClientId,
    ) -> Result<SsoTicket> {
        let text = format!("{PREFIX}{}", self.entropy.text(ALPHANUMERIC, LENGTH));
        let ticket = Ticket {
            hash: token_hash::of(&text),
            client_id: client.clone(),
            tenant: open.session.tenant.clone(),
            user: open.user.id.clone(),
            session: open.session.id.clone(),
            expires_at: cx.now + TICKET_LIFETIME,
        };
        // Not on condition that there is none: where an answer gets lost, it is written again.
        let write = Write::put(sso_ticket_key(&ticket.hash), &ticket)?;
        match self.store.write(write).await? {
            Written::Done(_) => Ok(SsoTicket(text)),
            Written::Refused(_) => Err(Error::internal("storing a ticket")),
        }
    }

    /// What a ticket stands for, unless it is over.
    pub async fn find(&self, ticket: &SsoTicket, now: Timestamp) -> Result<Option<Ticket>> {
        let hash = token_hash::of(&ticket.0);
        let found = self.store.get::<Ticket>(&sso_ticket_key(&hash)).await?;
        let found = found.filter(|found| found.expires_at > now);
        Ok(found.map(|found| Ticket { hash, ..found }))
    }

    /// Takes a ticket, which only one request can, while its session and its user are still there.
    /// Fails as `refused` says where one of them is gone.
    pub async fn take(
        &self,
        ticket: &Ticket,
        SessionContext { open, .. }: &SessionContext,
        refused: impl Fn(&'static str) -> Error + Copy + Send + Sync,
    ) -> Result<()> {
        let take = Write::delete(sso_ticket_key(&ticket.hash)).condition("attribute_exists(pk)");
        let session = Write::check(session_key(&open.session.id)).condition("attribute_exists(pk)");
        let taking = Transaction::default()
            .and(take, move |_| refused("taken"))
            .and(session, move |_| refused("session ended"))
            .and(open.user.check_active(), move |_| {
                refused("user disabled or erased")
            });
        self.store.commit(taking).await?;
        Ok(())
    }
}
