//! What rules of marking down come to, and how sure that is.

use super::lots::{Drawn, Product, draw};
use super::rules::{COST_SHARE, Period, REMOVAL_SHARE, RULES, Rule, sell};
use anyhow::{Context, Result};
use realtail_learn::price::Effect;
use std::fs;
use std::path::Path;

/// What lots come to, in cents and units.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    /// Money from sales.
    pub revenue_cents: f64,
    /// The same less what all units cost and the removal of those wasted.
    pub margin_cents: f64,
    /// Units that were left at the end.
    pub waste_units: f64,
    /// Units that arrived.
    pub units: f64,
}

/// All rules on the same lots, seed by seed.
pub struct Trial {
    /// By seed: lots, and what each rule made of each.
    pub seeds: Vec<Vec<(Drawn, [Vec<Period>; RULES])>>,
}

/// Heads of the columns of [`Trial::rows`].
pub const HEADER: [&str; 8] =
    ["lots", "rule", "margin $", "against", "interval", "waste", "against", "interval"];

impl Outcome {
    /// Of a lot under a rule.
    pub fn of(lot: &Drawn, periods: &[Period]) -> Outcome {
        let usual = f64::from(lot.product.usual_cents);
        let revenue: f64 =
            periods.iter().map(|period| f64::from(period.sold) * f64::from(period.cents)).sum();
        let waste_units = f64::from(periods.last().map_or(lot.units, |period| period.left));
        let units = f64::from(lot.units);
        let margin = revenue - units * COST_SHARE * usual - waste_units * REMOVAL_SHARE * usual;
        Outcome { revenue_cents: revenue, margin_cents: margin, waste_units, units }
    }

    fn sum(outcomes: impl Iterator<Item = Outcome>) -> Outcome {
        outcomes.fold(Outcome::default(), |sum, outcome| Outcome {
            revenue_cents: sum.revenue_cents + outcome.revenue_cents,
            margin_cents: sum.margin_cents + outcome.margin_cents,
            waste_units: sum.waste_units + outcome.waste_units,
            units: sum.units + outcome.units,
        })
    }
}

impl Trial {
    /// Draws the lots of each seed and sells them under each rule.
    pub fn run(products: &[Product], seeds: u64) -> Trial {
        let sold = |lot: Drawn| {
            let periods = Rule::ALL.map(|rule| sell(&lot, rule));
            (lot, periods)
        };
        Trial {
            seeds: (1..=seeds).map(|seed| draw(products, seed).into_iter().map(sold).collect()).collect(),
        }
    }

    /// What each seed comes to under a rule.
    fn outcomes(&self, rule: usize, wanted: impl Fn(&Drawn) -> bool) -> Vec<Outcome> {
        let seed = |lots: &Vec<(Drawn, [Vec<Period>; RULES])>| {
            let wanted = lots.iter().filter(|(lot, _)| wanted(lot));
            Outcome::sum(wanted.map(|(lot, periods)| Outcome::of(lot, &periods[rule])))
        };
        self.seeds.iter().map(seed).collect()
    }

    /// Rows of the table.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for (name, perishable) in [("all", None), ("perishables", Some(true)), ("seasons", Some(false))] {
            let wanted =
                |lot: &Drawn| perishable.is_none_or(|perishable| lot.product.perishable == perishable);
            let calendar = self.outcomes(1, wanted);
            for (at, rule) in Rule::ALL.iter().enumerate() {
                let ours = self.outcomes(at, wanted);
                let margin = |outcome: &Outcome| outcome.margin_cents;
                let waste = |outcome: &Outcome| outcome.waste_units;
                let mut row = vec![name.to_owned(), rule.name().to_owned()];
                let all = Outcome::sum(ours.iter().copied());
                row.push(format!("{:.0}", all.margin_cents / 100.0 / self.seeds.len() as f64));
                row.extend(against(&ours, &calendar, margin));
                row.push(format!("{:.1} %", 100.0 * all.waste_units / all.units));
                row.extend(against(&ours, &calendar, waste));
                rows.push(row);
            }
        }
        rows
    }
}

/// The mean difference over seeds, and its bounds, as shares of what the calendar comes to.
fn against(ours: &[Outcome], calendar: &[Outcome], value: impl Fn(&Outcome) -> f64) -> [String; 2] {
    let mean = calendar.iter().map(&value).sum::<f64>() / calendar.len().max(1) as f64;
    let differences: Vec<f64> =
        ours.iter().zip(calendar).map(|(a, b)| (value(a) - value(b)) / mean.abs()).collect();
    match Effect::of(&differences) {
        Some(Effect { difference, interval: (low, high), .. }) => [
            format!("{:+.1} %", 100.0 * difference.mean),
            format!("{:+.1} to {:+.1}", 100.0 * low, 100.0 * high),
        ],
        None => [String::new(), String::new()],
    }
}

/// Writes each product, and each period of each lot under each rule.
pub fn write(folder: &Path, products: &[Product], trial: &Trial) -> Result<()> {
    fs::create_dir_all(folder).context("make the folder of the export")?;
    let mut text = "product,perishable,usual_cents,units_day,elasticity,deviation\n".to_owned();
    for Product { product, perishable, usual_cents, units_day, elasticity } in products {
        let (mean, deviation) = (elasticity.mean, elasticity.deviation);
        text += &format!("{product},{perishable},{usual_cents},{units_day:.4},{mean:.4},{deviation:.4}\n");
    }
    fs::write(folder.join("price_products.csv"), text).context("write price_products.csv")?;
    let mut text =
        "seed,lot,product,arrived,usual_cents,true_elasticity,true_level,rule,period,cents,asked,sold,left\n"
            .to_owned();
    for (seed, lots) in trial.seeds.iter().enumerate() {
        for (number, (lot, rules)) in lots.iter().enumerate() {
            let Drawn { product, units, elasticity, level, .. } = lot;
            let head = format!(
                "{},{number},{},{units},{},{elasticity:.4},{level:.4}",
                seed + 1,
                product.product,
                product.usual_cents
            );
            for (rule, periods) in Rule::ALL.iter().zip(rules) {
                for (period, Period { cents, asked, sold, left }) in periods.iter().enumerate() {
                    text += &format!("{head},{},{period},{cents},{asked},{sold},{left}\n", rule.name());
                }
            }
        }
    }
    fs::write(folder.join("price_lots.csv"), text).context("write price_lots.csv")
}
