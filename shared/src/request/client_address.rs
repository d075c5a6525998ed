//! The IP address of the client, by which requests are limited.
//!
//! It is the address that API Gateway saw, unless a CDN of the owner's names another in a header
//! that is configured for it. Headers that a client can set itself are never used.

use crate::{
    error::{Error, Result},
    values::masked::masked,
};
use lambda_http::{Request, RequestExt, http::HeaderName, request::RequestContext};
use std::net::{IpAddr, SocketAddr};

/// The client's IP address. Limits count an IPv6 address by its /64, all of which one person has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Address(IpAddr);

masked!(Address);

impl Address {
    /// The IPv4 address, or the first four groups of the IPv6 address; the input of its pseudonym.
    /// An IPv4 address that is mapped into IPv6 counts as the IPv4 address.
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

    /// The /24 of an IPv4 address, or the /48 of an IPv6 address: about what one organisation or
    /// one part of a mobile network has. The input of its pseudonym.
    #[must_use]
    pub fn neighbourhood(self) -> String {
        match self.0.to_canonical() {
            IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                format!("{a}.{b}.{c}")
            }
            IpAddr::V6(address) => {
                let [a, b, c, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}")
            }
        }
    }

    /// The part of the address that tells people where a session is used without saying who used
    /// it: `203.0.113.*`, or `2001:db8:1::*`.
    #[must_use]
    pub fn hint(self) -> String {
        let separator = if self.0.to_canonical().is_ipv4() {
            "."
        } else {
            "::"
        };
        format!("{}{separator}*", self.neighbourhood())
    }

    /// The address of a device as the server of its application tells it. It may be any: it is
    /// shown to the device's user, and no limit counts it.
    #[must_use]
    pub fn relayed(text: &str) -> Option<Self> {
        read_address(text).map(Self)
    }

    /// Reads the address from `trusted_header`, which the owner's CDN sets and nobody else can, or
    /// else takes the one that API Gateway saw. Fails with `Busy` if the event has no such address.
    pub fn of(request: &Request, trusted_header: Option<&HeaderName>) -> Result<Self> {
        let forwarded = trusted_header
            .and_then(|name| request.headers().get(name))
            .and_then(|value| value.to_str().ok());
        if let Some(address) = forwarded.and_then(read_address) {
            return Ok(Self(address));
        }
        let source_ip = match request.request_context_ref() {
            Some(RequestContext::ApiGatewayV2(context)) => context.http.source_ip.as_deref(),
            _ => None,
        };
        let parsed = source_ip.and_then(|address| address.parse().ok());
        parsed
            .map(Self)
            .ok_or_else(|| Error::internal("reading the address that API Gateway saw"))
    }
}

/// Parses an address with or without a port: `198.51.100.7`, `198.51.100.7:46532`, `2001:db8::7`,
/// `[2001:db8::7]:46532`, and eight groups and a port, as `CloudFront` writes it.
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
    fn a_neighbourhood_is_a_24_or_a_48() {
        let neighbourhood = |text: &str| Address(text.parse().unwrap()).neighbourhood();
        assert_eq!(neighbourhood("203.0.113.7"), neighbourhood("203.0.113.99"));
        assert_ne!(neighbourhood("203.0.113.7"), neighbourhood("203.0.112.7"));
        assert_eq!(
            neighbourhood("2001:db8:1:2::1"),
            neighbourhood("2001:db8:1:3::1")
        );
        assert_ne!(
            neighbourhood("2001:db8:1::1"),
            neighbourhood("2001:db8:2::1")
        );
        assert_eq!(
            neighbourhood("::ffff:203.0.113.7"),
            neighbourhood("203.0.113.9")
        );
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
