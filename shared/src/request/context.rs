//! The context of a request: the one parameter that carries caller, time and audit facts to every
//! layer below the HTTP edge.

use crate::{
    observability::audit_context::AuditContext, platform::clock::Timestamp, request::caller::Caller,
};

/// A request of a known application.
#[derive(Clone, Debug)]
pub struct Context {
    pub caller: Caller,
    /// When the request arrived. It is the current time for the whole of the request.
    pub now: Timestamp,
    /// The facts for the audit event. Flows and their parts write to it, functions do not.
    pub audit: AuditContext,
}
