//! The source of randomness.
//!
//! It is a parameter wherever something random is made, so that tests can repeat what they did.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The alphabet of session tokens: letters and decimal digits.
pub const ALPHANUMERIC: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/// The lower-case hexadecimal digits.
pub const HEX: &[u8] = b"0123456789abcdef";
/// The decimal digits, of which verification codes are made.
pub const DIGITS: &[u8] = b"0123456789";

/// A source of unpredictable bytes.
pub trait Entropy: Send + Sync {
    /// Fills the whole buffer.
    fn fill(&self, buffer: &mut [u8]);

    /// Draws a number from 0 to `count` − 1, each equally likely. `count` must not be 0.
    fn below(&self, count: u8) -> u8 {
        // A remainder would favour the low numbers wherever `count` does not divide 256, so bytes
        // beyond the last whole multiple are drawn again.
        let fair = 256 - 256 % u16::from(count);
        loop {
            let mut byte = [0];
            self.fill(&mut byte);
            if u16::from(byte[0]) < fair {
                return byte[0] % count;
            }
        }
    }

    /// Draws `length` characters of an ASCII alphabet, each equally likely.
    fn text(&self, alphabet: &[u8], length: usize) -> String {
        let count = u8::try_from(alphabet.len()).unwrap_or(u8::MAX);
        (0..length)
            .map(|_| char::from(alphabet[usize::from(self.below(count))]))
            .collect()
    }
}

/// The random number generator of the operating system.
#[derive(Debug)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    #[expect(
        clippy::disallowed_methods,
        reason = "all other code takes random bytes from an Entropy"
    )]
    #[expect(
        clippy::expect_used,
        reason = "nothing safe can be done without randomness"
    )]
    fn fill(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("the operating system has no randomness");
    }
}

/// A repeatable generator (`SplitMix64`) for tests and for the pictures of puzzles. Its output is
/// predictable: no secret may come from it.
#[derive(Debug)]
pub struct SeededEntropy(AtomicU64);

impl SeededEntropy {
    /// Makes a generator. The same seed gives the same bytes.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            let mut z = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Relaxed);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_of_an_alphabet_is_about_equally_likely() {
        let entropy = SeededEntropy::new(7);
        for alphabet in [DIGITS, HEX, ALPHANUMERIC] {
            let text = entropy.text(alphabet, alphabet.len() * 1_000);
            for letter in alphabet {
                let seen = text.bytes().filter(|byte| byte == letter).count();
                assert!(
                    (850..1_150).contains(&seen),
                    "{} came {seen} times",
                    char::from(*letter)
                );
            }
        }
    }
}
