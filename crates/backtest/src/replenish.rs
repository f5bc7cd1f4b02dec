//! Stock and fill rate of suggested orders beside a min/max rule and a base stock, on the year of real receipts.

mod items;
mod outlook;
mod rules;
mod shelf;

use crate::Common;
use anyhow::Result;
use clap::Args;
use realtail_learn::replenish::{LeadTimes, Stakes};
use items::{Group, Item, FIRST_DAY};
use shelf::{Day, Supplier};

/// What it can be told.
#[derive(Args, Clone, Debug, Default)]
pub struct ReplenishArgs {
    #[command(flatten)]
    common: Common,
    #[arg(long, default_value_t=0.3)] doubt: f64,
    #[arg(long, default_value_t=0.0)] line: f64,
    #[arg(long, default_value_t=1.0)] spread: f64,
    #[arg(long, default_value_t=200)] from: usize,
    #[arg(long, default_value_t=365)] to: usize,
}

/// The morning on which all rules begin with an empty shelf.
const START_DAY: usize = 84;

#[derive(Clone, Copy, Debug, Default)]
struct Total { asked: f64, sold: f64, stock: f64, value: f64, lines: f64, }

impl Total {
    fn add(&mut self, days: &[Day], price: f64) {
        for d in days {
            self.asked += f64::from(d.asked);
            self.sold += f64::from(d.sold);
            self.stock += f64::from(d.left);
            self.value += f64::from(d.left) * price;
            self.lines += f64::from(u8::from(d.ordered > 0));
        }
    }
    fn fill(&self) -> f64 { self.sold / self.asked }
    fn plus(self, o: Total) -> Total { Total { asked: self.asked + o.asked, sold: self.sold+o.sold, stock: self.stock+o.stock, value: self.value+o.value, lines: self.lines+o.lines } }
}

/// Runs it.
pub fn run(args: &ReplenishArgs) -> Result<()> {
    let journey = args.common.journey()?;
    let panel = crate::forecast::panel::Panel::read(&journey)?;
    let items = items::chosen(&panel);
    let wanted = items.iter().map(|i| i.product).collect();
    let plan = crate::forecast::plan::Plan::read(&journey, &wanted)?;
    let (means, secs) = crate::cpu::timed(|| outlook::means(&panel, &plan, &items, START_DAY));
    for g in Group::ALL {
        let u: u32 = items.iter().filter(|i| i.group==g).map(|i| i.units[FIRST_DAY..].iter().sum::<u32>()).sum();
        let all: u32 = items.iter().filter(|i| i.group==g).map(|i| i.units[..337].iter().sum::<u32>()).sum();
        eprintln!("{} {} {} {}", g.name(), items.iter().filter(|i| i.group==g).count(), u, all);
    }
    eprintln!("read {secs:.1}");
    let safeties = [-1.0, -0.5, 0.0, 0.4, 0.8, 1.2, 1.65, 2.0, 2.5, 3.0];
    let stakes = [10.0, 20.0, 30.0, 45.0, 60.0, 90.0, 130.0, 200.0, 300.0, 500.0, 900.0];
    let knobs = outlook::Knobs { doubt: args.doubt, spread_scale: args.spread };
    let mut totals = vec![vec![vec![Total::default(); 3]; 11]; 3];
    let (_, secs) = crate::cpu::timed(|| {
    for (index, item) in items.iter().enumerate() {
        let g = item.group as usize;
        let supplier = Supplier::new(index, 1);
        let lead = f64::from(supplier.quoted_days);
        let range = args.from - START_DAY..args.to - START_DAY;
        for (k, z) in safeties.iter().enumerate() {
            let mut habit = rules::Habit::default();
            let days = shelf::run(&item.units, START_DAY, &supplier, |m| rules::min_max(&mut habit, m, &item.units, lead, *z));
            totals[0][k][g].add(&days[range.clone()], item.price_cents);
            let mut habit = rules::Habit::default();
            let days = shelf::run(&item.units, START_DAY, &supplier, |m| rules::base_stock(&mut habit, m, &item.units, lead, *z));
            totals[1][k][g].add(&days[range.clone()], item.price_cents);
        }
        let outlooks = outlook::of(item, &means[index], START_DAY, &knobs);
        for (k, p) in stakes.iter().enumerate() {
            let mut lead = LeadTimes::quoted(supplier.quoted_days);
            let st = Stakes { cost_cents: 0.0, short_cents: *p, holding_cents_day: 1.0, expired_cents: 0.0, line_cents: args.line };
            let days = shelf::run(&item.units, START_DAY, &supplier, |m| {
                for r in m.receipts { lead.received(*r); }
                rules::suggested(&lead, m, &outlooks[m.day - START_DAY], &st)
            });
            totals[2][k][g].add(&days[range.clone()], item.price_cents);
        }
    }});
    eprintln!("ran {secs:.1}");
    let days = (args.to - args.from) as f64;
    for (r, name) in ["min/max", "base", "ours"].iter().enumerate() {
        for k in 0..11 {
            let t = &totals[r][k];
            let all = t[0].plus(t[1]).plus(t[2]);
            if all.asked == 0.0 { continue; }
            let p = if r == 2 { stakes[k] } else { safeties[k] };
            println!("{name:8} {p:7.2} fill {:.4} stock {:9.0} value {:9.0} lines/day {:6.0} | PS {:.3} {:7.0} P {:.3} {:7.0} M {:.3} {:7.0}", all.fill(), all.stock / days, all.value / days / 100.0, all.lines/days, t[0].fill(), t[0].stock/days, t[1].fill(), t[1].stock/days, t[2].fill(), t[2].stock/days);
        }
    }
    let curve = |r: usize, g: Option<usize>| -> Vec<(f64, f64, f64)> {
        totals[r].iter().map(|t| match g { None => t[0].plus(t[1]).plus(t[2]), Some(g) => t[g] }).filter(|t| t.asked > 0.0).map(|t| (t.fill(), t.stock / days, t.value / days)).collect()
    };
    for g in [None, Some(0), Some(1), Some(2)] {
        let bar = curve(0, g)[6];
        for r in 1..3 {
            let c = curve(r, g);
            match c.windows(2).find(|w| w[0].0 <= bar.0 && bar.0 <= w[1].0) {
                Some(w) => {
                    let t = (bar.0 - w[0].0) / (w[1].0 - w[0].0);
                    println!("{g:?} rule {r}: at fill {:.4} stock {:+.1}% value {:+.1}%", bar.0, 100.0 * ((w[0].1 + t * (w[1].1 - w[0].1)) / bar.1 - 1.0), 100.0 * ((w[0].2 + t * (w[1].2 - w[0].2)) / bar.2 - 1.0));
                }
                None => println!("{g:?} rule {r} does not reach {:.4}", bar.0),
            }
        }
    }
    Ok(())
}
