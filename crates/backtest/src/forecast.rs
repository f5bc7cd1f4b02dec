//! Demand of the panel CJ-F1, 28 days ahead: measured on one fold, beside plain rules and what others reach.

pub(crate) mod calendar;
mod export;
mod known;
mod metrics;
mod ours;
pub(crate) mod panel;
mod plain;
pub(crate) mod plan;
pub(crate) mod replay;

use crate::{Common, cpu, table};
use anyhow::Result;
use clap::{Args, ValueEnum};
use metrics::{Prediction, Score};
use panel::{HOLD_OUT, Panel};
use plan::Plan;
use realtail_journey::Journey;

/// Products that are learnt from beside those of the panel: the best sellers before the origin.
const PRODUCTS: usize = 500;

/// What it can be told.
#[derive(Args, Clone, Debug, Default)]
pub struct ForecastArgs {
    #[command(flatten)]
    common: Common,
    /// Which 28 days; the hold-out and the two folds before it where none is named.
    #[arg(long, value_enum)]
    fold: Option<Fold>,
}

/// 28 days to be forecast. All but the last are for choosing; the last is what is reported.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Fold {
    /// From day 225 on, 2017-08-14.
    V4,
    /// From day 253 on.
    V3,
    /// From day 281 on.
    V2,
    /// From day 309 on, over Thanksgiving.
    V1,
    /// From day 337 on, over Christmas.
    T,
}

impl Fold {
    fn origin(self) -> usize {
        let back = [Fold::T, Fold::V1, Fold::V2, Fold::V3, Fold::V4].iter().position(|fold| *fold == self);
        HOLD_OUT - 28 * back.unwrap_or(0)
    }
}

/// A method's name, what it predicted, and its processor seconds for all series.
struct Method(&'static str, Vec<Prediction>, f64);

/// Reads, predicts, prints the table, and writes the predictions where asked to.
pub fn run(args: &ForecastArgs) -> Result<()> {
    let journey = args.common.journey()?;
    let panel = Panel::read(&journey)?;
    let folds = args.fold.map_or_else(|| vec![Fold::V2, Fold::V1, Fold::T], |fold| vec![fold]);
    for fold in folds {
        let trees = predicted(&journey, &panel, fold)?;
        if let Some(folder) = &args.common.export {
            export::write(folder, &panel, &format!("{fold:?}"), fold.origin(), &trees)?;
        }
    }
    println!("What others reach, as the definition tells it\n\n{}", others());
    Ok(())
}

/// Prints how all methods do on a fold, and gives what the best of ours says.
fn predicted(journey: &Journey, panel: &Panel, fold: Fold) -> Result<Vec<Prediction>> {
    let origin = fold.origin();
    let products = panel::best_sellers(&panel.sales, origin, PRODUCTS);
    let mut wanted = panel::products(&panel.series);
    wanted.extend(&products);
    let plan = Plan::read(journey, &wanted)?;

    let (naive, naive_seconds) = cpu::timed(|| plain::predict(panel, origin, plain::seasonal_naive));
    let (window, window_seconds) = cpu::timed(|| plain::predict(panel, origin, plain::window_average));
    let ours = ours::predict(panel, &plan, &products, origin);
    let methods = [
        Method("seasonal naive", naive, naive_seconds),
        Method("window average 56", window, window_seconds),
        Method("our formula", ours.formula, ours.formula_seconds),
        Method("our formula and trees", ours.trees, ours.seconds),
    ];
    let days = format!("days {origin} to {} of the panel CJ-F1, {} series", origin + 27, panel.series.len());
    println!("{fold:?}: {days}\n\n{}", measured(panel, &methods, origin));
    let [.., Method(_, trees, _)] = methods;
    Ok(trees)
}

fn measured(panel: &Panel, methods: &[Method], origin: usize) -> String {
    let row = |Method(name, predictions, seconds): &Method| {
        let [place, chain, both] = metrics::levels(&panel.series, predictions, origin);
        let error = |score: Score| format!("{:.4}", score.wrmsse);
        let share = |score: Score| {
            if score.coverage.is_nan() { "-".to_owned() } else { format!("{:.1} %", 100.0 * score.coverage) }
        };
        vec![
            (*name).to_owned(),
            error(both),
            error(place),
            error(chain),
            format!("{:.4}", both.wql),
            format!("{:+.3}", both.bias),
            share(place),
            share(chain),
            format!("{:.1}", 1_000.0 * seconds / panel.series.len() as f64),
        ]
    };
    let header = ["method", "WRMSSE", "PS", "P", "wQL", "bias", "in 80 % PS", "in 80 % P", "CPU s/1000"];
    table::text(&header, &methods.iter().map(row).collect::<Vec<_>>())
}

fn others() -> String {
    let row = |known: &known::Known| {
        let numbers = [known.v1, known.hold_out, known.wql].map(|number| format!("{number:.4}"));
        let mut row = vec![known.name.to_owned()];
        row.extend(numbers);
        row.extend([format!("{:+.3}", known.bias), format!("{:.1}", known.seconds)]);
        row
    };
    let header = ["method", "WRMSSE V1", "WRMSSE T", "wQL T", "bias T", "CPU s/1000"];
    table::text(&header, &known::KNOWN.iter().map(row).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests;
