//! What the owner configures: tenants, applications, identity sources, limits, form policies,
//! wording of messages.
//!
//! `bindery apply` writes it into the Directory table; [`registry`] reads it. The doc comments of
//! these types are the descriptions in docs/configuration.schema.json.

use std::time::Duration;

pub mod application;
pub mod attribute;
pub mod client_secret;
pub mod delivery;
pub mod form_policy;
pub mod former_tenant;
pub mod limits;
pub mod password_age;
pub mod registry;
pub mod source;
pub mod tenant;
pub mod wording;

/// The maximum lifetime of a verification code.
pub const MAX_CODE_LIFETIME: Duration = Duration::from_mins(10);
/// The maximum of a tenant's `password_history`: each is a hash that a change of a password makes.
pub const MAX_PASSWORD_HISTORY: usize = 10;
/// The maximum lifetime of an `id_token`, for which a signing key stays published
/// after its last use.
pub const MAX_ID_TOKEN_LIFETIME: Duration = Duration::from_hours(24);
