//! Personalisation on the Complete Journey: next basket, never-bought list, completed basket, offers, live and speed.

mod coupons;
mod export;
mod grow;
mod live;
mod next;
mod offers;
mod plain;
mod prepare;
mod score;
mod speed;
mod state;

use crate::{Common, cpu};
use anyhow::Result;
use clap::{Args, ValueEnum};
use export::Export;
use live::Wanted;
use prepare::{Receipts, TEST, VALIDATION};

/// Which question.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    /// The first basket after the cut (NBR-CJ17), with the never-bought list.
    Next,
    /// The never-bought list; printed in the table of the next basket.
    New,
    /// Complete the basket (BC-CJ17).
    Basket,
    /// Coupons (OF-CJ17).
    Offers,
    /// Every basket of the month after the cut (NBR-live).
    Live,
    /// How long answers and learning take.
    Speed,
    /// All of them.
    All,
}

/// Which month is asked about.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    /// November and the campaigns from August on; each fourth household or query, as tuning may look at.
    Validation,
    /// December and the campaigns from October on.
    Test,
}

/// What it can be told.
#[derive(Args, Clone, Debug)]
pub struct RecommendArgs {
    #[command(flatten)]
    common: Common,
    /// Which question.
    #[arg(long, value_enum, default_value = "all")]
    task: Task,
    /// Which month is asked about.
    #[arg(long, value_enum, default_value = "test")]
    cut: Which,
}

/// Runs it.
pub fn run(args: &RecommendArgs) -> Result<()> {
    let journey = args.common.journey()?;
    let wants = |tasks: &[Task]| args.task == Task::All || tasks.contains(&args.task);
    let tuning = args.cut == Which::Validation;
    let receipts = Receipts::read(&journey)?;
    let cut = receipts.cut(if tuning { VALIDATION } else { TEST });
    let numbers = receipts.products.iter().map(|product| product.product).collect();
    let mut export = Export::new(args.common.export.as_deref(), numbers);
    if wants(&[Task::Next, Task::New, Task::Basket, Task::Live, Task::Speed]) {
        let promotions = state::read_promotions(&journey, &receipts, &cut)?;
        let (grown, seconds) = cpu::timed(|| grow::grow(&receipts, &cut, promotions));
        let (items, before) = (cut.items.len(), cut.before);
        println!(
            "{} lines, {items} items, {before} baskets before the cut; grown in {seconds:.0} s\n",
            receipts.lines
        );
        if wants(&[Task::Next, Task::New]) {
            println!("{}", next::run(&cut, &grown, tuning, &mut export)?);
        }
        let wanted = Wanted { next: wants(&[Task::Live]), basket: wants(&[Task::Basket]), tuning };
        if wanted.next || wanted.basket {
            println!("{}", live::run(&cut, &grown, wanted, &mut export)?);
        }
        if wants(&[Task::Speed]) {
            println!("{}", speed::run(&cut, &grown)?);
        }
    }
    if wants(&[Task::Offers]) {
        println!("{}", coupons::run(&journey, tuning, &mut export)?);
    }
    print!("{}", export.write()?);
    Ok(())
}

#[cfg(test)]
mod tests;
