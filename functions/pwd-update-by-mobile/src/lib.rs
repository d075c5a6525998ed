//! `POST /api/v2/sdk/pwd/update-by-mobile`: sets a password by a code to a mobile.
//!
//! With `mobile`, it is for a forgotten password: the code is one of type `FORGET_PWD_SMS` (in
//! `eiam` also `CHANGE_PWD_SMS`), nothing else is asked for, and a session that is presented is
//! ignored. Without, it is for the user who has signed in: the code is one of type `UPDATE_PWD_SMS`
//! to their own mobile.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::password::by_code::{PasswordByCode, PasswordByCodeRequest},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::open_session::ProofContext,
    values::mobile::Mobile,
};

pub struct PwdUpdateByMobile(PasswordByCode);

impl Endpoint for PwdUpdateByMobile {
    const EVENT: Option<Event> = Some(Event::ChangePassword);
    const ERRORS: ErrorGroups = PasswordByCode::ERRORS;
    type Context = ProofContext;
    type Request = PasswordByCodeRequest<Mobile>;
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        PasswordByCode::new(platform).map(Self)
    }

    async fn call(
        &self,
        context: &ProofContext,
        request: PasswordByCodeRequest<Mobile>,
    ) -> Result<()> {
        self.0.set(context, request).await
    }
}
