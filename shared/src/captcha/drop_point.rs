//! Where a piece of a puzzle was let go, in either form in which clients say so.

use crate::values::field::{Field, FieldError, FieldSchema, ParseContext};
use aws_lc_rs::cipher::{AES_128, DecryptionContext, PaddedBlockDecryptingKey, UnboundCipherKey};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::Deserialize;

/// Where the piece was let go, in the clear or still encrypted.
#[derive(Debug)]
pub enum Point {
    /// `{"x":237.0,"y":5.0}`: its coordinates, and the text.
    Plain(Position, String),
    /// The same, AES-128-ECB with PKCS #7 padding under the puzzle's key.
    Sealed(Vec<u8>),
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct Position {
    /// From the left edge.
    pub x: f64,
    /// From the upper edge.
    pub y: f64,
}

impl Point {
    /// What the client sent, in a form of its own.
    #[must_use]
    pub fn as_given(&self) -> String {
        match self {
            Self::Plain(_, text) => text.clone(),
            Self::Sealed(bytes) => BASE64_STANDARD.encode(bytes),
        }
    }

    /// Its coordinates, and the point in the clear.
    #[must_use]
    pub fn open(self, secret_key: &str) -> Option<(Position, String)> {
        match self {
            Self::Plain(position, text) => Some((position, text)),
            Self::Sealed(mut bytes) => {
                let key = UnboundCipherKey::new(&AES_128, secret_key.as_bytes()).ok()?;
                let key = PaddedBlockDecryptingKey::ecb_pkcs7(key).ok()?;
                let plain = key.decrypt(&mut bytes, DecryptionContext::None).ok()?;
                let text = str::from_utf8(plain).ok()?;
                Some((position(text)?, text.to_owned()))
            }
        }
    }
}

fn position(text: &str) -> Option<Position> {
    serde_json::from_str(text).ok()
}

impl Field for Point {
    const SCHEMA: FieldSchema = FieldSchema::text(256, "{\"x\":237.0,\"y\":5.0}");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        if text.len() > 256 {
            return Err(FieldError::Format);
        }
        if text.starts_with('{') {
            return position(text)
                .map(|position| Self::Plain(position, text.to_owned()))
                .ok_or(FieldError::Format);
        }
        let sealed = BASE64_STANDARD
            .decode(text)
            .map_err(|_| FieldError::Format)?;
        if !sealed.is_empty() && sealed.len() % 16 == 0 {
            Ok(Self::Sealed(sealed))
        } else {
            Err(FieldError::Format)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::field::TEST_CONTEXT;
    use aws_lc_rs::cipher::PaddedBlockEncryptingKey;
    use proptest::prelude::*;

    const KEY: &str = "Zy8BgPQ3xkT1mN0a";

    fn seal(text: &str) -> String {
        let key = UnboundCipherKey::new(&AES_128, KEY.as_bytes()).unwrap();
        let mut bytes = text.as_bytes().to_vec();
        PaddedBlockEncryptingKey::ecb_pkcs7(key)
            .unwrap()
            .encrypt(&mut bytes)
            .unwrap();
        BASE64_STANDARD.encode(bytes)
    }

    #[test]
    fn both_forms_of_a_point_give_the_same() {
        for text in [
            r#"{"x":237.0,"y":5.0}"#,
            r#"{"x":237,"y":5}"#,
            r#"{ "y": 5, "x": 237.0 }"#,
        ] {
            for given in [text.to_owned(), seal(text)] {
                let opened = Point::read(&given, &TEST_CONTEXT).unwrap().open(KEY);
                let position = Position { x: 237.0, y: 5.0 };
                assert_eq!(opened, Some((position, text.to_owned())), "{given}");
            }
        }
    }

    #[test]
    fn what_is_not_a_point_is_refused_before_the_puzzle_is_spent() {
        for text in [
            "{}",
            r#"{"x":"237","y":5}"#,
            r#"{"x":237}"#,
            r#"{"x":1e999,"y":5}"#,
            "!",
            "AAAA",
            "[237,5]",
            "",
        ] {
            assert!(Point::read(text, &TEST_CONTEXT).is_err(), "{text}");
        }
    }

    #[test]
    fn a_point_under_another_key_does_not_open() {
        let sealed = Point::read(&seal(r#"{"x":237.0,"y":5.0}"#), &TEST_CONTEXT).unwrap();
        assert_eq!(sealed.open("0123456789abcdef"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,80}", bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            for given in [text, BASE64_STANDARD.encode(bytes)] {
                if let Ok(point) = Point::read(&given, &TEST_CONTEXT) {
                    let _ = point.open(KEY);
                }
            }
        }
    }
}
