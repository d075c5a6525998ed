//! The files of the repository that are made from `template.yaml` and from the code, in
//! whole or between two marks: `cargo run -- generate` writes them, and a test holds them to
//! what it would write.

use crate::{
    admin::configuration::Configuration,
    openapi,
    template::{Entry, Route, Template},
};
use shared::{
    flows::{bind::decision, password::by_code},
    users::factor,
};
use std::{fmt::Write as _, fs, path::Path};

/// What a failing test tells to run.
pub const COMMAND: &str = "cargo run -- generate";

const BEGIN: &str = "<!-- begin: written by `cargo run -- generate` -->\n";
const END: &str = "<!-- end -->\n";

/// A file as it should be.
pub struct GeneratedFile {
    /// Its path from the root of the repository.
    pub path: &'static str,
    pub text: String,
}

/// All of them. Reads those of which only a part is generated.
///
/// # Errors
/// Where such a file cannot be read or has not exactly its generated parts.
pub fn files(root: &Path) -> Result<Vec<GeneratedFile>, String> {
    let template = Template::load();
    let functions = template.functions();
    let whole = |path, text| GeneratedFile { path, text };
    let openapi = openapi::document()?;
    Ok(vec![
        whole("docs/configuration.schema.json", Configuration::schema()),
        whole("docs/openapi.json", format!("{openapi:#}\n")),
        whole("docs/api.md", openapi::markdown::page(&openapi)?),
        whole("functions/unknown-route/src/routes.txt", routes(&functions)),
        with_parts(root, "README.md", &[endpoints(&functions)])?,
        with_parts(root, "docs/binding.md", &[decision::as_markdown()])?,
        with_parts(
            root,
            "docs/logins.md",
            &[factor::as_markdown(), by_code::as_markdown()],
        )?,
    ])
}

/// Writes those that are not as they should be, and says which.
///
/// # Errors
/// As of [`files`], and where one cannot be written.
pub fn write(root: &Path) -> Result<String, String> {
    let mut report = String::new();
    for GeneratedFile { path, text } in files(root)? {
        let target = root.join(path);
        if fs::read_to_string(&target).is_ok_and(|present| present == text) {
            continue;
        }
        fs::write(target, text).map_err(|error| format!("{path}: {error}"))?;
        let _ = writeln!(report, "wrote {path}");
    }
    if report.is_empty() {
        report.push_str("nothing to change\n");
    }
    Ok(report)
}

/// A file with what stands between the marks replaced, part by part.
fn with_parts(root: &Path, path: &'static str, parts: &[String]) -> Result<GeneratedFile, String> {
    let present =
        fs::read_to_string(root.join(path)).map_err(|error| format!("{path}: {error}"))?;
    let count = parts.len();
    let marks = || format!("{path} has not exactly {count} parts between {BEGIN}and {END}");
    let (mut text, mut rest) = (String::new(), present.as_str());
    for part in parts {
        let (before, after) = rest.split_once(BEGIN).ok_or_else(marks)?;
        let (_, after) = after.split_once(END).ok_or_else(marks)?;
        text = format!("{text}{before}{BEGIN}{part}{END}");
        rest = after;
    }
    if rest.contains(BEGIN) {
        return Err(marks());
    }
    text.push_str(rest);
    Ok(GeneratedFile { path, text })
}

/// Method and path of every route but the one for all others, by path: what `unknown-route` answers
/// 405 for instead of 404. HEAD is served wherever GET is.
fn routes(functions: &[Entry]) -> String {
    let routes = functions.iter().flat_map(Entry::routes);
    let is_listed = |route: &&Route| route.path != "$default" && route.method != "HEAD";
    let mut routes: Vec<_> = routes.filter(is_listed).collect();
    routes.sort_by_key(|route| (&route.path, &route.method));
    routes.into_iter().fold(String::new(), |mut text, route| {
        let _ = writeln!(text, "{route}");
        text
    })
}

/// The table of the README: endpoints by path, then what is no endpoint.
fn endpoints(functions: &[Entry]) -> String {
    let mut functions: Vec<_> = functions.iter().collect();
    functions.sort_by_key(|entry| match &entry.route {
        Some(route) if route.path == "$default" => (1, String::new(), entry.binary.clone()),
        Some(route) => (0, route.path.clone(), route.method.clone()),
        None => (2, String::new(), entry.binary.clone()),
    });
    let mut table = "| endpoint | code | in Lambda's container |\n|---|---|---|\n".to_owned();
    for Entry {
        id, binary, route, ..
    } in functions
    {
        let endpoint = match route {
            Some(route) if route.path == "$default" => "any other route".to_owned(),
            Some(route) => format!("`{route}`"),
            None => "on a schedule".to_owned(),
        };
        let _ = writeln!(
            table,
            "| {endpoint} | [{binary}](functions/{binary}/src/lib.rs) | \
             `sam local invoke {id} --event events/{binary}.json` |"
        );
    }
    table
}
