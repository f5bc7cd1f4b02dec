//! Task NBR-CJ17: the first basket after the cut, from what was known at the cut.

use super::export::Export;
use super::grow::Grown;
use super::plain::Plain;
use super::prepare::{Cut, day};
use super::score::{Lists, figure};
use crate::table;
use anyhow::Result;
use realtail_learn::taste::{Scored, strongest};

/// Items of a list.
pub const LENGTH: usize = 20;

const HEADER: [&str; 10] =
    ["next basket", "R@10", "N@10", "R@20", "N@20", "PHR@10", "Rrep@10", "Rexp@10", "NovR@20", "NovPHR@10"];

/// What others reach on the test cut, by the benchmark's definition.
const KNOWN: [[&str; 10]; 4] = [
    ["known: P-Decay+G", ".1681", ".2317", ".2261", ".2286", ".6246", ".3306", ".0000", ".0248", ".0859"],
    ["known: TIFUKNN", ".1673", ".2302", ".2244", ".2267", ".6190", ".3263", ".0000", ".0324", ".0963"],
    [
        "known: EASE (user-item)",
        ".1647",
        ".2192",
        ".2249",
        ".2173",
        ".6169",
        ".3206",
        ".0033",
        ".0372",
        ".1230",
    ],
    [
        "known: LightGBM repeat",
        ".1731",
        ".2372",
        ".2322",
        ".2334",
        ".6317",
        ".3461",
        ".0000",
        ".0248",
        ".0859",
    ],
];

/// A model's lists, and those of items never bought.
#[derive(Default)]
struct Model {
    lists: Lists,
    new: Lists,
}

impl Model {
    fn row(&self, name: &str) -> Vec<String> {
        let ([r10, r20], [n10, n20]) = (self.lists.recall(), self.lists.gain());
        let [repeat, explore] = self.lists.repeat_and_explore();
        let mut row = vec![name.to_owned()];
        row.extend([r10, n10, r20, n20, self.lists.hit(), repeat, explore].map(figure));
        row.extend([self.new.recall()[1], self.new.hit()].map(figure));
        row
    }
}

/// Items without their scores.
pub fn items(scored: &[Scored]) -> Vec<u32> {
    scored.iter().map(|scored| scored.item).collect()
}

/// Which lists each model gives a household: any items, and items never bought.
fn lists(grown: &Grown, plain: &Plain, household: u32, at: i64) -> [[Vec<u32>; 2]; 5] {
    let (taste, day) = (&grown.taste, day(at));
    let owns = |item: u32| plain.owns(household, item);
    let filled = |mut list: Vec<u32>| {
        let chosen = list.clone();
        list.extend(plain.top(LENGTH - list.len(), |item| chosen.contains(&item)));
        list
    };
    let top_new = plain.top(LENGTH, owns);
    let likely = taste.likeness.all(household).iter().filter(|(item, _)| !owns(*item));
    let likely = likely.map(|(item, score)| Scored { item: *item, score: *score }).collect();
    let new = items(&grown.ahead.never_bought(taste, household, day, LENGTH));
    [
        [plain.top(LENGTH, |_| false), top_new.clone()],
        [filled(plain.own_top(household, LENGTH)), top_new.clone()],
        [filled(plain.own_faded(household, at, LENGTH)), items(&strongest(likely, LENGTH))],
        [filled(items(&grown.ahead.again(taste, household, day, LENGTH))), top_new],
        [filled(items(&grown.ahead.next(taste, household, day, LENGTH))), new],
    ]
}

const NAMES: [&str; 5] = [
    "G-Top, 30 days",
    "P-Top, filled up",
    "P-Decay, filled up; never bought: our EASE",
    "ours, own items only",
    "ours",
];

/// Scores all models on the targets of a cut; tells the table, and notes our lists for the export. Households that tuning
/// may look at are every fourth.
pub fn run(cut: &Cut, grown: &Grown, tuning: bool, export: &mut Export) -> Result<String> {
    let plain = Plain::at(cut, false);
    let mut models: [Model; 5] = Default::default();
    for target in cut.targets(cut.at).iter().step_by(if tuning { 4 } else { 1 }) {
        let household = target.household;
        let bought = &target.visit.items;
        let owns = |item: u32| plain.owns(household, item);
        let new: Vec<u32> = bought.iter().copied().filter(|item| !owns(*item)).collect();
        let all = lists(grown, &plain, household, cut.at);
        for (model, [list, discovered]) in models.iter_mut().zip(&all) {
            model.lists.add(list, bought, owns);
            model.new.add(discovered, &new, owns);
        }
        export.list("nbr.csv", u64::from(household), cut, &all[4][0])?;
        export.list("nbr_new.csv", u64::from(household), cut, &all[4][1])?;
    }
    let mut rows: Vec<Vec<String>> = models.iter().zip(NAMES).map(|(model, name)| model.row(name)).collect();
    rows.extend(KNOWN.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()));
    Ok(format!("{} households\n{}", models[0].lists.count(), table::text(&HEADER, &rows)))
}
