//! Lots of perishables and ends of seasons, drawn from real products: their prices, their pace, their elasticities.

use realtail_learn::chance::Chance;
use realtail_learn::counts::Counts;
use realtail_learn::price::Estimate;

/// A product that lots are drawn of.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    /// Its number.
    pub product: u32,
    /// Whether it spoils.
    pub perishable: bool,
    /// What stood on the shelf on average, in cents.
    pub usual_cents: u32,
    /// Units a day.
    pub units_day: f64,
    /// What the receipts say of its elasticity.
    pub elasticity: Estimate,
}

/// A lot, with what no rule knows.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// Of which product.
    pub product: Product,
    /// Units that arrived.
    pub units: u32,
    /// Units forecast for each period.
    pub forecast_units: Vec<f64>,
    /// How far off forecasts often are: standard deviation of the logarithm.
    pub level_deviation: f64,
    /// Truth: per cent more units for each per cent of price.
    pub elasticity: f64,
    /// Truth: demand over its forecast.
    pub level: f64,
    /// Truth: where in its distribution each period's demand falls, from nothing to one.
    pub luck: Vec<f64>,
}

/// Lots of a seed.
pub const PERISHABLE_LOTS: usize = 200;
/// Seasons of a seed.
pub const SEASONS: usize = 40;
/// Variance over mean of demand.
pub const SPREAD: f64 = 1.5;
/// Weeks of a season's clearance.
const SEASON_WEEKS: usize = 8;

/// All lots of a seed.
pub fn draw(products: &[Product], seed: u64) -> Vec<Drawn> {
    let mut chance = Chance::new(seed);
    let (perishables, seasonal): (Vec<Product>, Vec<Product>) =
        products.iter().copied().partition(|product| product.perishable);
    let mut lots: Vec<Drawn> = (0..PERISHABLE_LOTS)
        .map(|_| {
            let product = perishables[chance.below(perishables.len())];
            let days = 4 + chance.below(5);
            lot(product, days, product.units_day.clamp(1.0, 8.0), 0.3, &mut chance)
        })
        .collect();
    lots.extend((0..SEASONS).map(|_| {
        let product = seasonal[chance.below(seasonal.len())];
        lot(product, SEASON_WEEKS, (7.0 * product.units_day).clamp(3.0, 15.0), 0.4, &mut chance)
    }));
    lots
}

/// As much as is forecast has arrived, give or take 30 %.
fn lot(product: Product, periods: usize, forecast: f64, level_deviation: f64, chance: &mut Chance) -> Drawn {
    let all = forecast * periods as f64;
    let Estimate { mean, deviation } = product.elasticity;
    Drawn {
        product,
        units: (all * (0.7 + 0.6 * chance.unit())).round().max(1.0) as u32,
        forecast_units: vec![forecast; periods],
        level_deviation,
        elasticity: (mean + deviation * chance.normal()).clamp(-8.0, -0.05),
        level: (level_deviation * chance.normal()).exp(),
        luck: (0..periods).map(|_| chance.unit()).collect(),
    }
}

impl Drawn {
    /// Units asked for in a period at a price: the truth.
    pub fn asked(&self, period: usize, cents: u32) -> u32 {
        let relative = f64::from(cents) / f64::from(self.product.usual_cents);
        let mean = self.forecast_units[period] * self.level * relative.powf(self.elasticity);
        Counts::new(mean, SPREAD).quantile(self.luck[period]) as u32
    }
}
