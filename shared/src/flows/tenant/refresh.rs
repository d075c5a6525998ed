//! Issues a fresh `id_token` in a session for the server of its application.

use crate::{
    error::Result,
    flows::account::refresh::{Refresh, RefreshResponse},
    platform::{Platform, settings::BootError},
    request::{
        body::{BodyReader, RequestBody},
        server_context::{RelayedDevice, ServerContext},
    },
    tokens::{server_session::ServerSessions, session::SessionToken},
};

/// The body: a session token, and the device that holds it.
#[derive(Debug)]
pub struct ServerRefreshRequest {
    token: SessionToken,
    device: RelayedDevice,
}

impl RequestBody for ServerRefreshRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            token: body.required("session_token")?,
            device: RelayedDevice::read(body)?,
        })
    }
}

/// Refreshes sessions as [`Refresh`] does for their devices.
pub struct ServerRefresh {
    sessions: ServerSessions,
    refresh: Refresh,
}

impl ServerRefresh {
    /// Needs what [`ServerSessions`] and [`Refresh`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            sessions: ServerSessions::new(platform)?,
            refresh: Refresh::new(platform)?,
        })
    }

    /// Issues an `id_token`, and a new session token where the application replaces
    /// them as it goes.
    pub async fn refresh(
        &self,
        server: &ServerContext,
        request: ServerRefreshRequest,
    ) -> Result<RefreshResponse> {
        let ServerRefreshRequest { token, device } = request;
        let opening = self.sessions.by_session_token(server, &device, token);
        self.refresh.refresh(&opening.await?).await
    }
}
