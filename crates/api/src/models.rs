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
    /// The mean of each of its days.
    pub days: Vec<(Day, f64)>,
    /// From how many sales of the item at the site it was learned.
    pub sales: u32,
    /// From how many days of evidence, what is older weighing less.
    pub evidence_days: f64,
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

pub(crate) fn off() -> Problem {
    let rejection = Rejection::SwitchedOff { pillar: Pillar::Intelligence.as_str().into() };
    Problem::from(&Refusal::Pillar(rejection))
}
