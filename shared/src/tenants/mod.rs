//! What the owner sets up: tenants, applications, identity sources and their limits.

use std::time::Duration;

pub mod application;
pub mod attribute;
pub mod form_policy;
pub mod limits;
pub mod registry;
pub mod source;
pub mod tenant;

/// The longest lifetime of a verification code that a tenant may set.
pub const MAX_CODE_LIFETIME: Duration = Duration::from_mins(10);
/// The longest lifetime of an `id_token`, and so how long a signing key stays published after its last use.
pub const MAX_ID_TOKEN_LIFETIME: Duration = Duration::from_hours(24);
