//! A tenant's requirements on registrations: required members, passwords, extended attributes.

use crate::tenants::attribute::AttributeDefinition;
use serde::{Deserialize, Serialize};

/// A tenant's requirements on registrations.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FormPolicy {
    /// Members of a registration that are optional in the contract and required by the tenant.
    pub required: Vec<String>,
    /// The requirements on passwords.
    pub password: PasswordPolicy,
    /// The extended attributes, which are the members of `extension`.
    pub attributes: Vec<AttributeDefinition>,
}

/// A tenant's requirements on passwords. Common passwords are always refused.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasswordPolicy {
    /// The minimum number of characters.
    pub min_length: u8,
    /// The minimum number of kinds of characters, of four: lower case, upper case, digits, others.
    pub min_kinds: u8,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self {
            min_length: 8,
            min_kinds: 1,
        }
    }
}
