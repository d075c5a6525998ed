//! A tenant's own wording of the messages that carry verification codes, in any language.
//!
//! [`MessageWording`] finds what holds for one message; [`fill`] puts the values into a template.
//! What a template must and must not have is checked once, when `bindery apply` reads it.

use crate::values::{code_type::Purpose, language_tag::LanguageTag};
use serde::{Deserialize, Serialize};

/// The placeholders of templates, which are written in braces.
pub const PLACEHOLDERS: [&str; 3] = ["code", "minutes", "application"];

/// Templates of the messages in one language. What is not set is said as in the entry of the
/// language for all purposes, else as in those of more general languages (`pt` for `pt-BR`), and
/// else in Chinese or English. In templates, `{code}` is the code, `{minutes}` its lifetime in
/// minutes, and `{application}` the name of the application.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Wording {
    /// The language by its tag (BCP 47), such as `ja`, `pt-BR` or `zh-Hant`.
    pub language: LanguageTag,
    /// What the codes of these messages do; everything, if it is not set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// The text message, with `{code}` and `{application}` once each. It must fit one part, as each
    /// is billed: 160 characters of GSM-7, or 70 of UTF-16 if it or a name of an application
    /// has others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The subject line of the e-mail, without `{code}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The e-mail as plain text, with `{code}`; needs a `subject`. A paragraph that is the code
    /// alone is in large letters in the HTML that is made of it if there is no `mail_html`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail_text: Option<String>,
    /// The e-mail as a whole HTML document, with `{code}`; needs a `mail_text`. Values are escaped,
    /// as text and for attributes in quotes. Other braces than those of placeholders are left as
    /// they are, for style sheets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail_html: Option<String>,
}

impl Wording {
    /// The templates that are set, each with the name of its member.
    pub fn templates(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let members = [
            ("text", &self.text),
            ("subject", &self.subject),
            ("mail_text", &self.mail_text),
            ("mail_html", &self.mail_html),
        ];
        members
            .into_iter()
            .filter_map(|(name, template)| Some((name, template.as_deref()?)))
    }
}

/// The wording that a tenant has for one message, the most specific first.
#[derive(Clone, Debug, Default)]
pub struct MessageWording<'a>(Vec<&'a Wording>);

/// The templates of an e-mail's body.
#[derive(Clone, Copy, Debug)]
pub struct MailTemplates<'a> {
    pub language: &'a LanguageTag,
    pub text: &'a str,
    /// Where the owner leaves it out, it is made of the text.
    pub html: Option<&'a str>,
}

impl<'a> MessageWording<'a> {
    /// Of a tenant's entries, those for a message of that purpose to whoever asked for that
    /// language. Whoever asked for one that the tenant has no wording in reads Chinese or English,
    /// in the tenant's own words if it has some.
    #[must_use]
    pub fn find(all: &'a [Wording], language: &LanguageTag, purpose: Purpose) -> Self {
        let built_in = LanguageTag::from(language.lang());
        let mut found = Vec::new();
        for range in language.lookup().chain([built_in.as_str()]) {
            for purpose in [Some(purpose), None] {
                let is_meant =
                    |entry: &&Wording| entry.language.as_str() == range && entry.purpose == purpose;
                found.extend(all.iter().find(is_meant));
            }
        }
        Self(found)
    }

    /// The template of the text message.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        self.0.iter().find_map(|entry| entry.text.as_deref())
    }

    /// The template of the e-mail's subject line.
    #[must_use]
    pub fn subject(&self) -> Option<&'a str> {
        self.0.iter().find_map(|entry| entry.subject.as_deref())
    }

    /// The templates of the e-mail's body. Both are of one entry: plain text and HTML are the same
    /// mail.
    #[must_use]
    pub fn mail(&self) -> Option<MailTemplates<'a>> {
        self.0.iter().find_map(|entry| {
            Some(MailTemplates {
                language: &entry.language,
                text: entry.mail_text.as_deref()?,
                html: entry.mail_html.as_deref(),
            })
        })
    }
}

/// What the placeholders of a template stand for.
#[derive(Clone, Copy)]
pub struct Values<'a> {
    pub code: &'a str,
    pub minutes: &'a str,
    pub application: &'a str,
}

impl<'a> Values<'a> {
    fn get(&self, placeholder: &str) -> Option<&'a str> {
        let values = [self.code, self.minutes, self.application];
        let place = PLACEHOLDERS.iter().position(|name| *name == placeholder)?;
        values.get(place).copied()
    }
}

/// Puts values into a template, in one pass: what looks like a placeholder in a value is none.
/// Other braces stay as they are.
#[must_use]
pub fn fill(template: &str, values: &Values<'_>) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, opened)) = rest.split_once('{') {
        filled.push_str(before);
        let placeholder = opened
            .split_once('}')
            .and_then(|(name, after)| Some((values.get(name)?, after)));
        rest = if let Some((value, after)) = placeholder {
            filled.push_str(value);
            after
        } else {
            filled.push('{');
            opened
        };
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VALUES: Values<'_> = Values {
        code: "123456",
        minutes: "5",
        application: "A {code} & {minutes}",
    };

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::try_from(text.to_owned()).unwrap()
    }

    fn entry(language: &str, purpose: Option<Purpose>, text: Option<&str>) -> Wording {
        Wording {
            language: tag(language),
            purpose,
            text: text.map(str::to_owned),
            subject: None,
            mail_text: None,
            mail_html: None,
        }
    }

    #[test]
    fn a_value_is_never_read_as_a_template() {
        assert_eq!(
            fill("{application}: {code}, {minutes} min {code}", &VALUES),
            "A {code} & {minutes}: 123456, 5 min 123456"
        );
    }

    #[test]
    fn braces_of_a_style_sheet_stay() {
        let css = "p{color:red} @media x{p{ margin:0 }} {{code}} { code } {other} {";
        assert_eq!(fill(css, &VALUES), css.replace("{code}", "123456"));
    }

    #[test]
    fn the_most_specific_entry_is_used_and_then_the_language_that_is_built_in() {
        let all = [
            entry("pt", None, Some("pt")),
            entry("pt-BR", None, Some("pt-BR")),
            entry("pt-BR", Some(Purpose::Register), Some("pt-BR, register")),
            entry("pt-BR", Some(Purpose::SignIn), None),
            entry("zh-Hant", None, Some("zh-Hant")),
            entry("en", None, Some("en")),
        ];
        for (language, purpose, expected) in [
            ("pt-BR", Purpose::Register, Some("pt-BR, register")),
            ("pt-BR", Purpose::ResetPassword, Some("pt-BR")),
            // An entry that has no text does not hide the next.
            ("pt-BR", Purpose::SignIn, Some("pt-BR")),
            ("pt-PT", Purpose::Register, Some("pt")),
            ("zh-Hant-TW", Purpose::Register, Some("zh-Hant")),
            ("zh-TW", Purpose::Register, None),
            ("fr", Purpose::Register, Some("en")),
            ("en-GB", Purpose::Register, Some("en")),
        ] {
            let found = MessageWording::find(&all, &tag(language), purpose);
            assert_eq!(found.text(), expected, "{language} {purpose:?}");
        }
    }

    #[test]
    fn the_html_of_a_mail_is_that_of_its_text() {
        let of_all = Wording {
            mail_text: Some("all".to_owned()),
            mail_html: Some("<p>all".to_owned()),
            ..entry("ja", None, None)
        };
        let of_one = Wording {
            mail_text: Some("one".to_owned()),
            ..entry("ja", Some(Purpose::Register), None)
        };
        let all = [of_all, of_one];
        let found = |purpose| {
            let found = MessageWording::find(&all, &tag("ja"), purpose);
            let mail = found.mail().unwrap();
            (mail.text, mail.html)
        };
        assert_eq!(found(Purpose::Register), ("one", None));
        assert_eq!(found(Purpose::SignIn), ("all", Some("<p>all")));
    }

    #[test]
    fn purposes_have_names_and_what_is_not_set_is_not_stored() {
        let stored = serde_json::to_value(entry("ja", Some(Purpose::ResetPassword), None)).unwrap();
        let expected = serde_json::json!({ "language": "ja", "purpose": "reset_password" });
        assert_eq!(stored, expected);
    }

    proptest! {
        #[test]
        fn any_template_is_filled(template in "[{}a-z ]{0,20}(\\{code\\})?[{}a-z ]{0,20}") {
            let filled = fill(&template, &VALUES);
            prop_assert_eq!(filled.matches("123456").count(), template.matches("{code}").count());
        }
    }
}
