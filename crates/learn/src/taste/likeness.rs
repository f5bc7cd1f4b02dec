//! What households like each household buy: EASE, found anew now and then.
//!
//! EASE (Steck, WWW 2019) asks of each item how much of every other foretells it, no item foretelling itself. There are
//! fewer households than items, so the matrix that is inverted is that of households: with `X` the households' purchases
//! and `M = (X X' + r I)^-1`, the scores are `(X - r M X - X d) / (1 - d)`, where `d` is the diagonal of `X' M X`.

use super::{Scored, Taste, strongest};
use crate::inverse::invert;
use serde::{Deserialize, Serialize};

/// Drawn towards nothing by as much as a purchase a day for a hundred days.
const RIDGE: f32 = 100.0;
/// Items never bought that are kept for each household.
const NEW: usize = 120;

/// Scores by household.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Likeness {
    /// By item, ascending.
    households: Vec<Vec<(u32, f32)>>,
}

/// Households by items: in each row, the items in ascending order.
type Sparse = Vec<Vec<(u32, f32)>>;

impl Likeness {
    /// From what all households bought up to a day.
    pub fn fit(taste: &Taste, day: f32) -> Likeness {
        let rows = purchases(taste, day);
        let buyers = transposed(&rows, taste.items());
        let inverse = inverse(&rows, &buyers);
        let size = rows.len();
        let own: Vec<f32> = buyers.iter().map(|column| diagonal(column, &inverse, size)).collect();
        let mut households = Vec::with_capacity(size);
        let mut sums = vec![0.0f32; taste.items() as usize];
        for (household, row) in rows.iter().enumerate() {
            sums.fill(0.0);
            for (weight, other) in inverse[household * size..(household + 1) * size].iter().zip(&rows) {
                for (item, count) in other {
                    sums[*item as usize] -= RIDGE * weight * count;
                }
            }
            for (item, count) in row {
                sums[*item as usize] += count * (1.0 - own[*item as usize]);
            }
            sums.iter_mut().zip(&own).for_each(|(sum, own)| *sum /= (1.0 - own).max(1e-3));
            households.push(kept(row, &sums));
        }
        Likeness { households }
    }

    /// Forgets what was found for a household.
    pub(super) fn forget(&mut self, household: u32) {
        if let Some(all) = self.households.get_mut(household as usize) {
            all.clear();
        }
    }

    /// How an item stands with a household; nothing where it is not among those kept.
    pub fn of(&self, household: u32, item: u32) -> Option<f32> {
        let all = self.all(household);
        all.binary_search_by_key(&item, |(item, _)| *item).ok().map(|at| all[at].1)
    }

    /// All that is kept for a household, by item.
    pub fn all(&self, household: u32) -> &[(u32, f32)] {
        self.households.get(household as usize).map_or(&[], |all| all)
    }
}

/// The household's own items, and the strongest of the others.
fn kept(row: &[(u32, f32)], sums: &[f32]) -> Vec<(u32, f32)> {
    let own = |item: u32| row.binary_search_by_key(&item, |(item, _)| *item).is_ok();
    let all = sums.iter().enumerate().map(|(item, score)| Scored { item: item as u32, score: *score });
    let new = strongest(all.filter(|scored| scored.score > 0.0 && !own(scored.item)).collect(), NEW);
    let mut kept: Vec<(u32, f32)> = new.into_iter().map(|scored| (scored.item, scored.score)).collect();
    kept.extend(row.iter().map(|(item, _)| (*item, sums[*item as usize])));
    kept.sort_unstable_by_key(|(item, _)| *item);
    kept
}

/// Logarithms of purchases that fade within a season.
fn purchases(taste: &Taste, day: f32) -> Sparse {
    let row = |household: &super::household::Household| {
        let each = household.items.iter().map(|(item, habit)| (item, habit.faded(day)[2].ln_1p()));
        let mut row: Vec<(u32, f32)> = each.collect();
        row.sort_unstable_by_key(|(item, _)| *item);
        row
    };
    taste.households.iter().map(row).collect()
}

fn transposed(rows: &Sparse, items: u32) -> Sparse {
    let mut columns = vec![Vec::new(); items as usize];
    for (household, row) in rows.iter().enumerate() {
        for (item, count) in row {
            columns[*item as usize].push((household as u32, *count));
        }
    }
    columns
}

fn inverse(rows: &Sparse, buyers: &Sparse) -> Vec<f32> {
    let size = rows.len();
    let mut square = vec![0.0f32; size * size];
    for (household, row) in rows.iter().enumerate() {
        let line = &mut square[household * size..(household + 1) * size];
        for (item, count) in row {
            for (other, others) in &buyers[*item as usize] {
                line[*other as usize] += count * others;
            }
        }
        line[household] += RIDGE;
    }
    invert(&mut square, size);
    square
}

fn diagonal(column: &[(u32, f32)], inverse: &[f32], size: usize) -> f32 {
    let mut sum = 0.0;
    for (household, count) in column {
        let line = &inverse[*household as usize * size..(*household as usize + 1) * size];
        sum += count * column.iter().map(|(other, others)| others * line[*other as usize]).sum::<f32>();
    }
    sum
}
