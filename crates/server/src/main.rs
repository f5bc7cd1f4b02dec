//! The binary `realtail`: command line, settings, wiring.

mod agents;
mod assistant;
mod backtest;
mod bench;
mod config;
mod demo;
mod export;
mod import;
mod keys;
mod labour;
mod losses;
mod mcp;
mod meters;
mod models;
mod mqtt;
mod outbox;
mod pages;
mod payments;
mod progress;
mod push;
mod reach;
mod search;
mod serve;
mod simulate;
mod story;
mod tags;
mod vault;
mod verify;
mod vision;
mod weather;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Requests, entries and answers are made on one thread and dropped on another, which this allocator takes lightly.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The real-time retail engine.
#[derive(Parser)]
#[command(version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Run the engine.
    Serve(config::Flags),
    /// Serve a retailer on a fresh data folder and replay its year as live signals.
    Demo(demo::Flags),
    /// Tell what the engine is for: `bopis`, with a stale stock file and without, side by side.
    Story(story::Flags),
    /// Measure the engine beside PostgreSQL, Redis and Medusa, or a model over a past period of real data.
    Bench(bench::Flags),
    /// Try a model on a past period of a retailer's own log, knowing only what stood there before.
    Backtest(backtest::Flags),
    /// Simulate the engine, its log and its clients from seeds, and audit every answer.
    Sim(simulate::Flags),
    /// Bring items, sites, stock, prices or sales from files into a running engine.
    Import(import::Flags),
    /// Write the history of a running engine to a file.
    #[command(subcommand)]
    Export(export::Verb),
    /// Read a data folder, replay it, check everything that must hold.
    Verify(verify::Flags),
    /// Print the settings in force, and where each comes from.
    Config(config::Flags),
    /// Make, list and revoke API keys of a running engine.
    #[command(subcommand)]
    Keys(keys::Verb),
    /// Look after the keys under which personal data is sealed.
    #[command(subcommand)]
    Vault(vault::Verb),
    /// Offer a running engine's tools to an assistant over standard input and output (Model Context Protocol).
    Mcp(mcp::Flags),
    /// Print the OpenAPI document.
    Openapi,
}

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("REALTAIL_LOG");
    let filter = filter.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,rmcp=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let done = match Arguments::parse().verb {
        Verb::Serve(flags) => config::read(&flags).and_then(|config| serve::run(&config)),
        Verb::Demo(flags) => demo::run(&flags),
        Verb::Story(flags) => story::run(&flags),
        Verb::Bench(flags) => bench::run(flags),
        Verb::Backtest(flags) => backtest::run(&flags),
        Verb::Sim(flags) => Ok(simulate::run(&flags)),
        Verb::Import(flags) => import::run(&flags),
        Verb::Export(verb) => export::run(&verb),
        Verb::Verify(flags) => verify::run(&flags),
        Verb::Config(flags) => config::print(&flags),
        Verb::Keys(verb) => keys::run(verb),
        Verb::Vault(verb) => vault::run(verb),
        Verb::Mcp(flags) => mcp::run(&flags),
        Verb::Openapi => print_openapi(),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("realtail: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "what was asked for goes to the standard output")]
fn print_openapi() -> anyhow::Result<ExitCode> {
    println!("{}", serde_json::to_string_pretty(&realtail_api::openapi())?);
    Ok(ExitCode::SUCCESS)
}
