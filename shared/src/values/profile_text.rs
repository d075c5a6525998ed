//! The text members of a profile: names, addresses, the URL of a picture, dates and choices.

use crate::values::{
    email::Email,
    field::{Field, FieldError, FieldSchema, ParseContext},
    identifiers::UserId,
    masked::masked,
    mobile::Mobile,
    username_profile,
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

/// A person's name: one line of at most 64 characters, of which one at least can be seen. Letters
/// of any script, marks, digits, spaces, punctuation and emoji, whatever these are composed of.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name(Line<64>);

masked!(Name, UserName);

impl Name {
    /// The text as the user typed it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.0
    }
}

impl Field for Name {
    const SCHEMA: FieldSchema = FieldSchema::text(64, "张三");

    fn read(text: &str, rules: &ParseContext) -> Result<Self, FieldError> {
        if text.chars().all(is_blank) {
            return Err(FieldError::Format);
        }
        Line::read(text, rules).map(Self)
    }
}

/// What shows nothing by itself: spaces, joiners, selectors, tags, fillers.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        )
        || matches!(letter, '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}')
        || matches!(
            letter,
            '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        )
        || matches!(letter, '\u{E0000}'..='\u{E0FFF}')
}

/// A user name: at most 64 characters, kept as typed, unique by its [`UserName::folded`] form.
///
/// It conforms to the `UsernameCaseMapped` profile of RFC 8265 and to the narrower rules of
/// `username_profile`. It becomes the `sub` of tokens, so it may not have the shape of a user
/// id, which is the `sub` of users without a name. It is never seven or more digits alone, which
/// would be a phone number, and has an `@` only as an e-mail address. That a mobile number
/// with its calling code, or an address, is the one just proved is decided by
/// [`crate::flows::register`], which knows which one that is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserName(String);

/// The number of digits from which on a name of digits alone may be a phone number.
const DIGITS_OF_A_NUMBER: usize = 7;

impl UserName {
    /// The text as the user typed it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key of uniqueness: all spellings of one name have one of these. It is part of stored
    /// keys; for a name of plain ASCII it is the name in lower case.
    #[must_use]
    pub fn folded(&self) -> String {
        username_profile::key(&self.0)
    }
}

impl Field for UserName {
    const SCHEMA: FieldSchema = FieldSchema::text(64, "zhangsan");

    fn read(text: &str, rules: &ParseContext) -> Result<Self, FieldError> {
        if text.chars().count() > 64 || !username_profile::admit(text) {
            return Err(FieldError::Format);
        }
        let key = username_profile::key(text);
        if UserId::try_from(key.to_ascii_uppercase()).is_ok() {
            return Err(FieldError::Format);
        }
        let is_address = || Email::read(text, rules).is_ok();
        let is_international = || text.starts_with('+') && Mobile::read(text, rules).is_ok();
        let is_number =
            username_profile::digits_alone(&key).is_some_and(|digits| digits >= DIGITS_OF_A_NUMBER);
        if key.contains('@') && !is_address() || is_number && !is_international() {
            return Err(FieldError::Value);
        }
        Ok(Self(text.to_owned()))
    }
}

/// The address of a picture: http or https, at most 2048 bytes, without credentials. Kept as the
/// URL standard writes it, so that no reader sees another address than the one that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PictureUrl(String);

/// The maximum length of the URL of a picture, in bytes.
const MAX_URL: usize = 2048;

impl Field for PictureUrl {
    const SCHEMA: FieldSchema =
        FieldSchema::like("^https?://", MAX_URL, "https://example.com/picture.png");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        if text.len() > MAX_URL {
            return Err(FieldError::Format);
        }
        let url = Url::parse(text).map_err(|_| FieldError::Format)?;
        let has_credentials = !url.username().is_empty() || url.password().is_some();
        let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
        // Escaping can make it longer.
        if is_web && !has_credentials && url.as_str().len() <= MAX_URL {
            Ok(Self(url.into()))
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
    use crate::values::field::TEST_CONTEXT;
    use proptest::prelude::*;

    #[test]
    fn names_in_any_script_are_names() {
        for text in ["张三", "𠮷野", "Zoë", "محمد", "O'Neill-Smith Jr.", "a b"] {
            assert!(Name::read(text, &TEST_CONTEXT).is_ok(), "{text}");
        }
    }

    #[test]
    fn emoji_are_names_whatever_they_are_composed_of() {
        for text in [
            "😀",
            "张三😀",
            "👍🏽",
            "👨\u{200D}👩\u{200D}👧\u{200D}👦",
            "🏳\u{FE0F}\u{200D}🌈",
            "🇨🇳",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "❤\u{FE0F}",
            "1\u{FE0F}\u{20E3}",
            "می\u{200C}خواهم",
            "★小明★",
        ] {
            assert!(Name::read(text, &TEST_CONTEXT).is_ok(), "{text}");
            assert!(Line::<64>::read(text, &TEST_CONTEXT).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_name_is_one_visible_line() {
        for text in [
            "a\nb",
            "a\0",
            "a\u{7F}b",
            "a\u{85}b",
            "a\u{202E}b",
            "a\u{2066}b",
            "\u{200F}",
            "a\u{61C}b",
            "a\u{2028}b",
            "\u{200D}",
            "\u{FE0F}\u{200D}",
            "\u{3164}",
            "\u{2800} \u{200B}",
            &"长".repeat(65),
            &"😀".repeat(65),
            &"a".repeat(10_000),
        ] {
            assert_eq!(
                Name::read(text, &TEST_CONTEXT),
                Err(FieldError::Format),
                "{text:?}"
            );
        }
        assert!(Name::read(&"😀".repeat(64), &TEST_CONTEXT).is_ok());
    }

    fn key_of(text: &str) -> String {
        UserName::read(text, &TEST_CONTEXT).unwrap().folded()
    }

    #[test]
    fn a_user_name_is_stored_as_typed_and_unique_by_its_key() {
        let name = UserName::read("Ｚhang三", &TEST_CONTEXT).unwrap();
        assert_eq!(
            (name.as_str(), name.folded().as_str()),
            ("Ｚhang三", "zhang三")
        );
        for (one, other) in [
            ("ZhangSan", "zhangsan"),
            ("ｚｈａｎｇｓａｎ", "zhangsan"),
            ("admın", "ADMİN"),
        ] {
            assert_eq!(key_of(one), key_of(other), "{one}");
        }
    }

    #[test]
    fn a_user_name_is_nobodys_number() {
        for text in [
            "1234567",
            "15201657399",
            "１５２０１６５７３９９",
            "152-0165-7399",
            "1.5201657399",
            "+999-15201657399",
        ] {
            assert_eq!(
                UserName::read(text, &TEST_CONTEXT),
                Err(FieldError::Value),
                "{text}"
            );
        }
        // With its calling code it is whose it is: that is known where a contact was proved.
        for text in ["123456", "+86-15201657399", "a1234567", "三1234567"] {
            assert!(UserName::read(text, &TEST_CONTEXT).is_ok(), "{text}");
        }
        // What looks like one without being one would get past the comparison with the one proved.
        assert_eq!(
            UserName::read("+86-１５２０１６５７３９９", &TEST_CONTEXT),
            Err(FieldError::Value)
        );
    }

    #[test]
    fn an_at_sign_is_of_an_address() {
        for text in [
            "@",
            "a@b",
            "zhang@san",
            "ｖictim@qq.com",
            "victim＠qq.com",
            "victim@qq.com@",
        ] {
            assert_eq!(
                UserName::read(text, &TEST_CONTEXT),
                Err(FieldError::Value),
                "{text}"
            );
        }
        assert_eq!(
            key_of("Victim@QQ.com"),
            Email::read("Victim@QQ.com", &TEST_CONTEXT)
                .unwrap()
                .folded()
        );
    }

    #[test]
    fn a_user_name_is_never_a_user_id() {
        assert!(UserName::read("zhangsan", &TEST_CONTEXT).is_ok());
        for text in [
            "20261120090000042-0A1B-012345678",
            "20261120090000042-0a1b-012345678",
            "a b",
            "a/b",
            "😀",
        ] {
            assert_eq!(
                UserName::read(text, &TEST_CONTEXT),
                Err(FieldError::Format),
                "{text}"
            );
        }
        assert_eq!(
            UserName::read(
                "２０２６１１２００９０００００４２-0A1B-012345678",
                &TEST_CONTEXT
            ),
            Err(FieldError::Format)
        );
        assert!(UserName::read("20261120090000042-0A1B-0123456789", &TEST_CONTEXT).is_ok());
    }

    #[test]
    fn only_web_addresses_are_pictures() {
        assert!(PictureUrl::read("https://thirdwx.qlogo.cn/mmopen/vi_32/x", &TEST_CONTEXT).is_ok());
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
                PictureUrl::read(text, &TEST_CONTEXT),
                Err(FieldError::Format),
                "{text}"
            );
        }
    }

    #[test]
    fn a_picture_is_stored_as_the_standard_writes_it() {
        for (given, kept) in [
            (
                "HTTPS://Thirdwx.QLogo.cn:443/x",
                "https://thirdwx.qlogo.cn/x",
            ),
            ("https://a.cn/a/../b c\"<>", "https://a.cn/b%20c%22%3C%3E"),
            ("https:\\\\a.cn\\x", "https://a.cn/x"),
            ("https://例子.cn", "https://xn--fsqu00a.cn/"),
            ("http://0x7f.1/", "http://127.0.0.1/"),
        ] {
            assert_eq!(
                PictureUrl::read(given, &TEST_CONTEXT),
                Ok(PictureUrl(kept.to_owned())),
                "{given}"
            );
        }
        for text in [
            "https://a:b@a.cn/x",
            "https://:b@a.cn/x",
            "https://a@a.cn/x",
        ] {
            assert_eq!(
                PictureUrl::read(text, &TEST_CONTEXT),
                Err(FieldError::Format),
                "{text}"
            );
        }
        let escaped = format!("https://a.cn/{}", "长".repeat(600));
        assert!(escaped.len() < MAX_URL);
        assert_eq!(
            PictureUrl::read(&escaped, &TEST_CONTEXT),
            Err(FieldError::Format)
        );
    }

    #[test]
    fn a_birthday_is_a_day_that_was() {
        assert!(Birthday::read("2022-02-17", &TEST_CONTEXT).is_ok());
        assert!(Birthday::read("2026-11-20", &TEST_CONTEXT).is_ok());
        for text in [
            "2022-02-30",
            "2022-2-17",
            "20220217",
            "2022-02-17T00:00",
            "+2022-02-1",
            "-022-02-17",
        ] {
            assert_eq!(
                Birthday::read(text, &TEST_CONTEXT),
                Err(FieldError::Format),
                "{text}"
            );
        }
        for text in ["1899-12-31", "2026-11-21"] {
            assert_eq!(
                Birthday::read(text, &TEST_CONTEXT),
                Err(FieldError::Value),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn letters_marks_digits_spaces_punctuation_and_emoji_are_names(
            text in "[\\p{L}\\p{M}\\p{Nd}\\p{P} \\p{Emoji_Presentation}\u{200D}\u{FE0F}🏻-🏿]{0,30}[\\p{L}\\p{Nd}😀]"
        ) {
            prop_assert!(Name::read(&text, &TEST_CONTEXT).is_ok());
            prop_assert!(Line::<64>::read(&text, &TEST_CONTEXT).is_ok());
        }

        #[test]
        fn no_name_turns_direction_or_controls(
            before in "[a-z张😀]{0,20}",
            mark in "[\\p{Cc}\\p{Bidi_Control}]",
            after in "[a-z张😀]{0,20}",
        ) {
            let text = format!("{before}{mark}{after}");
            prop_assert_eq!(Name::read(&text, &TEST_CONTEXT), Err(FieldError::Format));
            prop_assert_eq!(Line::<64>::read(&text, &TEST_CONTEXT), Err(FieldError::Format));
        }

        #[test]
        fn a_user_name_of_ascii_has_the_key_that_it_always_had(text in "[a-zA-Z]([a-zA-Z0-9._+-]{0,62}[a-zA-Z0-9])?") {
            prop_assert_eq!(key_of(&text), text.to_lowercase());
        }

        #[test]
        fn a_stored_picture_reads_as_itself(text in "https?://[a-z]{1,9}\\.cn/\\PC{0,40}") {
            if let Ok(picture) = PictureUrl::read(&text, &TEST_CONTEXT) {
                prop_assert_eq!(PictureUrl::read(&picture.0, &TEST_CONTEXT), Ok(picture.clone()));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,100}") {
            let _ = (Name::read(&text, &TEST_CONTEXT), UserName::read(&text, &TEST_CONTEXT), PictureUrl::read(&text, &TEST_CONTEXT));
            let _ = (Birthday::read(&text, &TEST_CONTEXT), Gender::read(&text, &TEST_CONTEXT), Line::<16>::read(&text, &TEST_CONTEXT));
        }
    }
}
