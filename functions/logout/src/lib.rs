//! `GET /api/v2/sdk/logout`: ends the session, or all sessions of the user.
//!
//! With the session, its `id_token`s are refused at these calls. Whoever verifies them elsewhere
//! takes them until they expire.

use shared::{
    api::{authenticate::LogoutContext, endpoint::Endpoint},
    error::{Result, catalogue::ErrorGroups},
    flows::account::sessions::UserSessions,
    observability::audit::Event,
    platform::{Platform, settings::BootError},
};

pub struct Logout(UserSessions);

impl Endpoint for Logout {
    const EVENT: Option<Event> = Some(Event::Logout);
    const ERRORS: ErrorGroups = &[];
    type Context = LogoutContext;
    type Request = ();
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        UserSessions::new(platform).map(Self)
    }

    async fn call(&self, logout: &LogoutContext, (): ()) -> Result<()> {
        self.0.log_out(&logout.session, logout.is_all).await
    }
}
