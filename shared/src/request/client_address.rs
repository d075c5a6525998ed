//! Where a request comes from.

use crate::{
    error::{Error, Result},
    values::masked::masked,
};
use lambda_http::{Request, RequestExt, http::HeaderName, request::RequestContext};
use std::net::{IpAddr, SocketAddr};

/// An IP address: of IPv6 the /64, since a person has all of that.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Address(IpAddr);

masked!(Address);

impl Address {
    /// The address, for hashing.
    #[must_use]
    pub fn network(self) -> String {
        match self.0.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}")
            }
        }
    }

    /// What the owner's own CDN says in the header that it alone knows, else what API Gateway saw.
    pub fn of(request: &Request, told_in: Option<&HeaderName>) -> Result<Self> {
        let told = told_in
            .and_then(|name| request.headers().get(name))
            .and_then(|value| value.to_str().ok());
        if let Some(address) = told.and_then(read_address) {
            return Ok(Self(address));
        }
        let seen = match request.request_context_ref() {
            Some(RequestContext::ApiGatewayV2(context)) => context.http.source_ip.as_deref(),
            _ => None,
        };
        let parsed = seen.and_then(|address| address.parse().ok());
        parsed
            .map(Self)
            .ok_or_else(|| Error::internal("reading the address that API Gateway saw"))
    }
}

/// An address, with or without a port: `198.51.100.7`, `198.51.100.7:46532`, `2001:db8::7`, `[2001:db8::7]:46532`, and as `CloudFront`
/// has it, eight groups and a port.
fn read_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let plain = || text.parse().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let groups_and_port = || text.rsplit_once(':')?.0.parse().ok();
    plain().or_else(with_port).or_else(groups_and_port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_address_counts_as_its_network() {
        let network = |text: &str| Address(text.parse().unwrap()).network();
        assert_eq!(
            network("2001:db8:1:2:3::4"),
            network("2001:db8:1:2:ffff::9")
        );
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:203.0.113.7"), network("203.0.113.7"));
    }

    #[test]
    fn an_address_is_read_with_or_without_its_port() {
        for (text, address) in [
            ("198.51.100.7", "198.51.100.7"),
            (" 198.51.100.7:46532", "198.51.100.7"),
            ("2001:db8::7", "2001:db8::7"),
            ("[2001:db8::7]:46532", "2001:db8::7"),
            (
                "2001:0db8:85a3:0000:0000:8a2e:0370:7334:46532",
                "2001:db8:85a3::8a2e:370:7334",
            ),
        ] {
            assert_eq!(read_address(text), address.parse().ok(), "{text}");
        }
        for text in [
            "",
            "unknown",
            "198.51.100.7, 198.51.100.8",
            "198.51.100",
            ":46532",
        ] {
            assert_eq!(read_address(text), None, "{text}");
        }
    }
}
