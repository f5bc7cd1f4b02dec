//! The files of this tree, as git knows them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The working copy the checks look at.
pub struct Tree {
    pub root: PathBuf,
}

impl Tree {
    /// The tree this program was built from.
    pub fn locate() -> Result<Tree> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest.parent().context("find the folder above xtask")?;
        Ok(Tree { root: root.to_owned() })
    }

    /// Committed and new files that end so, ignored ones left out, in order.
    pub fn files(&self, endings: &[&str]) -> Result<Vec<String>> {
        let listed = Command::new("git")
            .current_dir(&self.root)
            .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
            .output()
            .context("run git ls-files")?;
        if !listed.status.success() {
            bail!("list the tree's files: {}", String::from_utf8_lossy(&listed.stderr));
        }
        let text = String::from_utf8(listed.stdout).context("read the names git listed")?;
        let wanted = |path: &&str| endings.iter().any(|ending| path.ends_with(ending));
        // A file deleted but not yet committed is still listed.
        let there = |path: &&str| self.root.join(path).is_file();
        let mut files: Vec<String> =
            text.split('\0').filter(wanted).filter(there).map(str::to_owned).collect();
        files.sort();
        files.dedup();
        Ok(files)
    }

    pub fn read(&self, path: &str) -> Result<String> {
        fs::read_to_string(self.root.join(path)).with_context(|| format!("read {path}"))
    }

    pub fn write(&self, path: &str, text: &str) -> Result<()> {
        fs::write(self.root.join(path), text).with_context(|| format!("write {path}"))
    }

    pub fn has(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }
}

/// Made by a program, which answers for its shape.
pub fn is_generated(text: &str) -> bool {
    text.lines().take(5).any(|line| line.contains("@generated"))
}
