//! The digits we send.

use crate::{
    platform::entropy::{DIGITS, Entropy},
    values::{
        field::{Field, FieldError, FieldSchema, ParseContext},
        masked::masked,
    },
};

/// A verification code: printed masked and never stored.
#[derive(Clone)]
pub struct VerifyCode(String);

masked!(VerifyCode);

impl VerifyCode {
    /// Draws a code uniformly from all of that length.
    #[must_use]
    pub fn draw(entropy: &dyn Entropy, length: u8) -> Self {
        Self(entropy.text(DIGITS, usize::from(length)))
    }

    /// The digits, for the message and for the MAC, and nowhere else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl Field for VerifyCode {
    const SCHEMA: FieldSchema = FieldSchema::like("^[0-9]{4,8}$", 8, "123456");

    fn read(text: &str, rules: &ParseContext) -> Result<Self, FieldError> {
        let right = text.len() == usize::from(rules.code_length)
            && text.bytes().all(|byte| byte.is_ascii_digit());
        if right {
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
    use proptest::prelude::*;
    use time::macros::date;

    const RULES: ParseContext = ParseContext {
        area_code: 86,
        code_length: 6,
        today: date!(2026 - 11 - 20),
    };

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
            prop_assert_eq!(VerifyCode::read(&text, &RULES).is_ok(), right);
        }
    }
}
