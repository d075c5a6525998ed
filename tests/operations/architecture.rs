//! One name for each endpoint, everywhere, and rooms that look downwards only.

use local::{
    functions,
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
fn folder_template_entry_event_and_mount_have_one_name() {
    let folders = names("functions");
    let entries = Template::load().functions();
    let binaries: BTreeSet<_> = entries.iter().map(|entry| entry.binary.clone()).collect();
    let mounted: BTreeSet<_> = functions::all()
        .into_iter()
        .map(|(name, _)| name.to_owned())
        .collect();
    assert_eq!(folders, binaries, "functions/ and template.yaml");
    assert_eq!(folders, names("events"), "functions/ and events/");
    assert_eq!(folders, mounted, "functions/ and local/mounts.rs");
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
fn events_are_of_the_routes_that_the_template_gives() {
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
fn the_function_for_no_route_knows_all_routes() {
    let template = Template::load();
    let mut routes: Vec<_> = template
        .functions()
        .iter()
        .flat_map(Entry::routes)
        .cloned()
        .collect();
    routes.retain(|route| route.path != "$default" && route.method != "HEAD");
    routes.sort_by_key(|route| route.path.clone());
    let listed: Vec<_> = routes.iter().map(ToString::to_string).collect();
    let settings: BTreeMap<_, _> = template
        .settings("unknown-route", &BTreeMap::new())
        .into_iter()
        .collect();
    assert_eq!(settings["ROUTES"], listed.join(", "));
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
fn functions_hold_no_word_of_http_aws_or_the_environment() {
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

/// Every path below `crate` that the code of a file names, in `use` trees and elsewhere.
fn used_folders(path: &Path, folder: &str, code: &str) -> BTreeSet<String> {
    // `super` in a file of the folder itself is the folder; in one of its files, too, unless it is the folder's mod.rs.
    let parent = if path.ends_with("mod.rs") { "" } else { folder };
    let code = code.replace("super::", &format!("crate::{parent}::"));
    let mut folders = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let mut depth = 0;
        let mut name = String::new();
        for character in rest.chars() {
            match character {
                '{' => depth += 1,
                '}' | ',' if depth <= 1 => {
                    folders.insert(std::mem::take(&mut name));
                    depth -= i32::from(character == '}');
                }
                '}' => depth -= 1,
                ':' if depth == 0 => break,
                _ => {}
            }
            if depth <= 1 && (character.is_alphanumeric() || character == '_' || character == ':') {
                name.push(character);
            } else if depth == 0 {
                break;
            }
        }
        folders.insert(name);
    }
    folders
        .iter()
        .map(|name| name.split("::").next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn imports_go_down_only() {
    let source = root().join("shared/src");
    let library = fs::read_to_string(source.join("lib.rs")).unwrap();
    let order: Vec<_> = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert_eq!(order.len(), 16, "{order:?}");
    for (floor, folder) in order.iter().enumerate() {
        for path in rust_files(&source.join(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            let used = used_folders(&path, folder, text.split("#[cfg(test)]").next().unwrap());
            for above in &order[..floor] {
                assert!(
                    !used.contains(*above),
                    "{} imports {above}, which is above {folder}",
                    path.display()
                );
            }
        }
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

#[test]
fn the_docs_show_the_table_that_decides() {
    let docs = fs::read_to_string(root().join("docs/binding.md")).unwrap();
    let table = shared::flows::bind::decision::as_markdown();
    assert!(
        docs.contains(&table),
        "docs/binding.md should hold:\n{table}"
    );
}
