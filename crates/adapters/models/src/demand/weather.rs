//! The weather at each site, as forecasts of it told: what a day ahead is compared with, and how it differs.

use crate::rate::No;
use realtail_kernel::{Day, Instant};
use realtail_learn::demand::{Outlook, Skies, sky};
use realtail_vocabulary::{WEATHER_DAYS_MAX, WeatherDay, WeatherForecast};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Days back that tell how warm it was lately, and of how many of them that must be known.
const LATELY_DAYS: i32 = 28;
const LATELY_MIN: usize = 7;

/// Days that are kept of a site: those behind, and a long forecast.
const KEPT_MAX: usize = LATELY_DAYS as usize + 2 * WEATHER_DAYS_MAX;

/// The weather of a day: the highest temperature in degrees Celsius, and millimetres of rain.
type Told = [Option<f64>; 2];

/// What is known of a site.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Place {
    issued_at: Instant,
    /// By day, from those of lately on.
    days: BTreeMap<i32, Told>,
}

impl Place {
    /// How warm it was on the days before the one that has begun.
    fn lately(&self, begun: i32) -> Option<f64> {
        let highs = self.days.range(begun - LATELY_DAYS..begun).filter_map(|(_, [high, _])| *high);
        let (count, sum) = highs.fold((0, 0.0), |(count, sum), high| (count + 1, sum + high));
        (count >= LATELY_MIN).then(|| sum / count as f64)
    }
}

/// The weather of all sites of which anything was told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Weather {
    places: BTreeMap<No, Place>,
    /// The day that has begun, as it was heard of last.
    begun: Option<i32>,
}

impl Weather {
    /// Takes in a forecast. Whether anything is other than it was told before; an older forecast than the newest changes
    /// nothing.
    pub fn take(&mut self, site: No, forecast: &WeatherForecast, begun: Option<i32>) -> bool {
        let place = self.places.entry(site).or_default();
        if forecast.issued_at < place.issued_at {
            return false;
        }
        place.issued_at = forecast.issued_at;
        let mut changed = false;
        for WeatherDay { day, high_celsius, precipitation_mm } in &forecast.days {
            let told = [*high_celsius, *precipitation_mm];
            changed |= place.days.insert(day.number(), told) != Some(told);
        }
        while place.days.len() > KEPT_MAX {
            place.days.pop_last();
        }
        if let Some(begun) = begun {
            self.begin(begun);
        }
        changed
    }

    /// A day has begun: what was told of days long ago is forgotten.
    pub fn begin(&mut self, day: i32) {
        self.begun = Some(day);
        for place in self.places.values_mut() {
            place.days = place.days.split_off(&(day - LATELY_DAYS));
        }
    }

    /// The weather of a day at a site, where it was told.
    pub fn at(&self, site: No, day: i32) -> Option<WeatherDay> {
        let [high_celsius, precipitation_mm] = *self.places.get(&site)?.days.get(&day)?;
        Some(WeatherDay { day: Day::of_number(day), high_celsius, precipitation_mm })
    }

    /// The weather of a day, compared with how it was before the day that has begun.
    pub fn on(&self, day: i32) -> Skies {
        let begun = self.begun.unwrap_or(day);
        let mut skies = Skies::default();
        for (site, place) in &self.places {
            if let Some([high, rain]) = place.days.get(&day) {
                let warmer = high.zip(place.lately(begun)).map(|(high, lately)| high - lately);
                skies.set(*site, sky(warmer, *rain));
            }
        }
        skies
    }

    /// The weather of so many days from one on, for as many as it is told of any site.
    pub fn ahead(&self, first: i32, count: usize) -> Vec<Skies> {
        let last = self.places.values().filter_map(|place| place.days.last_key_value()).map(|(day, _)| *day);
        let known = last.max().map_or(0, |last| (last + 1 - first).max(0) as usize);
        (first..).take(count.min(known)).map(|day| self.on(day)).collect()
    }
}

/// What the weather that is forecast does to the days for which it is, in words; nothing where that is nothing.
pub(crate) fn by_weather(outlook: &Outlook, skipped: usize) -> String {
    let known = outlook.weather.iter().zip(&outlook.formula).skip(skipped);
    let (with, without) =
        known.fold((0.0, 0.0), |(with, without), (factor, mean)| (with + mean, without + mean / factor));
    let percent = if without > 0.0 { ((with / without - 1.0) * 100.0).round() } else { 0.0 };
    if percent == 0.0 {
        return String::new();
    }
    let days = outlook.weather.len().saturating_sub(skipped);
    format!(" (of which the weather is {percent:+} % on the {days} days for which it is forecast)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use realtail_kernel::SiteId;

    fn forecast(issued: i64, days: &[(i32, f64, f64)]) -> WeatherForecast {
        let day = |(day, high, rain): &(i32, f64, f64)| WeatherDay {
            day: Day::of_number(*day),
            high_celsius: Some(*high),
            precipitation_mm: Some(*rain),
        };
        WeatherForecast {
            site: SiteId::new("lisbon").expect("a site"),
            issued_at: Instant::from_micros(issued),
            days: days.iter().map(day).collect(),
        }
    }

    #[test]
    fn a_day_ahead_is_compared_with_those_before_now() {
        let mut weather = Weather::default();
        let lately: Vec<(i32, f64, f64)> = (100..110).map(|day| (day, 10.0, 0.0)).collect();
        assert!(weather.take(3, &forecast(1, &lately), Some(110)));
        assert!(weather.take(3, &forecast(2, &[(110, 19.0, 0.0), (111, 11.0, 12.0)]), Some(110)));
        assert_eq!(weather.on(110).of(3), sky(Some(9.0), Some(0.0)));
        assert_eq!(weather.on(111).of(3), sky(None, Some(12.0)));
        assert_eq!(weather.on(112).of(3), 0, "of which nothing is told");
        let ahead: Vec<u8> = weather.ahead(111, 90).iter().map(|skies| skies.of(3)).collect();
        assert_eq!(ahead, [sky(None, Some(12.0))]);
        assert!(!weather.take(3, &forecast(3, &[(110, 19.0, 0.0)]), Some(110)), "nothing new");
        assert!(!weather.take(3, &forecast(1, &[(110, 2.0, 0.0)]), Some(110)), "an older one");
        let told = weather.at(3, 110).map(|day| (day.high_celsius, day.precipitation_mm));
        assert_eq!(told, Some((Some(19.0), Some(0.0))));
    }

    #[test]
    fn with_few_days_behind_nothing_is_warmer_than_usual() {
        let mut weather = Weather::default();
        weather.take(3, &forecast(1, &[(109, 1.0, 0.0), (110, 25.0, 2.0)]), Some(110));
        assert_eq!(weather.on(110).of(3), sky(None, Some(2.0)));
        weather.begin(140);
        assert_eq!(weather.at(3, 110), None, "what is long ago is forgotten");
    }
}
