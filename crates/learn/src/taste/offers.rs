//! Offers: which coupons of a campaign a household will use.
//!
//! What it buys of a coupon's items, kinds and categories comes from [`super::Taste`]; what is kept here is how it
//! answered offers so far.

use super::features::Moment;
use super::ranker::{Candidates, Lessons, Ranker};
use crate::boost::Settings;
use crate::logistic::Logistic;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Cells of a pair's row.
pub const COLUMNS: usize = 50;
/// Days after which a coupon that was used counts for 1/e.
const MEMORY_DAYS: f32 = 60.0;

/// How a household answered offers.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Answers {
    reached: f32,
    used: f32,
    used_faded: f32,
    last_used_day: f32,
    /// Campaigns of which at least one coupon was used.
    campaigns: f32,
    last_campaign: Option<u32>,
    lines: f32,
    lines_with_coupon: f32,
    lines_with_card: f32,
}

/// A coupon: what it is good for.
#[derive(Clone, Debug, Default)]
pub struct Coupon {
    /// Its number.
    pub coupon: u64,
    /// Items.
    pub items: Vec<u32>,
}

/// Which coupons each item, kind or category belongs to.
type Index = FxHashMap<u32, Vec<u32>>;

/// A campaign, ready to be asked about.
pub struct Campaign {
    kind: f32,
    days: f32,
    coupons: Vec<Coupon>,
    items: Index,
    kinds: Index,
    categories: Index,
    makers: Index,
    /// Of each coupon: purchases a day of its items, how many kinds and categories it spans.
    about: Vec<[f32; 6]>,
}

impl Campaign {
    /// A campaign of a kind, which lasts so many days and begins at `day`.
    pub fn new(taste: &super::Taste, kind: f32, day: f32, days: f32, coupons: Vec<Coupon>) -> Campaign {
        let mut campaign = Campaign {
            kind,
            days,
            coupons: Vec::new(),
            items: Index::default(),
            kinds: Index::default(),
            categories: Index::default(),
            makers: Index::default(),
            about: Vec::new(),
        };
        for (at, coupon) in coupons.iter().enumerate() {
            let note = |index: &mut Index, what: u32| {
                let coupons = index.entry(what).or_default();
                if coupons.last() != Some(&(at as u32)) {
                    coupons.push(at as u32);
                    return 1.0;
                }
                0.0
            };
            let mut about = [coupon.items.len() as f32, 0.0, 0.0, 0.0, 0.0, 0.0];
            for item in &coupon.items {
                let article = taste.article(*item);
                note(&mut campaign.items, *item);
                about[1] += note(&mut campaign.kinds, article.kind);
                about[2] += note(&mut campaign.categories, article.category);
                note(&mut campaign.makers, article.maker);
                let daily = taste.demand(*item).daily(day);
                about[3] += daily[1];
                about[4] += daily[2];
                about[5] = about[5].max(daily[2]);
            }
            campaign.about.push(about);
        }
        campaign.coupons = coupons;
        campaign
    }

    /// Its coupons, in the order of the rows.
    pub fn coupons(&self) -> &[Coupon] {
        &self.coupons
    }
}

/// How all households answered offers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Offers {
    households: Vec<Answers>,
    /// How often each coupon was used, and by how many reached.
    coupons: FxHashMap<u64, f32>,
    /// How often coupons of a category were used by a household.
    categories: FxHashMap<(u32, u32), f32>,
}

impl Offers {
    fn household(&mut self, household: u32) -> &mut Answers {
        let at = household as usize;
        if self.households.len() <= at {
            self.households.resize(at + 1, Answers::default());
        }
        &mut self.households[at]
    }

    /// Learns that a campaign was sent to a household.
    pub fn learn_reached(&mut self, household: u32) {
        self.household(household).reached += 1.0;
    }

    /// Learns that a coupon was used; `categories` are those that it is good for.
    pub fn learn_used(&mut self, household: u32, campaign: u32, coupon: u64, categories: &[u32], day: f32) {
        let answers = self.household(household);
        answers.used += 1.0;
        answers.used_faded = answers.used_faded * ((answers.last_used_day - day) / MEMORY_DAYS).exp() + 1.0;
        answers.last_used_day = day;
        if answers.last_campaign != Some(campaign) {
            answers.campaigns += 1.0;
            answers.last_campaign = Some(campaign);
        }
        *self.coupons.entry(coupon).or_default() += 1.0;
        for category in categories {
            *self.categories.entry((household, *category)).or_default() += 1.0;
        }
    }

    /// Learns of a basket: its lines, and those that a coupon or the retailer's card made cheaper.
    pub fn learn_lines(&mut self, household: u32, lines: f32, with_coupon: f32, with_card: f32) {
        let answers = self.household(household);
        answers.lines += lines;
        answers.lines_with_coupon += with_coupon;
        answers.lines_with_card += with_card;
    }

    /// All coupons of a campaign for a household, as the ranker wants them: the items are places in
    /// [`Campaign::coupons`], the rows have [`COLUMNS`] columns.
    pub fn candidates(&self, moment: &Moment<'_>, household: u32, campaign: &Campaign) -> Candidates {
        let count = campaign.coupons.len();
        let mut items = vec![Sum::default(); count];
        let mut kinds = vec![Sum::default(); count];
        let mut categories = vec![Sum::default(); count];
        let mut makers = vec![Sum::default(); count];
        let bought = moment.household;
        for (habits, index, sums) in [
            (&bought.items, &campaign.items, &mut items),
            (&bought.kinds, &campaign.kinds, &mut kinds),
            (&bought.categories, &campaign.categories, &mut categories),
            (&bought.makers, &campaign.makers, &mut makers),
        ] {
            for (what, habit) in habits.iter() {
                for coupon in index.get(&what).into_iter().flatten() {
                    sums[*coupon as usize].add(habit, moment.day);
                }
            }
        }
        let answers = self.households.get(household as usize).copied().unwrap_or_default();
        let most =
            |sums: &[Sum], memory: usize| sums.iter().map(|sum| sum.faded[memory]).fold(1e-3, f32::max);
        let (best, best_kind) = (most(&items, 1), most(&kinds, 1));
        let all: f32 = items.iter().map(|sum| sum.faded[2]).sum::<f32>() + 1e-3;
        let mut used_of = vec![0.0; count];
        for (category, coupons) in &campaign.categories {
            if let Some(used) = self.categories.get(&(household, *category)) {
                coupons.iter().for_each(|coupon| used_of[*coupon as usize] += used);
            }
        }
        let answered = self.answered(&answers, moment, campaign);
        let mut candidates = Candidates::with_room(count, COLUMNS);
        for at in 0..count {
            candidates.items.push(at as u32);
            let better = items.iter().filter(|sum| sum.faded[1] > items[at].faded[1]).count();
            let better_long = items.iter().filter(|sum| sum.faded[3] > items[at].faded[3]).count();
            let (own, kind) = (&items[at], &kinds[at]);
            candidates.cells.extend(own.cells(moment.day));
            candidates.cells.extend(kind.cells(moment.day));
            candidates.cells.extend(categories[at].cells(moment.day));
            candidates.cells.extend([makers[at].faded[1], makers[at].faded[3]]);
            candidates.cells.extend(campaign.about[at]);
            candidates.cells.extend([own.faded[1] / best, own.faded[2] / all, kind.faded[1] / best_kind]);
            candidates.cells.extend([better as f32, better_long as f32, used_of[at]]);
            candidates.cells.extend([own.faded[2] / kind.faded[2].max(1e-3)]);
            candidates.cells.extend([self.coupons.get(&campaign.coupons[at].coupon).copied().unwrap_or(0.0)]);
            candidates.cells.extend(answered);
        }
        candidates
    }

    fn answered(&self, answers: &Answers, moment: &Moment<'_>, campaign: &Campaign) -> [f32; 13] {
        let faded = answers.used_faded * ((answers.last_used_day - moment.day) / MEMORY_DAYS).exp();
        [
            answers.reached,
            answers.used,
            faded,
            (answers.campaigns + 0.1) / (answers.reached + 1.0),
            (answers.used + 0.2) / (answers.reached + 1.0),
            if answers.used > 0.0 { moment.day - answers.last_used_day } else { f32::NAN },
            (answers.lines_with_coupon + 1.0) / (answers.lines + 100.0),
            answers.lines_with_card / answers.lines.max(1.0),
            campaign.kind,
            campaign.days,
            campaign.coupons.len() as f32,
            moment.household.baskets as f32,
            moment.household.size_recent,
        ]
    }
}

/// Purchases of all that a coupon is good for.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    faded: [f32; 4],
    count: f32,
    distinct: f32,
    last_day: f32,
}

impl Sum {
    fn add(&mut self, habit: &super::habit::Habit, day: f32) {
        for (sum, faded) in self.faded.iter_mut().zip(habit.faded(day)) {
            *sum += faded;
        }
        self.count += habit.count as f32;
        self.distinct += 1.0;
        self.last_day = self.last_day.max(habit.last_day);
    }

    fn cells(&self, day: f32) -> [f32; 7] {
        let [a, b, c, d] = self.faded;
        let age = if self.distinct > 0.0 { day - self.last_day } else { f32::NAN };
        [a, b, c, d, self.count, self.distinct, age]
    }
}

/// The share of coupons that were not used which is learnt from.
const MISSES: f64 = 0.15;

/// Where lessons are gathered.
pub fn lessons() -> Lessons {
    Lessons::new(COLUMNS, MISSES)
}

/// Ranks coupons: the mean of boosted trees and a logistic regression. So few coupons are used that the trees are grown
/// from many seeds, and a straight line still adds to them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OfferRanker {
    trees: Ranker,
    line: Logistic,
}

/// What the line counts for.
const LINE: f32 = 0.3;

impl OfferRanker {
    /// Grows the trees and fits the line.
    pub fn fit(lessons: &Lessons) -> OfferRanker {
        let settings =
            Settings { trees: 100, leaves: 16, leaf_rows: 100, column_share: 0.3, ..Settings::default() };
        OfferRanker { trees: lessons.fit(&settings, 10), line: lessons.fit_logistic(10.0) }
    }

    /// The raw scores of the candidates, in their order, comparable between households.
    pub fn scores(&self, candidates: &Candidates) -> Vec<f32> {
        let mut scores: Vec<f32> =
            candidates.cells.chunks_exact(COLUMNS).map(|row| LINE * self.line.score(row)).collect();
        for scored in self.trees.rank(candidates, usize::MAX) {
            scores[scored.item as usize] += (1.0 - LINE) * scored.score;
        }
        scores
    }
}

/// The plain rule: what the household bought of each coupon's items within a month or so.
pub fn purchases(candidates: &Candidates) -> Vec<f32> {
    candidates.cells.chunks_exact(COLUMNS).map(|row| row[1]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taste::{Article, Basket, Taste};

    #[test]
    fn what_a_household_buys_and_used_is_told_of_its_coupons() {
        let article = |item: u32| Article { kind: item / 2, category: item / 4, maker: 0 };
        let mut taste = Taste::new((0..8).map(article).collect());
        taste.learn_shopping(&Basket { household: 1, store: 0, day: 1.0, items: &[0, 5] });
        taste.learn_shopping(&Basket { household: 1, store: 0, day: 9.0, items: &[0] });
        let coupon = |coupon, items: &[u32]| Coupon { coupon, items: items.to_vec() };
        let coupons = vec![coupon(7, &[0, 1]), coupon(8, &[2]), coupon(9, &[6, 7])];
        let campaign = Campaign::new(&taste, 0.0, 10.0, 30.0, coupons);
        let mut offers = Offers::default();
        let told = |offers: &Offers| {
            let rows = offers.candidates(&Moment::of(&taste, 1, 10.0), 1, &campaign);
            let count = |row: &[f32]| (row[4], row[11], row[18]);
            (rows.cells.chunks(COLUMNS).map(count).collect::<Vec<_>>(), rows.cells)
        };
        let (counts, before) = told(&offers);
        // Purchases of the coupon's items, of its kinds and of its categories.
        assert_eq!(counts, [(2.0, 2.0, 2.0), (0.0, 0.0, 2.0), (0.0, 0.0, 1.0)]);
        offers.learn_reached(1);
        offers.learn_used(1, 3, 7, &[0], 9.0);
        let (_, after) = told(&offers);
        assert_ne!(before, after);
        let strangers = offers.candidates(&Moment::of(&taste, 2, 10.0), 2, &campaign);
        assert_eq!(strangers.items, [0, 1, 2]);
    }
}
