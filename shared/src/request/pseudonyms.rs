//! Where a request comes from, as counters and codes know it: without addresses and fingerprints.

use crate::{keys::kinds::PseudonymKey, request::context::Context, values::pseudonym::Pseudonym};

/// The pseudonyms of a caller's address and device.
#[must_use]
pub fn pseudonyms_of(cx: &Context, pseudonyms: &PseudonymKey) -> (Pseudonym, Pseudonym) {
    let caller = &cx.caller;
    let tenant = caller.tenant.id.as_str();
    let address = pseudonyms.pseudonym(&["ADDRESS", tenant, &caller.address.network()]);
    (
        address,
        pseudonyms.pseudonym(&["DEVICE", tenant, caller.device.fingerprint()]),
    )
}

/// The pseudonym of the network around a caller's address.
#[must_use]
pub fn network_of(cx: &Context, pseudonyms: &PseudonymKey) -> Pseudonym {
    let tenant = cx.caller.tenant.id.as_str();
    pseudonyms.pseudonym(&["NETWORK", tenant, &cx.caller.address.neighbourhood()])
}
