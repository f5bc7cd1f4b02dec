//! Loss and fraud: schemes planted on the real receipts, and how many are found within a budget of alarms.

mod floor;
mod outside;
mod plain;
mod scheme;
mod score;

use crate::interval::{interval, median};
use crate::visits::{self, DAY_SECONDS};
use crate::{Common, cpu, table};
use anyhow::{Context, Result};
use clap::Args;
use floor::{DAYS, Floor, Morals, STORES, WARM_UP_DAYS};
use plain::{Reading, Rule, Thresholds};
use realtail_learn::chance::Chance;
use realtail_learn::loss::{Budget, Subject, Verdict, Watch};
use scheme::Kind;
use score::{Found, Opened, Outcome};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// What it can be told.
#[derive(Args, Clone, Debug, Default)]
pub struct LossArgs {
    #[command(flatten)]
    common: Common,
    /// How many floors, each from a seed of its own.
    #[arg(long, default_value_t = 5)]
    seeds: u64,
}

/// The first floor that is measured; settings were chosen on those of seeds 1 to 3.
const FIRST_SEED: u64 = 11;
/// Cases a store and day, at most, on average.
const BUDGETS: [f64; 3] = [0.05, 0.1, 0.2];
/// The one that tables by scheme and the export are of.
const BUDGET: f64 = 0.1;
/// Somebody looks at a case two days later, and is right so often.
const LOOK_SECONDS: i64 = 2 * DAY_SECONDS;
const LOOK_RIGHT: f64 = 0.95;

/// A way to open cases.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    /// A plain rule, set on a floor of the same kind that is known to be honest.
    Plain(Rule),
    /// A plain rule, set on the first weeks of its own floor, in which nobody is guilty yet.
    PlainOfItsPast(Rule),
    Ours,
    Marked,
}

const METHODS: [(Method, &str); 6] = [
    (Method::Plain(Rule::RefundCount), "refund count per cashier"),
    (Method::Plain(Rule::VoidDeviation), "z-score on voids"),
    (Method::PlainOfItsPast(Rule::EveryCount), "a fixed count for every signal"),
    (Method::Plain(Rule::EveryCount), "the same, set on honest floor"),
    (Method::Ours, "ours, nobody marks"),
    (Method::Marked, "ours, cases marked"),
];

/// Runs it.
pub fn run(args: &LossArgs) -> Result<()> {
    let visits = visits::read(&args.common.journey()?)?;
    // Plain rules are set where all are honest, on a floor that is not measured.
    let honest = Floor::new(&visits, 0, Morals::Honest);
    let rules = [Rule::RefundCount, Rule::VoidDeviation, Rule::EveryCount];
    let calm = rules.map(|rule| plain::readings(rule, &honest));
    drop(honest);
    let mut outcomes: BTreeMap<(usize, usize), Vec<Outcome>> = BTreeMap::new();
    let (mut watched, mut seconds) = (0, 0.0);
    for seed in FIRST_SEED..FIRST_SEED + args.seeds {
        let floor = Floor::new(&visits, seed, Morals::Mixed);
        let readings = rules.map(|rule| plain::readings(rule, &floor));
        for (at, budget) in BUDGETS.into_iter().enumerate() {
            let alarms = |days: i64| budget * f64::from(STORES) * days as f64;
            for (row, (method, _)) in METHODS.iter().enumerate() {
                let cases = match method {
                    Method::Plain(rule) => {
                        let days = WARM_UP_DAYS..DAYS;
                        let set = plain::set(&calm[*rule as usize], days, alarms(DAYS - WARM_UP_DAYS));
                        by_rule(&floor, &readings[*rule as usize], &set, budget)
                    }
                    Method::PlainOfItsPast(rule) => {
                        let readings = &readings[*rule as usize];
                        let set = plain::set(readings, 0..WARM_UP_DAYS, alarms(WARM_UP_DAYS));
                        by_rule(&floor, readings, &set, budget)
                    }
                    Method::Ours | Method::Marked => {
                        let (cases, took) = cpu::timed(|| by_watch(&floor, budget, seed, *method));
                        (watched, seconds) = (watched + floor.deeds.len(), seconds + took);
                        cases
                    }
                };
                if let (Some(folder), Method::Marked, FIRST_SEED, BUDGET) =
                    (&args.common.export, method, seed, budget)
                {
                    export(folder, &floor, &cases)?;
                }
                outcomes.entry((at, row)).or_default().push(Outcome::of(&floor, &cases));
            }
        }
    }
    print(&outcomes, args.seeds);
    println!("{:.2} s of one processor for a million deeds", seconds / watched as f64 * 1e6);
    Ok(())
}

fn by_rule(floor: &Floor, readings: &[Reading], thresholds: &Thresholds, budget: f64) -> Vec<Opened> {
    let level =
        |reading: &Reading| thresholds.get(&(reading.subject.kind(), reading.signal)).copied().unwrap_or(1e9);
    let is_watched = |reading: &&Reading| reading.at_seconds >= WARM_UP_DAYS * DAY_SECONDS;
    let mut left = Budget::new(budget);
    (0..STORES).for_each(|store| left.meet(store));
    let mut day = 0;
    let may_open = |alarm: &Reading| {
        while day < alarm.at_seconds / DAY_SECONDS {
            left.end_day();
            day += 1;
        }
        left.spend(alarm.store)
    };
    let case = |alarm: Reading| Opened {
        at_seconds: alarm.at_seconds,
        store: alarm.store,
        subject: alarm.subject,
        score: alarm.value,
        reason: String::new(),
        scheme: explanation(floor, alarm.subject, alarm.at_seconds),
    };
    plain::alarmed(readings.iter().filter(is_watched), level, may_open).into_iter().map(case).collect()
}

fn by_watch(floor: &Floor, budget: f64, seed: u64, method: Method) -> Vec<Opened> {
    let mut watch = Watch::new(budget, seed);
    let mut chance = Chance::new(seed);
    let mut looks: Vec<(i64, u64, Verdict)> = Vec::new();
    let mut cases = Vec::new();
    for planted in &floor.deeds {
        let now = planted.deed.at_seconds;
        if method == Method::Marked {
            while looks.first().is_some_and(|(at, ..)| *at <= now) {
                let (_, case, verdict) = looks.remove(0);
                watch.mark(case, verdict);
            }
        }
        let Some(case) = watch.observe(&planted.deed) else { continue };
        let scheme = explanation(floor, case.subject, now);
        let is_right = scheme.is_some() == (chance.unit() < LOOK_RIGHT);
        looks.push((now + LOOK_SECONDS, case.case, if is_right { Verdict::Right } else { Verdict::Wrong }));
        if now >= WARM_UP_DAYS * DAY_SECONDS {
            let reason = case.reason();
            cases.push(Opened {
                at_seconds: now,
                store: case.store,
                subject: case.subject,
                score: case.score,
                reason,
                scheme,
            });
        }
    }
    cases
}

fn explanation(floor: &Floor, subject: Subject, at_seconds: i64) -> Option<usize> {
    floor.schemes.iter().position(|scheme| scheme.explains(subject, at_seconds / DAY_SECONDS))
}

fn print(outcomes: &BTreeMap<(usize, usize), Vec<Outcome>>, seeds: u64) {
    let all: Vec<Vec<String>> =
        outcomes.iter().map(|((budget, row), of)| summary(*budget, *row, of)).collect();
    println!(
        "{seeds} floors of {STORES} stores and {DAYS} days, 27 schemes each; mean and 95 % interval over seeds\n\n{}",
        table::text(
            &["method", "budget", "cases/store-day", "precision", "recall", "hours (median)", "lost before"],
            &all
        )
    );
    let budget = BUDGETS.iter().position(|budget| *budget == BUDGET).unwrap_or_default();
    let of = |row: usize| outcomes.get(&(budget, row)).map(Vec::as_slice).unwrap_or_default();
    let rows: Vec<Vec<String>> = Kind::ALL.iter().map(|kind| by_kind(*kind, of)).collect();
    println!(
        "by scheme, at a budget of {BUDGET}: found of planted; of ours, marked: hours, dollars lost before and had \
         nobody looked, for one scheme\n\n{}",
        table::text(
            &[
                "scheme",
                "refund count",
                "voids z",
                "fixed counts",
                "on honest",
                "ours",
                "ours marked",
                "hours",
                "lost",
                "of"
            ],
            &rows
        )
    );
}

fn summary(budget: usize, row: usize, of: &[Outcome]) -> Vec<String> {
    let share = |number: &dyn Fn(&Outcome) -> f64| {
        let (mean, half) = interval(&of.iter().map(number).collect::<Vec<f64>>());
        format!("{:.0}% ± {:.0}", 100.0 * mean, 100.0 * half)
    };
    let store_days = f64::from(STORES) * (DAYS - WARM_UP_DAYS) as f64;
    let (cases, _) =
        interval(&of.iter().map(|outcome| outcome.cases as f64 / store_days).collect::<Vec<f64>>());
    let hours = median(of.iter().flat_map(Outcome::hours).collect());
    vec![
        METHODS[row].1.to_owned(),
        format!("{}", BUDGETS[budget]),
        format!("{cases:.3}"),
        share(&Outcome::precision),
        share(&Outcome::recall),
        hours.map_or_else(|| "-".to_owned(), |hours| format!("{hours:.0}")),
        share(&Outcome::lost_share),
    ]
}

fn by_kind<'a>(kind: Kind, of: impl Fn(usize) -> &'a [Outcome]) -> Vec<String> {
    let sum = |row: usize| {
        let mut sum = Found::default();
        for found in of(row).iter().filter_map(|outcome| outcome.kinds.get(&kind)) {
            sum.planted += found.planted;
            sum.hours.extend(&found.hours);
            sum.lost_cents += found.lost_cents;
            sum.whole_cents += found.whole_cents;
        }
        sum
    };
    let mut cells = vec![kind.name().to_owned()];
    for row in 0..METHODS.len() {
        let found = sum(row);
        cells.push(format!("{}/{}", found.hours.len(), found.planted));
    }
    let Found { planted, hours, lost_cents, whole_cents } = sum(METHODS.len() - 1);
    let dollars = |cents: i64| format!("{:.0}", cents as f64 / 100.0 / planted.max(1) as f64);
    cells.push(median(hours).map_or_else(|| "-".to_owned(), |hours| format!("{hours:.0}")));
    cells.extend([dollars(lost_cents), dollars(whole_cents)]);
    cells
}

fn export(folder: &Path, floor: &Floor, cases: &[Opened]) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
    let mut file = std::fs::File::create(folder.join("cases.csv")).context("make cases.csv")?;
    writeln!(file, "day,store,subject,score,reason,scheme")?;
    for case in cases {
        let scheme = case.scheme.map_or("none", |at| floor.schemes[at].kind.name());
        let (day, store) = (case.at_seconds / DAY_SECONDS, case.store);
        writeln!(file, "{day},{store},{},{:.3},\"{}\",{scheme}", case.subject, case.score, case.reason)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
