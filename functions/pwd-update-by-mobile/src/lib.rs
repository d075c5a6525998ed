//! `POST /api/v2/sdk/pwd/update-by-mobile`: sets a password by a code to a mobile.

use shared::{
    api::endpoint::Endpoint,
    error::Result,
    flows::password::by_code::{PasswordByCode, PasswordByCodeRequest},
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    tokens::open_session::ProofContext,
    values::mobile::Mobile,
};

pub struct PwdUpdateByMobile(PasswordByCode);

impl Endpoint for PwdUpdateByMobile {
    const EVENT: Option<Event> = Some(Event::ChangePassword);
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
