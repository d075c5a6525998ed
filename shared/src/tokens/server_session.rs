//! Sessions and `sso_ticket`s that the server of an application presents.
//!
//! Which tenant a request is of, the session decides. A template serves several: its server opens
//! the sessions of all tenants that the template lists, and of no other. The application of the
//! session is always that of the server.

use crate::{
    error::Result,
    platform::{Platform, settings::BootError},
    request::{
        context::Context,
        server_context::{RelayedDevice, ServerContext},
    },
    storage::{item_keys::user_key, store::Store},
    tenants::registry::Registry,
    tokens::{
        open_session::{Found, Refused, SessionContext, expired_session_token},
        session::{Session, SessionToken, Sessions},
        sso_ticket::Ticket,
    },
    values::identifiers::TenantId,
};
use std::sync::Arc;

/// Opens sessions for the servers of applications.
pub struct ServerSessions {
    store: Arc<Store>,
    registry: Arc<Registry>,
    sessions: Sessions,
}

impl ServerSessions {
    /// Needs the pseudonym key.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            registry: Registry::of(platform)?,
            sessions: Sessions::new(platform)?,
        })
    }

    /// The session of a session token. Fails with `Expired` if there is none, or it is over, or of
    /// another application, or of another device where the application binds sessions to theirs.
    pub async fn by_session_token(
        &self,
        server: &ServerContext,
        device: &RelayedDevice,
        token: SessionToken,
    ) -> Result<SessionContext> {
        let expired = expired_session_token;
        let session = Session::find(&token.session_id(), &self.store).await?;
        let session = session.ok_or_else(|| expired("no session"))?;
        let cx = self.context(server, device, &session.tenant).await?;
        let cx = cx.map_err(expired)?;
        let user = user_key(&session.tenant, &session.user);
        let found = Found {
            user: self.store.get(&user).await?,
            session: Some(session),
        };
        let open = found.open(&cx, &self.sessions, Some(token)).await?;
        let open = open.map_err(expired)?;
        Ok(SessionContext { cx, open })
    }

    /// The session of an `sso_ticket` that was made for the application. Says why not, if the
    /// session or its user is gone. The device is that of the session, where the session is the
    /// application's own and the application binds sessions to their devices: what another
    /// application takes for a device's fingerprint nobody knows.
    pub async fn by_ticket(
        &self,
        server: &ServerContext,
        device: &RelayedDevice,
        ticket: &Ticket,
    ) -> Result<Result<SessionContext, Refused>> {
        let cx = match self.context(server, device, &ticket.tenant).await? {
            Ok(cx) => cx,
            Err(why) => return Ok(Err(why)),
        };
        let Found { session, user } =
            Found::read(&ticket.session, &ticket.tenant, &ticket.user, &self.store).await?;
        let session = self.latest(session).await?;
        let is_own = |session: &Session| session.client_id == server.application.client_id;
        let is_bound = server.application.binds_device() && session.as_ref().is_some_and(is_own);
        let found = Found { session, user };
        let open = if is_bound {
            found.open(&cx, &self.sessions, None).await?
        } else {
            found.alive(&cx, None)
        };
        Ok(open.map(|open| SessionContext { cx, open }))
    }

    /// The session that goes on in the place of one that was replaced.
    async fn latest(&self, mut session: Option<Session>) -> Result<Option<Session>> {
        while let Some(id) = session
            .as_ref()
            .and_then(|session| session.replaced_by.as_ref())
            .map(|successor| successor.id.clone())
        {
            session = Session::find(&id, &self.store).await?;
        }
        Ok(session)
    }

    async fn context(
        &self,
        server: &ServerContext,
        device: &RelayedDevice,
        tenant: &TenantId,
    ) -> Result<Result<Context, Refused>> {
        let application = &server.application;
        let found = self.registry.served_tenant(application, tenant, server.now);
        let context = found.await?.map(|tenant| server.for_device(device, tenant));
        Ok(context.ok_or("tenant"))
    }
}
