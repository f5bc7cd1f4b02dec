//! `realtail backtest`: what a model would have said over a past period of a retailer's own log, beside plain rules.

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use realtail_engine::log::Log;
use realtail_engine::log::LogReader;
use realtail_kernel::{CustomerId, Instant};
use realtail_log_embedded::{EmbeddedLog, Settings};
use realtail_models::backtest::{
    self, FORETELLERS, LabourScore, LossFound, LossScore, Origin, PriceScore, TasteScore,
};
use realtail_platform::Retail;
use realtail_vocabulary::{ContactChannel, Purpose};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A model that can be tried on the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Model {
    /// What is sold of each item at each site, two weeks at a time.
    Demand,
    /// Next baskets, what is new to a customer, what a basket lacks: lists of twenty.
    Tastes,
    /// Shoppers at the tills by quarter hour, as expected when the day begins.
    Labour,
    /// What items sell in weeks in which they cost another price than usual.
    Prices,
    /// Who or what would have stood out, beside what was found of them.
    Loss,
}

/// What may be said on the command line.
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// Which model.
    model: Model,
    /// The data folder; the engine must not be running on it.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The first day, such as 2026-09-01, in the retailer's world. What came later is not known to the model.
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: i32,
    /// The day behind the last one.
    #[arg(long, value_name = "DAY", value_parser = day)]
    until: i32,
    /// A CSV file of every day that was foretold, beside what came of it; of demand only.
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    /// How many cases of loss a site may open a day, on average.
    #[arg(long, value_name = "NUMBER", default_value_t = 0.2, value_parser = cases_per_site_day)]
    cases_per_site_day: f64,
}

/// Tries a model, and prints how it did.
pub fn run(flags: &Flags) -> anyhow::Result<ExitCode> {
    let folder = flags.data.join("log");
    if !folder.is_dir() {
        bail!(
            "there is no log in {}; give the folder that `realtail serve --data` was given",
            flags.data.display()
        );
    }
    if flags.until <= flags.from {
        bail!("--until {} is not after --from {}; give a later day", date(flags.until), date(flags.from));
    }
    if flags.export.is_some() && flags.model != Model::Demand {
        bail!("--export is for demand; leave it out");
    }
    let log = EmbeddedLog::open(&folder, Settings::default())?.log;
    let (reader, days) = (log.reader(), flags.from..flags.until);
    eprintln!("the log is told from its beginning");
    match flags.model {
        Model::Demand => demand(reader.as_ref(), days, flags.export.as_deref()),
        Model::Tastes => tastes(&log, &flags.data, days),
        Model::Labour => labour(reader.as_ref(), days),
        Model::Prices => prices(reader.as_ref(), days),
        Model::Loss => loss(reader.as_ref(), days, flags.cases_per_site_day),
    }
}

#[expect(clippy::print_stdout, reason = "the report is what was asked for")]
fn demand(log: &dyn LogReader, days: Range<i32>, export: Option<&Path>) -> anyhow::Result<ExitCode> {
    let mut file = export.map(Export::create).transpose()?;
    let (mut all, mut failed) = (Vec::new(), None);
    println!(
        "{:<12} {:<12} {:>7} {:>8} {:>8} {:>9} {:>8}",
        "two weeks", "by", "series", "WRMSSE", "error", "foretold", "covered"
    );
    let met = backtest::demand(log, days.clone(), &mut |origin| {
        print_origin(&origin);
        if let Some(file) = &mut file {
            failed = failed.take().or(file.write(&origin).err());
        }
        all.push(origin.scores);
    });
    let met = met.map_err(anyhow::Error::msg)?;
    if let Some(failed) = failed {
        return Err(failed.context("write the export"));
    }
    if all.is_empty() {
        match met {
            None => bail!("the log tells of no sales"),
            Some(met) => bail!(
                "no two weeks from {} on lie before {}; the log tells of {} to {}",
                date(days.start),
                date(days.end),
                date(met.start),
                date(met.end - 1)
            ),
        }
    }
    if all.len() > 1 {
        let mean = |of: &dyn Fn(&backtest::Scores) -> f64| all.iter().map(of).sum::<f64>() / all.len() as f64;
        for (at, by) in FORETELLERS.iter().enumerate() {
            let [wrmsse, error, foretold, covered] = [
                mean(&|scores| scores.wrmsse[at]),
                mean(&|scores| scores.error_share[at]),
                mean(&|scores| scores.foretold_share[at]),
                mean(&|scores| scores.covered[at]),
            ];
            println!(
                "{:<12} {by:<12} {:>7} {wrmsse:>8.4} {error:>8.3} {foretold:>9.3} {covered:>8.3}",
                if at == 0 { "mean" } else { "" },
                ""
            );
        }
    }
    println!(
        "WRMSSE: weighted root mean squared scaled error; error: units of error over units sold; foretold: units foretold \
         over units sold; covered: share of days within the band that should hold eight of ten (the week before gives none)."
    );
    if let Some(file) = file {
        println!("{} days foretold are in {}", file.finish()?, export.unwrap_or(Path::new("")).display());
    }
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "the report is what was asked for")]
fn print_origin(origin: &Origin) {
    let scores = &origin.scores;
    for (at, by) in FORETELLERS.iter().enumerate() {
        let first = at == 0;
        let (day, series) =
            if first { (date(origin.day), scores.series.to_string()) } else { Default::default() };
        let [wrmsse, error, foretold, covered] =
            [&scores.wrmsse, &scores.error_share, &scores.foretold_share, &scores.covered]
                .map(|each| each.get(at).copied().unwrap_or_default());
        println!("{day:<12} {by:<12} {series:>7} {wrmsse:>8.4} {error:>8.3} {foretold:>9.3} {covered:>8.3}");
    }
}

#[expect(clippy::print_stdout, reason = "the report is what was asked for")]
fn tastes(log: &EmbeddedLog, data: &Path, days: Range<i32>) -> anyhow::Result<ExitCode> {
    let snapshots =
        realtail_engine::Snapshots::open(&data.join("snapshots")).context("open the snapshots")?;
    let replica: realtail_engine::Replica<Retail> =
        realtail_engine::recover(log as &dyn Log, Some(&snapshots), |_| {})?;
    let retail = &replica.machine;
    let agrees = |customer: &CustomerId| {
        let customer = retail.omnichannel.customers.resolve(customer);
        retail.media.consents.agrees(customer, Purpose::Personalisation, ContactChannel::Onsite)
    };
    let reader = log.reader();
    let scores = backtest::tastes(reader.as_ref(), days, &agrees).map_err(anyhow::Error::msg)?;
    if scores.iter().all(|score| score.lists == 0) {
        bail!("nobody bought anything in that period that a list could be tried on; choose another");
    }
    println!("{:<18} {:>7} {:>10} {:>10}  plain rule", "model", "lists", "recall@20", "plain");
    for TasteScore { model, plain_rule, lists, plain_recall, recall } in scores {
        let recall = recall.map_or("-".to_owned(), |recall| format!("{recall:.4}"));
        println!("{model:<18} {lists:>7} {recall:>10} {plain_recall:>10.4}  {plain_rule}");
    }
    println!(
        "Customers count who agree to personalisation and have bought five times; what a basket lacks is tried on all baskets."
    );
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "the report is what was asked for")]
fn labour(log: &dyn LogReader, days: Range<i32>) -> anyhow::Result<ExitCode> {
    let mut sites = backtest::labour(log, days).map_err(anyhow::Error::msg)?;
    if sites.is_empty() {
        bail!("nothing was sold at a till in that period; choose another");
    }
    sites.sort_by(|(_, a), (_, b)| b.shoppers.total_cmp(&a.shoppers));
    println!(
        "{:<24} {:>5} {:>9} {:>8} {:>12} {:>8}",
        "site", "days", "shoppers", "error", "week before", "covered"
    );
    for (site, score) in sites.iter().take(SITES_SHOWN) {
        let LabourScore { days, shoppers, error_share, week_before_error_share, covered } = score;
        println!(
            "{:<24} {days:>5} {shoppers:>9.0} {error_share:>8.3} {week_before_error_share:>12.3} {covered:>8.3}",
            site.as_str()
        );
    }
    let shoppers: f64 = sites.iter().map(|(_, score)| score.shoppers).sum();
    let of_all = |of: fn(&LabourScore) -> f64| {
        sites.iter().map(|(_, score)| of(score) * score.shoppers).sum::<f64>() / shoppers
    };
    println!(
        "{:<24} {:>5} {shoppers:>9.0} {:>8.3} {:>12.3} {:>8.3}",
        format!("all {} sites", sites.len()),
        "",
        of_all(|score| score.error_share),
        of_all(|score| score.week_before_error_share),
        of_all(|score| score.covered)
    );
    println!(
        "error: shoppers by which quarter hours were off, over who came; covered: share of open quarter hours within the band \
         that should hold eight of ten. The busiest {SITES_SHOWN} sites are shown; those of all are weighed by who came."
    );
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "the report is what was asked for")]
fn prices(log: &dyn LogReader, days: Range<i32>) -> anyhow::Result<ExitCode> {
    let PriceScore { item_weeks, units, error_share, plain_error_share } =
        backtest::prices(log, days).map_err(anyhow::Error::msg)?;
    if item_weeks == 0 {
        bail!(
            "no item that was known four weeks cost another price than usual in a week of that period; choose a longer one"
        );
    }
    println!("{:<24} {:>10} {:>9} {:>8}", "by", "item-weeks", "units", "error");
    println!("{:<24} {item_weeks:>10} {units:>9.0} {error_share:>8.3}", "elasticities");
    println!("{:<24} {:>10} {:>9} {plain_error_share:>8.3}", "as if prices did nothing", "", "");
    println!(
        "Weeks in which an item cost 5 % more or less than usual, each foretold from the weeks before; error: units by which \
         they were off, over units sold."
    );
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "the report is what was asked for")]
fn loss(log: &dyn LogReader, days: Range<i32>, budget: f64) -> anyhow::Result<ExitCode> {
    let LossScore { site_days, found, by_refunds } =
        backtest::loss(log, days, budget).map_err(anyhow::Error::msg)?;
    if site_days == 0 {
        bail!("nothing happened at a till in that period; choose another");
    }
    println!("{:<24} {:>6} {:>6} {:>6} {:>10}", "cases about", "cases", "right", "wrong", "not marked");
    let row = |what: &str, found: LossFound| {
        let LossFound { cases, right, wrong } = found;
        println!("{what:<24} {cases:>6} {right:>6} {wrong:>6} {:>10}", found.not_marked());
    };
    found.iter().for_each(|(kind, found)| row(kind, *found));
    row("operators by refunds", by_refunds);
    let cases: u32 = found.values().map(|found| found.cases).sum();
    println!(
        "{:.3} cases a site and day over {site_days} days of sites, of {budget} that may be. Right and wrong: what people \
         found of the subject who looked at a case on it, at any time. The last line is a plain rule with hindsight: as many \
         operators as had cases, those with the most refunds within seven days; whom only it names, nobody has looked at.",
        f64::from(cases) / site_days as f64
    );
    Ok(ExitCode::SUCCESS)
}

/// A budget of cases of loss.
fn cases_per_site_day(text: &str) -> Result<f64, String> {
    let budget: f64 = text.parse().map_err(|_| format!("{text:?} is no number"))?;
    if (0.0..=100.0).contains(&budget) { Ok(budget) } else { Err("give a number from 0 to 100".to_owned()) }
}

/// The days that were foretold, as CSV.
struct Export {
    file: csv::Writer<std::fs::File>,
    rows: u64,
}

impl Export {
    fn create(path: &Path) -> anyhow::Result<Export> {
        let mut file = csv::Writer::from_path(path).with_context(|| format!("make {}", path.display()))?;
        let mut head = vec!["item".to_owned(), "site".to_owned(), "day".to_owned(), "sold".to_owned()];
        for by in FORETELLERS {
            let by = by.replace(' ', "_");
            head.extend([format!("{by}_mean"), format!("{by}_p10"), format!("{by}_p90")]);
        }
        file.write_record(&head)?;
        Ok(Export { file, rows: 0 })
    }

    fn write(&mut self, origin: &Origin) -> anyhow::Result<()> {
        for day in &origin.days {
            let sold = day.sold.map_or(String::new(), |sold| sold.to_string());
            let mut row = vec![day.item.to_string(), day.site.to_string(), date(day.day), sold];
            row.extend(day.said.iter().flatten().map(|units| format!("{units:.4}")));
            self.file.write_record(&row)?;
            self.rows += 1;
        }
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<u64> {
        self.file.flush().context("write the export")?;
        Ok(self.rows)
    }
}

/// Sites with a line of their own.
const SITES_SHOWN: usize = 20;
const DAY_MICROS: i64 = 86_400_000_000;

/// A day in days since 1970.
fn day(text: &str) -> Result<i32, String> {
    let given = format!("{text}T00:00:00Z").parse::<Instant>();
    let micros = given.map_err(|_| "give a day such as 2026-09-01".to_owned())?.micros();
    Ok(micros.div_euclid(DAY_MICROS) as i32)
}

fn date(day: i32) -> String {
    let at = Instant::from_micros(i64::from(day) * DAY_MICROS).to_string();
    at.split('T').next().unwrap_or_default().to_owned()
}
