//! Parsed input: values that exist only if they are valid.

pub mod code_type;
pub mod contact;
pub mod email;
pub mod field;
pub mod identifiers;
pub mod masked;
pub mod mobile;
pub mod numbering_plan;
pub mod profile_text;
pub mod pseudonym;
mod username_profile;
pub mod verification_code;
