//! What a household never bought and may like: near to what it buys, popular, or of a kind that it needs.

use super::features::{AHEAD, COUNT, Moment};
use super::ranker::{Candidates, Lessons};
use super::{Scored, strongest};

/// Items near to the household's own that are ranked, at most.
const NEAR: usize = 80;
/// Of what everybody buys, so many are ranked.
const POPULAR: usize = 40;
/// Kinds and categories of the household whose popular items are ranked.
const GROUPS: usize = 8;
/// Popular items of each.
const OF_GROUP: usize = 3;
/// Own items that speak for what is near to them, at most, and how far they may have faded. More say nothing better, and
/// each has a hundred items near to it.
const SPEAKING: usize = 60;
const WEIGHT_MIN: f32 = 0.2;
/// Cells of a candidate's row.
pub const COLUMNS: usize = COUNT + AHEAD + 10;
const MISSES: f64 = 0.1;

/// The household's own items that speak for what is near to them, by what was bought of each within a season.
pub(super) fn speaking(moment: &Moment<'_>) -> Vec<Scored> {
    let each = moment.household.items.iter();
    let each = each.map(|(item, habit)| Scored { item, score: habit.faded_by(2, moment.day) });
    strongest(each.filter(|own| own.score > WEIGHT_MIN).collect(), SPEAKING)
}

/// What a household never bought, as the ranker wants it; it has [`COLUMNS`] columns.
pub fn candidates(moment: &Moment<'_>) -> Candidates {
    let taste = moment.taste;
    let household = moment.household;
    let lately = |item: u32| household.items.of(item).map_or(0.0, |habit| habit.faded_by(0, moment.day));
    let given = speaking(moment).into_iter().map(|own| (own.item, [own.score, lately(own.item)]));
    let spread = taste.together().spread(given);
    let new = |item: &u32| household.items.of(*item).is_none();
    let near = strongest(spread.by(0).collect(), NEAR + household.items.len());
    let near: Vec<Scored> = near.into_iter().filter(|scored| new(&scored.item)).take(NEAR).collect();
    let most = near.first().map_or(1.0, |most| most.score);
    let mut items: Vec<u32> = near.iter().map(|scored| scored.item).collect();
    items.extend(taste.likeness.all(moment.number).iter().map(|(item, _)| *item).filter(new));
    items.extend(taste.popular().filter(new).take(POPULAR));
    for (habits, groups) in [(&household.kinds, &taste.kinds), (&household.categories, &taste.categories)] {
        let each = habits.iter().map(|(item, habit)| Scored { item, score: habit.faded_by(2, moment.day) });
        for group in strongest(each.collect(), GROUPS) {
            items.extend(groups[group.item as usize].popular.items().filter(new).take(OF_GROUP));
        }
    }
    items.sort_unstable();
    items.dedup();

    let sum: f32 = household.categories.iter().map(|(_, habit)| habit.faded_by(2, moment.day)).sum();
    let mut candidates = Candidates::with_room(items.len(), COLUMNS);
    for item in items {
        let article = taste.article(item);
        candidates.items.push(item);
        candidates.cells.extend(moment.features(item));
        candidates.cells.extend(moment.ahead(item));
        let [long, lately] = spread.of(item);
        candidates.cells.extend([long, long / most, lately]);
        let daily = taste.demand(item).daily(moment.day);
        let kind = &taste.kinds[article.kind as usize];
        let category = &taste.categories[article.category as usize];
        for (group, habit) in
            [(kind, household.kinds.of(article.kind)), (category, household.categories.of(article.category))]
        {
            let share = daily[1] / group.demand.daily(moment.day)[1].max(1e-3);
            let need = habit.map_or(0.0, |habit| habit.faded_by(2, moment.day));
            candidates.cells.extend([share, share * need, need / sum]);
        }
        let maker = household.makers.of(article.maker).map_or(0.0, |habit| habit.faded_by(2, moment.day));
        candidates.cells.extend([maker / sum]);
    }
    candidates
}

/// Where lessons are gathered.
pub fn lessons() -> Lessons {
    Lessons::new(COLUMNS, MISSES)
}
