//! ARCHITECTURE.md against the workspace: one line per crate, no more and no fewer.

use std::collections::BTreeMap;

use crate::source::Tree;
use crate::workspace::Crate;

/// The file that holds the map.
pub const FILE: &str = "ARCHITECTURE.md";

/// Where the map and the workspace differ. `purpose` tells the first line of a crate's own documentation.
pub fn differences(text: &str, crates: &[Crate], purpose: impl Fn(&Crate) -> Option<String>) -> Vec<String> {
    let listed = parse(text);
    let mut found = Vec::new();
    for member in crates {
        match listed.get(member.folder.as_str()) {
            None => {
                let purpose = purpose(member).unwrap_or_else(|| "what it is for".to_owned());
                found.push(format!("{FILE} lacks a line: - `{}`: {purpose}", member.folder));
            }
            Some(Line { times: 1, told: true }) => (),
            Some(Line { told: false, .. }) => {
                found.push(format!("{FILE} does not say what {} is for", member.folder))
            }
            Some(_) => found.push(format!("{FILE} lists {} more than once", member.folder)),
        }
    }
    for folder in listed.keys() {
        if !crates.iter().any(|member| member.folder == *folder) {
            found.push(format!("{FILE} lists {folder}, which is no crate of the workspace"));
        }
    }
    found
}

/// The first line of a crate's own documentation.
pub fn purpose(tree: &Tree, folder: &str) -> Option<String> {
    let roots = ["src/lib.rs", "src/main.rs"].map(|root| format!("{folder}/{root}"));
    let text = roots.iter().find_map(|root| tree.read(root).ok())?;
    Some(text.lines().next()?.strip_prefix("//!")?.trim().to_owned())
}

#[derive(Debug, PartialEq, Eq)]
struct Line {
    times: u32,
    told: bool,
}

/// A line of the map is a bullet that opens with a crate's folder in back-ticks, a colon and its purpose.
fn parse(text: &str) -> BTreeMap<&str, Line> {
    let mut listed = BTreeMap::new();
    for line in text.lines() {
        let Some((folder, rest)) = line.strip_prefix("- `").and_then(|rest| rest.split_once('`')) else {
            continue;
        };
        let folder = folder.trim_end_matches('/');
        if folder != "xtask" && !folder.starts_with("crates/") {
            continue;
        }
        let entry = listed.entry(folder).or_insert(Line { times: 0, told: true });
        entry.times += 1;
        entry.told &= rest.strip_prefix(':').is_some_and(|purpose| !purpose.trim().is_empty());
    }
    listed
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    #[test]
    fn map_and_workspace_agree_both_ways() {
        check("- `crates/kernel`: values\n- `xtask`: checks", "crates/kernel xtask", expect![""]);
        check("- `crates/kernel/`: values", "crates/kernel", expect![""]);
        check(
            "- `crates/kernel`: values",
            "crates/kernel crates/api",
            expect!["ARCHITECTURE.md lacks a line: - `crates/api`: Its own words."],
        );
        check(
            "- `crates/kernel`: values\n- `crates/gone`: was here",
            "crates/kernel",
            expect!["ARCHITECTURE.md lists crates/gone, which is no crate of the workspace"],
        );
        check(
            "- `crates/kernel`: a\n- `crates/kernel`: b",
            "crates/kernel",
            expect!["ARCHITECTURE.md lists crates/kernel more than once"],
        );
        check(
            "- `crates/kernel`",
            "crates/kernel",
            expect!["ARCHITECTURE.md does not say what crates/kernel is for"],
        );
        // Other bullets, and folders named in a sentence, are not the map.
        check("- `web`: pages\nSee `crates/gone`.\n- `crates/kernel`: values", "crates/kernel", expect![""]);
    }

    #[track_caller]
    fn check(map: &str, folders: &str, expected: Expect) {
        let crates: Vec<Crate> =
            folders.split(' ').map(|folder| Crate { folder: folder.to_owned(), uses: vec![] }).collect();
        let purpose = |_: &Crate| Some("Its own words.".to_owned());
        expected.assert_eq(&differences(map, &crates, purpose).join("\n"));
    }
}
