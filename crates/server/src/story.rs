//! `realtail story`: what the engine is for, told on a fresh data folder over its public interface.

use crate::{config, serve};
use anyhow::Context;
use clap::{Args, ValueEnum};
use realtail_demo::Options;
use std::process::ExitCode;

/// Which story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Story {
    /// Buy online, pick up in store: the last pair is sold at the till while the web still shows it.
    Bopis,
}

/// What may be said on the command line.
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// Which story.
    story: Story,
}

/// Tells a story and prints it.
#[expect(clippy::print_stdout, reason = "the story is what was asked for")]
pub fn run(flags: &Flags) -> anyhow::Result<ExitCode> {
    let data = std::env::temp_dir().join(format!("realtail-story-{}", std::process::id()));
    let settings = config::Flags {
        data: Some(data.clone()),
        listen: Some("127.0.0.1:0".to_owned()),
        set: vec!["payments.test_provider=on".to_owned()],
        ..Default::default()
    };
    let running = serve::start(&config::read(&settings)?)?;
    let key = match &running.new_key {
        Some(key) => key.clone(),
        None => std::env::var("REALTAIL_ADMIN_KEY").context("read REALTAIL_ADMIN_KEY")?,
    };
    let options = Options::new(format!("http://{}", running.address()), key);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let told = match flags.story {
        Story::Bopis => runtime.block_on(realtail_demo::bopis(&options)),
    };
    drop(runtime);
    running.stop()?;
    std::fs::remove_dir_all(&data).with_context(|| format!("remove {}", data.display()))?;
    println!("{}", told?);
    Ok(ExitCode::SUCCESS)
}
