//! What the fuzz targets were given and have found, given to them again.

use crate::fuzz::targets;
use std::{fs, path::Path};

fn replay(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz/corpus")
        .join(name);
    let files: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert!(files.len() >= 5, "{}", folder.display());
    for file in files {
        target(&fs::read(&file).unwrap());
    }
}

#[test]
fn every_target_bears_its_corpus() {
    replay("event", targets::event);
    replay("headers", targets::headers);
    replay("state_token", targets::state_token);
    replay("point_json", targets::point_json);
    replay("configuration", targets::configuration);
}
