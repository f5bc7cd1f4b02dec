//! What is planned, and what was said last of it in the log.

use crate::models::asked;
use crate::rate::No;
use crate::record::Foretold;
use realtail_kernel::Position;
use realtail_vocabulary::{DemandQuantile, Forecast, ReplenishmentPlan};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A mean that differs by more than this part of it is worth saying.
const MEAN_PART: f64 = 0.05;
/// And so is a quantile that differs by so many units.
const QUANTILE_UNITS: f64 = 1.0;

/// A pair for which something is planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Planned {
    horizon_days: u16,
    service_level: f64,
    last: Option<Last>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Last {
    version: String,
    horizon_days: u16,
    mean_per_day: f64,
    quantiles: Vec<DemandQuantile>,
    position: Position,
}

/// What is planned, and what was said last of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Said {
    planned: BTreeMap<(No, No), Planned>,
}

impl Said {
    pub fn plan(&mut self, pair: (No, No), plan: &ReplenishmentPlan) {
        let (horizon_days, service_level) = asked(plan);
        let last = self.planned.remove(&pair).and_then(|planned| planned.last);
        self.planned.insert(pair, Planned { horizon_days, service_level, last });
    }

    pub fn plan_no_more(&mut self, pair: (No, No)) {
        self.planned.remove(&pair);
    }

    /// Over how many days a forecast is asked for, and at which service level.
    pub fn horizon(&self, pair: (No, No)) -> Option<(u16, f64)> {
        self.planned.get(&pair).map(|planned| (planned.horizon_days, planned.service_level))
    }

    pub fn is_planned(&self, pair: (No, No)) -> bool {
        self.planned.contains_key(&pair)
    }

    pub fn pairs(&self) -> Vec<(No, No)> {
        self.planned.keys().copied().collect()
    }

    /// Notes what stands in the log now, or is on its way there.
    pub fn say(&mut self, pair: (No, No), forecast: &Forecast, position: Position) {
        let Some(planned) = self.planned.get_mut(&pair) else { return };
        planned.last = Some(Last {
            version: format!("{} {}", forecast.model, forecast.version),
            horizon_days: forecast.horizon_days,
            mean_per_day: forecast.mean_per_day,
            quantiles: forecast.quantiles.clone(),
            position,
        });
    }

    /// What stands there of the days to come, as of now: its first day and the plain rule's word are not known here.
    pub fn foretold(&self, pair: (No, No)) -> Option<Foretold> {
        let last = self.planned.get(&pair)?.last.as_ref()?;
        let quantile = |wanted: f64| {
            let found = last.quantiles.iter().find(|quantile| (quantile.p - wanted).abs() < 1e-9);
            found.map_or(0.0, |quantile| quantile.units as f32)
        };
        Some(Foretold {
            day: 0,
            days: last.horizon_days,
            mean: (last.mean_per_day * f64::from(last.horizon_days)) as f32,
            band: [quantile(0.1), quantile(0.9)],
            plain: 0.0,
            units: None,
        })
    }

    /// Whether a forecast differs so much from what was said last that it is to be said.
    pub fn is_news(&self, pair: (No, No), forecast: &Forecast) -> bool {
        let Some(planned) = self.planned.get(&pair) else { return false };
        let Some(last) = &planned.last else { return true };
        let mean = (forecast.mean_per_day - last.mean_per_day).abs();
        last.version != format!("{} {}", forecast.model, forecast.version)
            || last.horizon_days != forecast.horizon_days
            || mean > MEAN_PART * last.mean_per_day.abs().max(1e-3)
            || last.quantiles.len() != forecast.quantiles.len()
            || last
                .quantiles
                .iter()
                .zip(&forecast.quantiles)
                .any(|(last, new)| last.p != new.p || (last.units - new.units).abs() >= QUANTILE_UNITS)
    }
}
