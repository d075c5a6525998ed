//! An e-mail address we are willing to write to.

use crate::values::{
    field::{Field, FieldError, FieldSchema, ParseContext},
    masked::masked,
};
use email_address::{EmailAddress, Options};
use serde::{Deserialize, Serialize};

/// An e-mail address, kept as given, compared case-insensitively and printed masked.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

masked!(Email);

impl Email {
    /// As the person wrote it.
    #[must_use]
    pub fn as_given(&self) -> &str {
        &self.0
    }

    /// In lower case: one address has one of these.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl PartialEq for Email {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for Email {}

impl Field for Email {
    const SCHEMA: FieldSchema =
        FieldSchema::like(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", 254, "zhangsan@example.com");

    /// RFC 5321 with its lengths, less what SES does not carry: quoted or non-ASCII
    /// local parts, address literals, and domains without a dot.
    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        let options = Options::default()
            .with_required_tld()
            .without_domain_literal()
            .without_display_text();
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"\"(),:;<>[\\]".contains(&byte));
        match EmailAddress::parse_with_options(text, options) {
            Ok(address) if plain && text.len() <= 254 => Ok(Self(address.as_str().to_owned())),
            _ => Err(FieldError::Format),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;

    const RULES: ParseContext = ParseContext {
        area_code: 86,
        code_length: 6,
        today: date!(2026 - 11 - 20),
    };

    fn read(text: &str) -> Result<Email, FieldError> {
        Email::read(text, &RULES)
    }

    #[test]
    fn case_does_not_make_another_address() {
        let one = read("ZhangSan@QQ.com").unwrap();
        assert_eq!(one, read("zhangsan@qq.com").unwrap());
        assert_eq!(one.as_given(), "ZhangSan@QQ.com");
        assert_eq!(one.folded(), "zhangsan@qq.com");
    }

    #[test]
    fn the_lengths_of_rfc_5321_hold() {
        let local = |length: usize| format!("{}@example.com", "a".repeat(length));
        assert!(read(&local(64)).is_ok());
        assert_eq!(read(&local(65)), Err(FieldError::Format));
        let label = "b".repeat(60);
        let whole = |tail: usize| {
            format!(
                "{}@{label}.{label}.{label}.{}",
                "a".repeat(64),
                "c".repeat(tail)
            )
        };
        assert_eq!(whole(6).len(), 254);
        assert!(read(&whole(6)).is_ok());
        assert_eq!(read(&whole(7)), Err(FieldError::Format));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "@",
            "zhangsan",
            "zhangsan@",
            "@qq.com",
            "zhangsan@localhost",
            "zhangsan@[127.0.0.1]",
            "zhang san@qq.com",
            "\"zhang san\"@qq.com",
            "Zhang <zhangsan@qq.com>",
            "a@b@c.com",
            "张三@qq.com",
            "zhangsan@qq.com\r\nBcc: all@qq.com",
            "a,b@qq.com",
        ] {
            assert_eq!(read(text), Err(FieldError::Format), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,80}") {
            let _ = read(&text);
        }
    }
}
