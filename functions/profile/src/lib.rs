//! `GET /api/v2/sdk/profile`: gets the profile of the user.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::account::profile::{self, ProfileResponse},
    platform::{Platform, settings::BootError},
    tokens::open_session::SessionContext,
};

pub struct Profile;

impl Endpoint for Profile {
    const ERRORS: ErrorGroups = &[];
    type Context = SessionContext;
    type Request = ();
    type Response = ProfileResponse;

    fn build(_: &Platform) -> Result<Self, BootError> {
        Ok(Self)
    }

    async fn call(&self, context: &SessionContext, (): ()) -> Result<ProfileResponse> {
        profile::show(context)
    }
}
