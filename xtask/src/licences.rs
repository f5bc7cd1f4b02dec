//! What comes from outside: licences, sources, banned crates and known faults, by cargo-deny.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::check::Outcome;
use crate::command;
use crate::source::Tree;

/// Licences, sources and bans, from `deny.toml`.
pub fn check(tree: &Tree) -> Result<Outcome> {
    // cargo-deny reads every crate of the lock file, those of other platforms too; a no-op where all are here.
    command::output(tree, "cargo", &["fetch", "--quiet", "--locked"])?;
    match deny(tree, &["licenses", "bans", "sources"])? {
        Some(said) if said.ok => Ok(Outcome::Good("licences, bans and sources as deny.toml says".to_owned())),
        Some(said) => Ok(Outcome::Bad(vec![said.text])),
        None => Ok(Outcome::Bad(vec!["cargo-deny is not installed: `./dev check` does it".to_owned()])),
    }
}

/// Known faults, where the database of them is on this machine: it is fetched from a git host.
pub fn check_advisories(tree: &Tree) -> Result<Outcome> {
    if !has_advisories()? {
        let why = "no advisory database here; `cargo deny fetch db` gets it where git hosts are reachable";
        return Ok(Outcome::LeftOut(why.to_owned()));
    }
    match deny(tree, &["advisories"])? {
        Some(said) if said.ok => Ok(Outcome::Good("no crate with a known fault".to_owned())),
        Some(said) => Ok(Outcome::Bad(vec![said.text])),
        None => Ok(Outcome::LeftOut("cargo-deny is not installed".to_owned())),
    }
}

fn deny(tree: &Tree, what: &[&str]) -> Result<Option<command::Said>> {
    let Some(program) = program() else { return Ok(None) };
    let program = program.to_str().context("read the path of cargo-deny")?;
    let arguments = [&["--offline", "--color", "never", "--log-level", "error", "check"], what].concat();
    command::run(tree, program, &arguments).map(Some)
}

/// Where `./dev` puts it, else anywhere on the path.
fn program() -> Option<PathBuf> {
    let kept = tools().map(|tools| tools.join("bin"));
    let path = env::var_os("PATH").unwrap_or_default();
    kept.into_iter()
        .chain(env::split_paths(&path))
        .map(|folder| folder.join("cargo-deny"))
        .find(|file| file.is_file())
}

fn tools() -> Option<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    Some(cache.or_else(home)?.join("realtail").join("tools"))
}

fn has_advisories() -> Result<bool> {
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let Some(folder) = cargo.or_else(home).map(|cargo| cargo.join("advisory-dbs")) else { return Ok(false) };
    if !folder.is_dir() {
        return Ok(false);
    }
    let mut databases = folder.read_dir().with_context(|| format!("list {}", folder.display()))?;
    Ok(databases.any(|entry| entry.is_ok_and(|entry| entry.path().is_dir())))
}
