//! `realtail import`: files of a retailer into a running engine, through its own interface.

mod kinds;
mod send;
mod table;
#[cfg(test)]
mod tests;

use crate::keys::At;
use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use kinds::{Known, Made};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Rows that are sent together.
const BATCH_MAX: usize = 1000;
/// Refused rows that are shown; all are counted.
const SHOWN_MAX: usize = 50;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// What is sold: item, name; gtin, brand, categories, unit, stocked.
    Items,
    /// Stores and warehouses: site, name; kind, timezone, gln, lat, lon.
    Sites,
    /// What is there now, as a count: item, site, quantity; zone.
    Stock,
    /// What things cost: item, price in minor units; site, channel, valid_from.
    Prices,
    /// Comes with a later version.
    Customers,
    /// Receipts, a row for each line: sale, site, sold_at, item, quantity, price in minor units; till, customer.
    Sales,
}

/// What may be said on the command line.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    engine: At,
    /// Make items and sites that are not known yet, with their number for a name.
    #[arg(long)]
    create_missing: bool,
    /// What the files hold.
    #[arg(value_enum)]
    kind: Kind,
    /// CSV or Parquet, by their ending. The first row of a CSV file names the columns.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// A row that was not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Refused {
    line: u64,
    column: String,
    value: String,
    /// What is wrong, and what would be right.
    reason: String,
}

/// What came of a file.
#[derive(Debug, Default)]
struct Report {
    rows: u64,
    taken: u64,
    /// Of those taken, what the engine knew already.
    known: u64,
    refused: Vec<Refused>,
}

/// Imports all files; fails where a row was refused.
pub fn run(flags: &Flags) -> anyhow::Result<ExitCode> {
    if flags.kind == Kind::Customers {
        bail!(
            "customers cannot be imported yet: personal data is to be sealed under each person's own key, and that \
             comes with a later version; nothing was read"
        );
    }
    let mut clean = true;
    for file in &flags.files {
        let report = import(flags, file).with_context(|| format!("import {}", file.display()))?;
        tell(file, &report);
        clean &= report.refused.is_empty();
    }
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[expect(clippy::print_stdout, reason = "the report is what was asked for")]
fn tell(file: &Path, report: &Report) {
    let Report { rows, taken, known, refused } = report;
    println!("{}: {rows} rows, {taken} taken ({known} of them known before), {} refused", file.display(), refused.len());
    for Refused { line, column, value, reason } in refused.iter().take(SHOWN_MAX) {
        println!("  line {line}, {column} {value:?}: {reason}");
    }
    if refused.len() > SHOWN_MAX {
        println!("  and {} more", refused.len() - SHOWN_MAX);
    }
}

fn import(flags: &Flags, file: &Path) -> anyhow::Result<Report> {
    let table = table::open(file)?;
    let places = kinds::places(flags.kind, &table.names)?;
    for name in kinds::unused(flags.kind, &table.names) {
        eprintln!("{}: the column {name:?} is not used", file.display());
    }
    let mut known = match flags.kind {
        Kind::Items | Kind::Sites => Known::default(),
        Kind::Stock | Kind::Prices | Kind::Sales | Kind::Customers => send::known(&flags.engine)?,
    };
    let mut report = Report::default();
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let errand = send::Errand { engine: &flags.engine, kind: flags.kind, file: format!("{name}/{}", table.digest) };
    let mut batch: Vec<Made> = Vec::new();
    for row in table.rows {
        report.rows += 1;
        let made = row.map_err(|refused| *refused).and_then(|row| kinds::make(flags.kind, &places, &row));
        match made.and_then(|made| known.admit(made, flags.create_missing)) {
            Ok(made) => {
                // The lines of a receipt stand together, and go together.
                let apart = batch.last().is_none_or(|last| last.group.is_none() || last.group != made.group);
                if batch.len() >= BATCH_MAX && apart {
                    errand.send(&mut known, std::mem::take(&mut batch), &mut report)?;
                }
                batch.push(made);
            }
            Err(refused) => report.refused.push(refused),
        }
        if report.rows.is_multiple_of(100_000) {
            eprintln!("{}: {} rows, {} refused", file.display(), report.rows, report.refused.len());
        }
    }
    errand.send(&mut known, batch, &mut report)?;
    report.refused.sort_by_key(|refused| refused.line);
    Ok(report)
}
