//! Take in what a model says.

use realtail_kernel::Rejection;
use realtail_vocabulary::{Forecast, IntelligenceEvent};

/// A forecast stands until the next one.
pub(crate) fn decide(forecast: &Forecast) -> Result<Vec<IntelligenceEvent>, Rejection> {
    check(forecast)?;
    Ok(vec![IntelligenceEvent::ForecastSaid(Box::new(forecast.clone()))])
}

/// What is no number, or falls where it should rise, is not taken in.
pub(crate) fn check(forecast: &Forecast) -> Result<(), Rejection> {
    let is_amount = |amount: f64| amount.is_finite() && amount >= 0.0;
    if !is_amount(forecast.mean_per_day) {
        return Err(Rejection::invalid("mean_per_day", "give a number of units, 0 or more"));
    }
    if forecast.horizon_days == 0 {
        return Err(Rejection::invalid("horizon_days", "give at least one day"));
    }
    let rises = forecast.quantiles.windows(2).all(|two| two[0].p < two[1].p && two[0].units <= two[1].units);
    let are_amounts = forecast.quantiles.iter().all(|q| q.p > 0.0 && q.p < 1.0 && is_amount(q.units));
    if !rises || !are_amounts {
        let problem = "give probabilities between 0 and 1 in rising order, and units that do not fall";
        return Err(Rejection::invalid("quantiles", problem));
    }
    Ok(())
}
