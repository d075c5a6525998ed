//! User names: the `UsernameCaseMapped` profile of RFC 8265, and which names are taken at all.
//!
//! `key` gives the one form that all spellings of a name share; `admit` says whether a new name
//! conforms. What is admitted is narrower than the profile, as RFC 8264 section 5.1 lets an
//! application be: of ASCII only letters, digits and `._@+-`, but none of `._-` at either end and
//! no `+` at the last, where they are overlooked (`name.` would pass for `name`); no context rules
//! but the one for Arabic digits; no marks that stack; one script (UTS 39 section 5.1) or Latin
//! with Han; nothing that is drawn like a Latin name but is none.
//!
//! The Unicode data is the one that URLs are already read with.

use icu_normalizer::{ComposingNormalizerBorrowed as Composer, DecomposingNormalizerBorrowed};
use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{
        BidiClass, DefaultIgnorableCodePoint, EastAsianWidth, GeneralCategory, HangulSyllableType,
        Script,
    },
    script::ScriptWithExtensions,
};

/// The form under which a name is unique: width, case and composition are mapped (RFC 8265
/// section 3.3.2), and the dotless and the dotted i are one letter, as they share their capital in
/// one language or another. Names of plain ASCII are only put in lower case.
///
/// Every text has a key, as names are stored that were admitted by other rules.
pub(crate) fn key(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    let lower = map_width(name).to_lowercase();
    let dotted = Composer::new_nfc().normalize(&lower).replace('ı', "i");
    dotted.replace("i\u{307}", "i")
}

/// Whether a new name is well written.
pub(crate) fn admit(name: &str) -> bool {
    let wide = map_width(name);
    let key = key(name);
    wide.chars().all(is_identifier)
        && (wide.contains('@') || !wide.starts_with(['.', '_', '-']))
        && !wide.ends_with(['.', '_', '-', '+'])
        && !key.contains(is_stacking)
        && has_one_kind_of_arabic_digits(&key)
        && is_of_one_script(&key)
        && !is_drawn_like_latin(&wide)
        && reads_in_one_direction(&key)
}

/// How many decimal digits of any script a name has, if they are all that it says:
/// letters make it `None`.
pub(crate) fn digits_alone(key: &str) -> Option<usize> {
    let is_letter = |letter: char| letter.is_alphabetic();
    let is_digit = |letter: &char| category(*letter) == GeneralCategory::DecimalNumber;
    (!key.contains(is_letter)).then(|| key.chars().filter(is_digit).count())
}

fn category(letter: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(letter)
}

/// Full-width and half-width letters become the ones they stand for (RFC 8264 section 5.2.1).
fn map_width(name: &str) -> String {
    let widths = CodePointMapData::<EastAsianWidth>::new();
    let mut mapped = String::with_capacity(name.len());
    for letter in name.chars() {
        if letter.is_ascii() {
            mapped.push(letter);
            continue;
        }
        match widths.get(letter) {
            // Of these, NFKC is the mapping by width, or leads to what is disallowed as well.
            EastAsianWidth::Fullwidth | EastAsianWidth::Halfwidth => {
                let mut buffer = [0; 4];
                let one = letter.encode_utf8(&mut buffer);
                mapped.push_str(&Composer::new_nfkc().normalize(one));
            }
            _ => mapped.push(letter),
        }
    }
    mapped
}

/// Whether a letter is of the `IdentifierClass` (RFC 8264 sections 8 and 9),
/// less its context rules.
fn is_identifier(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric() || "._@+-".contains(letter);
    }
    match letter {
        // Exceptions (F), where they differ from what their category says.
        '\u{3007}' => return true,
        '\u{640}' | '\u{7FA}' | '\u{302E}' | '\u{302F}' | '\u{3031}'..='\u{3035}' | '\u{303B}' => {
            return false;
        }
        _ => {}
    }
    let is_letter_or_digit = matches!(
        category(letter),
        GeneralCategory::LowercaseLetter
            | GeneralCategory::UppercaseLetter
            | GeneralCategory::OtherLetter
            | GeneralCategory::DecimalNumber
            | GeneralCategory::ModifierLetter
            | GeneralCategory::NonspacingMark
            | GeneralCategory::SpacingMark
    );
    let is_old_jamo = matches!(
        CodePointMapData::<HangulSyllableType>::new().get(letter),
        HangulSyllableType::LeadingJamo
            | HangulSyllableType::VowelJamo
            | HangulSyllableType::TrailingJamo
    );
    let is_ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(letter);
    is_letter_or_digit && !is_old_jamo && !is_ignorable && !has_compatible(letter)
}

/// `HasCompat` (Q): what NFKC turns into something else.
fn has_compatible(letter: char) -> bool {
    let mut buffer = [0; 4];
    let text: &str = letter.encode_utf8(&mut buffer);
    Composer::new_nfkc().normalize(text) != text
}

/// Whether a mark belongs to no script's own alphabet and composed with no letter: such marks
/// stack without limit, and some cannot be seen on some letters. The blocks are Unicode's,
/// for combining diacritical marks.
fn is_stacking(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// The context rules of the two kinds of Arabic digits: not in one name (RFC 5892, A.8 and A.9).
fn has_one_kind_of_arabic_digits(key: &str) -> bool {
    let has = |first: char, last: char| key.contains(|letter| (first..=last).contains(&letter));
    !(has('\u{660}', '\u{669}') && has('\u{6F0}', '\u{6F9}'))
}

/// What counts as one script: UTS 39's for Chinese, Japanese and Korean, and Latin beside Han.
const TOGETHER: [&[Script]; 4] = [
    &[Script::Latin, Script::Han],
    &[Script::Han, Script::Hiragana, Script::Katakana],
    &[Script::Han, Script::Hangul],
    &[Script::Han, Script::Bopomofo],
];

/// The scripts in wide use (UAX 31, table 5), and three more of China (Mongolian, Tai Le, Yi). Of
/// the rest, many have letters that are drawn like Latin ones (Lisu, Cherokee, Lycian).
const IN_USE: [Script; 32] = [
    Script::Arabic,
    Script::Armenian,
    Script::Bengali,
    Script::Bopomofo,
    Script::Cyrillic,
    Script::Devanagari,
    Script::Ethiopic,
    Script::Georgian,
    Script::Greek,
    Script::Gujarati,
    Script::Gurmukhi,
    Script::Han,
    Script::Hangul,
    Script::Hebrew,
    Script::Hiragana,
    Script::Kannada,
    Script::Katakana,
    Script::Khmer,
    Script::Lao,
    Script::Latin,
    Script::Malayalam,
    Script::Mongolian,
    Script::Myanmar,
    Script::Oriya,
    Script::Sinhala,
    Script::Tamil,
    Script::Telugu,
    Script::Thaana,
    Script::Thai,
    Script::Tibetan,
    Script::TaiLe,
    Script::Yi,
];

fn is_of_one_script(key: &str) -> bool {
    let scripts = ScriptWithExtensions::new();
    let is_neutral = |letter: char| letter.is_ascii() && !letter.is_ascii_alphabetic();
    let is_written_in = |written: &[Script]| {
        let mut letters = key.chars().filter(|letter| !is_neutral(*letter));
        letters.all(|letter| {
            written
                .iter()
                .any(|script| scripts.has_script(letter, *script))
        })
    };
    IN_USE.iter().any(|script| is_written_in(&[*script]))
        || TOGETHER.iter().any(|written| is_written_in(written))
}

/// Letters of other scripts that are drawn like Latin ones, after the confusables of UTS 39. Not
/// those that merely resemble one: names like Вова would be refused.
const CYRILLIC: &str = "асԁеһіјӏорԛѕԝхуѵүҽАВСЕНІЈКМОРЅТУХЗԌԚԜӀѴҮҺЬ";
const GREEK: &str = "αγικνορτυχωσϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿϜϺ";
const ARMENIAN: &str = "օոսհցզգյքՕՍԼՏ";
/// Letters that living languages add to the Latin alphabet, beside those that are composed.
const LATIN: &str = "ßæœøđðþłħŋŧəıÆŒØĐÐÞŁĦŊŦƏẞ";

/// Whether a name in another script has nothing that tells it from a Latin one, or one in Latin
/// has letters from outside of the alphabets, such as the script g and the letters for clicks.
fn is_drawn_like_latin(name: &str) -> bool {
    let scripts = ScriptWithExtensions::new();
    let is_likeness = |letter: char| {
        [CYRILLIC, GREEK, ARMENIAN]
            .iter()
            .any(|letters| letters.contains(letter))
    };
    let is_strange_latin = |letter: char| {
        scripts.has_script(letter, Script::Latin)
            && !LATIN.contains(letter)
            && !base_of(letter).is_ascii_alphabetic()
    };
    let mut others = name
        .chars()
        .filter(|letter| letter.is_alphabetic() && !letter.is_ascii());
    if others.clone().any(is_strange_latin) {
        return true;
    }
    others.clone().next().is_some() && others.all(is_likeness)
}

/// The letter that marks were added to.
fn base_of(letter: char) -> char {
    let mut buffer = [0; 4];
    let text: &str = letter.encode_utf8(&mut buffer);
    let parts = DecomposingNormalizerBorrowed::new_nfd().normalize(text);
    parts.chars().next().unwrap_or(letter)
}

/// The Bidi Rule (RFC 5893 section 2), for names with letters that are read from the right.
fn reads_in_one_direction(key: &str) -> bool {
    use BidiClass as Bidi;
    let classes = CodePointMapData::<Bidi>::new();
    let class = |letter| classes.get(letter);
    let is_right = |class| matches!(class, Bidi::RightToLeft | Bidi::ArabicLetter);
    let mut all = key.chars().map(class);
    if !all.any(|class| is_right(class) || class == Bidi::ArabicNumber) {
        return true;
    }
    let has = |wanted: Bidi| key.chars().any(|letter| class(letter) == wanted);
    let begins = key
        .chars()
        .next()
        .is_some_and(|first| is_right(class(first)));
    let mut ends = key
        .chars()
        .rev()
        .map(class)
        .skip_while(|class| *class == Bidi::NonspacingMark);
    let is_end =
        |class| is_right(class) || matches!(class, Bidi::EuropeanNumber | Bidi::ArabicNumber);
    // Number marks and separators are all that ASCII has besides letters and digits.
    begins
        && ends.next().is_some_and(is_end)
        && !has(Bidi::LeftToRight)
        && !(has(Bidi::EuropeanNumber) && has(Bidi::ArabicNumber))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_names_have_the_key_that_they_always_had() {
        for name in [
            "zhangsan",
            "ZhangSan",
            "a.b_c-d+e",
            "Zhang@QQ.com",
            "A1",
            "RN",
            "0O1lI",
        ] {
            assert!(admit(name), "{name}");
            assert_eq!(key(name), name.to_lowercase());
        }
    }

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for (one, other) in [
            ("ｚｈａｎｇｓａｎ", "zhangsan"),
            ("ＺＨＡＮＧ１２", "zhang12"),
            ("Zoe\u{308}", "zoë"),
            ("ZOË", "zoë"),
            ("ﾔﾏﾀﾞ", "ヤマダ"),
            ("ADMİN", "admin"),
            ("admın", "ADMIN"),
            ("i\u{307}", "I"),
            ("ЖОРА", "жора"),
            ("张三Ａ", "张三a"),
        ] {
            assert_eq!(key(one), key(other), "{one}");
            assert!(admit(one) && admit(other), "{one} {other}");
        }
        assert_ne!(key("张三"), key("張三"));
    }

    #[test]
    fn a_name_is_of_one_script_or_latin_with_han() {
        for name in [
            "张三",
            "张三abc_1",
            "abc张",
            "山田たろう",
            "ヤマダー",
            "김철수",
            "金철수",
            "Жора",
            "Ελένη",
            "محمد",
            "דוד1",
            "nguyễn",
            "ışık",
            "weiß",
            "pīnyīn",
            "สมชาย",
            "मोहन",
            "བོད",
            "張〇",
            "𠮷野",
            "Zoë",
            "ەلى",
        ] {
            assert!(admit(name), "{name}");
        }
        for name in [
            "zhаngsan",
            "zhangsаn1",
            "pаypal",
            "аdmin",
            "Жopa",
            "αdmin",
            "张Ж",
            "カabc",
            "aд",
            "김a",
        ] {
            assert!(!admit(name), "{name}");
        }
    }

    #[test]
    fn what_is_drawn_like_a_latin_name_is_refused() {
        for name in [
            "сео",
            "асе1",
            "СЕО",
            "РАУ",
            "ΑΒΕ",
            "ορ",
            "օո",
            "ꓐꓳ",
            "ᎪᏴ",
            "ⲟⲣ",
            "\u{261}oogle",
            "ɑdmin",
            "ǀisa",
            "ʟisa",
        ] {
            assert!(!admit(name), "{name}");
        }
    }

    #[test]
    fn what_is_no_identifier_is_refused() {
        for name in [
            " ",
            "a b",
            "name.",
            "name-",
            "name_",
            "name+",
            ".name",
            "-name",
            "_name",
            "张三．",
            "a/b",
            "😀",
            "a\u{200D}b",
            "a\u{200B}b",
            "a\u{AD}b",
            "a\u{34F}b",
            "a\u{202E}b",
            "ﬁ",
            "①",
            "ⅳ",
            "ª",
            "\u{212A}ate",
            "\u{3164}",
            "ᄀ",
            "ـ",
            "a·b",
            "a\u{FE0F}",
            "a\u{338}",
            "a\u{301}\u{301}\u{301}x\u{301}",
            "\u{301}a",
            "𝐚dmin",
            "豈\u{F900}",
            "ａ　ｂ",
            "\u{E000}",
            "١۱",
        ] {
            assert!(!admit(name), "{name:?}");
        }
    }

    #[test]
    fn names_read_from_the_right_begin_and_end_so() {
        for name in ["1דוד", "דוד-", "אa", "א1١"] {
            assert!(!admit(name), "{name}");
        }
        assert!(admit("דוד-1"));
    }

    #[test]
    fn digits_alone_are_counted_in_every_script() {
        assert_eq!(digits_alone("1234567"), Some(7));
        assert_eq!(digits_alone(&key("１２３-４５６.７")), Some(7));
        assert_eq!(digits_alone("١٢٣٤٥٦٧"), Some(7));
        assert_eq!(digits_alone("a1234567"), None);
        assert_eq!(digits_alone("三1234567"), None);
    }

    proptest! {
        #[test]
        fn the_key_of_a_key_is_itself(name in "\\PC{0,24}") {
            prop_assert_eq!(key(&key(&name)), key(&name));
        }

        #[test]
        fn an_admitted_name_has_an_admitted_key(name in "[\\p{L}\\p{M}\\p{Nd}]{1,3}") {
            if admit(&name) && !is_drawn_like_latin(&key(&name)) {
                prop_assert!(admit(&key(&name)), "{:?}", key(&name));
            }
        }
    }
}
