//! The engine as the weather sees it.

use realtail_api::App;
use realtail_engine::Request;
use realtail_kernel::{Instant, Word};
use realtail_platform::Command;
use realtail_vocabulary::{Observed, Signal, WeatherForecast};
use realtail_weather::{Desk, Place};

/// Under which name forecasts of the weather stand in the log.
const BY: &str = "weather";

/// Sites and their positions, and where forecasts go.
pub struct EngineDesk(pub App);

impl Desk for EngineDesk {
    fn places(&self) -> Vec<Place> {
        let replica = self.0.handle.read();
        let place = |site: &realtail_vocabulary::Site| {
            Some(Place {
                site: site.site.clone(),
                position: site.position?,
                timezone: site.timezone.as_str().to_owned(),
            })
        };
        replica.machine.omnichannel.catalogue.sites().filter_map(place).collect()
    }

    fn now(&self) -> Instant {
        self.0.handle.now()
    }

    fn tell(&self, forecast: WeatherForecast) -> bool {
        let received_at = self.0.handle.now();
        let id = format!("{}/{}", forecast.site, forecast.issued_at);
        let (Ok(source), Ok(id)) = (Word::new(BY), Word::new(&id)) else { return false };
        let observed =
            Observed { source, id, time: Some(received_at), signal: Signal::WeatherForecast(forecast) };
        let request = Request {
            command: Command::Observe(Box::new(observed)),
            signal: "retail.weather.forecast".into(),
            by: BY.into(),
            received_at,
            cause: None,
            keys: Default::default(),
        };
        self.0.handle.submit([request].into_iter().collect(), Box::new(|_| ())).is_ok()
    }
}
