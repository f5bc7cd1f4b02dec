//! `realtail verify`: reads a data folder, checks checksums, replays, checks all invariants, prints what it found.

use anyhow::Context;
use clap::Args;
use realtail_engine::log::{Log, LogReader};
use realtail_engine::{Entry, Replica, decode_batch};
use realtail_kernel::{Platform, Position};
use realtail_omnichannel::invariants;
use realtail_platform::{Refusal, Retail};
use realtail_vocabulary::Event;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant as Stopwatch;

/// What may be said on the command line.
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// The data folder; the engine must not be running on it.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

#[expect(clippy::print_stdout, reason = "what was found goes to the standard output")]
pub fn run(flags: &Flags) -> anyhow::Result<ExitCode> {
    let folder = flags.data.join("log");
    if !folder.is_dir() {
        anyhow::bail!(
            "there is no log in {}; give the folder that `realtail serve --data` was given",
            flags.data.display()
        );
    }
    let started = Stopwatch::now();
    let opened =
        realtail_log_embedded::EmbeddedLog::open(&folder, realtail_log_embedded::Settings::default())?;
    if let Some(cut) = &opened.cut {
        println!(
            "torn tail    {} bytes at {} offset {}, never answered: cut",
            cut.bytes,
            cut.path.display(),
            cut.offset
        );
    }
    let reader = opened.log.reader();
    let (replica, found) = match replay(reader.as_ref()) {
        Ok(found) => found,
        Err(fault) => {
            println!("log          BREACH: {fault:#}");
            return Ok(ExitCode::FAILURE);
        }
    };
    let retail = &replica.machine;
    println!("log          {} entries, {} events, all checksums right", replica.next.0 - 1, found.events);
    println!(
        "causes       {}",
        found.causes.as_deref().unwrap_or("every entry follows from one before it: ok")
    );
    let named = |found: Result<(), realtail_platform::invariants::Breach>| {
        found.map_err(|(invariant, words)| format!("{invariant}: {words}"))
    };
    let checks: [(&str, Result<(), String>); 7] = [
        ("units", invariants::units_are_conserved(&retail.omnichannel)),
        ("promises", invariants::promises_add_up(&retail.omnichannel)),
        ("lots", invariants::lots_are_not_negative(&retail.omnichannel)),
        ("wallets", invariants::wallets_balance(&retail.omnichannel)),
        ("purses", invariants::purses_are_whole(&retail.omnichannel)),
        ("pillars", named(realtail_platform::invariants::of_the_pillars(retail))),
        ("moments", found.moments.map_or(Ok(()), Err)),
    ];
    let mut good = found.causes.is_none();
    for (name, check) in checks {
        match check {
            Ok(()) => println!("{name:<12} ok"),
            Err(breach) => {
                good = false;
                println!("{name:<12} BREACH: {breach}");
            }
        }
    }
    good &= snapshot_agrees(&flags.data, opened.log, retail)?;
    let stock = &retail.omnichannel;
    let (items, sites, pairs) =
        (stock.catalogue.items().len(), stock.catalogue.sites().len(), stock.stock.pairs());
    println!("state        {items} items, {sites} sites, {pairs} pairs, {} holds open", stock.holds.open());
    println!(
        "verdict      {} in {:.1} s",
        if good { "all holds" } else { "BREACH" },
        started.elapsed().as_secs_f64()
    );
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Found {
    events: u64,
    causes: Option<String>,
    /// The first event that should not have been decided as things stood.
    moments: Option<String>,
}

fn wrong_at(before: &Retail, position: Position, entry: &Entry<Event, Refusal>) -> Option<String> {
    let breach = |event| realtail_platform::invariants::of_event(before, event, entry.at).err();
    let (invariant, words) = entry.events.iter().find_map(breach)?;
    Some(format!("entry {position} breaches {invariant}: {words}"))
}

fn replay(reader: &dyn LogReader) -> anyhow::Result<(Replica<Retail>, Found)> {
    let mut replica: Replica<Retail> = Replica::empty();
    let mut found = Found { events: 0, causes: None, moments: None };
    let mut told = 0;
    for batch in reader.read(Position(1)) {
        for (position, entry) in decode_batch::<Event, Refusal>(&batch?)? {
            if position != replica.next {
                anyhow::bail!("entry {position} stands where {} was expected", replica.next);
            }
            if let Some(cause) = entry.cause
                && (cause.entry >= position || cause.origin > cause.entry)
            {
                found.causes.get_or_insert(format!("BREACH: entry {position} follows from {}", cause.entry));
            }
            found.events += entry.events.len() as u64;
            if found.moments.is_none() {
                found.moments = wrong_at(&replica.machine, position, &entry);
            }
            replica.apply(&entry);
        }
        if replica.next.0 / 1_000_000 > told {
            told = replica.next.0 / 1_000_000;
            eprintln!("replayed {told} million entries");
        }
    }
    Ok((replica, found))
}

/// The newest snapshot and the log behind it give the same state as the whole log.
#[expect(clippy::print_stdout, reason = "what was found goes to the standard output")]
fn snapshot_agrees(
    data: &std::path::Path,
    log: realtail_log_embedded::EmbeddedLog,
    retail: &Retail,
) -> anyhow::Result<bool> {
    let snapshots =
        realtail_engine::Snapshots::open(&data.join("snapshots")).context("open the snapshots")?;
    let mut from = Position(1);
    let recovered: Replica<Retail> =
        realtail_engine::recover(&log as &dyn Log, Some(&snapshots), |progress| {
            from = progress.from;
            for problem in &progress.passed_over {
                println!("snapshot     passed over: {problem}");
            }
        })?;
    if from == Position(1) {
        println!("snapshot     none");
        return Ok(true);
    }
    let same = recovered.machine == *retail && recovered.machine.check().is_ok();
    let verdict = if same { "gives the same state: ok" } else { "BREACH: gives another state than the log" };
    println!("snapshot     the one before entry {from} {verdict}");
    Ok(same)
}
