//! Settings of the weather service.

use super::{Config, Known};
use anyhow::bail;
use std::time::Duration;

/// What can be set.
pub(super) const KNOWN: &[Known] = &[
    Known {
        name: "weather.url",
        default: "",
        about: "a weather service that speaks as Open-Meteo does, such as https://HOST/v1/forecast; empty is none",
    },
    Known { name: "weather.every_s", default: "10800", about: "seconds between two questions about a site" },
    Known { name: "weather.timeout_ms", default: "10000", about: "how long one answer may take" },
    Known {
        name: "weather.backoff_ms",
        default: "60000",
        about: "wait after the first failure; it doubles, up to weather.every_s",
    },
];

impl Config {
    /// How the weather service is asked, where there is one.
    pub fn weather(&self) -> anyhow::Result<Option<realtail_weather::Settings>> {
        let url = self.text("weather.url").to_owned();
        let every = self.parsed("weather.every_s").map(Duration::from_secs)?;
        let ms = |name: &str| self.parsed(name).map(Duration::from_millis);
        let (timeout, backoff) = (ms("weather.timeout_ms")?, ms("weather.backoff_ms")?);
        if every.is_zero() || timeout.is_zero() || backoff.is_zero() {
            bail!("weather.every_s, weather.timeout_ms and weather.backoff_ms are at least 1");
        }
        Ok((!url.is_empty()).then_some(realtail_weather::Settings { url, every, timeout, backoff }))
    }
}
