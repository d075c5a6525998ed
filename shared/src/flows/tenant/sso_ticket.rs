//! Issues `sso_ticket`s to the servers of applications, and tells whose session one was issued in.

use crate::{
    error::{
        Error, Result,
        catalogue::{Dialect, ErrorCode},
    },
    observability::audit::Audited,
    platform::{Platform, settings::BootError},
    request::{
        body::{BodyReader, RequestBody},
        server_context::{RelayedDevice, ServerContext},
    },
    tenants::registry::Registry,
    tokens::{
        open_session::SessionContext,
        server_session::ServerSessions,
        session::SessionToken,
        sso_ticket::{SsoTicket, TICKET_LIFETIME, Tickets},
    },
    users::user::{User, UserContact},
    values::{
        email::Email,
        identifiers::ClientId,
        mobile::Mobile,
        profile_text::{Name, UserName},
    },
};
use serde::Serialize;
use std::sync::Arc;

/// The body: a session token, the device that holds it, and whom the ticket is for.
#[derive(Debug)]
pub struct TicketRequest {
    token: SessionToken,
    device: RelayedDevice,
    client_id: Option<ClientId>,
}

impl RequestBody for TicketRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            token: body.required("session_token")?,
            device: RelayedDevice::read(body)?,
            client_id: body.optional("client_id")?,
        })
    }
}

/// A ticket for the server of an application.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("examples" = [{ "expire": 300, "sso_ticket": "ssoTicket-0CFP1KQ8mTfgYtS5rDLrUbPzHqXw3Ne7" }]))
)]
#[derive(Debug, Serialize)]
pub struct TicketResponse {
    /// How long the ticket is good for, in seconds.
    pub expire: u64,
    pub sso_ticket: SsoTicket,
}

impl Audited for TicketResponse {}

/// Issues single-use tickets that carry a session over to the server of an application.
pub struct IssueTicket {
    registry: Arc<Registry>,
    sessions: ServerSessions,
    tickets: Tickets,
}

impl IssueTicket {
    /// Needs what [`ServerSessions`] needs.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            registry: Registry::of(platform)?,
            sessions: ServerSessions::new(platform)?,
            tickets: Tickets::new(platform)?,
        })
    }

    /// Issues a ticket for a session of the application, to be exchanged by its own server or by
    /// that of another application of the session's tenant. Fails with `BadValue` if the tenant has
    /// no such application, or none that would let the user in with what they proved.
    pub async fn issue(
        &self,
        server: &ServerContext,
        request: TicketRequest,
    ) -> Result<TicketResponse> {
        let TicketRequest {
            token,
            device,
            client_id,
        } = request;
        let opening = self.sessions.by_session_token(server, &device, token);
        let session = opening.await?;
        let client = match client_id {
            None => server.application.client_id.clone(),
            Some(client) => self.neighbour(&session, client).await?,
        };
        Ok(TicketResponse {
            expire: TICKET_LIFETIME.as_secs(),
            sso_ticket: self.tickets.issue(&session, &client).await?,
        })
    }

    /// The name of an application, if it serves the tenant of the session, is open, and asks for no
    /// more factors than the user gave.
    async fn neighbour(
        &self,
        SessionContext { cx, open }: &SessionContext,
        client: ClientId,
    ) -> Result<ClientId> {
        let refused = |why| {
            Error::new(ErrorCode::BadValue)
                .with("client_id")
                .because(why)
        };
        let session = &open.session;
        let found = self.registry.find_application(&client, cx.now).await?;
        let found = found.filter(|found| found.home.tenants().contains(&session.tenant));
        let found = found.ok_or_else(|| refused("no application of the tenant"))?;
        if !found.open {
            return Err(refused("not open"));
        }
        if found.second_factor && session.factors.kinds() < 2 {
            return Err(refused("second factor"));
        }
        Ok(client)
    }
}

/// The body: a ticket, and the device whose user it is about.
#[derive(Debug)]
pub struct VerifyRequest {
    ticket: SsoTicket,
    device: RelayedDevice,
}

impl RequestBody for VerifyRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            ticket: body.required("sso_ticket")?,
            device: RelayedDevice::read(body)?,
        })
    }
}

/// The user of a ticket, in the form of the dialect.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("examples" = [{
        "id": "20211112150743304-7A1A-2B62FF52A",
        "userName": "zhangsan",
        "name": "张三",
        "mobile": "+86-15201657315",
        "email": "zhangsan@qq.com",
    }]))
)]
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum VerifyResponse {
    /// For `eiam` and `ciam`.
    Plain(TicketUser),
    /// The user in an envelope, for `oneaccess`.
    Wrapped {
        /// Always `0`, which means that it succeeded.
        code: &'static str,
        message: &'static str,
        data: TicketData,
    },
}

/// The user of a ticket, for `oneaccess`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize)]
pub struct TicketData {
    pub user: TicketUser,
}

/// What an application's server is told of a user. What is absent is empty. Only contacts that the
/// user has proved to own are in it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize)]
pub struct TicketUser {
    pub id: String,
    #[serde(rename = "userName")]
    pub user_name: String,
    pub name: String,
    /// With its area code, as in `+86-15201657315`.
    pub mobile: String,
    pub email: String,
}

impl Audited for VerifyResponse {}

/// Exchanges a ticket, once, for the user of the session that it was issued in.
pub struct VerifyTicket {
    sessions: ServerSessions,
    tickets: Tickets,
}

impl VerifyTicket {
    /// Needs what [`ServerSessions`] needs.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            sessions: ServerSessions::new(platform)?,
            tickets: Tickets::new(platform)?,
        })
    }

    /// Tells the user of the session that a ticket was issued in, once. Fails with `Expired` if
    /// there is no such ticket, if it is over, was used, or is for another application, or if the
    /// session or its user is gone. Only a ticket that is exchanged is used up.
    pub async fn verify(
        &self,
        server: &ServerContext,
        request: VerifyRequest,
    ) -> Result<VerifyResponse> {
        let refused = |why| {
            Error::new(ErrorCode::Expired)
                .with("sso_ticket")
                .because(why)
        };
        let VerifyRequest { ticket, device } = request;
        let ticket = self.tickets.find(&ticket, server.now).await?;
        let ticket = ticket.ok_or_else(|| refused("no ticket"))?;
        if ticket.client_id != server.application.client_id {
            return Err(refused("application"));
        }
        let session = self.sessions.by_ticket(server, &device, &ticket).await?;
        let session = session.map_err(refused)?;
        self.tickets.take(&ticket, &session, refused).await?;
        let user = TicketUser::of(&session.open.user);
        Ok(match server.application.dialect {
            Dialect::Eiam | Dialect::Ciam => VerifyResponse::Plain(user),
            Dialect::Oneaccess => VerifyResponse::Wrapped {
                code: "0",
                message: "success",
                data: TicketData { user },
            },
        })
    }
}

impl TicketUser {
    fn of(user: &User) -> Self {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let mobile = UserContact::proved(user.mobile.as_ref()).map(Mobile::shown);
        Self {
            id: user.id.to_string(),
            user_name: text(user.profile.user_name.as_ref().map(UserName::as_str)),
            name: text(user.profile.name.as_ref().map(Name::as_str)),
            mobile: mobile.unwrap_or_default(),
            email: text(UserContact::proved(user.email.as_ref()).map(Email::as_given)),
        }
    }
}
