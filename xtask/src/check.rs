//! The check: every step runs, and all that fails is told at the end.

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::source::Tree;
use crate::{command, generate, licences, map, pure, ratchet, walls, workspace};

/// How a step ended.
pub enum Outcome {
    /// Nothing to say against it; what was looked at.
    Good(String),
    /// Could not be looked at here, and why.
    LeftOut(String),
    /// Each thing that is wrong.
    Bad(Vec<String>),
}

impl Outcome {
    pub fn of(failures: Vec<String>, looked_at: String) -> Outcome {
        if failures.is_empty() { Outcome::Good(looked_at) } else { Outcome::Bad(failures) }
    }
}

struct Step {
    name: &'static str,
    run: fn(&Tree) -> Result<Outcome>,
}

/// Quick ones first, so that a slip in the text does not wait for a compiler.
const STEPS: [Step; 9] = [
    Step { name: "walls", run: check_walls },
    Step { name: "map", run: check_map },
    Step { name: "ratchet", run: ratchet::check },
    Step { name: "pure", run: pure::check },
    Step { name: "generated", run: generate::check },
    Step { name: "fmt", run: check_format },
    Step { name: "licences", run: licences::check },
    Step { name: "advisories", run: licences::check_advisories },
    Step { name: "clippy", run: check_clippy },
];

/// Runs the named steps, or all of them.
pub fn run(tree: &Tree, names: &[&str]) -> Result<ExitCode> {
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        bail!("no step is called {unknown}; the steps are {}", known.join(", "));
    }
    let mut failures = Vec::new();
    for step in STEPS.iter().filter(|step| names.is_empty() || names.contains(&step.name)) {
        failures.extend(run_step(tree, step)?);
    }
    if failures.is_empty() {
        println!("all is well");
        return Ok(ExitCode::SUCCESS);
    }
    println!("\n{} to put right:", failures.len());
    for failure in &failures {
        println!("  {failure}");
    }
    Ok(ExitCode::FAILURE)
}

fn run_step(tree: &Tree, step: &Step) -> Result<Vec<String>> {
    print!("{:<11}", step.name);
    std::io::stdout().flush()?;
    let begun = Instant::now();
    // A step that could not run is a failure like another: the ones after it still run.
    let outcome = (step.run)(tree).unwrap_or_else(|error| Outcome::Bad(vec![format!("{error:#}")]));
    let seconds = begun.elapsed().as_secs_f64();
    let (verdict, note, failures) = match outcome {
        Outcome::Good(note) => ("ok", note, vec![]),
        Outcome::LeftOut(why) => ("left out", why, vec![]),
        Outcome::Bad(failures) => ("FAILED", format!("{} to put right", failures.len()), failures),
    };
    println!("{verdict:<9}{seconds:>6.1} s  {note}");
    Ok(failures.into_iter().map(|failure| format!("{}: {failure}", step.name)).collect())
}

fn check_walls(tree: &Tree) -> Result<Outcome> {
    let crates = workspace::read(tree)?;
    Ok(Outcome::of(walls::breaches(&crates), format!("{} crates import only what they may", crates.len())))
}

fn check_map(tree: &Tree) -> Result<Outcome> {
    let crates = workspace::read(tree)?;
    let purpose = |member: &workspace::Crate| map::purpose(tree, &member.folder);
    let failures = map::differences(&tree.read(map::FILE)?, &crates, purpose);
    Ok(Outcome::of(failures, format!("{} names the {} crates there are", map::FILE, crates.len())))
}

fn check_format(tree: &Tree) -> Result<Outcome> {
    let said = command::run(tree, "cargo", &["fmt", "--all", "--", "--check", "-l"])?;
    if said.ok {
        return Ok(Outcome::Good("as rustfmt writes it".to_owned()));
    }
    let root = format!("{}/", tree.root.display());
    let told = said.text.lines().map(|line| line.replace(&root, ""));
    Ok(Outcome::Bad(told.chain(["`cargo fmt --all` puts this right".to_owned()]).collect()))
}

fn check_clippy(tree: &Tree) -> Result<Outcome> {
    let arguments = ["clippy", "--quiet", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    let said = command::run(tree, "cargo", &arguments)?;
    if said.ok {
        return Ok(Outcome::Good("no warning in any target".to_owned()));
    }
    Ok(Outcome::Bad(vec![said.text]))
}
