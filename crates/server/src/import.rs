//! `realtail import`: files of a retailer into a running engine, through its own interface.

mod catalogue;
mod kinds;
mod known;
mod pieces;
mod promotions;
mod roster;
mod send;
mod shop;
mod table;
#[cfg(test)]
mod tests;

use crate::progress::Progress;
use crate::reach::{At, Engine};
use anyhow::Context;
use clap::{Args, ValueEnum};
use known::Known;
use pieces::Pieces;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Rows or receipts that are sent together.
const BATCH_MAX: usize = 1000;
/// Refused rows of a file that are shown; all are counted.
const SHOWN_MAX: usize = 100;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// What is sold: item, name; gtin, brand, categories (A > B), unit, stocked.
    Items,
    /// Stores and warehouses: site, name; kind, timezone, gln, lat, lon.
    Sites,
    /// What is there now, as a count: item, site, quantity; zone.
    Stock,
    /// What things cost: item, price in the smallest coin; currency, site, channel, valid_from.
    Prices,
    /// Promotions: promotion, kind (percent, amount_off, fixed_price, member_price, n_for_m, cheapest_free,
    /// threshold_percent, threshold_amount); value, spend, take, pay; items, categories, brands, sites, channels, groups,
    /// coupons with | between them; name, members_only, exclusive, priority, valid_from, valid_until, budget, uses,
    /// uses_per_customer.
    Promotions,
    /// Who buys: customer; name, email, phone (with its country code), loyalty, groups (a+b), street, street2, postal_code,
    /// city, region, country. A row is all that is known of a customer: what it leaves out is known no more.
    Customers,
    /// Receipts, a row for each line: sale, site, sold_at, item, quantity, price in the smallest coin; till, customer.
    Sales,
    /// Who can work at a site: site, person (a number, no name), roles (till+picking+shelf), contract_hours,
    /// wage_per_hour in the smallest coin; overtime_hours, mon to sun with times such as 06:00-14:00. A file is the whole
    /// roster of each site that it names.
    Roster,
    /// A whole shop from a folder of CSV files, in the shapes of the Universal Commerce Protocol's sample shops:
    /// products, inventory, customers, addresses, discounts, shipping_rates, promotions.
    Shop,
}

/// What may be said on the command line.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    engine: At,
    /// Make items and sites that are not known yet, with their number for a name.
    #[arg(long)]
    create_missing: bool,
    /// In what the prices of a shop are.
    #[arg(long, value_name = "CODE", default_value = "USD")]
    currency: String,
    /// Where the stock of a shop is.
    #[arg(long, value_name = "SITE", default_value = "main")]
    site: String,
    /// What the files hold.
    #[arg(value_enum)]
    kind: Kind,
    /// CSV or Parquet, by their ending. The first row of a CSV file names the columns. A file of the same name and
    /// content may be imported again: what was taken
    /// is not taken twice. Fields of an item or site that the file has no column for stay as they are.
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
    refused: u64,
    /// The first of those refused.
    shown: Vec<Refused>,
    made_items: usize,
    made_sites: usize,
}

impl Report {
    fn take(&mut self, rows: usize, known: usize) {
        self.taken += rows as u64;
        self.known += known as u64;
    }

    fn refuse(&mut self, refused: Refused) {
        self.refused += 1;
        if self.shown.len() < SHOWN_MAX {
            self.shown.push(refused);
        }
    }
}

/// Imports all files; fails where a row was refused.
pub fn run(flags: &Flags) -> anyhow::Result<ExitCode> {
    let engine = flags.engine.engine()?;
    if flags.kind == Kind::Shop {
        let (currency, site) = (flags.currency.as_str(), flags.site.as_str());
        for folder in &flags.files {
            let shop = shop::Shop { engine: &engine, folder, currency, site };
            shop.bring().with_context(|| format!("import the shop in {}", folder.display()))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    if flags.kind == Kind::Roster {
        let mut clean = true;
        for file in &flags.files {
            clean &= roster::bring(&engine, file).with_context(|| format!("import {}", file.display()))?;
        }
        return Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let mut clean = true;
    for file in &flags.files {
        let shown = file.display().to_string();
        let mut progress = Progress::new(shown.clone(), 0);
        let mut report = Report::default();
        let done = import(flags, &engine, file, &mut progress, &mut report);
        progress.clear();
        tell(&shown, &mut report, progress.seconds());
        // What stood before a fault was taken, and has been told.
        done.with_context(|| format!("import {shown}"))?;
        clean &= report.refused == 0;
    }
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[expect(clippy::print_stdout, reason = "the report is what was asked for")]
fn tell(file: &str, report: &mut Report, seconds: f64) {
    let Report { rows, taken, known, refused, shown, made_items, made_sites } = report;
    shown.sort_by_key(|refused| refused.line);
    for Refused { line, column, value, reason } in shown.iter() {
        eprintln!("{file}: line {line}, {column} {value:?}: {reason}");
    }
    let more = *refused - shown.len() as u64;
    if more > 0 {
        eprintln!("{file}: and {more} more");
    }
    let known = if *known == 0 { String::new() } else { format!(" ({known} of them known before)") };
    let made = match (*made_items, *made_sites) {
        (0, 0) => String::new(),
        (items, sites) => format!("; {items} items and {sites} sites made that were missing"),
    };
    println!("{file}: {rows} rows, {taken} taken{known}, {refused} refused{made}; {seconds:.1} s");
}

fn import(
    flags: &Flags,
    engine: &Engine,
    file: &Path,
    progress: &mut Progress,
    report: &mut Report,
) -> anyhow::Result<()> {
    let kind = flags.kind;
    let table = table::open(file)?;
    progress.set_total(table.total);
    let places = kinds::places(kind, &table.names)?;
    for name in kinds::unused(kind, &table.names) {
        eprintln!("{}: the column {name:?} is not used", file.display());
    }
    let mut known = known::ask(engine, kind, progress)?;
    known.catalogue.spoken_of = kinds::spoken_of(kind, &places);
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let errand = send::Errand { engine, kind, file: format!("{name}/{}", table.digest) };
    let mut pieces = Pieces::default();
    let mut ended = Ok(());
    for row in table.rows {
        let row = match row {
            Ok(row) => row,
            Err(fault) => {
                pieces.break_off();
                ended = Err(fault);
                break;
            }
        };
        report.rows += 1;
        let made =
            kinds::make(kind, &places, &row).and_then(|made| known.admit(kind, made, flags.create_missing));
        pieces.take(kinds::receipt(kind, &places, &row), made);
        if pieces.whole.len() >= BATCH_MAX || pieces.refused.len() >= BATCH_MAX {
            flush(&errand, &mut known, &mut pieces, report)?;
        }
        progress.tell(row.done, || format!("{} rows, {} refused", report.rows, report.refused));
    }
    pieces.close();
    flush(&errand, &mut known, &mut pieces, report)?;
    ended
}

fn flush(
    errand: &send::Errand<'_>,
    known: &mut Known,
    pieces: &mut Pieces,
    report: &mut Report,
) -> anyhow::Result<()> {
    pieces.refused.drain(..).for_each(|refused| report.refuse(refused));
    let whole = std::mem::take(&mut pieces.whole);
    errand.send(&mut known.missing, whole, report)
}

/// A short name for parts that cannot run into each other.
fn digest(parts: &[&str]) -> String {
    use sha2::{Digest as _, Sha256};
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}
