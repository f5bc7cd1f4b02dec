//! The demand for an item at several places together, as a site that supplies them meets it.

use super::worth::daily;
use realtail_learn::counts::Counts;
use realtail_vocabulary::{DailyDemand, DemandQuantile, Forecast};

/// What is told of the sum.
const TOLD: [f64; 8] = [0.1, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99, 0.999];

/// One forecast of several; nothing where there is none. Means and variances add up, for places are taken to be independent
/// of one another, in what they sell as in how unsure their levels are.
pub(crate) fn added(forecasts: &[&Forecast]) -> Option<Forecast> {
    let [first, further @ ..] = forecasts else { return None };
    if further.is_empty() {
        return Some((*first).clone());
    }
    let each: Vec<DailyDemand> = forecasts.iter().map(|forecast| daily(forecast)).collect();
    let days = each.iter().map(|one| one.means.len()).max().unwrap_or(1);
    let on = |one: &DailyDemand, day: usize| one.means.get(day).or(one.means.last()).copied().unwrap_or(0.0);
    let means: Vec<f64> = (0..days).map(|day| each.iter().map(|one| on(one, day)).sum()).collect();
    let (mut mean, mut variance, mut doubt) = (0.0, 0.0, 0.0);
    for one in &each {
        let own: f64 = (0..days).map(|day| on(one, day)).sum();
        mean += own;
        variance += own * one.spread;
        doubt += (own * one.doubt).powi(2);
    }
    let ratio = |above: f64| if mean > 0.0 { above / mean } else { 0.0 };
    let all = Counts::new(mean, if mean > 0.0 { ratio(variance + doubt) } else { 1.0 });
    let newest = forecasts.iter().max_by_key(|forecast| forecast.current_to)?;
    Some(Forecast {
        site: first.site.clone(),
        made_at: forecasts.iter().map(|forecast| forecast.made_at).max()?,
        horizon_days: u16::try_from(days).unwrap_or(u16::MAX),
        mean_per_day: mean / days as f64,
        quantiles: TOLD.iter().map(|p| DemandQuantile { p: *p, units: all.quantile(*p) }).collect(),
        daily: Some(DailyDemand { means, spread: ratio(variance).max(1.0), doubt: ratio(doubt.sqrt()) }),
        ..(*newest).clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forecast(site: &str, means: &[f64], doubt: f64) -> Forecast {
        serde_json::from_value(
            serde_json::json!({"item": "milk", "site": site, "model": "told", "version": "1",
            "made_at": "2026-11-27T08:00:00Z", "current_to": 7, "horizon_days": means.len(),
            "mean_per_day": means.iter().sum::<f64>() / means.len() as f64, "quantiles": [],
            "why": "a test says so", "daily": {"means": means, "spread": 1.5, "doubt": doubt}}),
        )
        .expect("a forecast")
    }

    #[test]
    fn means_add_up_and_doubts_partly_cancel_out() {
        let (north, south) = (forecast("north", &[2.0, 4.0], 0.3), forecast("south", &[3.0], 0.4));
        let both = added(&[&north, &south]).expect("two forecasts");
        let daily = both.daily.as_ref().expect("day by day");
        assert_eq!((&daily.means[..], both.mean_per_day, both.horizon_days), (&[5.0, 7.0][..], 6.0, 2));
        assert_eq!(daily.spread, 1.5);
        // sqrt((0.3 * 6)^2 + (0.4 * 6)^2) / 12
        assert!((daily.doubt - 0.25).abs() < 1e-9, "{}", daily.doubt);
        assert!(both.quantiles.windows(2).all(|two| two[0].units <= two[1].units), "{:?}", both.quantiles);
        assert_eq!(both.site, north.site);
        assert_eq!(added(&[&south]), Some(south));
        assert_eq!(added(&[]), None);
    }
}
