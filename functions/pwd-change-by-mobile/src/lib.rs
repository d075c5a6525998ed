//! `POST /api/v2/sdk/pwd/change-by-mobile`: sets the password of the user by a code to their
//! mobile.
//!
//! The code is one of type `CHANGE_PWD_SMS`. The other sessions of the user end.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::password::by_code::{OwnPasswordByCode, OwnPasswordRequest},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::open_session::SessionContext,
    values::mobile::Mobile,
};

pub struct PwdChangeByMobile(OwnPasswordByCode);

impl Endpoint for PwdChangeByMobile {
    const EVENT: Option<Event> = Some(Event::ChangePassword);
    const ERRORS: ErrorGroups = OwnPasswordByCode::ERRORS;
    type Context = SessionContext;
    type Request = OwnPasswordRequest;
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        OwnPasswordByCode::new(platform).map(Self)
    }

    async fn call(&self, context: &SessionContext, request: OwnPasswordRequest) -> Result<()> {
        self.0.change::<Mobile>(context, request).await
    }
}
