//! Who asks for a code or attempts at one.

/// Who does something at a destination, by tags of 16 hexadecimal digits that hold
/// for this destination only.
#[derive(Clone, Debug)]
pub struct Requester {
    /// The device at its address.
    pub id: String,
    pub device: String,
    /// The address: of IPv6 the /64.
    pub address: String,
}
