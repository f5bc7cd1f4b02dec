//! How right the engine's forecasts of the store's planned items were, as it tells itself.

use super::Floor;
use crate::DemoError;
use crate::http::Call;
use serde::Deserialize;

/// How forecasts did over all days, in thousandths of a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct ForecastTally {
    /// Forecasts that came to their end.
    pub ended: u64,
    /// Of those, the ones that lay within their band of eight in ten.
    pub inside: u64,
    /// What was sold.
    pub sold_milliunits: u64,
    /// What the forecasts were off by.
    pub off_milliunits: u64,
    /// What the plain rule would have been off by.
    pub plain_milliunits: u64,
    /// What the sales of the week before would have been off by.
    pub naive_milliunits: u64,
    /// Versions of the demand model that were grown while the year went by.
    pub versions: u64,
    /// How often another version began to serve.
    pub went_live: u64,
}

#[derive(Deserialize)]
struct Accuracy {
    days: Vec<Day>,
}

#[derive(Deserialize)]
struct Day {
    pairs: u64,
    inside: u64,
    units: f64,
    error: f64,
    plain_error: f64,
    naive_error: f64,
}

#[derive(Deserialize)]
struct Models {
    models: Vec<Model>,
}

#[derive(Deserialize)]
struct Model {
    model: String,
    versions: Vec<serde_json::Value>,
    served: Vec<serde_json::Value>,
}

/// Asks the engine once the year is over.
pub(super) async fn look_back(floor: &Floor) -> Result<(), DemoError> {
    let accuracy: Accuracy =
        floor.client.send(Call::get("/v1/forecasts/accuracy".to_owned())).await?.success()?.parse()?;
    let models: Models = floor.client.send(Call::get("/v1/models".to_owned())).await?.success()?.parse()?;
    let demand = models.models.iter().find(|model| model.model == "demand");
    let milli = |of: fn(&Day) -> f64| (accuracy.days.iter().map(of).sum::<f64>() * 1e3).round() as u64;
    floor.world.tally().floor.forecasts = ForecastTally {
        ended: accuracy.days.iter().map(|day| day.pairs).sum(),
        inside: accuracy.days.iter().map(|day| day.inside).sum(),
        sold_milliunits: milli(|day| day.units),
        off_milliunits: milli(|day| day.error),
        plain_milliunits: milli(|day| day.plain_error),
        naive_milliunits: milli(|day| day.naive_error),
        versions: demand.map_or(0, |model| model.versions.len() as u64),
        went_live: demand.map_or(0, |model| model.served.len() as u64),
    };
    Ok(())
}
