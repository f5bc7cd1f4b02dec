//! Price elasticities from the real receipts, and markdown plans beside a calendar on lots whose true elasticities are drawn
//! from them.

mod lots;
mod outcome;
mod rules;
#[cfg(test)]
mod tests;
mod weeks;

use crate::forecast::panel::{DAYS, HOLD_OUT, Panel};
use crate::forecast::plan::Plan;
use crate::{Common, cpu, table};
use anyhow::Result;
use clap::Args;
use lots::Product;
use outcome::Trial;
use realtail_learn::price::{Estimates, Own};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use weeks::Weeks;

/// What it can be told.
#[derive(Args, Clone, Debug, Default)]
pub struct PriceArgs {
    #[command(flatten)]
    common: Common,
    /// How many seeds lots are drawn from.
    #[arg(long, default_value_t = 40)]
    seeds: u64,
}

/// Departments whose goods spoil within days.
const PERISHABLE: [&str; 7] = ["MEAT", "MEAT-PCKGD", "PRODUCE", "DELI", "PASTRY", "SALAD BAR", "SEAFOOD"];

/// Runs it.
pub fn run(args: &PriceArgs) -> Result<()> {
    let journey = args.common.journey()?;
    let panel = Panel::read(&journey)?;
    let wanted = Weeks::products(&panel).into_iter().collect();
    let plan = Plan::read(&journey, &wanted)?;
    let departments: FxHashMap<u32, String> = journey
        .products()?
        .into_iter()
        .filter_map(|product| Some((product.product, product.department?)))
        .collect();
    let estimates = |days| Weeks::read(&panel, &plan, days).elasticities().estimates();
    let (all, seconds) = cpu::timed(|| estimates(0..DAYS));

    println!(
        "Elasticities of the {} best sellers that sold in weeks enough, by department",
        all.items().count()
    );
    println!("{}", table::text(&ELASTICITY_HEADER, &by_department(&all, &departments)));
    let half = (estimates(0..DAYS / 2), estimates(DAYS / 2..DAYS));
    println!("{}\n", agreement(&half.0, &half.1));

    let products = products(&panel, &all, &departments);
    let (trial, sell_seconds) = cpu::timed(|| Trial::run(&products, args.seeds));
    println!("Lots of {} seeds, with intervals over seeds of the difference to the calendar", args.seeds);
    println!("{}", table::text(&outcome::HEADER, &trial.rows()));
    println!("{seconds:.1} s of processor time for the elasticities, {sell_seconds:.1} s for all lots");
    match &args.common.export {
        Some(folder) => outcome::write(folder, &products, &trial),
        None => Ok(()),
    }
}

const ELASTICITY_HEADER: [&str; 8] =
    ["department", "items", "paid price", "10 %", "90 %", "give or take", "shelf price", "rivals' price"];

fn by_department(estimates: &Estimates, departments: &FxHashMap<u32, String>) -> Vec<Vec<String>> {
    let mut groups: BTreeMap<&str, Vec<(u32, Own)>> = BTreeMap::new();
    for (item, own) in estimates.items() {
        groups.entry(departments[&item].as_str()).or_default().push((item, own));
        groups.entry("all").or_default().push((item, own));
    }
    let row = |(name, group): (&&str, &Vec<(u32, Own)>)| {
        let of = |value: &dyn Fn(&(u32, Own)) -> f64, share: f64| {
            let mut values: Vec<f64> = group.iter().map(value).collect();
            values.sort_unstable_by(f64::total_cmp);
            format!("{:.2}", values[((values.len() - 1) as f64 * share).round() as usize])
        };
        vec![
            (*name).to_owned(),
            group.len().to_string(),
            of(&|(_, own)| own.paid.mean, 0.5),
            of(&|(_, own)| own.paid.mean, 0.1),
            of(&|(_, own)| own.paid.mean, 0.9),
            of(&|(_, own)| 1.96 * own.paid.deviation, 0.5),
            of(&|(_, own)| own.shelf.mean, 0.5),
            of(&|(_, own)| own.cross.mean, 0.5),
        ]
    };
    groups.iter().filter(|(_, group)| group.len() >= 5).map(row).collect()
}

/// How honest the intervals are: how often what one half of the year says lies where the other half expects it.
fn agreement(first: &Estimates, second: &Estimates) -> String {
    let second: BTreeMap<u32, Own> = second.items().collect();
    let (mut within, mut all) = (0, 0);
    for (item, own) in first.items() {
        let Some(later) = second.get(&item) else { continue };
        let deviation = own.paid.deviation.hypot(later.paid.deviation);
        within += usize::from((own.paid.mean - later.paid.mean).abs() <= 1.96 * deviation);
        all += 1;
    }
    format!(
        "Of {all} items with an elasticity in both halves of the year, {:.1} % have two that agree within their 95 % \
         intervals",
        100.0 * within as f64 / f64::from(all.max(1))
    )
}

fn products(panel: &Panel, estimates: &Estimates, departments: &FxHashMap<u32, String>) -> Vec<Product> {
    let mut sold: FxHashMap<u32, (f64, f64)> = FxHashMap::default();
    for sale in panel.sales.iter().filter(|sale| usize::from(sale.day) < HOLD_OUT) {
        let (units, cents) = sold.entry(sale.product).or_default();
        *units += f64::from(sale.units);
        *cents += sale.full_cents as f64;
    }
    let product = |(product, own): (u32, Own)| {
        let (units, cents) = sold.get(&product)?;
        Some(Product {
            product,
            perishable: PERISHABLE.contains(&departments[&product].as_str()),
            usual_cents: (cents / units).round() as u32,
            units_day: units / HOLD_OUT as f64,
            elasticity: own.paid,
        })
    };
    estimates.items().filter_map(product).collect()
}
