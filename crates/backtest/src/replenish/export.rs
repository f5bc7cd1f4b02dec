//! What was simulated, day by day, as text that anyone can add up.

use super::items::{FIRST_DAY, Item};
use super::plot;
use super::sweep::{Point, Trial};
use anyhow::{Context, Result};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Writes the days of each point, the price of each item, and the curves as numbers and as a plot.
pub fn write(folder: &Path, trial: &Trial<'_>, curves: &[Vec<Point>], points: &[Point]) -> Result<()> {
    fs::create_dir_all(folder).context("make the folder of the export")?;
    let save =
        |name: &str, text: &str| fs::write(folder.join(name), text).with_context(|| format!("write {name}"));
    let header = "level,product,store,day,asked,arrived,ordered,sold,left\n";
    let mut texts = vec![header.to_owned(); points.len()];
    let rules: Vec<_> = points.iter().map(|point| (point.rule, point.service)).collect();
    trial.run(&rules, |at, item, days| {
        for (day, record) in days.iter().enumerate() {
            let (name, store) = (item.group.name(), item.store.unwrap_or(0));
            let numbers = [record.asked, record.arrived, record.ordered, record.sold, record.left];
            let numbers = numbers.map(|units| units.to_string()).join(",");
            // Writing to a text cannot fail.
            let _ = writeln!(texts[at], "{name},{},{store},{},{numbers}", item.product, FIRST_DAY + day);
        }
    });
    for (point, text) in points.iter().zip(&texts) {
        let name: String =
            point.rule.name().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
        save(&format!("replenish_{name}.csv"), text)?;
    }
    save("replenish_prices.csv", &prices(trial.items))?;
    save("replenish_curves.csv", &numbers(curves))?;
    save("replenish_curves.svg", &plot::curves(curves))
}

fn prices(items: &[Item]) -> String {
    let row = |item: &Item| {
        let store = item.store.unwrap_or(0);
        format!("{},{},{store},{:.4}\n", item.group.name(), item.product, item.price_cents)
    };
    "level,product,store,price_cents\n".to_owned() + &items.iter().map(row).collect::<String>()
}

fn numbers(curves: &[Vec<Point>]) -> String {
    let row = |point: &Point| {
        let total = point.all();
        let (rule, service, fill) = (point.rule.name(), point.service, total.fill());
        let (units, cents) = (total.stock_unit_days, total.stock_cent_days);
        format!("{rule},{service},{fill:.5},{units},{cents:.0},{}\n", total.lines)
    };
    let rows: String = curves.iter().flatten().map(row).collect();
    "rule,service,fill,stock_unit_days,stock_cent_days,lines\n".to_owned() + &rows
}
