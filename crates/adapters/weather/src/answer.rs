//! What the service answers: columns of days, with the units that they are in.

use realtail_kernel::Day;
use realtail_vocabulary::{WEATHER_DAYS_MAX, WeatherDay};
use serde::Deserialize;

/// The columns that are asked for.
pub(crate) const COLUMNS: &str = "temperature_2m_max,precipitation_sum";

/// Why an answer is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUnderstood(String);

impl std::fmt::Display for NotUnderstood {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Deserialize)]
struct Answer {
    daily_units: Units,
    daily: Days,
}

#[derive(Deserialize)]
struct Units {
    temperature_2m_max: String,
    precipitation_sum: String,
}

#[derive(Deserialize)]
struct Days {
    time: Vec<String>,
    temperature_2m_max: Vec<Option<f64>>,
    precipitation_sum: Vec<Option<f64>>,
}

/// Reads an answer. Days of which nothing is known are left out, as far ahead as a model does not reach.
pub(crate) fn read(body: &[u8]) -> Result<Vec<WeatherDay>, NotUnderstood> {
    let Answer { daily_units, daily } =
        serde_json::from_slice(body).map_err(|problem| NotUnderstood(problem.to_string()))?;
    for (column, unit, wanted) in [
        ("temperature_2m_max", &daily_units.temperature_2m_max, "°C"),
        ("precipitation_sum", &daily_units.precipitation_sum, "mm"),
    ] {
        if unit != wanted {
            return Err(NotUnderstood(format!("{column} is in {unit:?}, not in {wanted}")));
        }
    }
    let Days { time, temperature_2m_max: highs, precipitation_sum: rains } = daily;
    if highs.len() != time.len() || rains.len() != time.len() {
        return Err(NotUnderstood(format!(
            "{} days, {} temperatures and {} amounts of rain",
            time.len(),
            highs.len(),
            rains.len()
        )));
    }
    let mut days = Vec::with_capacity(time.len());
    for ((text, high_celsius), precipitation_mm) in time.iter().zip(highs).zip(rains) {
        let day: Day = text.parse().map_err(|_| NotUnderstood(format!("{text:?} is no day")))?;
        if high_celsius.is_some() || precipitation_mm.is_some() {
            days.push(WeatherDay { day, high_celsius, precipitation_mm });
        }
    }
    days.truncate(WEATHER_DAYS_MAX);
    Ok(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(days: &str, highs: &str, rains: &str, unit: &str) -> String {
        format!(
            r#"{{"latitude": 38.7, "timezone": "Europe/Lisbon", "daily_units": {{"time": "iso8601",
                "temperature_2m_max": "{unit}", "precipitation_sum": "mm"}},
                "daily": {{"time": {days}, "temperature_2m_max": {highs}, "precipitation_sum": {rains}}}}}"#
        )
    }

    #[test]
    fn columns_become_days() {
        let text = answer(
            r#"["2026-11-27", "2026-11-28", "2026-11-29"]"#,
            "[14.2, 15.0, null]",
            "[0.0, null, null]",
            "°C",
        );
        let days = read(text.as_bytes()).expect("understood");
        let told: Vec<_> =
            days.iter().map(|day| (day.day.to_string(), day.high_celsius, day.precipitation_mm)).collect();
        assert_eq!(
            told,
            [("2026-11-27".to_owned(), Some(14.2), Some(0.0)), ("2026-11-28".to_owned(), Some(15.0), None)]
        );
    }

    #[test]
    fn what_is_no_answer_is_told_as_such() {
        let day = r#"["2026-11-27"]"#;
        for (text, expected) in [
            (answer(day, "[61.0]", "[0]", "°F"), "temperature_2m_max is in \"°F\", not in °C"),
            (answer(day, "[1.0, 2.0]", "[0]", "°C"), "1 days, 2 temperatures and 1 amounts of rain"),
            (answer(r#"["tomorrow"]"#, "[1.0]", "[0]", "°C"), "\"tomorrow\" is no day"),
            (r#"{"error": true, "reason": "too many"}"#.to_owned(), "missing field `daily_units`"),
            ("<html>".to_owned(), "expected value"),
        ] {
            let NotUnderstood(why) = read(text.as_bytes()).expect_err("not understood");
            assert!(why.starts_with(expected), "{why}");
        }
    }
}
