//! `realtail export`: the history of a running engine into a file, through its own interface.

mod file;
mod follow;

use crate::progress::Progress;
use crate::reach::{At, Call, Engine};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use file::HistoryFile;
use follow::{Follower, Heard};
use serde_json::Value;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// How often a stream that broke off is taken up again before anything more is heard.
const RESUMPTIONS_MAX: u32 = 5;
const RESUME_AFTER: Duration = Duration::from_secs(1);
/// Entries without events, of which a refusal under an idempotency key is one, that may stand at the end of the log
/// before its last event is no longer searched for, but waited for.
const SILENT_MAX: u64 = 32;

/// What can be exported.
#[derive(Subcommand)]
pub enum Verb {
    /// Everything that happened, in its order, as Parquet: position, number, time, type, subject, trace, cause, by, data.
    History(Flags),
}

/// What may be said on the command line.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    engine: At,
    /// The Parquet file. One of that name is replaced, once the new one is whole.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The first position; one behind the last export's to go on from there.
    #[arg(long, value_name = "POSITION", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    from: u64,
    /// The last position; where the log ends when the export starts, if it is not said.
    #[arg(long, value_name = "POSITION")]
    until: Option<u64>,
}

/// Exports what was asked for.
pub fn run(verb: &Verb) -> anyhow::Result<ExitCode> {
    let Verb::History(flags) = verb;
    let engine = flags.engine.engine()?;
    let range = range(flags, &engine)?;
    let shown = flags.out.display().to_string();
    let create = HistoryFile::create(&flags.out, range.from, range.until);
    let mut file = create.with_context(|| format!("make {shown}"))?;
    let mut progress = Progress::new(shown.clone(), (range.until + 1).saturating_sub(range.from));
    let done = copy(&engine, &range, &mut file, &mut progress);
    progress.clear();
    done.with_context(|| format!("export to {shown}; no file was written"))?;
    let events = file.finish().with_context(|| format!("write {shown}"))?;
    tell(&shown, events, &range, progress.seconds());
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "the report is what was asked for")]
fn tell(shown: &str, events: u64, range: &Range, seconds: f64) {
    let Range { from, until, .. } = range;
    if until < from {
        println!("{shown}: 0 events; nothing stands behind position {until} yet");
    } else {
        println!("{shown}: {events} events, positions {from} to {until}; {seconds:.1} s");
    }
}

/// What is exported.
struct Range {
    from: u64,
    /// The last position; before `from` where there is nothing yet.
    until: u64,
    /// The last event, where it is known.
    last: Option<(u64, u64)>,
}

fn range(flags: &Flags, engine: &Engine) -> anyhow::Result<Range> {
    let status = engine.get("/v1/status")?;
    let end = status["position"].as_u64().context("the engine does not say where its log ends")?;
    let (from, until) = (flags.from, flags.until.unwrap_or(end));
    if until > end {
        bail!("--until {until} is behind the end of the log; its newest position is {end}");
    }
    if flags.until.is_some_and(|until| until < from) {
        bail!("--until {until} is before --from {from}; give a later one");
    }
    if from > end + 1 {
        bail!(
            "--from {from} is behind the end of the log; its newest position is {end}, so go on from {}",
            end + 1
        );
    }
    let last = if until < from { None } else { last_event(engine, from, until)? };
    Ok(Range { from, until, last })
}

/// The last event at or before a position. The stream does not say when it has told all there is.
fn last_event(engine: &Engine, from: u64, until: u64) -> anyhow::Result<Option<(u64, u64)>> {
    let first = from.max(until.saturating_sub(SILENT_MAX));
    for position in (first..=until).rev() {
        let events = events_at(engine, position)?;
        if events > 0 {
            return Ok(Some((position, events - 1)));
        }
    }
    Ok(None)
}

/// How many events an entry has, as its trace tells.
fn events_at(engine: &Engine, position: u64) -> anyhow::Result<u64> {
    let trace = match engine.ask(&Call::get(&format!("/v1/traces/{position}")))? {
        Ok(trace) => trace,
        // It follows from an entry before it, whose trace it belongs to.
        Err(problem) => match problem["trace"].as_str() {
            Some(origin) => engine.get(&format!("/v1/traces/{origin}"))?,
            None => return Ok(0),
        },
    };
    let steps = trace["steps"].as_array().into_iter().flatten();
    let is_here = |step: &&Value| step["position"].as_u64() == Some(position);
    Ok(steps.filter(is_here).count() as u64)
}

fn copy(
    engine: &Engine,
    range: &Range,
    file: &mut HistoryFile,
    progress: &mut Progress,
) -> anyhow::Result<()> {
    if range.until < range.from {
        return Ok(());
    }
    let mut after = (range.from - 1).to_string();
    let mut broken_off = 0;
    loop {
        let known = after.clone();
        match copy_on(engine, range, file, progress, &mut after) {
            Ok(()) => return Ok(()),
            Err(Stopped::Fault(fault)) => return Err(fault),
            Err(Stopped::BrokenOff(fault)) => {
                broken_off = if after == known { broken_off + 1 } else { 0 };
                if broken_off >= RESUMPTIONS_MAX {
                    return Err(fault.context(format!("hear what happened after {after}")));
                }
                std::thread::sleep(RESUME_AFTER);
            }
        }
    }
}

/// Why a stream was left before its end.
enum Stopped {
    /// It can be taken up again where it broke off.
    BrokenOff(anyhow::Error),
    Fault(anyhow::Error),
}

/// Copies one stream, as far as it goes; `after` is the last event that was copied.
fn copy_on(
    engine: &Engine,
    range: &Range,
    file: &mut HistoryFile,
    progress: &mut Progress,
    after: &mut String,
) -> Result<(), Stopped> {
    let mut follower = Follower::open(engine, after)?;
    loop {
        let told = match follower.hear()? {
            Heard::Event(told) => told,
            // All that was there has been told, or this would not be.
            Heard::Nothing => return Ok(()),
        };
        let (position, number) = told.place().map_err(Stopped::Fault)?;
        if position > range.until {
            return Ok(());
        }
        file.push(position, number, &told).map_err(Stopped::Fault)?;
        after.clear();
        after.push_str(&told.id);
        progress.tell(position - range.from, || format!("{} events", file.events()));
        if range.last == Some((position, number)) {
            return Ok(());
        }
    }
}
