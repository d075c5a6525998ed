//! The plain texts of a profile: names, addresses, a picture's address, dates and choices.

use crate::values::{
    field::{Field, FieldError, FieldSchema, ParseContext},
    masked::masked,
};
use serde::{Deserialize, Serialize};
use time::{Date, macros::format_description};
use url::Url;

/// One line of at most `MAX` characters, without control characters and without the invisible
/// marks that turn the direction of the text around it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Line<const MAX: usize>(String);

impl<const MAX: usize> std::fmt::Debug for Line<MAX> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Line(***)")
    }
}

impl<const MAX: usize> Field for Line<MAX> {
    const SCHEMA: FieldSchema = FieldSchema::text(MAX, "a line");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        if text.chars().count() <= MAX && text.chars().all(is_visible) {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldError::Format)
        }
    }
}

fn is_visible(letter: char) -> bool {
    let turns_direction = matches!(letter, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let separates_lines = matches!(letter, '\u{2028}' | '\u{2029}' | '\u{FEFF}');
    !(letter.is_control() || turns_direction || separates_lines)
}

/// A person's name: one line of at most 64 characters. Beyond the Basic Multilingual Plane (four
/// bytes of UTF-8) only letters: rare Chinese names are written there, and so are emoji.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name(Line<64>);

masked!(Name);

masked!(UserName);

impl Name {
    /// As given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.0
    }
}

impl Field for Name {
    const SCHEMA: FieldSchema = FieldSchema::text(64, "张三");

    fn read(text: &str, rules: &ParseContext) -> Result<Self, FieldError> {
        let is_written = |letter: char| letter.len_utf8() < 4 || letter.is_alphabetic();
        if text.chars().all(is_written) {
            Line::read(text, rules).map(Self)
        } else {
            Err(FieldError::Format)
        }
    }
}

/// A user name: at most 64 letters, digits and `._@+-`, compared without regard to case.
///
/// It becomes the `sub` of tokens, so it may not have the shape of a user id, which is
/// the `sub` of users without a name. Whether it may look like a contact is decided by
/// [`crate::flows::register`], which knows which contact was proved.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserName(String);

impl UserName {
    /// As given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In lower case: one name has one of these.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl Field for UserName {
    const SCHEMA: FieldSchema = FieldSchema::text(64, "zhangsan");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        let is_written = |letter: char| letter.is_alphanumeric() || "._@+-".contains(letter);
        let is_user_id =
            crate::values::identifiers::UserId::try_from(text.to_ascii_uppercase()).is_ok();
        if text.chars().count() <= 64 && text.chars().all(is_written) && !is_user_id {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldError::Format)
        }
    }
}

/// The address of a picture: http or https, at most 2048 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PictureUrl(String);

impl Field for PictureUrl {
    const SCHEMA: FieldSchema =
        FieldSchema::like("^https?://", 2048, "https://example.com/picture.png");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        let url = Url::parse(text).map_err(|_| FieldError::Format)?;
        let fetchable =
            matches!(url.scheme(), "http" | "https") && url.has_host() && url.username().is_empty();
        if fetchable && text.len() <= 2048 {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldError::Format)
        }
    }
}

/// The three values that the contract knows, spelled as it spells them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// `female`
    Female,
    /// `male`
    Male,
    /// `unknow`
    Unknow,
}

impl Field for Gender {
    const SCHEMA: FieldSchema = FieldSchema::one_of(&["female", "male", "unknow"]);

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        match text {
            "female" => Ok(Self::Female),
            "male" => Ok(Self::Male),
            "unknow" => Ok(Self::Unknow),
            _ => Err(FieldError::Value),
        }
    }
}

/// A date that exists, written yyyy-MM-dd.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CalendarDate(String);

impl CalendarDate {
    /// The date itself, where the text is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Date> {
        let written = text.len() == 10 && text.is_ascii();
        Date::parse(text, format_description!("[year]-[month]-[day]"))
            .ok()
            .filter(|_| written)
    }
}

/// The day a person was born: from the year 1900 to today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Birthday(CalendarDate);

impl Field for Birthday {
    const SCHEMA: FieldSchema = FieldSchema::like("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", 10, "2000-01-31");

    fn read(text: &str, rules: &ParseContext) -> Result<Self, FieldError> {
        let date = CalendarDate::parse(text).ok_or(FieldError::Format)?;
        let lived = date.year() >= 1900 && date <= rules.today;
        if lived {
            Ok(Self(CalendarDate(text.to_owned())))
        } else {
            Err(FieldError::Value)
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

    #[test]
    fn names_in_any_script_are_names() {
        for text in ["张三", "𠮷野", "Zoë", "محمد", "O'Neill-Smith Jr.", "a b"] {
            assert!(Name::read(text, &RULES).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_name_is_one_visible_line_without_emoji() {
        for text in [
            "a\nb",
            "a\0",
            "a\u{202E}b",
            "\u{200F}",
            "😀",
            "张三😀",
            &"长".repeat(65),
            &"a".repeat(10_000),
        ] {
            assert_eq!(
                Name::read(text, &RULES),
                Err(FieldError::Format),
                "{text:?}"
            );
        }
        assert!(Line::<64>::read("nick😀", &RULES).is_ok());
    }

    #[test]
    fn a_user_name_is_never_a_user_id() {
        assert!(UserName::read("zhangsan", &RULES).is_ok());
        for text in [
            "20261120090000042-0A1B-0123456789",
            "20261120090000042-0a1b-012345678",
            "a b",
            "a/b",
            "😀",
        ] {
            let refused = UserName::read(text, &RULES).is_err();
            assert_eq!(
                refused,
                text != "20261120090000042-0A1B-0123456789",
                "{text}"
            );
        }
    }

    #[test]
    fn only_web_addresses_are_pictures() {
        assert!(PictureUrl::read("https://thirdwx.qlogo.cn/mmopen/vi_32/x", &RULES).is_ok());
        let long = format!("https://a.cn/{}", "x".repeat(2048));
        for text in [
            "javascript:alert(1)",
            "ftp://a.cn/x",
            "data:image/png;base64,AA",
            "//a.cn/x",
            "x",
            "https://",
            &long,
        ] {
            assert_eq!(
                PictureUrl::read(text, &RULES),
                Err(FieldError::Format),
                "{text}"
            );
        }
    }

    #[test]
    fn a_birthday_is_a_day_that_was() {
        assert!(Birthday::read("2022-02-17", &RULES).is_ok());
        assert!(Birthday::read("2026-11-20", &RULES).is_ok());
        for text in [
            "2022-02-30",
            "2022-2-17",
            "20220217",
            "2022-02-17T00:00",
            "+2022-02-1",
            "-022-02-17",
        ] {
            assert_eq!(
                Birthday::read(text, &RULES),
                Err(FieldError::Format),
                "{text}"
            );
        }
        for text in ["1899-12-31", "2026-11-21"] {
            assert_eq!(
                Birthday::read(text, &RULES),
                Err(FieldError::Value),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,100}") {
            let _ = (Name::read(&text, &RULES), UserName::read(&text, &RULES), PictureUrl::read(&text, &RULES));
            let _ = (Birthday::read(&text, &RULES), Gender::read(&text, &RULES), Line::<16>::read(&text, &RULES));
        }
    }
}
