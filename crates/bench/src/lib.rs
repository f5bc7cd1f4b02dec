//! Benchmarks of Realtail against what a user would pick instead, over the wire on both sides.

pub mod args;
pub mod bars;
pub mod baseline;
pub mod bench;
pub mod cpu;
pub mod load;
pub mod machine;
pub mod plot;
pub mod process;
pub mod realtail;
pub mod render;
pub mod reply;
pub mod report;
pub mod shop;
pub mod template;
pub mod wire;
pub mod work;

use anyhow::{Context, Result};

use crate::args::{BenchArgs, Contender, Work};
use crate::bench::Bench;
use crate::report::Report;

/// Runs what was asked, prints the tables and writes the files.
pub fn run(args: BenchArgs) -> Result<Report> {
    if let Some(addr) = args.serve_constant {
        baseline::constant::serve(addr)?;
    }
    process::clean_up_when_interrupted()?;
    process::allow_many_files();
    let mut bench = Bench::new(args);
    let worked = work_through(&mut bench);
    let mut report = bench.report.clone();
    // Servers stop and folders go before anything is printed, and also when the work failed.
    drop(bench);
    worked.map(|args| -> Result<Report> {
        report.bars = bars::judge(&report);
        print!("{}", render::text(&report));
        write_files(&report, &args)?;
        Ok(report)
    })?
}

fn work_through(bench: &mut Bench) -> Result<BenchArgs> {
    let args = bench.args.clone();
    if args.asks_for(Work::Limits) {
        work::limits::run(bench)?;
    }
    let loaded = [Work::Holds, Work::Batch, Work::Signals, Work::Reads, Work::Orders, Work::Delay];
    if loaded.iter().any(|&work| args.asks_for(work)) {
        bench.start(args.asks_for(Work::Holds))?;
    }
    if args.asks_for(Work::Holds) {
        work::holds::run(bench)?;
    }
    // The others have done their part, and what follows should have the machine to itself.
    (bench.redis, bench.postgres, bench.constant) = (None, None, None);
    if args.asks_for(Work::Orders) && (args.asks(Contender::Realtail) || args.asks(Contender::Medusa)) {
        work::orders::run(bench)?;
    }
    if args.asks(Contender::Realtail) {
        work_through_alone(bench, &args)?;
    }
    Ok(args)
}

/// What only Realtail is measured at.
fn work_through_alone(bench: &mut Bench, args: &BenchArgs) -> Result<()> {
    if args.asks_for(Work::Batch) {
        work::bulk::holds(bench)?;
    }
    if args.asks_for(Work::Signals) {
        work::bulk::signals(bench)?;
    }
    if args.asks_for(Work::Reads) {
        work::reads::run(bench)?;
    }
    if args.asks_for(Work::Delay) {
        work::delay::run(bench)?;
    }
    bench.realtail = None;
    if [Work::Promise, Work::Route, Work::Price].iter().any(|&work| args.asks_for(work)) {
        work::wide::start(bench)?;
    }
    if args.asks_for(Work::Promise) {
        work::promise::run(bench)?;
    }
    if args.asks_for(Work::Route) {
        work::route::run(bench)?;
    }
    if args.asks_for(Work::Price) {
        work::price::run(bench)?;
    }
    bench.realtail = None;
    if args.asks_for(Work::Recovery) {
        work::recovery::run(bench)?;
    }
    if args.asks_for(Work::Memory) {
        work::memory::run(bench)?;
    }
    Ok(())
}

fn write_files(report: &Report, args: &BenchArgs) -> Result<()> {
    let folder = &args.out;
    std::fs::create_dir_all(folder).with_context(|| format!("make folder {}", folder.display()))?;
    let json = serde_json::to_string_pretty(report).context("write the report as JSON")?;
    let files = [
        ("bench.json", json),
        ("bench.md", render::markdown(report)),
        ("bench.svg", plot::holds(report)),
        ("orders.svg", plot::orders(report)),
    ];
    for (name, text) in files {
        let file = folder.join(name);
        std::fs::write(&file, text).with_context(|| format!("write {}", file.display()))?;
        eprintln!("wrote {}", file.display());
    }
    Ok(())
}
