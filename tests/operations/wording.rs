//! Wording of a tenant in the configuration file: what is refused, and that it is kept as written.

use crate::test_app::TestApp;
use local::admin::configuration::{ChangeKind, Configuration, DEMO};

/// Reads the demo with these entries of wording, one per line.
fn read(entries: &[&str]) -> Result<Configuration, String> {
    let lines = entries.iter().map(|entry| format!("      - {entry}\n"));
    let lines: Vec<_> = lines.collect();
    let with = format!("    language: en\n    wording:\n{}", lines.concat());
    Configuration::read(&DEMO.replacen("    language: en\n", &with, 1))
}

/// Asserts that one entry is refused, in one line.
#[track_caller]
fn refused(entry: &str, what: &str) {
    let mistakes = read(&[entry]).unwrap_err();
    assert_eq!(mistakes.lines().count(), 1, "{mistakes}");
    assert!(mistakes.contains(what), "{what}: {mistakes}");
}

fn text(language: &str, template: &str) -> String {
    format!("{{ language: {language}, text: \"{template}\" }}")
}

fn mail(html: &str) -> String {
    format!("{{ language: ja, subject: S, mail_text: \"{{code}}\", mail_html: \"{html}\" }}")
}

#[test]
fn an_entry_has_a_language_and_templates_that_belong_together() {
    for (entry, what) in [
        ("{ language: ja }", "wording[0]: has none of text, subject"),
        ("{ subject: S }", "language is missing"),
        (
            "{ language: japanese, subject: S }",
            "wording[0].language: not a language tag, such as ja or pt-BR",
        ),
        (
            "{ language: ja_JP, subject: S }",
            "wording[0].language: not a language tag",
        ),
        (
            "{ language: ja, purpose: signup, subject: S }",
            "wording[0].purpose: signup is none of sign_in, register, ",
        ),
        (
            "{ language: ja, subject: S, txt: S }",
            "wording[0].txt: there is no such member; there are language, purpose, text, subject, \
             mail_text, mail_html; did you mean text?",
        ),
        (
            "{ language: ja, mail_text: \"{code}\" }",
            "wording[0]: mail_text needs a subject",
        ),
        (
            "{ language: ja, subject: S, mail_html: \"{code}\" }",
            "wording[0]: mail_html needs a mail_text",
        ),
    ] {
        refused(entry, what);
    }
}

#[test]
fn a_language_and_purpose_has_one_entry() {
    let of = |language: &str, purpose: &str| {
        format!("{{ language: {language}, purpose: {purpose}, subject: S }}")
    };
    let all = "{ language: pt-BR, subject: S }";
    let several = [
        all,
        &of("pt", "register"),
        &of("pt-BR", "register"),
        &of("pt-BR", "sign_in"),
    ];
    assert_eq!(read(&several).map(drop), Ok(()));
    for again in ["{ language: pt-br, subject: S }", &of("PT-br", "register")] {
        let mistakes = read(&[all, &of("pt-BR", "register"), again]).unwrap_err();
        let what = "wording[2]: this language and purpose stand here a second time";
        assert!(mistakes.contains(what), "{mistakes}");
    }
}

#[test]
fn placeholders_are_those_that_there_are() {
    let once = "must have {code} and {application} once each";
    let braces = "in braces there may only be {code}, {minutes} and {application}";
    for (template, what) in [
        ("{code}", once),
        ("{application}", once),
        ("{application} {code} {code}", once),
        ("{application} {code} {colour}", braces),
        ("{application} { code }", braces),
        ("{application} {code} {}", braces),
        ("{application} {code} {{minutes}}", "a { has no } after it"),
        ("{application} {code} {minutes", "a { has no } after it"),
        ("{application} {code} minutes}", "a } has no { before it"),
        ("{application}\\t{code}", "must not have control characters"),
    ] {
        refused(&text("ja", template), &format!("wording[0].text: {what}"));
    }
    let right = text("ja", "{application}\\n{code} {minutes} {minutes}");
    assert_eq!(read(&[&right]).map(drop), Ok(()));
}

#[test]
fn a_subject_is_one_line_without_the_code() {
    for (subject, what) in [
        ("", "must be one line of 1 to 200 characters"),
        ("a\\nb", "must be one line"),
        ("a\\u2028b", "must be one line"),
        ("s".repeat(201).as_str(), "must be one line"),
        ("{code}", "must not have {code}"),
        ("{cod}", "in braces there may only be"),
    ] {
        let entry = format!("{{ language: ja, subject: \"{subject}\" }}");
        refused(&entry, &format!("wording[0].subject: {what}"));
    }
}

#[test]
fn html_may_have_a_style_sheet_and_must_have_the_code() {
    for html in [
        "<b>{code}</b>",
        "<style>@media print { p{} b { color: red } }</style>{application} {code} {code} {minutes}",
    ] {
        assert_eq!(read(&[&mail(html)]).map(drop), Ok(()), "{html}");
    }
    for (html, what) in [
        ("<b>code</b>", "must have {code}"),
        ("{code} {colour}", "in braces there may only be {code}"),
        ("{code} { minutes }", "in braces there may only be {code}"),
        ("{code} p { color: red", "a { has no } after it"),
        ("{code} color: red }", "a } has no { before it"),
        (
            format!("{{code}}{}", "a".repeat(64 * 1024)).as_str(),
            "must be 64 KB or less",
        ),
    ] {
        refused(&mail(html), &format!("wording[0].mail_html: {what}"));
    }
    let plain = "{ language: ja, subject: S, mail_text: code }";
    refused(plain, "wording[0].mail_text: must have {code}");
}

#[test]
fn the_longest_text_fits_one_part() {
    // Of the 160 of GSM-7 the name takes 20, the code 8, and the blank 1; of the 70 of UTF-16 too.
    for (language, fill, most) in [
        ("de", "ä", 131),
        ("de", "€", 65),
        ("de", "ç", 41),
        ("ja", "字", 41),
        ("ja", "😀", 20),
        // The names in Chinese come with a text in Chinese.
        ("zh-Latn", "a", 41),
    ] {
        let of = |count: usize| {
            let template = format!("{{application}} {{code}}{}", fill.repeat(count));
            text(language, &template)
        };
        assert_eq!(read(&[&of(most)]).map(drop), Ok(()), "{language} {fill}");
        refused(&of(most + 1), "; one text message has ");
    }
    // The longest lifetime is two digits.
    let minutes = format!("{{application}} {{code}}{}{{minutes}}", "a".repeat(129));
    assert_eq!(read(&[&text("de", &minutes)]).map(drop), Ok(()));
    let minutes = format!("{{application}} {{code}}{}{{minutes}}", "a".repeat(130));
    refused(&text("de", &minutes), "takes 161 characters of GSM-7");
}

#[test]
fn names_count_as_long_as_they_are() {
    let with = |name: &str, count: usize| {
        let name = format!("name: {{ en: \"{name}\" }}");
        let template = format!("{{application}} {{code}}{}", "a".repeat(count));
        let wording = format!(
            "    language: en\n    wording:\n      - {}\n",
            text("de", &template)
        );
        let yaml = DEMO.replacen("    language: en\n", &wording, 1).replacen(
            "name: { en: Demo, zh: 演示 }",
            &name,
            1,
        );
        Configuration::read(&yaml).map(drop)
    };
    for (name, most) in [
        ("Demo", 131),
        // Characters of the extension table are two each, those outside of the first plane too.
        ("[[[[[[[[[[[[[[[[[[[[", 111),
        ("Łódź", 41),
        ("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", 21),
    ] {
        assert_eq!(with(name, most), Ok(()), "{name}");
        assert!(with(name, most + 1).is_err(), "{name}");
    }
}

#[test]
fn all_wording_of_a_tenant_has_a_maximum() {
    let html = format!("{{code}}{}", "a".repeat(60 * 1024));
    let entry = mail(&html);
    let other = entry.replace("language: ja", "language: de");
    assert_eq!(read(&[&entry]).map(drop), Ok(()));
    let mistakes = read(&[&entry, &other]).unwrap_err();
    let what = "tenant, wording: must be 100 KB or less, all of it together";
    assert!(mistakes.contains(what), "{mistakes}");
}

#[test]
fn a_mistake_is_reported_with_the_line_of_its_template() {
    let yaml = DEMO.replacen(
        "    language: en\n",
        "    language: en\n    wording:\n      - language: ja\n        subject: S\n        \
         text: no code\n",
        1,
    );
    let line = 1 + yaml
        .lines()
        .position(|line| line.contains("no code"))
        .unwrap();
    let mistakes = Configuration::read(&yaml).unwrap_err();
    let expected = format!("line {line}: tenant, wording[0].text: must have");
    assert!(mistakes.starts_with(&expected), "{mistakes}");
}

#[tokio::test]
async fn wording_is_stored_and_exported_as_it_was_written() {
    let wording = "    wording:\n      - language: pt-br\n        purpose: reset_password\n        \
                   text: |\n          {application}: {code}\n          {minutes} min\n        \
                   subject: \"{application}: 'x' # y\"\n        mail_text: \"{code}\\n\\n a\\n\"\n        \
                   mail_html: \"<p class=\\\"a\\\">{code}</p>\\n\"\n    form:\n";
    let app = TestApp::with_changes(&[("    form:\n", wording)]).await;
    let store = app.cloud.store().unwrap();
    let exported = Configuration::export(&store).await.unwrap();
    let entry = &exported.tenants[0].wording[0];
    assert_eq!(entry.language.as_str(), "pt-BR");
    assert_eq!(
        entry.text.as_deref(),
        Some("{application}: {code}\n{minutes} min\n")
    );
    let again = Configuration::read(&exported.to_yaml().unwrap()).unwrap();
    assert_eq!(again.tenants, exported.tenants);
    let plan = again.plan(&store).await.unwrap();
    assert!(plan.iter().all(|change| change.kind == ChangeKind::Keep));
}
