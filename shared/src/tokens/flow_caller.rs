//! A caller in the middle of a flow, known by a state token.

use crate::{request::caller::Caller, tokens::state_token::StateToken};

/// A caller in the midst of a flow, with the state token that says so.
#[derive(Clone, Debug)]
pub struct FlowCaller {
    /// Who is calling.
    pub caller: Caller,
    /// Ours, for this caller, and not over. Whether it was spent is found out with the rest.
    pub state: StateToken,
}
