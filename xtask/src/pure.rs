//! The bans of the pure core: one list, in force in each of its crates.

use anyhow::Result;

use crate::check::Outcome;
use crate::source::Tree;
use crate::walls::Room;
use crate::workspace;

/// Clippy takes the nearest `clippy.toml` above a manifest, so each crate of the core links to this one.
pub const BANS: &str = "crates/pure-core.clippy.toml";

pub fn check(tree: &Tree) -> Result<Outcome> {
    let bans = tree.read(BANS)?;
    let crates = workspace::read(tree)?;
    let core: Vec<&str> = crates.iter().map(|member| member.folder.as_str()).filter(|f| is_pure(f)).collect();
    let lacking =
        core.iter().filter(|folder| tree.read(&format!("{folder}/clippy.toml")).ok().as_ref() != Some(&bans));
    let failures = lacking.map(|folder| format!("{folder} is pure core: {}", remedy(folder))).collect();
    Ok(Outcome::of(failures, format!("the bans are in force in {} crates", core.len())))
}

fn is_pure(folder: &str) -> bool {
    Room::of(folder).is_some_and(Room::is_pure)
}

fn remedy(folder: &str) -> String {
    let up = "../".repeat(folder.matches('/').count());
    let file = BANS.trim_start_matches("crates/");
    format!("ln -sf {up}{file} {folder}/clippy.toml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remedy_links_from_any_depth() {
        assert_eq!(remedy("crates/kernel"), "ln -sf ../pure-core.clippy.toml crates/kernel/clippy.toml");
        assert_eq!(
            remedy("crates/pillars/media"),
            "ln -sf ../../pure-core.clippy.toml crates/pillars/media/clippy.toml"
        );
    }
}
