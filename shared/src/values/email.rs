//! E-mail addresses to which SES can send.

use crate::values::{
    field::{Field, FieldError, FieldSchema, ParseContext},
    masked::masked,
};
use email_address::{EmailAddress, Options};
use serde::{Deserialize, Serialize};

/// An e-mail address as the user wrote it. It is compared without regard to case and prints masked.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

masked!(Email);

impl Email {
    /// The address as the user wrote it.
    #[must_use]
    pub fn as_given(&self) -> &str {
        &self.0
    }

    /// The address in lower case, the canonical form.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// One key for all addresses that are likely to lead to one inbox: without case, without what
    /// follows a `+` before the `@`, and at Gmail without dots. For counting what is sent to an
    /// inbox and for nothing else: whose an address is, is decided by [`Email::folded`], as other
    /// providers may give `a` and `a+b` to two people.
    #[must_use]
    pub fn throttle_key(&self) -> String {
        let folded = self.folded();
        let Some((local, domain)) = folded.rsplit_once('@') else {
            return folded;
        };
        let inbox = match local.split_once('+') {
            Some((before, _)) if !before.is_empty() => before,
            _ => local,
        };
        if matches!(domain, "gmail.com" | "googlemail.com") {
            format!("{}@gmail.com", inbox.replace('.', ""))
        } else {
            format!("{inbox}@{domain}")
        }
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
    use crate::values::field::TEST_CONTEXT;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Email, FieldError> {
        Email::read(text, &TEST_CONTEXT)
    }

    #[test]
    fn case_does_not_make_another_address() {
        let one = read("ZhangSan@QQ.com").unwrap();
        assert_eq!(one, read("zhangsan@qq.com").unwrap());
        assert_eq!(one.as_given(), "ZhangSan@QQ.com");
        assert_eq!(one.folded(), "zhangsan@qq.com");
    }

    #[test]
    fn addresses_of_one_inbox_have_one_throttle_key_and_stay_different_addresses() {
        for (one, other) in [
            ("zhangsan+a@qq.com", "ZhangSan@QQ.com"),
            ("zhangsan+a+b@qq.com", "zhangsan+c@qq.com"),
            ("z.hang.san+x@gmail.com", "zhangsan@gmail.com"),
            ("zhang.san@googlemail.com", "zhangsan@gmail.com"),
        ] {
            let (one, other) = (read(one).unwrap(), read(other).unwrap());
            assert_eq!(one.throttle_key(), other.throttle_key());
            assert_ne!(one, other);
            assert_ne!(one.folded(), other.folded());
        }
        for (one, other) in [
            ("zhang.san@qq.com", "zhangsan@qq.com"),
            ("zhangsan@qq.com", "zhangsan@foxmail.com"),
            ("+a@qq.com", "+b@qq.com"),
            ("zhangsan@mail.gmail.com", "zhangsan@gmail.com"),
        ] {
            assert_ne!(
                read(one).unwrap().throttle_key(),
                read(other).unwrap().throttle_key()
            );
        }
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

        #[test]
        fn a_tag_changes_the_address_and_not_the_throttle_key(local in "[a-z0-9]{1,20}", tag in "[a-zA-Z0-9]{1,20}") {
            let plain = read(&format!("{local}@example.com")).unwrap();
            let tagged = read(&format!("{local}+{tag}@Example.com")).unwrap();
            prop_assert_eq!(tagged.throttle_key(), plain.throttle_key());
            prop_assert_ne!(tagged, plain);
        }
    }
}
