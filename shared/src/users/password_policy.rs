//! What a new password has to be like: the tenant's policy, the user's own names, and a
//! list of common passwords.
//!
//! Registration and every change of a password check a new one here. A password that is compared
//! with a stored one is never checked: it may have been set under another policy.
//!
//! Names and passwords are compared in the form under which user names are unique (RFC 8265), so
//! that neither case nor full-width letters make a difference. Repeats and kinds of characters are
//! those of the password as typed, which a client can check by an expression.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    tenants::{MAX_PASSWORD_HISTORY, form_policy::PasswordPolicy},
    users::{
        password::{Password, StoredPassword},
        profile::Profile,
        user::User,
    },
    values::{
        contact::{Contact, ContactKind},
        profile_text::UserName,
        username_profile::key,
    },
};
use std::fmt;

/// 18,055 common passwords in lower case, one a line. NOTICE names the source.
const COMMON: &str = include_str!("../../data/common-passwords.txt");

/// The fewest characters of a user name that no password may contain. Names of one or two, as many
/// Chinese ones are, occur in good passwords by chance.
const MIN_USER_NAME: usize = 3;
/// The fewest characters of an address before its `@` that no password may contain. Many are
/// initials or a word such as `me` or `job`, and unlike a user name, nobody chose it here.
const MIN_LOCAL_PART: usize = 4;

/// What a user is known by, none of which may be in their password. Each may be absent.
#[derive(Clone, Copy, Default)]
pub struct PasswordNames<'a> {
    user_name: Option<&'a UserName>,
    /// The national number of the mobile.
    mobile: Option<&'a str>,
    /// What stands before the `@`.
    email: Option<&'a str>,
}

impl<'a> PasswordNames<'a> {
    /// The names of a user, with contacts that nothing has proved yet.
    #[must_use]
    pub fn of(user: &'a User) -> Self {
        Self::of_profile(&user.profile)
            .with_contact(user.mobile.as_ref().map(|held| &held.contact))
            .with_contact(user.email.as_ref().map(|held| &held.contact))
    }

    /// The user name of a profile.
    #[must_use]
    pub fn of_profile(profile: &'a Profile) -> Self {
        Self {
            user_name: profile.user_name.as_ref(),
            ..Self::default()
        }
    }

    /// The names with a contact, if there is one.
    #[must_use]
    pub fn with_contact<C: Contact>(mut self, contact: Option<&'a C>) -> Self {
        let part = contact.map(C::personal_part);
        match C::kind() {
            ContactKind::Mobile => self.mobile = part.or(self.mobile),
            ContactKind::Email => self.email = part.or(self.email),
        }
        self
    }
}

/// The requirement that a new password does not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFlaw {
    /// It has fewer characters than that.
    MinLength(u8),
    /// It has more characters than that.
    MaxLength(u8),
    /// It has fewer kinds of characters than that.
    MinKinds(u8),
    /// It is one of the common passwords.
    Common,
    /// It is the user name read backwards.
    UserNameReversed,
    /// It contains the user name.
    ContainsUserName,
    /// It contains the mobile number without the calling code.
    ContainsMobile,
    /// It contains what stands before the `@` of the e-mail address.
    ContainsEmail,
    /// It has more equal characters in a row than that.
    MaxRepeats(u8),
}

/// The requirement in the words of the settings, for the client of a registration.
impl fmt::Display for PasswordFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MinLength(least) => write!(f, "min_length {least}"),
            Self::MaxLength(most) => write!(f, "max_length {most}"),
            Self::MinKinds(least) => write!(f, "min_kinds {least}"),
            Self::Common => f.write_str("common"),
            Self::UserNameReversed => f.write_str("user_name_reversed"),
            Self::ContainsUserName => f.write_str("contains_user_name"),
            Self::ContainsMobile => f.write_str("contains_mobile"),
            Self::ContainsEmail => f.write_str("contains_email"),
            Self::MaxRepeats(most) => write!(f, "max_repeats {most}"),
        }
    }
}

impl PasswordFlaw {
    /// The error of a registration: one code for all requirements, with the one that is not met.
    #[must_use]
    pub fn at_registration(self) -> Error {
        Error::new(ErrorCode::WeakPassword).with(self)
    }

    /// The error where a password is changed: a code for each rule of the published contract.
    #[must_use]
    pub fn at_change(self) -> Error {
        match self {
            Self::MinLength(_) | Self::MaxLength(_) | Self::MinKinds(_) => {
                Error::new(ErrorCode::PasswordComplexity).with(self)
            }
            Self::Common => Error::new(ErrorCode::PasswordCommon),
            Self::UserNameReversed => Error::new(ErrorCode::PasswordIsUserNameReversed),
            Self::ContainsUserName | Self::ContainsMobile | Self::ContainsEmail => {
                Error::new(ErrorCode::PasswordContainsName)
            }
            Self::MaxRepeats(most) => Error::new(ErrorCode::PasswordRepeats).with(most),
        }
    }
}

/// Checks a new password against a tenant's policy, the list of common passwords and the names of
/// its user. Fails with the first requirement that it does not meet: those that a client can check
/// by itself come first.
pub fn check(
    password: &Password,
    policy: PasswordPolicy,
    names: &PasswordNames<'_>,
) -> Result<(), PasswordFlaw> {
    let typed = password.as_typed();
    let length = typed.chars().count();
    let folded = key(typed);
    let flaws = [
        (
            length < usize::from(policy.min_length),
            PasswordFlaw::MinLength(policy.min_length),
        ),
        (
            length > usize::from(policy.max_length),
            PasswordFlaw::MaxLength(policy.max_length),
        ),
        (
            kinds_of(typed) < policy.min_kinds,
            PasswordFlaw::MinKinds(policy.min_kinds),
        ),
        (
            policy
                .max_repeats
                .is_some_and(|most| longest_repeat(typed) > usize::from(most)),
            PasswordFlaw::MaxRepeats(policy.max_repeats.unwrap_or_default()),
        ),
        (is_common(typed), PasswordFlaw::Common),
        (
            is_user_name_reversed(&folded, names),
            PasswordFlaw::UserNameReversed,
        ),
        (
            contains_user_name(&folded, names),
            PasswordFlaw::ContainsUserName,
        ),
        (
            names.mobile.is_some_and(|number| folded.contains(number)),
            PasswordFlaw::ContainsMobile,
        ),
        (contains_email(&folded, names), PasswordFlaw::ContainsEmail),
    ];
    let first = flaws.into_iter().find(|(is_met, _)| *is_met);
    first.map_or(Ok(()), |(_, flaw)| Err(flaw))
}

/// Tells whether a new password is the current one or one of those before, of which `history` has
/// the hashes. Each comparison takes as long as a sign-in, so no more than ten of them are made.
pub fn was_used_before(
    password: &Password,
    current: Option<&StoredPassword>,
    history: &[StoredPassword],
) -> Result<bool> {
    let remembered = history.iter().take(MAX_PASSWORD_HISTORY);
    for stored in current.into_iter().chain(remembered) {
        if password.matches(stored)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How many of the four kinds of characters a text has: lower case, upper case, digits, others.
/// Letters that are not ASCII are others.
fn kinds_of(text: &str) -> u8 {
    let has = |kind: fn(char) -> bool| u8::from(text.chars().any(kind));
    has(|letter| letter.is_ascii_lowercase())
        + has(|letter| letter.is_ascii_uppercase())
        + has(|letter| letter.is_ascii_digit())
        + has(|letter| !letter.is_ascii_alphanumeric())
}

/// The most equal characters that stand in a row. Case makes a difference.
fn longest_repeat(text: &str) -> usize {
    let letters: Vec<char> = text.chars().collect();
    let rows = letters.chunk_by(|one, next| one == next);
    rows.map(<[char]>::len).max().unwrap_or_default()
}

fn is_common(text: &str) -> bool {
    let lower = text.to_lowercase();
    COMMON.lines().any(|common| common == lower)
}

fn is_user_name_reversed(folded: &str, names: &PasswordNames<'_>) -> bool {
    names
        .user_name
        .is_some_and(|name| folded.chars().rev().eq(name.folded().chars()))
}

fn contains_user_name(folded: &str, names: &PasswordNames<'_>) -> bool {
    names
        .user_name
        .is_some_and(|name| contains(folded, &name.folded(), MIN_USER_NAME))
}

/// Tells whether a password contains what stands before the `@`, with or without a `+` and what
/// follows it: many providers deliver both to one inbox, and people know the address without.
fn contains_email(folded: &str, names: &PasswordNames<'_>) -> bool {
    names.email.map(key).is_some_and(|local| {
        let inbox = local.split_once('+').map_or(&*local, |(inbox, _)| inbox);
        contains(folded, inbox, MIN_LOCAL_PART) || contains(folded, &local, MIN_LOCAL_PART)
    })
}

fn contains(folded: &str, part: &str, fewest: usize) -> bool {
    part.chars().count() >= fewest && folded.contains(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        platform::entropy::SeededEntropy,
        values::{
            email::Email,
            field::{Field, TEST_CONTEXT},
            mobile::Mobile,
        },
    };
    use fancy_regex::Regex;
    use proptest::{prelude::*, sample::select, test_runner::TestCaseError};
    use serde_json::{Value, json};

    fn value<F: Field>(text: &str) -> F {
        let read = F::read(text, &TEST_CONTEXT);
        read.unwrap_or_else(|_| panic!("not a value: {text}"))
    }

    fn flaw(text: &str, policy: PasswordPolicy, names: &PasswordNames<'_>) -> Option<PasswordFlaw> {
        check(&value(text), policy, names).err()
    }

    fn named(text: &str, name: Option<&str>, contact: Option<&str>) -> Option<PasswordFlaw> {
        let profile = Profile {
            user_name: name.map(value),
            ..Profile::default()
        };
        let mobile = contact.filter(|text| !text.contains('@'));
        let (mobile, email) = (
            mobile.map(value::<Mobile>),
            contact
                .filter(|text| text.contains('@'))
                .map(value::<Email>),
        );
        let names = PasswordNames::of_profile(&profile)
            .with_contact(mobile.as_ref())
            .with_contact(email.as_ref());
        flaw(text, PasswordPolicy::default(), &names)
    }

    #[test]
    fn the_policy_says_what_is_lacking() {
        let strict = PasswordPolicy {
            min_length: 10,
            min_kinds: 3,
            max_length: 12,
            max_repeats: Some(2),
        };
        let flaw = |text| flaw(text, strict, &PasswordNames::default());
        assert_eq!(flaw("QWE@qwe123"), None);
        assert_eq!(flaw("QWE@qwe12"), Some(PasswordFlaw::MinLength(10)));
        assert_eq!(flaw("QWE@qwe123456"), Some(PasswordFlaw::MaxLength(12)));
        assert_eq!(flaw("qweqweqwe123"), Some(PasswordFlaw::MinKinds(3)));
        assert_eq!(flaw("QWE@qwe1123"), None);
        assert_eq!(flaw("QWE@qwe1113"), Some(PasswordFlaw::MaxRepeats(2)));
        assert_eq!(flaw("QWE@qweEeE1"), None, "case makes a difference");
        assert_eq!(flaw("QWE@qwe😀😀😀1"), Some(PasswordFlaw::MaxRepeats(2)));
    }

    #[test]
    fn the_most_characters_are_counted_and_not_bytes() {
        let policy = PasswordPolicy {
            max_length: 8,
            ..PasswordPolicy::default()
        };
        let flaw = |text| flaw(text, policy, &PasswordNames::default());
        assert_eq!(flaw("一二三四五六七八"), None);
        assert_eq!(flaw("一二三四五六七八九"), Some(PasswordFlaw::MaxLength(8)));
        assert_eq!(flaw("😀一二三四五六七"), None);
    }

    #[test]
    fn everybodys_password_is_refused_in_any_case() {
        for text in ["password", "Password", "12345678", "QWERTYUIOP"] {
            assert_eq!(
                named(text, None, None),
                Some(PasswordFlaw::Common),
                "{text}"
            );
        }
    }

    #[test]
    fn a_password_is_not_the_user_name_reversed() {
        for text in ["nasgnahz", "NASGNAHZ", "ｎａｓｇｎａｈｚ"] {
            let flaw = named(text, Some("ZhangSan"), None);
            assert_eq!(flaw, Some(PasswordFlaw::UserNameReversed), "{text}");
        }
        assert_eq!(named("nasgnahz1", Some("zhangsan"), None), None);
        assert_eq!(named("nasgnahz", Some("zhangsi"), None), None);
        assert_eq!(named("nasgnahz", None, None), None);
    }

    #[test]
    fn a_password_does_not_contain_the_user_name_of_three_characters_or_more() {
        for (text, name) in [
            ("zhangsan2026", "zhangsan"),
            ("my-ZHANGSAN-1", "zhangsan"),
            ("xxＺｈａｎｇsan", "ZhangSan"),
            ("I am bob 2026", "bob"),
            ("你好张小三你好你好", "张小三"),
        ] {
            let flaw = named(text, Some(name), None);
            assert_eq!(flaw, Some(PasswordFlaw::ContainsUserName), "{text}");
        }
        for (text, name) in [
            ("lilac-and-lime", "li"),
            ("你好张三你好你好", "张三"),
            ("zhang-san-2026", "zhangsan"),
        ] {
            assert_eq!(named(text, Some(name), None), None, "{text}");
        }
    }

    #[test]
    fn a_password_does_not_contain_the_mobile_number_however_it_is_written() {
        for contact in ["15201657321", "+8615201657321", "+86-15201657321"] {
            for text in [
                "15201657321",
                "a15201657321",
                "+86-15201657321",
                "１５２０１６５７３２１",
            ] {
                let flaw = named(text, None, Some(contact));
                assert_eq!(flaw, Some(PasswordFlaw::ContainsMobile), "{text}");
            }
            assert_eq!(named("1520165732", None, Some(contact)), None);
        }
    }

    #[test]
    fn a_password_does_not_contain_what_stands_before_the_at_of_the_address() {
        for (text, address) in [
            ("anna2026!", "anna@example.com"),
            ("!!ANNA!!!!", "Anna@example.com"),
            ("anna2026!", "anna+shop@example.com"),
            ("me+shop-2026", "me+shop@example.com"),
        ] {
            let flaw = named(text, None, Some(address));
            assert_eq!(flaw, Some(PasswordFlaw::ContainsEmail), "{text}");
        }
        for (text, address) in [
            ("bob-and-2026", "bob@example.com"),
            ("example.com2026", "anna@example.com"),
            ("example-2026", "me+shop@example.com"),
        ] {
            assert_eq!(named(text, None, Some(address)), None, "{text}");
        }
    }

    #[test]
    fn the_names_of_a_user_are_all_that_they_gave() {
        let user: User = serde_json::from_value(json!({
            "id": "20260101000000000-ABCD-012345678",
            "tenant": "08f770f51f80d2f40f38c00cb199fd21",
            "account_status": "active",
            "version": 1,
            "created_at": 1,
            "sessions_valid_from": 1,
            "user_name": "zhangsan",
            "mobile": { "contact": "+8615201657321", "verified": true },
            "email": { "contact": "anna@example.com", "verified": false },
        }))
        .unwrap();
        let flaw = |text| flaw(text, PasswordPolicy::default(), &PasswordNames::of(&user));
        assert_eq!(flaw("zhangsan-1"), Some(PasswordFlaw::ContainsUserName));
        assert_eq!(flaw("15201657321"), Some(PasswordFlaw::ContainsMobile));
        assert_eq!(flaw("anna-2026"), Some(PasswordFlaw::ContainsEmail));
        assert_eq!(flaw("correct horse"), None);
    }

    #[test]
    fn a_registration_says_which_requirement_it_is_and_a_change_which_rule() {
        for (flaw, said, code, params) in [
            (
                PasswordFlaw::MinLength(10),
                "min_length 10",
                ErrorCode::PasswordComplexity,
                vec!["min_length 10"],
            ),
            (
                PasswordFlaw::MaxLength(20),
                "max_length 20",
                ErrorCode::PasswordComplexity,
                vec!["max_length 20"],
            ),
            (
                PasswordFlaw::MinKinds(3),
                "min_kinds 3",
                ErrorCode::PasswordComplexity,
                vec!["min_kinds 3"],
            ),
            (
                PasswordFlaw::Common,
                "common",
                ErrorCode::PasswordCommon,
                vec![],
            ),
            (
                PasswordFlaw::UserNameReversed,
                "user_name_reversed",
                ErrorCode::PasswordIsUserNameReversed,
                vec![],
            ),
            (
                PasswordFlaw::ContainsUserName,
                "contains_user_name",
                ErrorCode::PasswordContainsName,
                vec![],
            ),
            (
                PasswordFlaw::ContainsMobile,
                "contains_mobile",
                ErrorCode::PasswordContainsName,
                vec![],
            ),
            (
                PasswordFlaw::ContainsEmail,
                "contains_email",
                ErrorCode::PasswordContainsName,
                vec![],
            ),
            (
                PasswordFlaw::MaxRepeats(2),
                "max_repeats 2",
                ErrorCode::PasswordRepeats,
                vec!["2"],
            ),
        ] {
            let registration = flaw.at_registration();
            assert_eq!(registration.code(), ErrorCode::WeakPassword);
            assert_eq!(registration.params(), [said]);
            let change = flaw.at_change();
            assert_eq!(change.code(), code);
            assert_eq!(change.params(), params);
        }
    }

    #[test]
    fn a_password_that_was_used_before_is_found_in_the_whole_history() {
        let entropy = SeededEntropy::new(1);
        let hash = |text: &str| value::<Password>(text).hash(&entropy).unwrap();
        let current = hash("the current one");
        let history = ["the one before", "the first one"].map(hash);
        let was_used = |text, current| was_used_before(&value(text), current, &history).unwrap();
        for text in ["the current one", "the one before", "the first one"] {
            assert!(was_used(text, Some(&current)), "{text}");
        }
        assert!(!was_used("a new one", Some(&current)));
        assert!(!was_used("the current one", None));
    }

    #[test]
    fn no_more_passwords_are_compared_than_a_history_may_have() {
        let entropy = SeededEntropy::new(1);
        let hash = |text: &str| value::<Password>(text).hash(&entropy).unwrap();
        let mut history = vec![hash("another one"); MAX_PASSWORD_HISTORY];
        history.push(hash("one too many"));
        let was_used = was_used_before(&value("one too many"), None, &history).unwrap();
        assert!(!was_used);
    }

    /// How an engine of regular expressions sees a text.
    #[derive(Clone, Copy, Debug)]
    enum Units {
        /// As JavaScript does without the flag `u`: in UTF-16.
        Utf16,
        /// As Java does: in characters.
        Characters,
    }

    /// A surrogate, which is no character of Rust's, as one of the last plane, which is not used.
    fn surrogate(unit: u16) -> char {
        char::from_u32(0x10_0000 + u32::from(unit) - 0xD800).unwrap()
    }

    impl Units {
        fn of(self, text: &str) -> String {
            match self {
                Self::Characters => text.to_owned(),
                Self::Utf16 => text
                    .encode_utf16()
                    .map(|unit| char::from_u32(unit.into()).unwrap_or_else(|| surrogate(unit)))
                    .collect(),
            }
        }
    }

    /// The expression that clients get, for an engine that has no surrogates.
    fn expression(policy: PasswordPolicy) -> Regex {
        let rules: Value = serde_json::from_str(&policy.client_rules()).unwrap();
        let text = rules["regEx"].as_str().unwrap();
        let text =
            [0xD800, 0xDBFF, 0xDC00, 0xDFFF]
                .into_iter()
                .fold(text.to_owned(), |text, unit| {
                    let escape = format!(r"\u{unit:X}");
                    text.replace(&escape, &surrogate(unit).to_string())
                });
        Regex::new(&text).unwrap()
    }

    fn any_policy() -> impl Strategy<Value = PasswordPolicy> {
        let lengths = (0_u8..=12, 8_u8..=16);
        let lengths = lengths.prop_filter("no length is left", |(least, most)| least <= most);
        let repeats = prop::option::of(1_u8..=4);
        (lengths, 0_u8..=4, repeats).prop_map(
            |((min_length, max_length), min_kinds, max_repeats)| PasswordPolicy {
                min_length,
                min_kinds,
                max_length,
                max_repeats,
            },
        )
    }

    /// Texts near the bounds of those policies: of few letters, so that they repeat.
    fn any_password() -> impl Strategy<Value = String> {
        let few = select(vec![
            'a', 'b', 'A', 'Z', '0', '9', '-', ' ', '\n', '\u{2028}', 'é', '三', '😀', '😁', '𠮷',
        ]);
        let any = any::<char>().prop_filter("used in place of surrogates", |letter| {
            u32::from(*letter) < 0x10_0000
        });
        let letter = prop_oneof![4 => few, 1 => any];
        let row =
            (letter, 1_usize..=5).prop_map(|(letter, times)| letter.to_string().repeat(times));
        prop::collection::vec(row, 0..=9).prop_map(|rows| rows.concat())
    }

    /// Whether the policy accepts a text, but for the list of common passwords, which is checked
    /// after all that the expression is about.
    fn accepts(policy: PasswordPolicy, text: &str) -> bool {
        let password = Password::read(text, &TEST_CONTEXT).unwrap();
        let checked = check(&password, policy, &PasswordNames::default());
        matches!(checked, Ok(()) | Err(PasswordFlaw::Common))
    }

    fn agree(policy: PasswordPolicy, text: &str) -> Result<(), TestCaseError> {
        let accepted = accepts(policy, text);
        for units in [Units::Utf16, Units::Characters] {
            let matched = expression(policy).is_match(&units.of(text)).unwrap();
            prop_assert_eq!(matched, accepted, "{:?} {:?} {:?}", units, policy, text);
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn the_expression_for_clients_accepts_what_the_policy_accepts_and_nothing_else(
            policy in any_policy(),
            text in any_password(),
        ) {
            agree(policy, &text)?;
        }
    }

    #[test]
    fn the_expression_for_clients_is_right_at_every_bound() {
        let policy = PasswordPolicy {
            min_length: 8,
            min_kinds: 2,
            max_length: 10,
            max_repeats: Some(2),
        };
        for (text, expected) in [
            ("aabbcc1", false),
            ("aabbcc11", true),
            ("aabbcc1122", true),
            ("aabbcc11223", false),
            ("aabbcc1122\n", false),
            ("aabbccdd", false),
            ("aabbccd😀", true),
            ("😀😀aabbcc", true),
            ("😀😀😀aabbc", false),
            ("😀😁😀😁😀😁😀a", true),
            ("aaabbcc1", false),
            // It is a common one, too, which is said only of what the expression accepts.
            ("AAAAAAAa", false),
            ("", false),
        ] {
            assert_eq!(accepts(policy, text), expected, "{text:?}");
            agree(policy, text).unwrap();
        }
    }

    #[test]
    fn clients_get_the_rules_in_three_members() {
        let rules = |policy: PasswordPolicy| -> Value {
            serde_json::from_str(&policy.client_rules()).unwrap()
        };
        let plain = r"^(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\uD800-\uDBFF]){8,128}(?![\s\S])";
        let expected = json!({ "maxLength": 128, "minLength": 8, "regEx": plain });
        assert_eq!(rules(PasswordPolicy::default()), expected);
        let strict = PasswordPolicy {
            min_length: 2,
            min_kinds: 4,
            max_length: 20,
            max_repeats: Some(3),
        };
        let expression = concat!(
            r"^(?=[\s\S]*[a-z])(?=[\s\S]*[A-Z])(?=[\s\S]*[0-9])(?=[\s\S]*[^a-zA-Z0-9])",
            r"(?![\s\S]*((?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\uD800-\uDBFF]))\1{3})",
            r"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\uD800-\uDBFF]){4,20}(?![\s\S])",
        );
        // Four kinds are four characters at least.
        let expected = json!({ "maxLength": 20, "minLength": 4, "regEx": expression });
        assert_eq!(rules(strict), expected);
    }
}
