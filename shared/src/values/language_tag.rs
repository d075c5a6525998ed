//! Language tags (BCP 47), such as `ja`, `pt-BR` or `zh-Hant`, and how values are looked up
//! by them.

use crate::error::catalogue::Lang;
use serde::{Deserialize, Serialize};
use std::{borrow::Borrow, fmt, iter};

/// The maximum length in bytes: what RFC 5646, section 4.4.1, asks for at least.
const MAX_LENGTH: usize = 35;

/// A well-formed language tag, in the letter case that RFC 5646 recommends (section 2.1.1), so that
/// equal tags are equal texts. Whether its subtags are registered is not checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(with = "String")
)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageTag(String);

impl LanguageTag {
    /// Reads the value of a header. A locale as Java and POSIX write it, such as `pt_BR`, is taken
    /// for the tag that it stands for.
    #[must_use]
    pub fn of_header(text: &str) -> Option<Self> {
        let is_short = text.len() <= MAX_LENGTH;
        is_short.then(|| Self::try_from(text.replace('_', "-")).ok())?
    }

    /// The tag as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language of the built-in messages that comes closest.
    #[must_use]
    pub fn lang(&self) -> Lang {
        Lang::named(&self.0)
    }

    /// The tag, and what is left of it while its last subtags are taken off: the ranges by which
    /// RFC 4647, section 3.4, looks values up, the most specific first.
    pub fn lookup(&self) -> impl Iterator<Item = &str> {
        iter::successors(Some(self.as_str()), |range| {
            let (shorter, _) = range.rsplit_once('-')?;
            // A subtag of one character only begins an extension.
            match shorter.rsplit_once('-') {
                Some((shortest, last)) if last.len() == 1 => Some(shortest),
                _ => Some(shorter),
            }
        })
    }
}

impl TryFrom<String> for LanguageTag {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        if text.len() <= MAX_LENGTH && is_well_formed(&text) {
            Ok(Self(in_recommended_case(&text)))
        } else {
            Err("not a language tag, such as ja or pt-BR")
        }
    }
}

impl From<LanguageTag> for String {
    fn from(tag: LanguageTag) -> Self {
        tag.0
    }
}

impl From<Lang> for LanguageTag {
    fn from(lang: Lang) -> Self {
        let tag = match lang {
            Lang::En => "en",
            Lang::Zh => "zh",
        };
        Self(tag.to_owned())
    }
}

/// Maps by tag are read by the ranges of [`LanguageTag::lookup`].
impl Borrow<str> for LanguageTag {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Tells whether a text is a `langtag` of RFC 5646, section 2.1, whose language has two or three
/// letters. Tags that are all private use, and those that are grandfathered, are none.
fn is_well_formed(text: &str) -> bool {
    let mut subtags = text.split('-').peekable();
    if !subtags.next().is_some_and(is_language) {
        return false;
    }
    let is_extended = |subtag: &&str| subtag.len() == 3 && is_alphabetic(subtag);
    while subtags.next_if(is_extended).is_some() {}
    let _ = subtags.next_if(|subtag| subtag.len() == 4 && is_alphabetic(subtag));
    let _ = subtags.next_if(|subtag| is_region(subtag));
    while subtags.next_if(|subtag| is_variant(subtag)).is_some() {}
    let extensions: Vec<_> = subtags.collect();
    are_extensions(&extensions)
}

fn is_alphabetic(subtag: &str) -> bool {
    subtag.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_alphanumeric(subtag: &str) -> bool {
    subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_language(subtag: &str) -> bool {
    matches!(subtag.len(), 2 | 3) && is_alphabetic(subtag)
}

fn is_region(subtag: &str) -> bool {
    match subtag.len() {
        2 => is_alphabetic(subtag),
        3 => subtag.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

fn is_variant(subtag: &str) -> bool {
    let is_long_enough = match subtag.len() {
        4 => subtag.starts_with(|first: char| first.is_ascii_digit()),
        length => (5..=8).contains(&length),
    };
    is_long_enough && is_alphanumeric(subtag)
}

/// Each extension is one character, and one or more subtags of two to eight.
fn are_extensions(subtags: &[&str]) -> bool {
    let begins = |subtag: &&str| subtag.len() == 1;
    let is_legal = |subtag: &&str| (1..=8).contains(&subtag.len()) && is_alphanumeric(subtag);
    subtags.first().is_none_or(begins)
        && !subtags.last().is_some_and(begins)
        && subtags.iter().all(is_legal)
        && !subtags.windows(2).any(|pair| pair.iter().all(begins))
}

/// Languages in small letters, scripts with a capital one, regions in capital ones; extensions, and
/// everything else, in small ones.
fn in_recommended_case(tag: &str) -> String {
    let mut is_extension = false;
    let subtags = tag.split('-').enumerate().map(|(place, subtag)| {
        is_extension |= subtag.len() == 1;
        let lower = subtag.to_ascii_lowercase();
        match subtag.len() {
            _ if place == 0 || is_extension => lower,
            2 => subtag.to_ascii_uppercase(),
            4 => format!("{}{}", subtag[..1].to_ascii_uppercase(), &lower[1..]),
            _ => lower,
        }
    });
    subtags.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tag(text: &str) -> Option<LanguageTag> {
        LanguageTag::try_from(text.to_owned()).ok()
    }

    #[test]
    fn tags_that_differ_in_case_only_are_equal() {
        for (written, recommended) in [
            ("JA", "ja"),
            ("pt-br", "pt-BR"),
            ("ZH-hANT-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("de-CH-1996", "de-CH-1996"),
            ("sl-Rozaj-BISKE", "sl-rozaj-biske"),
            ("zh-cmn-HANS", "zh-cmn-Hans"),
            ("en-us-U-HC-h12", "en-US-u-hc-h12"),
            ("de-X-Formal", "de-x-formal"),
        ] {
            assert_eq!(tag(written).unwrap().as_str(), recommended);
        }
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for text in [
            "",
            "j",
            "japanese",
            "日本",
            "pt_BR",
            "pt-",
            "-pt",
            "pt--BR",
            "pt-BR-PT",
            "pt-BR-Latn",
            "en-u",
            "en-u-x",
            "en-US-muchtoolong",
            "i-klingon",
            "*",
            "ja,en;q=0.8",
            "en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd",
        ] {
            assert_eq!(tag(text), None, "{text}");
        }
    }

    #[test]
    fn a_header_may_be_a_locale_of_java() {
        assert_eq!(LanguageTag::of_header("pt_BR"), tag("pt-BR"));
        assert_eq!(LanguageTag::of_header(&"a".repeat(9000)), None);
    }

    #[test]
    fn a_lookup_goes_from_the_tag_to_its_language() {
        for (text, ranges) in [
            ("pt-BR", &["pt-BR", "pt"][..]),
            ("zh-Hant-TW", &["zh-Hant-TW", "zh-Hant", "zh"]),
            (
                "en-US-u-hc-h12",
                &["en-US-u-hc-h12", "en-US-u-hc", "en-US", "en"],
            ),
            ("ja", &["ja"]),
        ] {
            let tag = tag(text).unwrap();
            assert_eq!(tag.lookup().collect::<Vec<_>>(), ranges);
        }
    }

    #[test]
    fn the_built_in_languages_have_tags() {
        for lang in [Lang::En, Lang::Zh] {
            assert_eq!(LanguageTag::from(lang).lang(), lang);
        }
        assert_eq!(tag("zh-Hant-TW").unwrap().lang(), Lang::Zh);
        assert_eq!(tag("ja").unwrap().lang(), Lang::En);
    }

    proptest! {
        #[test]
        fn any_header_is_a_tag_or_none(text in "\\PC{0,40}") {
            let _ = LanguageTag::of_header(&text);
        }

        #[test]
        fn a_tag_reads_as_itself_again(text in "[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8}){0,4}") {
            if let Some(read) = tag(&text) {
                prop_assert_eq!(tag(read.as_str()), Some(read.clone()));
                prop_assert!(read.as_str().eq_ignore_ascii_case(&text));
                // Every range of a lookup is in the recommended case, too.
                for range in read.lookup() {
                    prop_assert_eq!(in_recommended_case(range), range);
                }
            }
        }
    }
}
