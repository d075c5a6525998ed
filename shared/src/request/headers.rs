//! The request headers of the contract.
//!
//! [`crate::api::extract`] reads them, and the API description lists them with these meanings.

/// The header that holds the state token of a flow.
pub const STATE_TOKEN: &str = "X-state-token";
/// The header by which an application identifies a device.
pub const FINGERPRINT: &str = "X-device-fingerprint";
/// The device headers. A request without one of them is refused.
pub const DEVICE: [&str; 3] = ["X-operating-sys-version", FINGERPRINT, "X-agent"];

/// A header in the API description.
#[derive(Clone, Copy, Debug)]
pub struct Header {
    pub name: &'static str,
    /// Whether a request without it is refused.
    pub is_required: bool,
    /// The description, for readers of the API documentation.
    pub meaning: &'static str,
}

/// The headers of every call that an application makes.
pub const CALLER: &[Header] = &[
    header(
        "X-client-id",
        true,
        "the application, or the template that it was made from",
    ),
    header(DEVICE[0], true, "the device's operating system"),
    header(
        FINGERPRINT,
        true,
        "what the application knows the device by",
    ),
    header(DEVICE[2], true, "the device's browser or app"),
    header(
        "X-tenant-id",
        false,
        "the tenant, where X-client-id names a template",
    ),
    header("X-L", false, "zh for Chinese, anything else for English"),
    header(
        "Idempotency-Key",
        false,
        "the same for a request and its repeats, 1 to 255 visible ASCII characters",
    ),
];

/// The header of calls that continue a flow.
pub const STATE: &[Header] = &[header(
    STATE_TOKEN,
    true,
    "the state token that the flow began with",
)];

const fn header(name: &'static str, is_required: bool, meaning: &'static str) -> Header {
    Header {
        name,
        is_required,
        meaning,
    }
}
