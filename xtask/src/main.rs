//! Keeps the tree in order: `cargo xtask check` is exactly what CI runs.

mod check;
mod command;
mod generate;
mod licences;
mod map;
mod pure;
mod ratchet;
mod source;
mod walls;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask check [STEP...]      run every step, or the named ones, and list all that fails
cargo xtask ratchet              lower xtask/ratchet.toml to the present sizes; never raises one
cargo xtask generate [--check]   write the files that are made from others, or say which are stale";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let tree = source::Tree::locate()?;
    match words.as_slice() {
        ["check", steps @ ..] => check::run(&tree, steps),
        ["ratchet"] => ratchet::lower(&tree),
        ["generate"] => generate::write(&tree),
        ["generate", "--check"] => check::run(&tree, &["generated"]),
        ["help"] | [] => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        unknown => bail!("no such command: {}\n{USAGE}", unknown.join(" ")),
    }
}
