//! What the models need of the engine, and the engine of the models.

use realtail_api::{ModelDoor, ToldForecast, ToldMatch, ToldMatches};
use realtail_engine::{Handle, NotTaken, Request};
use realtail_kernel::{Day, ItemId, SiteId};
use realtail_models::{Current, Desk, Heard, Recommended, Saying, Told, together};
use realtail_platform::{Command, Retail};
use smallvec::SmallVec;

/// Under which name forecasts stand in the log.
const BY: &str = "models";

/// The engine as the models see it.
pub struct EngineDesk(pub Handle<Retail>);

impl Desk for EngineDesk {
    fn say(&self, sayings: Vec<Saying>) -> Heard {
        let received_at = self.0.now();
        let request = |saying: Saying| Request {
            command: Command::Intelligence(realtail_intelligence::Command::Say(Box::new(saying.forecast))),
            signal: "forecast.say".into(),
            by: BY.into(),
            received_at,
            cause: saying.cause,
            keys: SmallVec::new(),
        };
        // A refusal stands nowhere and harms nobody: the pillar was switched off meanwhile.
        match self.0.submit(sayings.into_iter().map(request).collect(), Box::new(|_| ())) {
            Ok(()) => Heard::Taken,
            Err(NotTaken::Busy | NotTaken::StorageFull) => Heard::Busy,
            Err(NotTaken::Stopping) => Heard::Stopping,
        }
    }
}

/// The models as the interface sees them.
pub struct Models {
    /// What was learned so far.
    pub current: Current,
    /// The engine, for its clock.
    pub handle: Handle<Retail>,
}

impl ModelDoor for Models {
    fn forecast(&self, item: &ItemId, site: &SiteId, days: u16) -> Option<ToldForecast> {
        let now = self.handle.now();
        let told =
            self.current.look(|models| models.forecast(item, site, days, models.business_now(now), None))?;
        let Told { forecast, days, sales, evidence_days } = told;
        let day = |(day, mean)| (Day::of_number(day), mean);
        Some(ToldForecast { forecast, days: days.into_iter().map(day).collect(), sales, evidence_days })
    }

    fn matches(&self, basket: &[ItemId], max: usize) -> ToldMatches {
        let now = self.handle.now();
        self.current.look(|models| {
            let found = models.recommend(basket, models.business_now(now), max);
            let told = |found: Recommended| {
                let Recommended { item, score, with, together, of } = found;
                ToldMatch { item, score, with, together, of }
            };
            ToldMatches {
                model: together::MODEL,
                version: together::VERSION,
                current_to: models.current_to(),
                baskets: models.learned().1,
                matches: found.into_iter().map(told).collect(),
            }
        })
    }
}
