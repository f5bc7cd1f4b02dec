//! The weather of the days around now, as a forecast of it says.

use realtail_kernel::{Day, Instant, SiteId};
use serde::{Deserialize, Serialize};

/// What weather a site has and will have, day by day. A later forecast takes the place of what an earlier one said of the
/// same days; what it does not speak of stays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeatherForecast {
    /// Where.
    pub site: SiteId,
    /// When it was made.
    pub issued_at: Instant,
    /// Its days, by the wall of the site, in rising order. Days before today tell what the weather was, which is what a day
    /// ahead is compared with.
    #[schema(min_items = 1, max_items = 92)]
    pub days: Vec<WeatherDay>,
}

/// The weather of a day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeatherDay {
    /// Which.
    pub day: Day,
    /// The highest temperature, in degrees Celsius.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = -90, maximum = 60)]
    pub high_celsius: Option<f64>,
    /// Rain and melted snow, in millimetres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 2000)]
    pub precipitation_mm: Option<f64>,
}

/// The most days that a forecast speaks of.
pub const WEATHER_DAYS_MAX: usize = 92;

impl WeatherForecast {
    /// What is wrong with it, and where; nothing where all is well.
    pub fn fault(&self) -> Option<(String, String)> {
        let fault = |field: String, what: &str| Some((field, what.to_owned()));
        if self.days.is_empty() || self.days.len() > WEATHER_DAYS_MAX {
            return fault("days".into(), "give 1 to 92 days");
        }
        if let Some(at) = self.days.windows(2).position(|two| two[0].day >= two[1].day) {
            return fault(format!("days[{}].day", at + 1), "days come once each, in rising order");
        }
        self.days.iter().enumerate().find_map(|(at, day)| {
            // What is not a number lies in no range.
            if day.high_celsius.is_some_and(|high| !(-90.0..=60.0).contains(&high)) {
                return fault(format!("days[{at}].high_celsius"), "degrees Celsius go from -90 to 60");
            }
            if day.precipitation_mm.is_some_and(|rain| !(0.0..=2000.0).contains(&rain)) {
                return fault(format!("days[{at}].precipitation_mm"), "millimetres go from 0 to 2000");
            }
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_where_it_is() {
        let day = |number: i32, high: f64, rain: f64| WeatherDay {
            day: Day::of_number(number),
            high_celsius: Some(high),
            precipitation_mm: Some(rain),
        };
        for (days, expected) in [
            (vec![day(1, 20.0, 0.0), day(2, -3.5, 12.0)], None),
            (vec![], Some("days")),
            (vec![day(1, 20.0, 0.0); 2], Some("days[1].day")),
            (vec![day(2, 20.0, 0.0), day(1, 20.0, 0.0)], Some("days[1].day")),
            (vec![day(1, 68.0, 0.0)], Some("days[0].high_celsius")),
            (vec![day(1, f64::NAN, 0.0)], Some("days[0].high_celsius")),
            (vec![day(1, 20.0, 0.0), day(2, 20.0, -1.0)], Some("days[1].precipitation_mm")),
        ] {
            let site = SiteId::new("lisbon").expect("a site");
            let forecast = WeatherForecast { site, issued_at: Instant::from_micros(0), days };
            assert_eq!(forecast.fault().map(|(field, _)| field).as_deref(), expected);
        }
    }
}
