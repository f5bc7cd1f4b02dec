//! An item in a place as it is known now, in the middle of a day.

use super::ahead::Ahead;
use super::features::Intensity;
use super::learner::Model;
use super::promotions::Promotions;
use super::skies::Skies;
use super::state::{Day, Demand, Item, close_place};
use crate::counts::Counts;

/// An item in a place, as if the day that has begun ended now: the share of it that is gone is exposure, and what was sold
/// in it counts.
pub struct Current {
    number: u32,
    place: u32,
    item: Item,
    today: u16,
}

/// What is expected of an item in a place.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// Units on each day ahead, as the trees say.
    pub days: Vec<f64>,
    /// The same as the formula alone says.
    pub formula: Vec<f64>,
    /// Units of an ordinary day: by the series, the item and its category.
    pub level: f64,
    /// What the weather makes of each day ahead for which it is forecast.
    pub weather: Vec<f64>,
    /// Variance of a day's units over their mean.
    spread: f32,
    scatter: super::Scatter,
}

impl Outlook {
    /// Counts of a mean of one day, or of many together.
    pub fn counts(&self, mean: f64) -> Counts {
        self.scatter.counts(mean, self.spread)
    }

    /// Variance of a day's units over their mean, where the level is known.
    pub fn spread(&self) -> f64 {
        self.scatter.day_spread(self.spread)
    }

    /// How unsure the level of the days ahead is: its standard deviation as a share of it.
    pub fn doubt(&self) -> f64 {
        self.scatter.level.sqrt()
    }
}

impl Demand {
    /// An item in a place where it is kept on its own, with the share `gone` of the day's trade behind it.
    pub fn current(
        &self,
        number: u32,
        place: u32,
        day: &Day,
        (promotions, skies): (&Promotions, &Skies),
        gone: f32,
    ) -> Option<Current> {
        let known = self.items.get(&number)?;
        let mut series = *known.places.get(&place)?;
        let level = self.item_level(known);
        let share = self.share_of(&known.share, known.shares.get(&place), place);
        let factors = self.factors(known);
        let feast = factors.feast[usize::from(day.feast)];
        let lift = feast
            * factors.lift[usize::from(promotions.state(number, place))]
            * factors.sky[usize::from(skies.of(place))];
        close_place(&mut series, level * share, &factors, lift, (day, gone));
        let mut whole = known.series;
        let weekday = usize::from(day.weekday);
        let whole_lift = feast
            * factors.lift(&self.mix(known, promotions.of(number)))
            * factors.sky(&self.sky_mix(known, skies));
        let both = [factors.weekday[weekday], whole_lift];
        whole.close(day.number, weekday, gone * both[0] * both[1] * level, both, gone);
        let item = Item {
            family: known.family,
            series: whole,
            shape: known.shape,
            share: known.share,
            shares: known.shares.get(&place).map(|share| (place, *share)).into_iter().collect(),
            places: [(place, series)].into(),
            ..Item::default()
        };
        Some(Current { number, place, item, today: day.number + 1 })
    }
}

impl Model {
    /// What is expected of an item in a place on each day ahead, the first of which is the day after today.
    pub fn outlook(
        &self,
        demand: &Demand,
        current: &Current,
        ahead: &Ahead<'_>,
        intensity: &Intensity,
    ) -> Option<Outlook> {
        let item = (current.number, &current.item);
        let described = demand.describe_item(item, Some(current.place), current.today, ahead, intensity)?;
        let open = |at: usize, mean: f64| if ahead.days[at].open { mean } else { 0.0 };
        let formula: Vec<f64> = described.rows.iter().map(|(offset, _)| f64::from(*offset).exp()).collect();
        let days = described.rows.iter().zip(&formula).enumerate();
        Some(Outlook {
            days: days.map(|(at, ((_, cells), formula))| open(at, self.learnt(cells) * formula)).collect(),
            formula: formula.iter().enumerate().map(|(at, mean)| open(at, *mean)).collect(),
            level: f64::from(described.level),
            weather: described.weather.iter().map(|factor| f64::from(*factor)).collect(),
            spread: described.spread,
            scatter: self.scatter,
        })
    }
}
