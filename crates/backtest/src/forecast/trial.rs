//! Trials.

use super::metrics::{self, PROBABILITIES, Prediction, Score};
use super::panel::{self, HORIZON_DAYS, Level, Panel};
use super::plan::Plan;
use super::{calendar, plain, replay};
use crate::{cpu, table};
use anyhow::Result;
use realtail_journey::Journey;
use realtail_learn::boost::Settings;
use realtail_learn::demand::{Learner, Weighing};
use rustc_hash::FxHashMap;

fn var(name: &str, default: f64) -> f64 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

pub fn run(journey: &Journey) -> Result<()> {
    let panel = Panel::read(journey)?;
    let extra = var("EXTRA", 1200.0) as usize;
    let products = panel::best_sellers(&panel.sales, 225, extra);
    let mut wanted = panel::products(&panel.series);
    wanted.extend(products.iter().copied());
    let plan = Plan::read(journey, &wanted)?;
    let which = std::env::var("LEVEL").unwrap_or("both".into());
    let origins: Vec<usize> = std::env::var("FOLDS").unwrap_or("309,281,253,225".into()).split(',').map(|s| s.parse().unwrap()).collect();
    let only = |mean: [f64; HORIZON_DAYS]| Prediction { mean, quantiles: mean.map(|m| [m; PROBABILITIES.len()]), below: None };
    let mut rows = Vec::new();
    let mut sums = [0.0; 3];
    for origin in origins.iter().copied() {
        let start = cpu::seconds();
        let mut means: FxHashMap<(u32, Option<u32>), Vec<f64>> = FxHashMap::default();
        for level in [Level::Place, Level::Chain] {
            if (which == "P" && level == Level::Place) || (which == "PS" && level == Level::Chain) { continue; }
            let level_start = cpu::seconds();
            let mut keys: Vec<(u32, Option<u32>)> = panel.series.iter().filter(|s| s.level == level).map(|s| (s.product, s.store)).collect();
            let count = keys.len();
            if level == Level::Chain {
                let have: std::collections::BTreeSet<_> = keys.iter().copied().collect();
                keys.extend(products.iter().map(|p| (*p, None)).filter(|k| !have.contains(k)));
            }
            let units = units(&panel, &keys);
            let mut demand = replay::opened(&panel, &products);
            let mut learner = Learner::new(var("SHARE", 0.5));
            let mut asked = None;
            let weighing = Weighing { money: var("WM", 0.5) as f32, level: var("WL", 0.8) as f32 };
            let first = var("FIRST", 64.0) as usize;
            replay::replay(&panel, &plan, origin, &mut demand, |day, demand| {
                if day % 7 != 1 || day < first { return; }
                let ahead = calendar::ahead(&plan, day);
                if day + HORIZON_DAYS <= origin {
                    let described = demand.origin(&keys, &ahead);
                    learner.learn(&described, &ahead, |at, h| units[at][day + h], weighing);
                } else if day == origin {
                    asked = Some(demand.origin(&keys[..count], &ahead));
                }
            });
            let asked = asked.unwrap();
            let features = cpu::seconds() - level_start;
            let models = var("MODELS", 1.0) as usize;
            let mut sum: Vec<Vec<f64>> = vec![vec![0.0; HORIZON_DAYS]; count];
            for seed in 0..models {
                let settings = Settings { seed: 1 + seed as u64, trees: var("TREES", 150.0) as usize, leaves: var("LEAVES", 31.0) as usize, rate: var("RATE", 0.05), shrinkage: var("SHRINK", 5.0), row_share: var("ROWS", 0.6), column_share: var("COLS", 0.6), leaf_rows: var("LEAFROWS", 50.0) as usize };
                let model = learner.fit(var("POWER", 1.5) as f32, &settings);
                for (sum, mean) in sum.iter_mut().zip(model.means(&asked)) {
                    for (s, m) in sum.iter_mut().zip(mean) { *s += m / models as f64; }
                }
                if seed == 0 && std::env::var("IMP").is_ok() {
                    for (gain, name) in model.importance().iter().take(60) { eprint!("{name} {:.3}, ", gain); }
                    eprintln!();
                }
            }
            for (key, mean) in keys.iter().zip(sum) { means.insert(*key, mean); }
            eprintln!("{origin} {} rows {} features {features:.1}s all {:.1}s", level.name(), learner.rows(), cpu::seconds() - level_start);
        }
        let predictions: Vec<Prediction> = panel.series.iter().map(|s| {
            let mean = means.get(&(s.product, s.store));
            only(plain::opened(origin, |h| mean.map_or(0.0, |m| m[h])))
        }).collect();
        if let Ok(dump) = std::env::var("DUMP") {
            use std::io::Write;
            let mut file = std::fs::OpenOptions::new().append(true).create(true).open(dump)?;
            for (s, q) in panel.series.iter().zip(&predictions).filter(|(s, _)| s.level == Level::Chain || which != "P") {
                for h in 0..HORIZON_DAYS { writeln!(file, "{origin},{},{},{},{},{:.4},{}", s.level.name(), s.product, s.store.unwrap_or(0), origin + h, q.mean[h], s.units[origin + h])?; }
            }
        }
        let [ps, p, w] = metrics::levels(&panel.series, &predictions, origin);
        let f = |s: Score| format!("{:.4}", s.wrmsse);
        for (sum, s) in sums.iter_mut().zip([w, ps, p]) { *sum += s.wrmsse / origins.len() as f64; }
        rows.push(vec![format!("{origin}"), f(w), f(ps), f(p), format!("{:.3}", p.bias), format!("{:.3}", ps.bias), format!("{:.1}", cpu::seconds() - start)]);
    }
    rows.push(vec!["mean".into(), format!("{:.4}", sums[0]), format!("{:.4}", sums[1]), format!("{:.4}", sums[2])]);
    println!("{}", table::text(&["origin", "W", "PS", "P", "biasP", "biasPS", "cpu"], &rows));
    Ok(())
}

fn units(panel: &Panel, keys: &[(u32, Option<u32>)]) -> Vec<Vec<f32>> {
    let mut at: FxHashMap<(u32, Option<u32>), usize> = FxHashMap::default();
    for (i, key) in keys.iter().enumerate() { at.insert(*key, i); }
    let mut units = vec![vec![0.0; panel::DAYS]; keys.len()];
    for sale in &panel.sales {
        for key in [(sale.product, None), (sale.product, Some(sale.store))] {
            if let Some(i) = at.get(&key) { units[*i][usize::from(sale.day)] += sale.units as f32; }
        }
    }
    units
}
