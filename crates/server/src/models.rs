//! What the models need of the engine, and the engine of the models.

use realtail_api::{
    ListAsk, ModelDoor, ToldBecause, ToldBought, ToldEffect, ToldElasticity, ToldForecast, ToldForecastDay,
    ToldForetold, ToldItem, ToldList, ToldPeriod, ToldRecord, ToldScore, ToldTotal, ToldTrial,
};
use realtail_engine::{Handle, NotTaken, Request};
use realtail_intelligence::{Command as Intelligence, PriceJudging, PricingCommand, guards};
use realtail_kernel::{CustomerId, Day, ItemId, Position, SiteId};
use realtail_models::{
    Asked, Because, Bought, Current, DayScore, Desk, ElasticityOf, Foretold, Heard, LaneAdvising, LaneTold,
    Listed, PriceAdvising, PriceFacts, PriceOutcome, PriceSet, PriceTold, Saying, Told, ToldDay, Total,
    Training,
};
use realtail_platform::{Command, Retail};
use realtail_vocabulary::{ContactChannel, PriceElasticity, Purpose};
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
            command: Command::Intelligence(Intelligence::Say(Box::new(saying.forecast))),
            signal: "forecast.say".into(),
            by: BY.into(),
            received_at,
            cause: saying.cause,
            keys: SmallVec::new(),
        };
        self.submit(sayings.into_iter().map(request).collect())
    }

    fn advise(&self, advice: Vec<LaneAdvising>) -> Heard {
        // The delay counts from the sale that led to it.
        let request = |advising: LaneAdvising| Request {
            command: Command::Intelligence(match advising.what {
                LaneTold::Short(advice) => Intelligence::AdviseLanes(advice),
                LaneTold::Suffice(site, lanes_open) => Intelligence::SufficeLanes(site, lanes_open),
            }),
            signal: advising.signal.into(),
            by: BY.into(),
            received_at: advising.received_at,
            cause: Some(advising.cause),
            keys: SmallVec::new(),
        };
        self.submit(advice.into_iter().map(request).collect())
    }

    fn price_facts(&self, item: &ItemId, site: &SiteId) -> Option<PriceFacts> {
        let replica = self.0.read();
        let room = replica.machine.room(self.0.now());
        let facts = replica.machine.intelligence.price_facts(item, site, &room)?;
        let set = |known: realtail_intelligence::KnownPrice| PriceSet {
            unit_price: known.taken.unit_price,
            unit_price_usual: known.taken.advice.unit_price_usual,
            taken_at: known.taken_at,
            valid_until: known.taken.valid_until,
            aim: known.taken.advice.aim,
        };
        Some(PriceFacts {
            guards: guards(&facts.bounds, &facts.rules)?,
            rules: facts.rules,
            price: facts.price.map(|price| (price.unit_price, price.per, price.currency)),
            unit_cost: facts.unit_cost,
            units: facts.units,
            lots: facts.lots.into_iter().map(|lot| (lot.lot, lot.expires_at, lot.units)).collect(),
            set: facts.set.into_iter().map(set).collect(),
            now: facts.now,
        })
    }

    fn price(&self, advice: Vec<PriceAdvising>) -> Heard {
        let now = self.0.now();
        let request = |PriceAdvising { what, led_by }: PriceAdvising| {
            let command = match what {
                PriceTold::Advise(advice) => PricingCommand::Advise(advice),
                PriceTold::Keep(item, site, lot) => PricingCommand::Withdraw(item, site, lot),
                PriceTold::Judge(outcome) => PricingCommand::Judge(Box::new(judging(*outcome))),
            };
            // The delay counts from the signal that led to it.
            let (signal, received_at, cause) = match led_by {
                Some(led_by) => (led_by.signal, led_by.received_at, Some(led_by.cause)),
                None => ("price.advise".to_owned(), now, None),
            };
            Request {
                command: Command::Intelligence(Intelligence::Pricing(command)),
                signal: signal.into(),
                by: BY.into(),
                received_at,
                cause,
                keys: SmallVec::new(),
            }
        };
        self.submit(advice.into_iter().map(request).collect())
    }

    fn report(&self, training: Vec<Training>) -> Heard {
        let received_at = self.0.now();
        let request = |training: Training| {
            let (command, signal) = match training {
                Training::Trained(version) => (Intelligence::TrainModel(Box::new(version)), "model.train"),
                Training::Tried(trial) => (Intelligence::TryModel(Box::new(trial)), "model.try"),
            };
            Request {
                command: Command::Intelligence(command),
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

fn judging(outcome: PriceOutcome) -> PriceJudging {
    let PriceOutcome { item, site, lot, sold_units, revenue, waste_units, without_units } = outcome;
    PriceJudging { item, site, lot, sold_units, revenue, waste_units, without_units }
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
        Some(ToldForecast { forecast, days: days.into_iter().map(told_day).collect(), sales, evidence_days })
    }

    fn elasticities(&self, item: Option<&ItemId>) -> (Position, Vec<ToldElasticity>) {
        self.current.prepare_elasticities();
        self.current.look(|models| {
            let found = match item {
                Some(item) => models.elasticity(item).map(|of| (item.clone(), of)).into_iter().collect(),
                None => models.elasticities(),
            };
            (models.current_to(), found.into_iter().map(told_elasticity).collect())
        })
    }

    fn price_trial(&self, test: &str, unit_cost: Option<i64>) -> Option<ToldTrial> {
        let now = self.handle.now();
        let trial = self.current.look(|models| models.price_trial(test, models.business_now(now)))?;
        let effect = |effect: realtail_learn::price::Effect| ToldEffect {
            difference: effect.difference.mean,
            low: effect.interval.0,
            high: effect.interval.1,
        };
        let period = |(tried, units, revenue): &(bool, f64, f64)| ToldPeriod {
            tried: *tried,
            units: *units,
            revenue: *revenue,
        };
        Some(ToldTrial {
            units: trial.units.map(effect),
            revenue: trial.revenue.map(effect),
            margin: unit_cost.and_then(|cost| trial.margin(cost as f64)).map(effect),
            periods: trial.periods.iter().map(period).collect(),
        })
    }

    fn total(
        &self,
        items: Option<&[ItemId]>,
        sites: Option<&[SiteId]>,
        days: u16,
        pairs_max: usize,
    ) -> Option<ToldTotal> {
        let now = self.handle.now();
        self.current.look(|models| {
            let Total { pairs, mean, band, days } =
                models.total(items, sites, days, models.business_now(now), pairs_max)?;
            let (current_to, days) = (models.current_to(), days.into_iter().map(told_day).collect());
            Some(ToldTotal { pairs, current_to, mean, band, days })
        })
    }

    fn record(&self, item: &ItemId, site: &SiteId) -> Option<ToldRecord> {
        let foretold = |foretold: &Foretold| ToldForetold {
            day: Day::of_number(foretold.day),
            days: foretold.days,
            mean: f64::from(foretold.mean),
            band: foretold.band.map(f64::from),
            plain: f64::from(foretold.plain),
            units: foretold.units.map(f64::from),
        };
        self.current.look(|models| {
            let record = models.record(item, site)?;
            let oldest = record.newest_day + 1 - record.units.len() as i32;
            let day = |(day, units): (i32, &f32)| (Day::of_number(day), f64::from(*units));
            Some(ToldRecord {
                days: (oldest..).zip(&record.units).map(day).collect(),
                foretold: record.foretold.iter().map(foretold).collect(),
            })
        })
    }

    fn accuracy(&self) -> Vec<ToldScore> {
        let told = |score: DayScore| ToldScore {
            day: Day::of_number(score.day),
            pairs: score.pairs,
            units: f64::from(score.units),
            error: f64::from(score.error),
            plain_error: f64::from(score.plain_error),
            naive_error: f64::from(score.naive_error),
            inside: score.inside,
        };
        self.current.look(|models| models.accuracy().into_iter().map(told).collect())
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

fn told_elasticity((item, of): (ItemId, ElasticityOf)) -> ToldElasticity {
    let told = |estimate: realtail_learn::price::Estimate| {
        let (low, high) = estimate.interval();
        PriceElasticity { mean: estimate.mean, low, high }
    };
    ToldElasticity {
        item,
        paid: told(of.own.paid),
        shelf: told(of.own.shelf),
        rivals: told(of.own.cross),
        own: of.is_its_own,
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

fn told_day(told: ToldDay) -> ToldForecastDay {
    let ToldDay { day, mean, band, weather } = told;
    ToldForecastDay { day: Day::of_number(day), mean, band, weather }
}
