//! `POST /api/v2/sdk/pwd/update-by-email`: sets a password by a code to an e-mail address.

use shared::{
    api::endpoint::Endpoint,
    error::Result,
    flows::password::by_code::{PasswordByCode, PasswordByCodeRequest},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::open_session::ProofContext,
    values::email::Email,
};

pub struct PwdUpdateByEmail(PasswordByCode);

impl Endpoint for PwdUpdateByEmail {
    const EVENT: Option<Event> = Some(Event::ChangePassword);
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
