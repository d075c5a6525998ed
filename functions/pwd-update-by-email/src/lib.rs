//! `POST /api/v2/sdk/pwd/update-by-email`: sets a password by a code to an e-mail address.
//!
//! With `email`, it is for a forgotten password: the code is one of type `FORGET_PWD_EMS` (in
//! `eiam` also `CHANGE_PWD_EMS`), nothing else is asked for, and a session that is presented is
//! ignored. Without, it is for the user who has signed in: the code is one of type `UPDATE_PWD_EMS`
//! to their own address.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::password::by_code::{PasswordByCode, PasswordByCodeRequest},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::open_session::ProofContext,
    values::email::Email,
};

pub struct PwdUpdateByEmail(PasswordByCode);

impl Endpoint for PwdUpdateByEmail {
    const EVENT: Option<Event> = Some(Event::ChangePassword);
    const ERRORS: ErrorGroups = PasswordByCode::ERRORS;
    type Context = ProofContext;
    type Request = PasswordByCodeRequest<Email>;
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        PasswordByCode::new(platform).map(Self)
    }

    async fn call(
        &self,
        context: &ProofContext,
        request: PasswordByCodeRequest<Email>,
    ) -> Result<()> {
        self.0.set(context, request).await
    }
}
