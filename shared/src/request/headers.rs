//! The headers that calls carry.

/// What holds the state token of a flow.
pub const STATE_TOKEN: &str = "X-state-token";
/// What an application knows a device by.
pub const FINGERPRINT: &str = "X-device-fingerprint";
/// What says which device it is.
pub const DEVICE: [&str; 3] = ["X-operating-sys-version", FINGERPRINT, "X-agent"];

/// A header.
#[derive(Clone, Copy, Debug)]
pub struct Header {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub is_required: bool,
    /// What it says.
    pub meaning: &'static str,
}

/// Those of every call of an application.
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

/// That of a call in the midst of a flow.
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
