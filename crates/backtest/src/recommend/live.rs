//! Tasks NBR-live and BC-CJ17: every visit of the month after the cut, each learnt as soon as it was asked about.

use super::export::Export;
use super::grow::{BASKETS_MIN, Grown, held_out};
use super::next::{LENGTH, items};
use super::plain::Plain;
use super::prepare::{Cut, DAY, Visit, day};
use super::score::{Completions, Lists, figure};
use super::state;
use crate::table;
use anyhow::Result;
use realtail_learn::taste::Taste;
use realtail_learn::taste::complete;
use realtail_learn::taste::features::Moment;
use realtail_learn::taste::likeness::Likeness;
use realtail_learn::taste::next;

/// What is learnt after the cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Learns {
    /// All that a visit says, and the likeness of households anew each week.
    All,
    /// What a visit says of its own household, and nothing of others.
    OwnHousehold,
}

/// Asks about each visit, then learns it.
pub fn follow(
    cut: &Cut,
    taste: &mut Taste,
    learns: Learns,
    mut ask: impl FnMut(&Taste, usize, &Visit) -> Result<()>,
) -> Result<()> {
    let mut renewal = cut.at + 7 * DAY;
    for (number, visit) in cut.visits[cut.before..].iter().enumerate() {
        if visit.at >= renewal && learns == Learns::All {
            taste.likeness = Likeness::fit(taste, day(renewal));
            renewal += 7 * DAY;
        }
        ask(taste, number, visit)?;
        match learns {
            Learns::All => taste.learn(&state::basket(visit)),
            Learns::OwnHousehold => taste.learn_household(&state::basket(visit)),
        }
    }
    Ok(())
}

const NEXT_HEADER: [&str; 6] =
    ["every basket of the month", "R@10", "R@20", "N@10", "PHR@10", "R@20 last 10 days"];
const NEXT_KNOWN: [[&str; 6]; 2] = [
    ["known: P-Decay, frozen at the cut", ".1712", ".2255", ".2019", ".5612", ".2062"],
    ["known: P-Decay, updated per event", ".1804", ".2401", ".2108", ".5756", ".2237"],
];
const BASKET_HEADER: [&str; 7] =
    ["complete the basket", "HR@10", "HR@20", "MRR@20", "N@10", "HR@10rep", "HR@10new"];
const BASKET_KNOWN: [[&str; 7]; 4] = [
    ["known: item-item cosine", ".1406", ".1830", ".0650", ".0805", ".1941", ".0792"],
    ["known: EASE (basket)", ".1469", ".1983", ".0707", ".0858", ".2118", ".0723"],
    ["known: Serenade, m=1500 k=500", ".1077", ".1487", ".0507", ".0618", "", ""],
    ["known: EASE + live personal decay", ".2053", ".2666", ".1016", ".1228", ".3477", ".0417"],
];

/// Scores of the models of both tasks.
#[derive(Default)]
struct Scores {
    /// Of all baskets, and of those of the last ten days.
    next: [(Lists, Lists); 5],
    baskets: [Completions; 5],
}

/// Which of the two tasks.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Every basket of the month.
    pub next: bool,
    /// What a basket lacks.
    pub basket: bool,
    /// Only each fourth query, as tuning may look at.
    pub tuning: bool,
}

impl Wanted {
    fn asks(self, number: usize) -> bool {
        !self.tuning || number.is_multiple_of(4)
    }
}

/// Whether the household had bought enough before the cut.
fn eligible(grown: &Grown, visit: &Visit) -> bool {
    grown.taste.household(visit.household).is_some_and(|household| household.baskets >= BASKETS_MIN)
}

/// Scores both tasks; tells the tables, and notes our lists for the export.
pub fn run(cut: &Cut, grown: &Grown, wanted: Wanted, export: &mut Export) -> Result<String> {
    let mut scores = Scores::default();
    let mut plain = Plain::at(cut, wanted.basket);
    let frozen = Plain::at(cut, false);
    let mut queries = 0;
    let late = cut.at + 21 * DAY;
    let mut taste = grown.taste.clone();
    follow(cut, &mut taste, Learns::All, |taste, number, visit| {
        let household = visit.household;
        let moment = Moment::of(taste, household, visit.day());
        if wanted.next && eligible(grown, visit) && wanted.asks(number) {
            let owns = |item: u32| plain.owns(household, item);
            let ours = items(&grown.now.rank(&next::candidates(&moment), LENGTH));
            let then = Moment::of(&grown.taste, household, day(cut.at));
            let lists = [
                (0, frozen.own_faded(household, cut.at, LENGTH)),
                (1, plain.own_faded(household, visit.at, LENGTH)),
                (2, items(&grown.ahead.next.rank(&next::candidates(&then), LENGTH))),
                (4, ours.clone()),
            ];
            for (model, list) in lists {
                add(&mut scores.next[model], &list, visit, late, owns);
            }
            export.list("nbr_live.csv", visit.basket, cut, &ours)?;
        }
        if wanted.basket && visit.items.len() >= 3 {
            queries += 1;
            if wanted.asks(queries - 1) {
                let (out, query) = held_out(visit);
                let repeat = plain.owns(household, out);
                let complete = |moment: &Moment<'_>| {
                    items(&grown.ahead.complete.rank(&complete::candidates(moment, &query), LENGTH))
                };
                let ours = complete(&moment);
                export.list("basket.csv", visit.basket, cut, &ours)?;
                let lists = [
                    plain.top(LENGTH, |item| query.contains(&item)),
                    plain.together(&query, LENGTH),
                    complete(&Moment::of(taste, u32::MAX, visit.day())),
                ];
                for (sums, list) in scores.baskets.iter_mut().zip(&lists) {
                    sums.add(list, out, repeat);
                }
                scores.baskets[4].add(&ours, out, repeat);
            }
        }
        plain.learn(visit);
        Ok(())
    })?;
    own_only(cut, grown, wanted, &mut scores)?;
    Ok(told(&scores, wanted))
}

/// The same once more, where nothing is learnt of other households.
fn own_only(cut: &Cut, grown: &Grown, wanted: Wanted, scores: &mut Scores) -> Result<()> {
    let mut taste = grown.taste.clone();
    let mut queries = 0;
    let late = cut.at + 21 * DAY;
    follow(cut, &mut taste, Learns::OwnHousehold, |taste, number, visit| {
        let moment = Moment::of(taste, visit.household, visit.day());
        let owns = |item: u32| moment.household.items.of(item).is_some();
        if wanted.next && eligible(grown, visit) && wanted.asks(number) {
            let list = items(&grown.now.rank(&next::candidates(&moment), LENGTH));
            add(&mut scores.next[3], &list, visit, late, owns);
        }
        if wanted.basket && visit.items.len() >= 3 {
            queries += 1;
            if wanted.asks(queries - 1) {
                let (out, query) = held_out(visit);
                let list = grown.ahead.complete.rank(&complete::candidates(&moment, &query), LENGTH);
                scores.baskets[3].add(&items(&list), out, owns(out));
            }
        }
        Ok(())
    })
}

fn add(sums: &mut (Lists, Lists), list: &[u32], visit: &Visit, late: i64, owns: impl Fn(u32) -> bool + Copy) {
    sums.0.add(list, &visit.items, owns);
    if visit.at >= late {
        sums.1.add(list, &visit.items, owns);
    }
}

fn told(scores: &Scores, wanted: Wanted) -> String {
    let mut told = String::new();
    let known = |row: &[&str]| row.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
    if wanted.next {
        let names = [
            "P-Decay, frozen at the cut",
            "P-Decay, updated per event",
            "ours, frozen at the cut",
            "ours, own household learnt live",
            "ours, all learnt live",
        ];
        let row = |(name, (all, late)): (&str, &(Lists, Lists))| {
            let ([r10, r20], [n10, _]) = (all.recall(), all.gain());
            let mut row = vec![name.to_owned()];
            row.extend([r10, r20, n10, all.hit(), late.recall()[1]].map(figure));
            row
        };
        let mut rows: Vec<Vec<String>> = names.into_iter().zip(&scores.next).map(row).collect();
        rows.extend(NEXT_KNOWN.iter().map(|row| known(row)));
        told += &format!("{} baskets\n{}\n", scores.next[4].0.count(), table::text(&NEXT_HEADER, &rows));
    }
    if wanted.basket {
        let names = [
            "popularity",
            "item-item cosine",
            "ours, whose basket it is not known",
            "ours, own household learnt live",
            "ours, all learnt live",
        ];
        let mut rows: Vec<Vec<String>> =
            names.iter().zip(&scores.baskets).map(|(name, sums)| sums.row(name)).collect();
        rows.extend(BASKET_KNOWN.iter().map(|row| known(row)));
        told += &format!("{} queries\n{}", scores.baskets[4].count(), table::text(&BASKET_HEADER, &rows));
    }
    told
}
