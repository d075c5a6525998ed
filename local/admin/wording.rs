//! The mistakes in a tenant's wording of messages.

use crate::admin::located::{item_path, member_path};
use shared::{
    tenants::{
        MAX_CODE_LIFETIME,
        application::Application,
        tenant::Tenant,
        wording::{PLACEHOLDERS, Values, Wording, fill},
    },
    values::language_tag::LanguageTag,
};
use std::collections::HashSet;

/// The maximum length of a name that fits a text message together with a code, in characters.
pub(crate) const MAX_NAME: usize = 20;
/// The longest code that a tenant can have.
const LONGEST_CODE: &str = "00000000";
/// The maximum of all wording of a tenant, in bytes. An item of DynamoDB has 400 KB at most, and
/// every instance reads that of the tenant once a minute.
const MAX_WORDING: usize = 100 * 1024;
/// The maximum of one HTML document, in bytes.
const MAX_HTML: usize = 64 * 1024;
/// The maximum of a subject line, in characters.
const MAX_SUBJECT: usize = 200;

/// A mistake: the path of the value in question, such as `wording[0].text`, and what is wrong.
type Mistake = (String, String);

/// The mistakes in the wording of a tenant whose users these applications serve.
pub(crate) fn mistakes_of(tenant: &Tenant, applications: &[&Application]) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let mut known = HashSet::new();
    for (index, entry) in tenant.wording.iter().enumerate() {
        let place = item_path("wording", index);
        if !known.insert((&entry.language, entry.purpose)) {
            let again = "this language and purpose stand here a second time";
            mistakes.push((place.clone(), again.to_owned()));
        }
        if let Some(what) = incompleteness(entry) {
            mistakes.push((place.clone(), what.to_owned()));
        }
        for (member, template) in entry.templates() {
            let mistake = match member {
                "text" => mistake_of_text(template, &names_in(&entry.language, applications)),
                "subject" => mistake_of_subject(template),
                "mail_text" => mistake_of_mail(template, false),
                _ => mistake_of_mail(template, true),
            };
            mistakes.extend(mistake.map(|what| (member_path(&place, member), what)));
        }
    }
    let templates = tenant.wording.iter().flat_map(Wording::templates);
    if templates.map(|(_, template)| template.len()).sum::<usize>() > MAX_WORDING {
        let what = "must be 100 KB or less, all of it together".to_owned();
        mistakes.push(("wording".to_owned(), what));
    }
    mistakes
}

/// What an entry lacks. A mail in one language is not to have a subject, or a plain text, in
/// another.
fn incompleteness(entry: &Wording) -> Option<&'static str> {
    if entry.templates().next().is_none() {
        Some("has none of text, subject, mail_text and mail_html")
    } else if entry.mail_html.is_some() && entry.mail_text.is_none() {
        Some("mail_html needs a mail_text, for those who read mails as plain text")
    } else if entry.mail_text.is_some() && entry.subject.is_none() {
        Some("mail_text needs a subject")
    } else {
        None
    }
}

/// The names that applications may have in a message whose wording is in that language. Who asks
/// for another language may get the message too, but of those whose built-in messages are in
/// Chinese, nobody gets what is for the others, nor the other way round.
fn names_in<'a>(language: &LanguageTag, applications: &[&'a Application]) -> Vec<&'a str> {
    let mut names = Vec::new();
    for application in applications {
        let is_meant = |name_language: &&LanguageTag| name_language.lang() == language.lang();
        let has_one = application.name.keys().any(|key| is_meant(&key));
        let all = application.name.iter();
        let meant = all.filter(|(key, _)| !has_one || is_meant(key));
        names.extend(meant.map(|(_, name)| name.as_str()));
    }
    names
}

fn mistake_of_text(template: &str, names: &[&str]) -> Option<String> {
    let found = match placeholders(template, false) {
        Ok(found) => found,
        Err(mistake) => return Some(mistake),
    };
    let count = |name: &str| found.iter().filter(|found| **found == name).count();
    if count("code") != 1 || count("application") != 1 {
        return Some("must have {code} and {application} once each".to_owned());
    }
    if template.chars().any(|c| c.is_control() && c != '\n') {
        return Some("must not have control characters other than line breaks".to_owned());
    }
    let (length, limit) = longest(template, names);
    (length > limit).then(|| {
        let of = if limit == SEPTETS {
            "characters of GSM-7"
        } else {
            "UTF-16 units, as it or a name of an application is not in GSM-7 alone"
        };
        format!(
            "takes {length} {of}; one text message has {limit}, with a code of 8 digits and a name \
             of 20 characters"
        )
    })
}

fn mistake_of_subject(template: &str) -> Option<String> {
    let found = match placeholders(template, false) {
        Ok(found) => found,
        Err(mistake) => return Some(mistake),
    };
    if found.contains(&"code") {
        return Some("must not have {code}: subjects are shown on locked screens".to_owned());
    }
    let is_line = (1..=MAX_SUBJECT).contains(&template.chars().count())
        && !template
            .chars()
            .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'));
    (!is_line).then(|| "must be one line of 1 to 200 characters".to_owned())
}

fn mistake_of_mail(template: &str, is_html: bool) -> Option<String> {
    match placeholders(template, is_html) {
        Err(mistake) => Some(mistake),
        Ok(found) if !found.contains(&"code") => Some("must have {code}".to_owned()),
        Ok(_) if is_html && template.len() > MAX_HTML => Some("must be 64 KB or less".to_owned()),
        Ok(_) => None,
    }
}

/// The names of the placeholders in a template, or what is wrong with its braces. In HTML there may
/// be style sheets, so there only a single word in braces is taken for a placeholder.
fn placeholders(template: &str, is_html: bool) -> Result<Vec<&str>, String> {
    let mut found = Vec::new();
    let mut open = 0_usize;
    let mut rest = template;
    while let Some(place) = rest.find(['{', '}']) {
        let Some(opened) = rest[place..].strip_prefix('{') else {
            open = open.checked_sub(1).ok_or("a } has no { before it")?;
            rest = &rest[place + 1..];
            continue;
        };
        let closed = opened
            .split_once('}')
            .filter(|(name, _)| !name.contains('{'));
        rest = match closed {
            Some((name, after)) if !is_html || is_word(name) => {
                if !PLACEHOLDERS.contains(&name) {
                    let known = "{code}, {minutes} and {application}";
                    return Err(format!("in braces there may only be {known}"));
                }
                found.push(name);
                after
            }
            _ if is_html => {
                open += 1;
                opened
            }
            _ => return Err("a { has no } after it".to_owned()),
        };
    }
    if open == 0 {
        Ok(found)
    } else {
        Err("a { has no } after it".to_owned())
    }
}

/// Tells whether what is in braces is meant as a placeholder: no rule of a style sheet is one word.
fn is_word(text: &str) -> bool {
    let word = text.trim();
    !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// How much one text message holds, of GSM-7 and of UTF-16.
const SEPTETS: usize = 160;
const UNITS: usize = 70;

/// The length of the longest text that a template may become, and the most that one text message
/// holds of such a text. A name may be of `MAX_NAME` characters even if none is today.
fn longest(template: &str, names: &[&str]) -> (usize, usize) {
    let minutes = (MAX_CODE_LIFETIME.as_secs() / 60).to_string();
    let values = Values {
        code: LONGEST_CODE,
        minutes: &minutes,
        application: "",
    };
    let text = fill(template, &values);
    let in_gsm7 = names.iter().map(|name| septets(name));
    let in_gsm7: Option<Vec<usize>> = in_gsm7.collect();
    if let (Some(text), Some(names)) = (septets(&text), in_gsm7) {
        return (text + names.into_iter().fold(MAX_NAME, usize::max), SEPTETS);
    }
    let units = |text: &str| text.encode_utf16().count();
    let longest_name = names
        .iter()
        .map(|name| units(name))
        .fold(MAX_NAME, usize::max);
    (units(&text) + longest_name, UNITS)
}

/// The length of a text in GSM-7 (3GPP TS 23.038, section 6.2.1), if it has all its characters.
/// Those of the extension table count two.
fn septets(text: &str) -> Option<usize> {
    const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
    const EXTENSION: &str = "\u{c}^{}\\[~]|€";
    let of_character = |c: char| match c {
        _ if c.is_ascii_alphanumeric() || BASIC.contains(c) => Some(1),
        _ if EXTENSION.contains(c) => Some(2),
        _ => None,
    };
    text.chars().map(of_character).sum()
}
