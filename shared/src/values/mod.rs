//! Parsed input: types whose values exist only if they are valid.
//!
//! Text of a request becomes one of them through [`field::Field`], once, before any flow runs.
//! Types that hold secrets or personal data print masked ([`masked`]).

pub mod code_type;
pub mod contact;
pub mod email;
pub mod field;
pub mod identifiers;
pub mod language_tag;
pub mod masked;
pub mod mobile;
pub mod numbering_plan;
pub mod profile_text;
pub mod pseudonym;
pub(crate) mod username_profile;
pub mod verification_code;
