//! The architecture: one name per endpoint everywhere, and imports that go down only.

use local::{
    functions, generated,
    template::{Entry, Template},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn names(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    entries
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect()
}

#[test]
fn folder_template_entry_event_and_function_entry_have_one_name() {
    let folders = names("functions");
    let entries = Template::load().functions();
    let binaries: BTreeSet<_> = entries.iter().map(|entry| entry.binary.clone()).collect();
    let listed: Vec<_> = functions::all()
        .into_iter()
        .map(|(name, _)| name.to_owned())
        .collect();
    let in_order: Vec<_> = folders.iter().cloned().collect();
    assert_eq!(folders, binaries, "functions/ and template.yaml");
    assert_eq!(folders, names("events"), "functions/ and events/");
    assert_eq!(in_order, listed, "functions/ and local/functions/mod.rs");
    for entry in entries {
        let id: String = entry
            .binary
            .split('-')
            .map(|word| word[..1].to_uppercase() + &word[1..])
            .collect();
        assert_eq!(entry.id, id);
    }
}

#[test]
fn events_match_the_routes_of_the_template() {
    for entry in Template::load().functions() {
        let Some(route) = entry.route else { continue };
        let path = root().join("events").join(format!("{}.json", entry.binary));
        let event: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let expected = if route.path == "$default" {
            route.path.clone()
        } else {
            route.to_string()
        };
        assert_eq!(event["routeKey"], expected, "{}", entry.binary);
    }
}

#[test]
fn the_readme_says_how_to_invoke_each_function() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for entry in Template::load().functions() {
        let line = format!(
            "sam local invoke {} --event events/{}.json",
            entry.id, entry.binary
        );
        assert!(readme.contains(&line), "{line}");
    }
}

#[test]
fn unknown_route_knows_all_routes() {
    let template = Template::load();
    let mut routes: Vec<_> = template
        .functions()
        .iter()
        .flat_map(Entry::routes)
        .cloned()
        .collect();
    routes.retain(|route| route.path != "$default" && route.method != "HEAD");
    routes.sort_by_key(|route| (route.path.clone(), route.method.clone()));
    let listed: Vec<_> = routes.iter().map(ToString::to_string).collect();
    let known = include_str!("../../functions/unknown-route/src/routes.txt");
    assert_eq!(
        known.lines().collect::<Vec<_>>(),
        listed,
        "run: {}",
        generated::COMMAND
    );
}

#[test]
fn generated_files_are_up_to_date() {
    for generated::GeneratedFile { path, text } in generated::files(root()).unwrap() {
        let present = fs::read_to_string(root().join(path)).unwrap();
        assert!(
            present == text,
            "{path} is out of date; run: {}",
            generated::COMMAND
        );
    }
}

#[test]
fn whatever_is_a_route_of_get_is_one_of_head() {
    let functions = Template::load().functions();
    for entry in &functions {
        let of = |method: &str| -> BTreeSet<_> {
            let routes = entry.routes().filter(|route| route.method == method);
            routes.map(|route| route.path.clone()).collect()
        };
        assert_eq!(of("GET"), of("HEAD"), "{}", entry.id);
    }
}

#[tokio::test]
async fn every_function_is_built_from_its_own_settings() {
    let app = crate::test_app::TestApp::start().await;
    for (name, mount) in functions::all() {
        if let functions::FunctionEntry::Endpoint(build, _) = mount {
            assert!(build(app.cloud.platform(name)).await.is_ok(), "{name}");
        }
    }
}

#[test]
fn endpoint_crates_do_not_mention_http_aws_or_the_environment() {
    for name in names("functions") {
        let text =
            fs::read_to_string(root().join("functions").join(&name).join("src/lib.rs")).unwrap();
        for word in [
            "aws_sdk",
            "lambda_http",
            "serde_json",
            "HeaderMap",
            "StatusCode",
            "std::env",
            "tracing",
            "Error::new",
        ] {
            assert!(!text.contains(word), "{name} says {word}");
        }
    }
}

/// The code of a file, without its comments and unit tests.
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap().lines();
    let code: Vec<_> = code.filter(|line| !line.trim().starts_with("//")).collect();
    code.join("\n")
}

fn is_separator(c: char) -> bool {
    !(c.is_alphanumeric() || c == '_' || c == ':')
}

/// The first segment of each path in a file, `crate` and `super` aside: of a `use` also where
/// nothing follows it.
fn first_segments(code: &str) -> BTreeSet<String> {
    let code = code.replace("crate::", "").replace("super::", "");
    let mut segments = BTreeSet::new();
    for (number, statement) in code.split("use ").enumerate() {
        let imports = statement.find(';').filter(|_| number > 0).unwrap_or(0);
        let imported = statement[..imports].split(is_separator);
        let named = statement[imports..].split(is_separator);
        let paths = imported.chain(named.filter(|name| name.contains("::")));
        segments.extend(paths.filter_map(|path| Some(path.split("::").next()?.to_owned())));
    }
    segments
}

#[test]
fn imports_go_down_only() {
    let source = root().join("shared/src");
    let library = fs::read_to_string(source.join("lib.rs")).unwrap();
    let modules = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod "));
    let order: Vec<_> = modules.filter_map(|line| line.strip_suffix(';')).collect();
    assert_eq!(order.len(), 16, "{order:?}");
    for (floor, folder) in order.iter().enumerate() {
        for path in rust_files(&source.join(folder)) {
            let used = first_segments(&code_of(&path));
            let above = order[..floor].iter().find(|above| used.contains(**above));
            assert_eq!(above, None, "an import that goes up in {}", path.display());
        }
    }
}

#[test]
fn modules_of_one_folder_do_not_import_each_other_in_a_circle() {
    let files = rust_files(&root().join("shared/src"));
    let folders: BTreeSet<_> = files.iter().filter_map(|path| path.parent()).collect();
    for folder in folders {
        let modules = files.iter().filter(|path| path.parent() == Some(folder));
        let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
        let names: BTreeSet<_> = modules.clone().map(|path| name(path)).collect();
        let imports = |path: &PathBuf| {
            let code = code_of(path);
            let paths = code
                .split(is_separator)
                .filter_map(|path| path.rsplit_once("::"));
            let used: BTreeSet<_> = paths.flat_map(|(path, _)| path.split("::")).collect();
            let own = name(path);
            let others = names.iter().filter(|other| **other != own);
            let used = others.filter(|other| used.contains(other.as_str()));
            (own.clone(), used.cloned().collect::<BTreeSet<_>>())
        };
        let mut left: BTreeMap<_, _> = modules.map(imports).collect();
        let mut count = usize::MAX;
        // A module that imports none of those that are left is in no circle.
        while left.len() < count {
            count = left.len();
            let names: BTreeSet<_> = left.keys().cloned().collect();
            left.retain(|_, used| !used.is_disjoint(&names));
        }
        assert!(left.is_empty(), "{}: {left:?}", folder.display());
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                rust_files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// The pages for people: those at the root, and docs/.
fn pages() -> Vec<PathBuf> {
    let folders = [root().to_owned(), root().join("docs")];
    let entries = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let paths = entries.map(|entry| entry.unwrap().path());
    let pages = paths.filter(|path| path.extension().is_some_and(|kind| kind == "md"));
    pages.collect()
}

#[test]
fn the_docs_name_and_link_files_that_exist() {
    const FOLDERS: [&str; 10] = [
        ".ci/",
        ".github/",
        "clients/",
        "docs/",
        "events/",
        "functions/",
        "local/",
        "shared/",
        "stacks/",
        "tests/",
    ];
    let is_path = |text: &&str| {
        FOLDERS.iter().any(|folder| text.starts_with(folder))
            && !text.contains(|letter: char| letter.is_whitespace() || "<*".contains(letter))
    };
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        // What is between two backquotes; what is in a fenced block has spaces.
        for path in text.split('`').skip(1).step_by(2).filter(is_path) {
            assert!(root().join(path).exists(), "{}: {path}", page.display());
        }
        let links = text.split("](").skip(1);
        for link in links.filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap();
            let target = page.parent().unwrap().join(file);
            let is_there = link.starts_with("https://") || file.is_empty() || target.exists();
            assert!(is_there, "{}: {link}", page.display());
        }
    }
}

#[test]
fn the_docs_list_the_folders_of_shared_in_their_order() {
    let library = fs::read_to_string(root().join("shared/src/lib.rs")).unwrap();
    let folders = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let page = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let table = page.split("| folder | what is in it |").nth(1).unwrap();
    let rows = table.lines().skip(2).map_while(|row| row.split('`').nth(1));
    assert_eq!(rows.collect::<Vec<_>>(), folders.collect::<Vec<_>>());
}
