//! `GET /api/v1/oauth2/.well-known/openid-configuration`, and the same below the id of a
//! tenant: describes the issuer of ID tokens, for clients that are set up by issuer.
//!
//! It is what it takes to verify them (`OpenID` Connect Discovery 1.0, section 3). There is no
//! authorization endpoint: users are signed in by the other calls of this API.

use serde::Serialize;
use shared::{
    api::{endpoint::Endpoint, extract::Anonymous},
    error::{Result, catalogue::ErrorGroups},
    observability::audit::Audited,
    platform::{Platform, settings::BootError},
    tokens::issuer::Issuers,
};
use std::time::Duration;

pub struct OpenidConfiguration(Issuers);

/// The metadata of an issuer.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "IssuerMetadata",
        extend("examples" = [{
        "issuer": "https://id.example.com/api/v1/oauth2",
        "jwks_uri": "https://id.example.com/api/v1/oauth2/keys",
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }]))
)]
#[derive(Debug, Serialize)]
pub struct Metadata {
    /// `iss` of the tokens, to the letter.
    issuer: String,
    /// Where the keys are. All issuers of a deployment have the same.
    jwks_uri: String,
    response_types_supported: [&'static str; 1],
    subject_types_supported: [&'static str; 1],
    id_token_signing_alg_values_supported: [&'static str; 1],
}

impl Audited for Metadata {}

impl Endpoint for OpenidConfiguration {
    const CACHE_FOR: Duration = Duration::from_hours(1);
    const ERRORS: ErrorGroups = Issuers::ERRORS;
    type Context = Anonymous;
    type Request = ();
    type Response = Metadata;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(Issuers::new(platform)))
    }

    async fn call(&self, cx: &Anonymous, (): ()) -> Result<Metadata> {
        Ok(Metadata {
            issuer: self.0.described_at(&cx.domain, &cx.path)?,
            jwks_uri: format!("{}/keys", self.0.of_deployment(&cx.domain)),
            response_types_supported: ["id_token"],
            subject_types_supported: ["public"],
            id_token_signing_alg_values_supported: ["RS256"],
        })
    }
}
