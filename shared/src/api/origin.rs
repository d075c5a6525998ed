//! The check of the origin: where the owner has put a CDN before the API, every endpoint refuses a
//! request that did not come through it before it looks at anything else.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    platform::settings::Settings,
};
use aws_lc_rs::{
    constant_time::verify_slices_are_equal,
    digest::{Digest, SHA256, digest},
};
use lambda_http::Request;

/// The header in which the CDN sends the secret. It replaces one of this name that a client sends.
const HEADER: &str = "X-Origin-Secret";

/// What the CDN sends and nobody else knows. Kept as its hash, so that comparing takes as long
/// whatever comes, of whatever length.
pub(crate) struct OriginSecret(Digest);

impl OriginSecret {
    /// Optional setting: `ORIGIN_SECRET`. Without it, whoever reaches the API is served.
    pub(crate) fn of(settings: &Settings) -> Option<Self> {
        let secret = settings.optional("ORIGIN_SECRET")?;
        Some(Self(digest(&SHA256, secret.as_bytes())))
    }

    /// Refuses a request without the secret as if there were nothing here: 404 as
    /// for any unknown route.
    pub(crate) fn check(&self, request: &Request) -> Result<()> {
        let given = request.headers().get(HEADER);
        let given = digest(&SHA256, given.map_or(&[], |value| value.as_bytes()));
        verify_slices_are_equal(self.0.as_ref(), given.as_ref())
            .map_err(|_| Error::new(ErrorCode::UnknownRoute).because("origin"))
    }
}
