//! What a tenant asks of the forms of its users: required members, passwords, extended attributes.

use crate::tenants::attribute::AttributeDefinition;
use serde::{Deserialize, Serialize};

/// What a tenant asks of the forms of its users.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FormPolicy {
    /// Members of the contract that must be given though the contract leaves them open.
    pub required: Vec<String>,
    /// What a password must be.
    pub password: PasswordPolicy,
    /// The members of `extension`.
    pub attributes: Vec<AttributeDefinition>,
}

/// What a tenant asks of a password.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasswordPolicy {
    /// The fewest characters.
    pub min_length: u8,
    /// The fewest kinds of characters, of: lower case, upper case, digits, others.
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
