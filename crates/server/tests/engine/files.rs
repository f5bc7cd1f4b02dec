//! What stands in the files of an engine.

use std::path::Path;

/// Files under a folder that hold any of some words, in whatever they are written.
pub fn holding(folder: &Path, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(holding(&path, words));
            continue;
        }
        let bytes = std::fs::read(&path).expect("readable");
        for word in words {
            if bytes.windows(word.len()).any(|some| some.eq_ignore_ascii_case(word.as_bytes())) {
                found.push(format!("{word} in {}", path.display()));
            }
        }
    }
    found
}
