//! Running other programs and keeping what they say.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::source::Tree;

/// What a program printed, and whether it was content.
pub struct Said {
    pub ok: bool,
    pub text: String,
}

/// Runs a program at the root; what it prints is kept, not shown.
pub fn run(tree: &Tree, program: &str, arguments: &[&str]) -> Result<Said> {
    let output = Command::new(program)
        .current_dir(&tree.root)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("start {program}"))?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    Ok(Said { ok: output.status.success(), text })
}

/// What a program printed to its standard output; its failure is ours.
pub fn output(tree: &Tree, program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program)
        .current_dir(&tree.root)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("start {program}"))?;
    if !output.status.success() {
        bail!("{program} {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("read what {program} printed"))
}
