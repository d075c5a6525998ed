//! What serde says of a wrong configuration file, for people who know YAML and not Rust.

/// Says a message of serde's in plain words. One that is none of serde's stays as it is.
pub(crate) fn in_plain_words(said: &str) -> String {
    let of_type = said.strip_prefix("invalid type: ");
    let of_value = of_type.or_else(|| said.strip_prefix("invalid value: "));
    if let Some((found, expected)) = of_value.and_then(|rest| rest.rsplit_once(", expected ")) {
        let advice = if expected == "a string" {
            "; put it in quotes"
        } else {
            ""
        };
        let (expected, found) = (expectation(expected), finding(found));
        return format!("{expected} is expected, not {found}{advice}");
    }
    if let Some((name, rest)) = quoted(said, "unknown variant `") {
        return format!("{name} is none of {}", list(rest));
    }
    if let Some((name, _)) = quoted(said, "missing field `") {
        return format!("{name} is missing");
    }
    if said.starts_with("no variant of enum Tenancy") {
        return "tenant or template is missing".to_owned();
    }
    said.to_owned()
}

/// Says what is wrong with a file that is no YAML, or not of the members that it begins with. The
/// lines around the mistake are left out: there may be secrets in them.
pub(crate) fn of_yaml(said: &str) -> String {
    let first = said.lines().next().unwrap_or_default();
    let first = first.strip_prefix("error: ").unwrap_or(first);
    let plain = [
        ("expected sequence start", "a list is expected"),
        (
            "expected mapping start",
            "members (name: value) are expected",
        ),
        (", set DuplicateKeyPolicy in Options if acceptable", ""),
        ("duplicate mapping key: ", "twice the member "),
        ("unknown field ", "there is no member "),
        (", expected one of ", "; there are "),
    ];
    plain
        .iter()
        .fold(first.replace('`', ""), |text, (from, to)| {
            text.replace(from, to)
        })
}

/// What follows the opening in backticks, and the rest.
fn quoted<'s>(said: &'s str, opening: &str) -> Option<(&'s str, &'s str)> {
    said.strip_prefix(opening)?.split_once('`')
}

/// The names in `, expected one of …` or `` , expected `a` or `b` ``.
fn list(rest: &str) -> String {
    let names = rest.strip_prefix(", expected ").unwrap_or(rest);
    let names = names.strip_prefix("one of ").unwrap_or(names);
    names.replace('`', "").replace(" or ", ", ")
}

fn expectation(expected: &str) -> String {
    let below = |bits: u32| format!("a whole number from 0 to {}", (1_u64 << bits) - 1);
    match expected {
        "u8" => below(8),
        "u16" => below(16),
        "u32" => below(32),
        "u64" => "a whole number".to_owned(),
        "a string" => "a text".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a sequence" => "a list".to_owned(),
        "string or map" => "a name".to_owned(),
        "newtype variant" => "a name with a value".to_owned(),
        members if members == "a map" || members.starts_with("struct ") => {
            "a mapping (name: value)".to_owned()
        }
        other => other.replace('`', ""),
    }
}

fn finding(found: &str) -> String {
    let plain = match found {
        "null" | "unit value" => "nothing",
        "map" => "a mapping",
        "sequence" => "a list",
        "unit variant" => "a name alone",
        other => other,
    };
    let number = ["integer ", "floating point ", "boolean "]
        .iter()
        .find_map(|kind| plain.strip_prefix(kind));
    if let Some(number) = number {
        return number.replace('`', "");
    }
    match plain.strip_prefix("string ") {
        Some(text) => format!("the text {text}"),
        None => plain.to_owned(),
    }
}
