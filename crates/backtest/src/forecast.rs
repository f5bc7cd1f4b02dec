//! Demand of the panel CJ-F1, 28 days ahead.

mod metrics;
pub(crate) mod panel;
mod plain;
pub(crate) mod plan;
pub(crate) mod replay;

use crate::{Common, cpu, table};
use anyhow::Result;
use clap::Args;
use metrics::{PROBABILITIES, Prediction, Score};
use panel::{HORIZON_DAYS, Panel};
use plan::{Plan, weekday};

/// What it can be told.
#[derive(Args, Clone, Debug, Default)]
pub struct ForecastArgs {
    #[command(flatten)]
    common: Common,
}

/// Runs it.
pub fn run(args: &ForecastArgs) -> Result<()> {
    let journey = args.common.journey()?;
    let (panel, seconds) = cpu::timed(|| Panel::read(&journey));
    let panel = panel?;
    eprintln!("panel {seconds:.1}");
    let products = panel::best_sellers(&panel.sales, 225, 1500);
    let mut wanted = panel::products(&panel.series);
    wanted.extend(products.iter().copied());
    let (plan, seconds) = cpu::timed(|| Plan::read(&journey, &wanted));
    let plan = plan?;
    eprintln!(
        "plan {seconds:.1} sales {} units {}",
        panel.sales.len(),
        panel.sales.iter().map(|s| s.units).sum::<u32>()
    );
    let only = |mean: [f64; HORIZON_DAYS]| Prediction {
        mean,
        quantiles: mean.map(|m| [m; PROBABILITIES.len()]),
        below: None,
    };
    let origins = [309usize, 281, 253, 225];
    let mut demand = replay::opened(&panel, &products);
    let start = cpu::seconds();
    let mut rows = Vec::new();
    replay::replay(&panel, &plan, 309, &mut demand, |day, demand| {
        if !origins.contains(&day) {
            return;
        }
        let mut add = |name: &str, predictions: Vec<Prediction>| {
            let [ps, p, w] = metrics::levels(&panel.series, &predictions, day);
            let f = |s: Score| format!("{:.4}", s.wrmsse);
            rows.push(vec![
                format!("{name} {day}"),
                f(w),
                f(ps),
                f(p),
                format!("{:.4}", w.wql),
                format!("{:.3}", p.bias),
                format!("{:.3}", ps.bias),
            ]);
        };
        add("naive", panel.series.iter().map(|s| only(plain::seasonal_naive(s, day))).collect());
        add("window", panel.series.iter().map(|s| only(plain::window_average(s, day))).collect());
        let formula = |s: &panel::Series| {
            plain::opened(day, |h| {
                demand.formula(s.product, s.store, usize::from(weekday(day + h)), plan.on(day + h))
            })
        };
        add("formula", panel.series.iter().map(|s| only(formula(s))).collect());
    });
    println!("{}", table::text(&["what", "W", "PS", "P", "wql", "biasP", "biasPS"], &rows));
    eprintln!("replay {:.1}", cpu::seconds() - start);
    Ok(())
}
