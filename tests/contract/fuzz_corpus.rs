//! Replays the corpus of each fuzz target: the seeds, and inputs that once made it fail.

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
fn every_fuzz_target_accepts_its_corpus() {
    replay("event", targets::event);
    replay("headers", targets::headers);
    replay("state_token", targets::state_token);
    replay("point_json", targets::point_json);
    replay("configuration", targets::configuration);
}
