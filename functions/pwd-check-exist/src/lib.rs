//! `GET /api/v2/sdk/pwd/check-exist`: tells whether the user has a password.

use serde::Serialize;
use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    observability::audit::Audited,
    platform::{Platform, settings::BootError},
    tokens::open_session::SessionContext,
};

pub struct PwdCheckExist;

/// Whether there is a password.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("examples" = [{ "is_set_pwd": true }]))
)]
#[derive(Debug, Serialize)]
pub struct PasswordExists {
    /// Whether the user has one.
    is_set_pwd: bool,
}

impl Audited for PasswordExists {}

impl Endpoint for PwdCheckExist {
    const ERRORS: ErrorGroups = &[];
    type Context = SessionContext;
    type Request = ();
    type Response = PasswordExists;

    fn build(_: &Platform) -> Result<Self, BootError> {
        Ok(Self)
    }

    async fn call(&self, context: &SessionContext, (): ()) -> Result<PasswordExists> {
        Ok(PasswordExists {
            is_set_pwd: context.open.user.password.is_some(),
        })
    }
}
