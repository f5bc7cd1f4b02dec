//! Recommend.

mod prepare;
mod score;
mod state;

use crate::{Common, cpu};
use anyhow::Result;
use clap::Args;
use prepare::*;
use realtail_learn::boost::Settings;
use realtail_learn::taste::next::Lessons;
use realtail_learn::taste::{Scored, Taste};
use score::Lists;

/// What it can be told.
#[derive(Args, Clone, Debug, Default)]
pub struct RecommendArgs {
    #[command(flatten)]
    common: Common,
}

fn env<T: std::str::FromStr>(k: &str, d: T) -> T {
    std::env::var(k).ok().and_then(|v| v.parse().ok()).unwrap_or(d)
}

/// Runs it.
pub fn run(args: &RecommendArgs) -> Result<()> {
    let journey = args.common.journey()?;
    let receipts = Receipts::read(&journey)?;
    println!("{} lines {} baskets cpu {:.1}", receipts.lines, receipts.all.len(), cpu::seconds());
    let at = VALIDATION;
    let cut = receipts.cut(at);
    let targets = cut.targets(at);
    println!("{} items {} visits before {} targets cpu {:.1}", cut.items.len(), cut.before, targets.len(), cpu::seconds());
    let promotions = state::read_promotions(&journey, &receipts, &cut)?;
    println!("promotions cpu {:.1}", cpu::seconds());
    let mut taste = state::state(&receipts, &cut, promotions);
    let mut lessons = Lessons::default();
    let mut next = at - env("WEEKS", 8i64) * env("STEP", 7i64) * DAY;
    for visit in &cut.visits[..cut.before] {
        while visit.at >= next && next <= at - 7*DAY {
            for target in cut.targets(next) {
                if target.visit.at < at {
                    lessons.note(&taste, target.household, day(next), &target.visit.items);
                }
            }
            next += env("STEP", 7) * DAY;
        }
        taste.learn(&state::basket(visit));
    }
    println!("lessons {} cpu {:.1}", lessons.len(), cpu::seconds());
    let (ranker, s) = cpu::timed(|| {
        lessons.fit(&Settings { trees: env("TREES", 200), leaves: env("LEAVES", 31), rate: env("RATE", 0.05), leaf_rows: env("LR", 100), ..Settings::default() })
    });
    println!("fit {s:.1}");
    let importance = ranker.importance();
    if env("IMP", 0) == 1 {
        for (c, i) in importance.iter().enumerate() { print!("{c}:{:.3} ", i); }
        println!();
    }
    let mut all = Lists::default();
    let mut tuned = Lists::default();
    let mut decay = Lists::default();
    let mut cpu_answer = 0.0;
    for (n, target) in targets.iter().enumerate() {
        let (list, s) = cpu::timed(|| ranker.list(&taste, target.household, day(at), 20));
        cpu_answer += s;
        let list: Vec<u32> = list.iter().map(|s| s.item).collect();
        let own = |item: u32| taste.household(target.household).is_some_and(|h| h.items.of(item).is_some());
        all.add(&list, &target.visit.items, own);
        if n % 4 == 0 {
            tuned.add(&list, &target.visit.items, own);
        }
        let list: Vec<u32> = p_decay(&taste, target.household, day(at)).iter().map(|s| s.item).collect();
        decay.add(&list, &target.visit.items, own);
    }
    println!("answer us {:.1}", cpu_answer * 1e6 / targets.len() as f64);
    for l in [all, tuned, decay] {
        println!("{} R {:?} N {:?} hit {:.4} rep {:?}", l.count(), l.recall(), l.gain(), l.hit(), l.repeat_and_explore());
    }
    Ok(())
}

fn p_decay(taste: &Taste, household: u32, day: f32) -> Vec<Scored> {
    let h = taste.household(household).unwrap();
    let s = h.items.iter().map(|(item, habit)| Scored { item, score: habit.faded(day)[3] });
    realtail_learn::taste::strongest(s.collect(), 20)
}
