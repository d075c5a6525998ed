//! The `iss` of `id_token`s: who signed them, under an address whose discovery document
//! (`OpenID` Connect Discovery 1.0) names the keys.

use crate::{
    error::{
        Error, Result,
        catalogue::{ErrorCode, ErrorGroups},
    },
    platform::Platform,
    values::identifiers::TenantId,
};

/// The host name and path of issuers in this deployment.
pub struct Issuers {
    domain: Option<String>,
}

impl Issuers {
    /// How an address is refused that is no issuer's.
    pub const ERRORS: ErrorGroups = &[&[ErrorCode::UnknownRoute]];

    /// Optional setting: `DOMAIN`, the host name that clients call, where it is not to be the one
    /// under which a request came.
    #[must_use]
    pub fn new(platform: &Platform) -> Self {
        Self {
            domain: platform.settings.optional("DOMAIN"),
        }
    }

    /// The deployment's issuer, as a request that came under a host name sees it.
    #[must_use]
    pub fn of_deployment(&self, came_under: &str) -> String {
        let domain = self.domain.as_deref().unwrap_or(came_under);
        format!("https://{domain}/api/v1/oauth2")
    }

    /// The issuer of one tenant's tokens for an application that serves several.
    #[must_use]
    pub fn of_tenant(&self, came_under: &str, tenant: &TenantId) -> String {
        format!("{}/{tenant}", self.of_deployment(came_under))
    }

    /// The issuer whose discovery document has this path. Fails with [`ErrorCode::UnknownRoute`] if
    /// that is no tenant's. Whether there is such a tenant is not looked up: a document is as good
    /// as the tokens that name it, and nobody learns from it which tenants there are.
    pub fn described_at(&self, came_under: &str, path: &str) -> Result<String> {
        let unknown = || Error::new(ErrorCode::UnknownRoute);
        let issuer = path
            .strip_suffix("/.well-known/openid-configuration")
            .and_then(|path| path.strip_prefix("/api/v1/oauth2"))
            .ok_or_else(unknown)?;
        match issuer.strip_prefix('/') {
            None if issuer.is_empty() => Ok(self.of_deployment(came_under)),
            None => Err(unknown()),
            Some(tenant) => {
                let tenant = TenantId::try_from(tenant.to_owned()).map_err(|_| unknown())?;
                Ok(self.of_tenant(came_under, &tenant))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TENANT: &str = "08f770f51f80d2f40f38c00cb199fd21";

    fn issuers() -> Issuers {
        Issuers { domain: None }
    }

    #[test]
    fn the_document_of_an_issuer_is_at_its_own_address() {
        let tenant = TENANT.to_owned().try_into().unwrap();
        for issuer in [
            issuers().of_deployment("id.example.com"),
            issuers().of_tenant("id.example.com", &tenant),
        ] {
            let address = format!("{issuer}/.well-known/openid-configuration");
            let path = address.strip_prefix("https://id.example.com").unwrap();
            assert_eq!(
                issuers().described_at("id.example.com", path).unwrap(),
                issuer
            );
        }
    }

    #[test]
    fn nothing_else_is_an_issuer() {
        for path in [
            "/api/v1/oauth2x/.well-known/openid-configuration",
            "/api/v1/oauth2//.well-known/openid-configuration",
            "/api/v1/oauth2/A8F770F51F80D2F40F38C00CB199FD21/.well-known/openid-configuration",
            "/api/v1/oauth2/../.well-known/openid-configuration",
            "/.well-known/openid-configuration",
            "/api/v1/oauth2",
        ] {
            let refused = issuers().described_at("x", path).unwrap_err();
            assert_eq!(refused.code(), ErrorCode::UnknownRoute, "{path}");
        }
    }
}
