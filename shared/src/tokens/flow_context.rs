//! A request in the middle of a flow, known by its state token.

use crate::{request::context::Context, tokens::state_token::StateToken};

/// A request with a state token.
#[derive(Clone, Debug)]
pub struct FlowContext {
    pub cx: Context,
    /// Signed by us for this caller, and not expired. Whether it was consumed is found out with
    /// the first write of the flow.
    pub state: StateToken,
}
