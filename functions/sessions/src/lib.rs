//! `GET /api/v2/sdk/sessions`: lists the sessions of the user.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::account::sessions::{SessionList, UserSessions},
    platform::{Platform, settings::BootError},
    tokens::open_session::SessionContext,
};

pub struct Sessions(UserSessions);

impl Endpoint for Sessions {
    const ERRORS: ErrorGroups = &[];
    type Context = SessionContext;
    type Request = ();
    type Response = SessionList;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        UserSessions::new(platform).map(Self)
    }

    async fn call(&self, context: &SessionContext, (): ()) -> Result<SessionList> {
        self.0.list(context).await
    }
}
