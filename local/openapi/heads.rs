//! What a function does, in the words of the head of its source.

use crate::{functions, template::Template};

/// The first lines of a function's source. They name its route, and say in a sentence what it does;
/// paragraphs that follow say more.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The sentence without its end, such as `Sends a verification code to a mobile`.
    pub(super) summary: String,
    /// What follows, where anything does.
    pub(super) text: Option<String>,
}

impl Head {
    /// The head of a function.
    pub(super) fn of(function: &str) -> Result<Self, String> {
        let mut sources = functions::SOURCES.iter();
        let source = sources.find(|(folder, _)| *folder == function);
        let (_, source) = source.ok_or_else(|| format!("{function} has no source"))?;
        let functions = Template::load().functions();
        let entry = functions.iter().find(|entry| entry.binary == function);
        let route = entry.and_then(|entry| entry.route.as_ref());
        let route = route.ok_or_else(|| format!("{function} has no route"))?;
        Self::read(source, &route.to_string()).ok_or_else(|| {
            format!("functions/{function}/src/lib.rs does not begin with `{route}`: …")
        })
    }

    fn read(source: &str, route: &str) -> Option<Self> {
        let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
        let head = lines.map(str::trim).collect::<Vec<_>>().join("\n");
        let mut paragraphs = head
            .split("\n\n")
            .map(|paragraph| paragraph.replace('\n', " "));
        let first = paragraphs.next()?;
        let (routes, sentence) = first.split_once(": ")?;
        let is_its_own = routes.starts_with(&format!("`{route}`"));
        let sentence = sentence.trim_end_matches('.');
        let mut letters = sentence.chars();
        let begin = letters.next()?.to_uppercase();
        let text = paragraphs.collect::<Vec<_>>().join("\n\n");
        is_its_own.then(|| Self {
            summary: begin.chain(letters).collect(),
            text: Some(text).filter(|text| !text.is_empty()),
        })
    }
}
