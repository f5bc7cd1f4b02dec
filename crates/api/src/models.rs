//! The models as the interface sees them.

use crate::app::App;
use crate::pricing::{ToldElasticity, ToldTrial};
use crate::problem::Problem;
use realtail_kernel::{CustomerId, Day, ItemId, Position, Rejection, SiteId};
use realtail_platform::{Pillar, Refusal};
use realtail_vocabulary::{Forecast, WeatherDay};
use std::sync::Arc;

/// A forecast, and what else is to be told of it.
#[derive(Clone, Debug)]
pub struct ToldForecast {
    /// The forecast.
    pub forecast: Forecast,
    /// Each of its days.
    pub days: Vec<ToldForecastDay>,
    /// From how many sales of the item at the site it was learned.
    pub sales: u32,
    /// From how many days of evidence, what is older weighing less.
    pub evidence_days: f64,
}

/// What is likely to be sold on a day.
#[derive(Clone, Copy, Debug)]
pub struct ToldForecastDay {
    /// Which.
    pub day: Day,
    /// Units on average.
    pub mean: f64,
    /// Eight of ten times it is from so many units to so many.
    pub band: [f64; 2],
    /// The weather there, where it is forecast.
    pub weather: Option<WeatherDay>,
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
    /// Each of its days.
    pub days: Vec<ToldForecastDay>,
}

/// What is asked of the tastes. Where no customer is named, what everybody buys is told.
#[derive(Clone, Copy, Debug)]
pub enum ListAsk<'a> {
    /// What the customer will most likely buy again next.
    NextBasket,
    /// What the customer never bought and will most likely buy next.
    NewToCustomer,
    /// What goes with a basket.
    Basket(&'a [ItemId]),
    /// What does for an item.
    Substitutes(&'a ItemId),
    /// What is like an item.
    Similar(&'a ItemId),
}

/// A list, the best first, and which model says so.
#[derive(Clone, Debug)]
pub struct ToldList {
    /// Which model; a plain rule where no version of it serves.
    pub model: &'static str,
    /// Which version of it.
    pub version: String,
    /// The newest log entry that it rests on.
    pub current_to: Position,
    /// From how many baskets it was learned.
    pub baskets: u64,
    /// The items.
    pub items: Vec<ToldItem>,
}

/// An item of a list.
#[derive(Clone, Debug)]
pub struct ToldItem {
    /// The item.
    pub item: ItemId,
    /// Comparable within one list only.
    pub score: f64,
    /// Why it is there.
    pub because: ToldBecause,
}

/// Why an item is listed.
#[derive(Clone, Debug)]
pub enum ToldBecause {
    /// The customer buys it.
    Bought {
        /// In so many baskets.
        times: u32,
        /// The last time, so many days ago.
        last_days: f64,
        /// Every so many days, where it was bought more than once.
        every_days: Option<f64>,
    },
    /// It was bought with another item.
    With {
        /// Which.
        with: ItemId,
        /// Baskets with both.
        together: u32,
        /// Baskets with that item.
        of: u32,
    },
    /// It is of a category with what was asked about, and the same people buy it.
    Alike,
    /// It is of a kind with what was asked about.
    OfAKind,
    /// Everybody buys it.
    Popular,
}

/// What a customer bought of an item.
#[derive(Clone, Debug)]
pub struct ToldBought {
    /// The item.
    pub item: ItemId,
    /// In so many baskets.
    pub times: u32,
    /// Purchases that fade within a month.
    pub lately: f64,
}

/// The models as the interface sees them. They answer at once, from what they know of the log.
pub trait ModelDoor: Send + Sync {
    /// What is likely to be sold on the days after this one; nothing where the model has no words for it.
    fn forecast(&self, item: &ItemId, site: &SiteId, days: u16) -> Option<ToldForecast>;

    /// How demand answers to the price of an item, or of all that have weeks enough of their own, by name; and the newest entry
    /// that it rests on. It may keep a core busy for some tenths of a second.
    fn elasticities(&self, item: Option<&ItemId>) -> (Position, Vec<ToldElasticity>);

    /// What a test of two prices says so far, where a unit costs so much.
    fn price_trial(&self, test: &str, unit_cost: Option<i64>) -> Option<ToldTrial>;

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

    /// A list of at most `max` items. A customer is named only where the customer agrees that habits are used.
    fn list(&self, ask: &ListAsk<'_>, customer: Option<&CustomerId>, max: usize) -> ToldList;

    /// How much a customer who agrees bought of each item within a season; nothing is 0.
    fn fondness(&self, customer: &CustomerId, items: &[ItemId]) -> Vec<f64>;

    /// All that a customer who agrees bought, and the newest log entry that is known.
    fn bought(&self, customer: &CustomerId) -> (Position, Vec<ToldBought>);
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
