//! The next basket: which of the items that a household bought before it will buy again.

use super::features::{AHEAD, COUNT, Moment};
use super::ranker::{Candidates, Lessons};
use super::{Scored, strongest};

/// Own items that are ranked, at most.
const OWN: usize = 100;
/// Items bought lately that speak for what is near to them, at most.
const SPEAKING: usize = 60;
/// Cells of a candidate's row.
pub const COLUMNS: usize = COUNT + AHEAD + 4;
const MISSES: f64 = 0.3;

/// The items of a household that are worth ranking, strongest first, by purchases that fade.
pub(super) fn own(moment: &Moment<'_>, most: usize) -> Vec<Scored> {
    let baskets = moment.household.baskets;
    let each = moment.household.items.iter().map(|(item, habit)| {
        let score = habit.faded_by(3, moment.day) + 0.3 * habit.faded_baskets(baskets)[1];
        Scored { item, score }
    });
    strongest(each.collect(), most)
}

/// The own items of a household, as the ranker wants them; it has [`COLUMNS`] columns.
pub fn candidates(moment: &Moment<'_>) -> Candidates {
    let own = own(moment, OWN);
    let best = own.first().map_or(1.0, |best| best.score);
    let sum: f32 = own.iter().map(|scored| scored.score).sum();
    let lately = moment.household.items.iter();
    let lately = lately.map(|(item, habit)| Scored { item, score: habit.faded_by(1, moment.day) });
    let speaking = strongest(lately.filter(|own| own.score > 0.1).collect(), SPEAKING);
    let near = moment.taste.together().spread(speaking.into_iter().map(|own| (own.item, [own.score])));
    let mut candidates = Candidates::with_room(own.len(), COLUMNS);
    for (rank, Scored { item, score }) in own.into_iter().enumerate() {
        candidates.items.push(item);
        candidates.cells.extend(moment.features(item));
        candidates.cells.extend(moment.ahead(item));
        candidates.cells.extend([rank as f32, score / best, score / sum, near.of(item)[0]]);
    }
    candidates
}

/// Where lessons are gathered.
pub fn lessons() -> Lessons {
    Lessons::new(COLUMNS, MISSES)
}

/// What a purchase counts for in the lesson of a basket. Recall counts the share of each basket that was foreseen, so an
/// item that is bought in small baskets is worth more than one of large baskets.
pub fn hit(bought: &[u32]) -> f32 {
    1.0 / (bought.len().max(1) as f32).sqrt()
}
