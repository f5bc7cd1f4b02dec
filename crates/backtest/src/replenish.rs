//! Stock and fill rate of suggested orders beside a min/max rule and a base stock, on the year of real receipts.
//!
//! What was bought is what is asked for. Each morning from day 84 on every rule sees what was asked for before, orders in
//! packs of 6, and is delivered after two to seven days; what is not there when it is asked for is lost. Days 200 to 364
//! are measured. Prices, promotions and quoted lead times are known to all; only ours looks at promotions.

mod export;
mod items;
mod outlook;
mod plot;
mod rules;
mod shelf;
mod sweep;
#[cfg(test)]
mod tests;

use crate::forecast::panel::{DAYS, Panel};
use crate::forecast::plan::Plan;
use crate::{Common, cpu, table};
use anyhow::Result;
use clap::Args;
use items::{FIRST_DAY, Group};
use rules::Rule;
use sweep::{Point, Total, Trial, parts};

/// What it can be told.
#[derive(Args, Clone, Debug, Default)]
pub struct ReplenishArgs {
    #[command(flatten)]
    common: Common,
    /// Seed of the days that suppliers take.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Standard deviations of safety of the rule to beat.
const MIN_MAX_SAFETY: f64 = 1.65;

/// Runs it.
pub fn run(args: &ReplenishArgs) -> Result<()> {
    let journey = args.common.journey()?;
    let panel = Panel::read(&journey)?;
    let items = items::chosen(&panel);
    let wanted = items.iter().map(|item| item.product).collect();
    let plan = Plan::read(&journey, &wanted)?;
    let (means, forecast_seconds) = cpu::timed(|| outlook::means(&panel, &plan, &items));
    let trial = Trial { items: &items, means: &means, seed: args.seed };

    let points: Vec<(Rule, f64)> =
        Rule::ALL.iter().flat_map(|rule| rule.service().iter().map(|service| (*rule, *service))).collect();
    let (all, sweep_seconds) = cpu::timed(|| trial.run(&points, |_, _, _| ()));
    let curves: Vec<Vec<Point>> = Rule::ALL
        .iter()
        .map(|rule| all.iter().filter(|point| point.rule == *rule).copied().collect())
        .collect();
    let bar = curves[0].iter().find(|point| point.service == MIN_MAX_SAFETY).copied();
    let Some(bar) = bar else { return Ok(()) };
    let rivals = curves[1..].iter().filter_map(|curve| trial.at_fill(curve, bar.all().fill()));
    let at_bar: Vec<Point> = std::iter::once(bar).chain(rivals).collect();

    println!(
        "At the fill rate of min/max with {MIN_MAX_SAFETY} standard deviations, over all series together"
    );
    println!(
        "{}",
        table::text(&HEADER, &at_bar.iter().flat_map(|point| rows(point, &bar)).collect::<Vec<_>>())
    );
    println!(
        "Each group at the fill rate that min/max reaches in it, between the two grades on either side of it"
    );
    println!("{}", table::text(&HEADER, &by_group(&curves, &bar)));
    println!(
        "{forecast_seconds:.1} s of processor time for all forecasts; {:.1} microseconds for the order of each of {} items at {} \
         grades of service on each of {} mornings, in all {sweep_seconds:.1} s",
        1e6 * sweep_seconds / (items.len() * points.len() * (DAYS - shelf::START_DAY)) as f64,
        items.len(),
        points.len(),
        DAYS - shelf::START_DAY,
    );
    match &args.common.export {
        Some(folder) => export::write(folder, &trial, &curves, &at_bar),
        None => Ok(()),
    }
}

const HEADER: [&str; 9] =
    ["rule", "service", "series", "fill", "stock units", "against", "stock $", "against", "lines a day"];

fn rows(point: &Point, bar: &Point) -> Vec<Vec<String>> {
    let both = parts(point).into_iter().zip(parts(bar));
    both.map(|((name, total), (_, bar))| row(point.rule, point.service, name, &total, &bar)).collect()
}

fn row(rule: Rule, service: f64, name: &str, total: &Total, bar: &Total) -> Vec<String> {
    let days = (DAYS - FIRST_DAY) as f64;
    let (units, bar_units) = (total.stock_unit_days as f64, bar.stock_unit_days as f64);
    let (cents, bar_cents) = (total.stock_cent_days, bar.stock_cent_days);
    vec![
        rule.name().to_owned(),
        format!("{service:.2}"),
        name.to_owned(),
        format!("{:.2} %", 100.0 * total.fill()),
        format!("{:.0}", units / days),
        format!("{:+.1} %", 100.0 * (units / bar_units - 1.0)),
        format!("{:.0}", cents / days / 100.0),
        format!("{:+.1} %", 100.0 * (cents / bar_cents - 1.0)),
        format!("{:.0}", total.lines as f64 / days),
    ]
}

fn by_group(curves: &[Vec<Point>], bar: &Point) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for group in Group::ALL {
        let bar = &bar.groups[group as usize];
        for curve in &curves[1..] {
            if let Some((service, total)) = sweep::between(curve, group, bar.fill()) {
                rows.push(row(curve[0].rule, service, group.name(), &total, bar));
            }
        }
    }
    rows
}
