//! Recommend.

mod offers;
mod prepare;
mod score;
mod state;

use crate::{Common, cpu};
use anyhow::Result;
use clap::Args;
use prepare::*;
use realtail_learn::boost::Settings;
use realtail_learn::taste::features::Moment;
use realtail_learn::taste::{next, complete, discover};
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
    if env("TASK", "".to_string()) == "o" { return offers::run(&journey, |k, d| env(k, d)); }
    let receipts = Receipts::read(&journey)?;
    println!("{} lines {} baskets cpu {:.1}", receipts.lines, receipts.all.len(), cpu::seconds());
    let at = VALIDATION - env("BACK", 0i64) * DAY;
    let cut = receipts.cut(at);
    let targets = cut.targets(at);
    println!("{} items {} visits before {} targets cpu {:.1}", cut.items.len(), cut.before, targets.len(), cpu::seconds());
    let promotions = state::read_promotions(&journey, &receipts, &cut)?;
    println!("promotions cpu {:.1}", cpu::seconds());
    let tasks: String = env("TASK", "nbl".to_string());
    let mut taste = state::state(&receipts, &cut, promotions);
    let mut nl = next::lessons();
    let mut ll = next::lessons();
    let mut dl = discover::lessons();
    let mut bl = complete::lessons();
    let mut next = at - env("WEEKS", 8i64) * env("STEP", 7i64) * DAY;
    let live_from = at - env("LIVE_WEEKS", 6i64) * 7 * DAY;
    for (n, visit) in cut.visits[..cut.before].iter().enumerate() {
        while visit.at >= next && next <= at - 7*DAY {
            if env("EASE", 1) == 1 { let (l, s) = cpu::timed(|| realtail_learn::taste::likeness::Likeness::fit(&taste, day(next))); taste.likeness = l; println!("ease {s:.2}"); }
            if tasks.contains('n') || tasks.contains('d') {
            for target in cut.targets(next) {
                if target.visit.at < at {
                    let m = Moment::of(&taste, target.household, day(next));
                    if tasks.contains('d') {
                        let new: Vec<u32> = target.visit.items.iter().copied().filter(|i| m.household.items.of(*i).is_none()).collect();
                        if !new.is_empty() { dl.note(&discover::candidates(&m), &new, hv(&new), hw(&new)); }
                    }
                    if tasks.contains('n') {nl.note(&next::candidates(&m), &target.visit.items, hv(&target.visit.items), hw(&target.visit.items));}
                }
            }
            }
            next += env("STEP", 7) * DAY;
        }
        if visit.at >= live_from {
            let m = Moment::of(&taste, visit.household, visit.day());
            if tasks.contains('l') && n % 3 == 0 && m.household.baskets >= 5 {
                ll.note(&next::candidates(&m), &visit.items, hv(&visit.items), hw(&visit.items));
            }
            if tasks.contains('b') && visit.items.len() >= 3 {
                let out = (visit.basket % visit.items.len() as u64) as usize;
                let query: Vec<u32> = visit.items.iter().copied().filter(|i| *i != visit.items[out]).collect();
                bl.note(&complete::candidates(&m, &query), &[visit.items[out]], 1.0, 1.0);
            }
        }
        taste.learn(&state::basket(visit));
    }
    println!("lessons {} {} {} cpu {:.1}", nl.len(), ll.len(), bl.len(), cpu::seconds());
    if env("EASE", 1) == 1 { taste.likeness = realtail_learn::taste::likeness::Likeness::fit(&taste, day(at)); }
    let settings = 
        &Settings { trees: env("TREES", 200), leaves: env("LEAVES", 31), rate: env("RATE", 0.05), seed: env("SEED", 1), leaf_rows: env("LR", 100), ..Settings::default() };
    let imp = |i: &[f64]| {
    if env("IMP", 0) == 1 {
        for (c, i) in i.iter().enumerate() { print!("{c}:{:.3} ", i); }
        println!();
    }};
    if tasks.contains('n') {
    let (ranker, s) = cpu::timed(|| nl.fit(settings, env("SEEDS", 1)));
    println!("fit {s:.1}");
    imp(ranker.importance());
    let mut all = Lists::default();
    let mut tuned = Lists::default();
    let mut decay = Lists::default();
    let mut cpu_answer = 0.0;
    for (n, target) in targets.iter().enumerate() {
        let (list, s) = cpu::timed(|| ranker.rank(&next::candidates(&Moment::of(&taste, target.household, day(at))), 20));
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
    }
    if tasks.contains('d') {
    let (ranker, s) = cpu::timed(|| dl.fit(settings, env("SEEDS", 1)));
    println!("fit {} {s:.1}", dl.len());
    imp(ranker.importance());
    let mut l = [Lists::default(), Lists::default(), Lists::default()];
    let mut inside = 0.0; let mut cpu_d = 0.0; let mut size = 0;
    for (n, target) in targets.iter().enumerate() {
        let m = Moment::of(&taste, target.household, day(at));
        let own = |item: u32| m.household.items.of(item).is_some();
        let new: Vec<u32> = target.visit.items.iter().copied().filter(|i| !own(*i)).collect();
        if new.is_empty() { continue; }
        let ((c, list), s) = cpu::timed(|| {let c = discover::candidates(&m); let l = ranker.rank(&c, 20); (c, l)});
        inside += new.iter().filter(|i| c.items.contains(i)).count() as f64 / new.len() as f64;
        cpu_d += s; size += c.items.len();
        let list: Vec<u32> = list.iter().map(|s| s.item).collect();
        l[0].add(&list, &new, own);
        if n % 4 == 0 { l[1].add(&list, &new, own); }
        let e = taste.likeness.all(target.household).iter().filter(|(i, _)| !own(*i)).map(|(i, s)| Scored { item: *i, score: *s }).collect();
        let list: Vec<u32> = realtail_learn::taste::strongest(e, 20).iter().map(|s| s.item).collect();
        l[2].add(&list, &new, own);
    }
    println!("inside {:.4} us {:.1} size {}", inside / l[0].count() as f64, cpu_d * 1e6 / l[0].count() as f64, size / l[0].count());
    for l in l { println!("new {} R {:?} hit {:.4}", l.count(), l.recall(), l.hit()); }
    }
    let live = tasks.contains('l').then(|| ll.fit(settings, env("SEEDS", 1)));
    let basket = tasks.contains('b').then(|| bl.fit(settings, env("SEEDS", 1)));
    if let Some(b) = &basket { imp(b.importance()); }
    let mut lists = [Lists::default(), Lists::default(), Lists::default()];
    let mut hits = vec![[0.0f64; 6]; 2];
    let (mut cpu_l, mut cpu_b, mut cand) = (0.0, 0.0, 0);
    let mut q = 0;
    for (n, visit) in cut.visits[cut.before..].iter().enumerate() {
        let m = Moment::of(&taste, visit.household, visit.day());
        let own = |item: u32| m.household.items.of(item).is_some();
        if let Some(r) = &live && m.household.baskets >= 5 {
            let (list, s) = cpu::timed(|| r.rank(&next::candidates(&m), 20));
            cpu_l += s;
            let list: Vec<u32> = list.iter().map(|s| s.item).collect();
            lists[0].add(&list, &visit.items, own);
            if n % 4 == 0 { lists[1].add(&list, &visit.items, own); }
            let list: Vec<u32> = p_decay(&taste, visit.household, visit.day()).iter().map(|s| s.item).collect();
            lists[2].add(&list, &visit.items, own);
        }
        if let Some(r) = &basket && visit.items.len() >= 3 {
            let out = (visit.basket % visit.items.len() as u64) as usize;
            let out = visit.items[out];
            let query: Vec<u32> = visit.items.iter().copied().filter(|i| *i != out).collect();
            let (list, s) = cpu::timed(|| { let c = complete::candidates(&m, &query); (c.items.contains(&out), c.items.len(), r.rank(&c, 20))});
            cpu_b += s;
            cand += list.1;
            let rank = list.2.iter().position(|s| s.item == out).unwrap_or(1000);
            for k in 0..2 { if k == 0 || q % 4 == 0 {
                hits[k][0] += 1.0;
                if rank < 10 { hits[k][1] += 1.0; }
                if rank < 20 { hits[k][2] += 1.0; hits[k][3] += 1.0 / (rank + 1) as f64; }
                if list.0 { hits[k][4] += 1.0; }
            }}
            q += 1;
        }
        taste.learn(&state::basket(visit));
    }
    for l in lists {
        println!("{} R {:?} N {:?} hit {:.4} rep {:?}", l.count(), l.recall(), l.gain(), l.hit(), l.repeat_and_explore());
    }
    for h in hits { println!("basket {} HR10 {:.4} HR20 {:.4} MRR {:.4} in {:.4}", h[0], h[1]/h[0], h[2]/h[0], h[3]/h[0], h[4]/h[0]); }
    println!("live us {:.1} basket us {:.1} cand {:.1}", cpu_l * 1e6 / 11000., cpu_b * 1e6 / q as f64, cand as f64 / q as f64);
    Ok(())
}

fn p_decay(taste: &Taste, household: u32, day: f32) -> Vec<Scored> {
    let h = taste.household(household).unwrap();
    let s = h.items.iter().map(|(item, habit)| Scored { item, score: habit.faded(day)[3] });
    realtail_learn::taste::strongest(s.collect(), 20)
}

fn hv(i: &[u32]) -> f32 { (1.0 / (i.len() as f32).powf(env("HV", 0.0))).min(1.0) }
fn hw(i: &[u32]) -> f32 { 1.0 / (i.len() as f32).powf(env("HW", 0.5)) }
