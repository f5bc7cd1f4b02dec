//! What the models need of the engine, and the engine of the models.

use realtail_api::{ListAsk, ModelDoor, ToldBecause, ToldBought, ToldForecast, ToldItem, ToldList};
use realtail_engine::{Handle, NotTaken, Request};
use realtail_kernel::{CustomerId, Day, ItemId, Position, SiteId};
use realtail_models::{Asked, Because, Bought, Current, Desk, Heard, Listed, Saying, Told, Training};
use realtail_platform::{Command, Retail};
use realtail_vocabulary::{ContactChannel, Purpose};
use smallvec::SmallVec;

/// Under which name forecasts stand in the log.
const BY: &str = "models";

/// The engine as the models see it.
pub struct EngineDesk(pub Handle<Retail>);

impl EngineDesk {
    /// A refusal stands nowhere and harms nobody: the pillar was switched off meanwhile.
    fn submit(&self, requests: SmallVec<[Request<Command>; 1]>) -> Heard {
        match self.0.submit(requests, Box::new(|_| ())) {
            Ok(()) => Heard::Taken,
            Err(NotTaken::Busy | NotTaken::StorageFull) => Heard::Busy,
            Err(NotTaken::Stopping) => Heard::Stopping,
        }
    }
}

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
        self.submit(sayings.into_iter().map(request).collect())
    }

    fn report(&self, training: Vec<Training>) -> Heard {
        let received_at = self.0.now();
        let request = |training: Training| {
            let (command, signal) = match training {
                Training::Trained(version) => {
                    (realtail_intelligence::Command::TrainModel(Box::new(version)), "model.train")
                }
                Training::Tried(trial) => {
                    (realtail_intelligence::Command::TryModel(Box::new(trial)), "model.try")
                }
            };
            let command = Command::Intelligence(command);
            Request {
                command,
                signal: signal.into(),
                by: BY.into(),
                received_at,
                cause: None,
                keys: SmallVec::new(),
            }
        };
        self.submit(training.into_iter().map(request).collect())
    }

    fn agrees(&self, customer: &CustomerId) -> bool {
        let replica = self.0.read();
        let customer = replica.machine.omnichannel.customers.resolve(customer);
        let consents = &replica.machine.media.consents;
        consents.agrees(customer, Purpose::Personalisation, ContactChannel::Onsite)
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

    fn list(&self, ask: &ListAsk<'_>, customer: Option<&CustomerId>, max: usize) -> ToldList {
        let now = self.handle.now();
        let asked = match *ask {
            ListAsk::NextBasket => Asked::NextBasket,
            ListAsk::NewToCustomer => Asked::NewToCustomer,
            ListAsk::Basket(items) => Asked::Basket(items),
            ListAsk::Substitutes(item) => Asked::Substitutes(item),
            ListAsk::Similar(item) => Asked::Similar(item),
        };
        self.current.look(|models| {
            let listing = models.list(&asked, customer, models.business_now(now), max);
            ToldList {
                model: listing.model,
                version: listing.version,
                current_to: models.current_to(),
                baskets: models.learned().1,
                items: listing.listed.into_iter().map(told).collect(),
            }
        })
    }

    fn fondness(&self, customer: &CustomerId, items: &[ItemId]) -> Vec<f64> {
        let now = self.handle.now();
        self.current.look(|models| models.fondness(customer, items, models.business_now(now)))
    }

    fn bought(&self, customer: &CustomerId) -> (Position, Vec<ToldBought>) {
        let now = self.handle.now();
        self.current.look(|models| {
            let bought = models.bought(customer, models.business_now(now)).into_iter();
            let told = |Bought { item, times, lately }| ToldBought { item, times, lately };
            (models.current_to(), bought.map(told).collect())
        })
    }
}

fn told(listed: Listed) -> ToldItem {
    let Listed { item, score, because } = listed;
    let because = match because {
        Because::Bought { times, last_days, every_days } => {
            ToldBecause::Bought { times, last_days, every_days }
        }
        Because::With { with, together, of } => ToldBecause::With { with, together, of },
        Because::Alike => ToldBecause::Alike,
        Because::OfAKind => ToldBecause::OfAKind,
        Because::Popular => ToldBecause::Popular,
    };
    ToldItem { item, score, because }
}
