//! The request under way, as every layer below the HTTP edge gets it: one parameter instead of
//! who, when and what to record.

use crate::{
    observability::audit_context::AuditContext, platform::clock::Timestamp, request::caller::Caller,
};

/// A request of a known application.
#[derive(Clone, Debug)]
pub struct Context {
    /// Who is calling.
    pub caller: Caller,
    /// When the request arrived. There is only one now per request.
    pub now: Timestamp,
    /// What becomes known of the request. Only flows, and what they are made of, write to it.
    pub audit: AuditContext,
}
