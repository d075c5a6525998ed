//! Who asks for an access token: what an `Authorization` header says of it.

use crate::{
    observability::audit_context::AuditContext, platform::clock::Timestamp,
    request::client_address::Address, tenants::client_secret::ClientSecret,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use url::form_urlencoded;

/// A request for an access token.
#[derive(Clone, Debug)]
pub struct ClientContext {
    pub authentication: Authentication,
    /// The IP address of the client.
    pub address: Address,
    /// When the request arrived.
    pub now: Timestamp,
    /// The facts for the audit event.
    pub audit: AuditContext,
}

/// What an `Authorization` header holds.
#[derive(Clone, Debug)]
pub enum Authentication {
    /// There is no such header.
    None,
    /// Name and secret of an application.
    Basic(ClientCredentials),
    /// Another scheme, or nothing that the scheme allows.
    Unreadable,
}

/// What an application calls itself, and the secret by which it shows that it is.
#[derive(Clone, Debug)]
pub struct ClientCredentials {
    pub client_id: String,
    pub secret: ClientSecret,
}

impl Authentication {
    /// Reads a header's text as HTTP Basic, whose two parts are encoded as those of a form are
    /// (RFC 6749, section 2.3.1).
    #[must_use]
    pub fn of(header: Option<&str>) -> Self {
        match header {
            None => Self::None,
            Some(header) => basic(header).map_or(Self::Unreadable, Self::Basic),
        }
    }
}

fn basic(header: &str) -> Option<ClientCredentials> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("Basic") {
        return None;
    }
    let pair = BASE64_STANDARD.decode(encoded.trim()).ok()?;
    let pair = String::from_utf8(pair).ok()?;
    let (client_id, secret) = pair.split_once(':')?;
    Some(ClientCredentials {
        client_id: decoded(client_id),
        secret: ClientSecret::presented(&decoded(secret)),
    })
}

/// One part of a form, without what it is encoded by.
fn decoded(part: &str) -> String {
    let mut parts = form_urlencoded::parse(part.as_bytes());
    parts
        .next()
        .map_or_else(String::new, |(name, _)| name.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> Option<(String, ClientSecret)> {
        match Authentication::of(Some(header)) {
            Authentication::Basic(ClientCredentials { client_id, secret }) => {
                Some((client_id, secret))
            }
            _ => None,
        }
    }

    #[test]
    fn name_and_secret_are_read_as_oauth_encodes_them() {
        for (pair, name, secret) in [
            ("client:secret", "client", "secret"),
            ("a%2Db:c%5Fd", "a-b", "c_d"),
            ("client:", "client", ""),
            ("client:se:cret", "client", "se:cret"),
        ] {
            for scheme in ["Basic", "basic"] {
                let header = format!("{scheme} {}", BASE64_STANDARD.encode(pair));
                let expected = (name.to_owned(), ClientSecret::presented(secret));
                assert!(read(&header) == Some(expected), "{pair}");
            }
        }
    }

    #[test]
    fn what_is_not_http_basic_is_unreadable() {
        let no_colon = format!("Basic {}", BASE64_STANDARD.encode("client"));
        let no_text = format!("Basic {}", BASE64_STANDARD.encode(b"a:\xff"));
        for header in [
            "Basic",
            "Basic !",
            "Bearer YTpi",
            "YTpi",
            &no_colon,
            &no_text,
        ] {
            let read = Authentication::of(Some(header));
            assert!(matches!(read, Authentication::Unreadable), "{header}");
        }
        assert!(matches!(Authentication::of(None), Authentication::None));
    }
}
