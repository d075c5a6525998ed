//! `POST /api/v2/sdk/profile/update`: changes the profile of the user.
//!
//! A member that is left out stays as it is. The rules are those of a registration.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::account::profile_update::{self, ProfileUpdateRequest},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::open_session::SessionContext,
};

pub struct ProfileUpdate(profile_update::ProfileUpdate);

impl Endpoint for ProfileUpdate {
    const EVENT: Option<Event> = Some(Event::UpdateProfile);
    const ERRORS: ErrorGroups = profile_update::ProfileUpdate::ERRORS;
    type Context = SessionContext;
    type Request = ProfileUpdateRequest;
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        profile_update::ProfileUpdate::new(platform).map(Self)
    }

    async fn call(&self, context: &SessionContext, request: ProfileUpdateRequest) -> Result<()> {
        self.0.update(context, request).await
    }
}
