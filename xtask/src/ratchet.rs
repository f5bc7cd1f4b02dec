//! Limits on length that only ever tighten: present offenders are listed, and may only shrink.

mod allowed;
mod rust;

use std::collections::BTreeSet;
use std::process::ExitCode;

use anyhow::Result;

use crate::check::Outcome;
use crate::source::{self, Tree};
use allowed::{Allowed, Limit};

/// Lines from `fn` to its closing brace.
const FUNCTION: Limit = Limit { of: "function", lines: 70 };
/// Lines of a file, its tests not counted.
const FILE: Limit = Limit { of: "file", lines: 500 };

/// Holds every file to the limits.
pub fn check(tree: &Tree) -> Result<Outcome> {
    let sizes = measure(tree)?;
    let allowed = Allowed::read(tree)?;
    let mut failures = sizes.faults;
    failures.extend(FUNCTION.breaches(&sizes.functions, &allowed.functions));
    failures.extend(FILE.breaches(&sizes.files, &allowed.files));
    let (functions, files) = (sizes.functions.len(), sizes.files.len());
    Ok(Outcome::of(failures, format!("{functions} functions in {files} files within their limits")))
}

/// Brings the list down to the present sizes.
pub fn lower(tree: &Tree) -> Result<ExitCode> {
    let sizes = measure(tree)?;
    let mut allowed = Allowed::read(tree)?;
    FUNCTION.lower(&sizes.functions, &mut allowed.functions);
    FILE.lower(&sizes.files, &mut allowed.files);
    allowed.write(tree)?;
    Ok(ExitCode::SUCCESS)
}

#[derive(Default)]
struct Sizes {
    functions: allowed::Lengths,
    files: allowed::Lengths,
    faults: Vec<String>,
}

fn measure(tree: &Tree) -> Result<Sizes> {
    let mut sizes = Sizes::default();
    measure_rust(tree, &mut sizes)?;
    for path in tree.files(&[".ts", ".svelte"])?.into_iter().filter(|path| is_page(path)) {
        let text = tree.read(&path)?;
        if !source::is_generated(&text) {
            sizes.files.insert(path, text.lines().count());
        }
    }
    Ok(sizes)
}

fn measure_rust(tree: &Tree, sizes: &mut Sizes) -> Result<()> {
    let (mut measured, mut tests) = (Vec::new(), BTreeSet::new());
    for path in tree.files(&[".rs"])? {
        let text = tree.read(&path)?;
        if source::is_generated(&text) {
            continue;
        }
        match rust::measure(&path, &text) {
            Ok(file) => {
                tests.extend(file.test_modules.iter().cloned());
                measured.push((path, file));
            }
            Err(error) => sizes.faults.push(format!("{path} does not parse: {error}")),
        }
    }
    for (path, file) in measured {
        if !file.has_header {
            sizes.faults.push(format!("{path} must begin with one `//!` line that says what it is"));
        }
        if rust::is_test(&path, &tests) {
            continue;
        }
        sizes.files.insert(path.clone(), file.lines);
        for (name, lines) in file.functions {
            let longest = sizes.functions.entry(format!("{path}::{name}")).or_default();
            *longest = lines.max(*longest);
        }
    }
    Ok(())
}

fn is_page(path: &str) -> bool {
    path.starts_with("web/src/") && !path.ends_with(".test.ts") && !path.ends_with(".spec.ts")
}
