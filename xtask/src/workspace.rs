//! The crates of this workspace, as `cargo metadata` tells them.

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::command;
use crate::source::Tree;

/// One crate of ours and what its manifest lets it use.
#[derive(Debug)]
pub struct Crate {
    /// From the root of the workspace: `crates/kernel`.
    pub folder: String,
    pub uses: Vec<Use>,
}

/// One line of a manifest's dependencies.
#[derive(Debug)]
pub struct Use {
    pub name: String,
    pub kind: UseKind,
    /// The folder of the crate used, where it is ours.
    pub ours: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UseKind {
    Normal,
    Build,
    Tests,
}

/// Every crate of the workspace, in the order of their folders.
pub fn read(tree: &Tree) -> Result<Vec<Crate>> {
    let text = command::output(tree, "cargo", &["metadata", "--format-version", "1", "--no-deps"])?;
    let root = tree.root.to_str().context("read the root's path")?;
    parse(&text, root)
}

fn parse(text: &str, root: &str) -> Result<Vec<Crate>> {
    let metadata: Metadata = serde_json::from_str(text).context("read cargo metadata")?;
    let inside = |path: &str| path.strip_prefix(root).map(|rest| rest.trim_start_matches('/').to_owned());
    let mut crates: Vec<Crate> = metadata
        .packages
        .into_iter()
        .map(|package| {
            let manifest = inside(&package.manifest_path).unwrap_or(package.manifest_path);
            Crate {
                folder: manifest.trim_end_matches("/Cargo.toml").to_owned(),
                uses: package.dependencies.into_iter().map(|line| line.into_use(inside)).collect(),
            }
        })
        .collect();
    crates.sort_by(|a, b| a.folder.cmp(&b.folder));
    Ok(crates)
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    manifest_path: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
    path: Option<String>,
}

impl Dependency {
    fn into_use(self, inside: impl Fn(&str) -> Option<String>) -> Use {
        let kind = match self.kind.as_deref() {
            Some("dev") => UseKind::Tests,
            Some("build") => UseKind::Build,
            _ => UseKind::Normal,
        };
        let ours = self.path.as_deref().and_then(inside);
        Use { name: self.name, kind, ours }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_told_from_the_root() {
        let text = r#"{"packages": [{
            "manifest_path": "/r/crates/engine/Cargo.toml",
            "dependencies": [
                {"name": "realtail-kernel", "kind": null, "path": "/r/crates/kernel"},
                {"name": "serde", "kind": null},
                {"name": "proptest", "kind": "dev"}
            ]}]}"#;
        let crates = parse(text, "/r").unwrap();
        assert_eq!(crates[0].folder, "crates/engine");
        let uses: Vec<_> =
            crates[0].uses.iter().map(|u| (u.name.as_str(), u.kind, u.ours.as_deref())).collect();
        assert_eq!(
            uses,
            [
                ("realtail-kernel", UseKind::Normal, Some("crates/kernel")),
                ("serde", UseKind::Normal, None),
                ("proptest", UseKind::Tests, None),
            ]
        );
    }
}
