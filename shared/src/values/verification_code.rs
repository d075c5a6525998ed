//! Verification codes: 4, 6 or 8 decimal digits, as the tenant sets it.
//!
//! [`crate::verification::codes`] stores and compares them.

use crate::{
    platform::entropy::{DIGITS, Entropy},
    values::{
        field::{Field, FieldError, FieldSchema, ParseContext},
        masked::masked,
    },
};

/// A verification code. It prints masked, and only its MAC is ever stored.
#[derive(Clone)]
pub struct VerifyCode(String);

masked!(VerifyCode);

impl VerifyCode {
    /// Draws a code of `length` digits, each such code equally likely.
    #[must_use]
    pub fn draw(entropy: &dyn Entropy, length: u8) -> Self {
        Self(entropy.text(DIGITS, usize::from(length)))
    }

    /// The digits. They go into the message and into the MAC, and nowhere else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl Field for VerifyCode {
    const SCHEMA: FieldSchema = FieldSchema::like("^[0-9]{4,8}$", 8, "123456");

    fn read(text: &str, context: &ParseContext) -> Result<Self, FieldError> {
        let is_valid = text.len() == usize::from(context.code_length)
            && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_valid {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldError::Format)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::entropy::SeededEntropy;
    use crate::values::field::TEST_CONTEXT;
    use proptest::prelude::*;

    #[test]
    fn drawn_codes_use_every_digit_in_every_place_about_equally() {
        let entropy = SeededEntropy::new(7);
        let mut seen = [[0_u32; 10]; 6];
        for _ in 0..10_000 {
            for (place, digit) in VerifyCode::draw(&entropy, 6).reveal().bytes().enumerate() {
                seen[place][usize::from(digit - b'0')] += 1;
            }
        }
        assert!(
            seen.iter()
                .flatten()
                .all(|count| (850..1_150).contains(count)),
            "{seen:?}"
        );
    }

    proptest! {
        #[test]
        fn only_digits_of_the_right_length_are_read(text in "\\PC{0,12}") {
            let right = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
            prop_assert_eq!(VerifyCode::read(&text, &TEST_CONTEXT).is_ok(), right);
        }
    }
}
