//! The models as the interface sees them.

use crate::app::App;
use crate::problem::Problem;
use realtail_kernel::{Day, ItemId, Position, Rejection, SiteId};
use realtail_platform::{Pillar, Refusal};
use realtail_vocabulary::Forecast;
use std::sync::Arc;

/// A forecast, and what else is to be told of it.
#[derive(Clone, Debug)]
pub struct ToldForecast {
    /// The forecast.
    pub forecast: Forecast,
    /// The mean of each of its days, and between which units it is eight of ten times.
    pub days: Vec<(Day, f64, [f64; 2])>,
    /// From how many sales of the item at the site it was learned.
    pub sales: u32,
    /// From how many days of evidence, what is older weighing less.
    pub evidence_days: f64,
}

/// What was sold of an item at a site that is planned, and what was foretold of it.
#[derive(Clone, Debug, Default)]
pub struct ToldRecord {
    /// Units of each day, the oldest first.
    pub days: Vec<(Day, f64)>,
    /// The oldest first.
    pub foretold: Vec<ToldForetold>,
}

/// What was foretold of some days together, when the first of them began.
#[derive(Clone, Copy, Debug)]
pub struct ToldForetold {
    /// The first day.
    pub day: Day,
    /// How many days.
    pub days: u16,
    /// Units on average.
    pub mean: f64,
    /// Eight of ten times it is from so many units to so many.
    pub band: [f64; 2],
    /// What the plain rule said.
    pub plain: f64,
    /// What it came to, once the days are over.
    pub units: Option<f64>,
}

/// How forecasts of what is planned did whose last day was this one. Errors are sums of units.
#[derive(Clone, Copy, Debug)]
pub struct ToldScore {
    /// The day.
    pub day: Day,
    /// Over how many pairs of item and site.
    pub pairs: u32,
    /// Units sold of them.
    pub units: f64,
    /// What was said was off by so many.
    pub error: f64,
    /// And what the plain rule said.
    pub plain_error: f64,
    /// And what was sold on the same days of the week before.
    pub naive_error: f64,
    /// For so many pairs it lay within the band of eight in ten.
    pub inside: u32,
}

/// What is likely to be sold of many items or at many sites together.
#[derive(Clone, Debug)]
pub struct ToldTotal {
    /// Over how many pairs of item and site.
    pub pairs: usize,
    /// The newest log entry that it rests on.
    pub current_to: Position,
    /// Units over all days, on average.
    pub mean: f64,
    /// Eight of ten times it is from so many units to so many.
    pub band: [f64; 2],
    /// The mean of each of its days, and its band.
    pub days: Vec<(Day, f64, [f64; 2])>,
}

/// What goes with a basket.
#[derive(Clone, Debug)]
pub struct ToldMatches {
    /// Which model says so.
    pub model: &'static str,
    /// Which version of it.
    pub version: &'static str,
    /// The newest log entry that it rests on.
    pub current_to: Position,
    /// From how many baskets it was learned.
    pub baskets: u64,
    /// The items, the best first.
    pub matches: Vec<ToldMatch>,
}

/// An item that goes with a basket, and why.
#[derive(Clone, Debug)]
pub struct ToldMatch {
    /// The item.
    pub item: ItemId,
    /// How well it goes with all of the basket.
    pub score: f64,
    /// The item of the basket that speaks for it most.
    pub with: ItemId,
    /// Baskets with both.
    pub together: u32,
    /// Baskets with the item of the basket.
    pub of: u32,
}

/// The models as the interface sees them. They answer at once, from what they know of the log.
pub trait ModelDoor: Send + Sync {
    /// What is likely to be sold on the days after this one; nothing where the model has no words for it.
    fn forecast(&self, item: &ItemId, site: &SiteId, days: u16) -> Option<ToldForecast>;

    /// What is likely to be sold of some items at some sites together, all where none are named; nothing where there are more
    /// pairs than `pairs_max`.
    fn total(
        &self,
        items: Option<&[ItemId]>,
        sites: Option<&[SiteId]>,
        days: u16,
        pairs_max: usize,
    ) -> Option<ToldTotal>;

    /// What was sold of an item at a site, and what was foretold of it; nothing where it is not planned.
    fn record(&self, item: &ItemId, site: &SiteId) -> Option<ToldRecord>;

    /// How forecasts of what is planned did, by day, the oldest first.
    fn accuracy(&self) -> Vec<ToldScore>;

    /// What is bought together with a basket, at most `max` items.
    fn matches(&self, basket: &[ItemId], max: usize) -> ToldMatches;
}

/// Refuses where the pillar is switched off.
pub(crate) fn switched_on(app: &App) -> Result<(), Problem> {
    match app.read().machine.switches.is_on(Pillar::Intelligence) {
        true => Ok(()),
        false => Err(off()),
    }
}

/// The models, where they run.
pub(crate) fn door(app: &App) -> Result<Arc<dyn ModelDoor>, Problem> {
    switched_on(app)?;
    app.models.clone().ok_or_else(off)
}

fn off() -> Problem {
    let rejection = Rejection::SwitchedOff { pillar: Pillar::Intelligence.as_str().into() };
    Problem::from(&Refusal::Pillar(rejection))
}
