//! All models as one: they follow the log entry by entry, and say up to which entry they know it.

use crate::cache::Cache;
use crate::labour::{Labour, LabourDay, LaneAdvising};
use crate::price::{Looks, Prices};
use crate::rate::{self, No};
use crate::record::{DayScore, Record, Recorder, Records};
use crate::register::Register;
use crate::said::Said;
use crate::taste::{Rankers, Tastes};
use crate::trade::{Told as Sold, Trade};
use realtail_engine::Entry;
use realtail_kernel::{Instant, ItemId, Label, Position, SiteId, Word};
use realtail_learn::counts::Counts;
use realtail_learn::demand::Model;
use realtail_vocabulary::{
    DailyDemand, DemandQuantile, Event, Forecast, IntelligenceEvent, ReplenishmentPlan, ServiceTargets,
    WeatherDay,
};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The probabilities of the quantiles that are told of every forecast.
pub const PROBABILITIES: [f64; 7] = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

/// Which forecasts may have moved with an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Moved {
    /// Of these pairs something was sold, or is planned from now on.
    pub pairs: Vec<(No, No)>,
    /// A day ended, promotions changed or another version serves, so all may have moved.
    pub all: bool,
    /// Prices that are to be looked at.
    pub prices: Looks,
}

/// What was learned from the log so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Models {
    /// The newest entry that was taken in.
    current_to: Position,
    /// When that entry was decided.
    at: Instant,
    pub(crate) trade: Trade,
    pub(crate) tastes: Tastes,
    pub(crate) labour: Labour,
    pub(crate) prices: Prices,
    pub(crate) said: Said,
    pub(crate) register: Register,
    pub(crate) rankers: Rankers,
    records: Records,
    /// The version of the demand model that serves, where its trees are at hand.
    live: Cache<Live>,
}

/// Trees that serve.
#[derive(Clone, Debug)]
pub(crate) struct Live {
    pub version: Word,
    pub model: Arc<Model>,
}

/// A forecast, and what else is to be told of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The forecast.
    pub forecast: Forecast,
    /// Units on each of its days.
    pub days: Vec<ToldDay>,
    /// From how many sales of the pair it was learned.
    pub sales: u32,
    /// From how many days of evidence, what is older weighing less.
    pub evidence_days: f64,
}

/// Units on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ToldDay {
    /// In days since 1970.
    pub day: i32,
    /// On average.
    pub mean: f64,
    /// Eight of ten times it is from so many units to so many.
    pub band: [f64; 2],
    /// The weather there, where it is forecast.
    pub weather: Option<WeatherDay>,
}

/// What is likely to be sold of many pairs together.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    /// Over how many pairs.
    pub pairs: usize,
    /// Units over all days, on average.
    pub mean: f64,
    /// Eight of ten times it is from so many units to so many.
    pub band: [f64; 2],
    /// Each of the days.
    pub days: Vec<ToldDay>,
}

impl Models {
    /// The newest entry that was taken in.
    pub fn current_to(&self) -> Position {
        self.current_to
    }

    /// How many pairs of item and site are known, and how many baskets.
    pub fn learned(&self) -> (usize, u64) {
        (self.trade.rates.pairs(), self.tastes.baskets())
    }

    /// How many pairs the demand model keeps on their own.
    pub fn kept_pairs(&self) -> usize {
        self.trade.demand.followed().count()
    }

    /// Some of them by name.
    pub fn kept_names(&self, max: usize) -> Vec<(ItemId, SiteId)> {
        let name = |(item, site): (No, No)| {
            Some((self.trade.items.name(item)?.clone(), self.trade.sites.name(site)?.clone()))
        };
        self.trade.demand.followed().take(max).filter_map(name).collect()
    }

    /// Which version of the demand model serves; nothing where the plain rule does.
    pub fn serves(&self) -> Option<&Word> {
        self.live.get().map(|live| &live.version)
    }

    /// The time in the retailer's world: it goes on from the newest sale at the pace of the clock on the wall, also where
    /// a replay is behind or ahead of that clock.
    pub fn business_now(&self, now: Instant) -> Instant {
        self.trade.business_now(now)
    }

    /// Takes in an entry. One that was taken in before is passed over.
    pub fn follow<R>(&mut self, position: Position, entry: &Entry<Event, R>) {
        self.take(position, entry);
    }

    /// Takes in an entry, and tells what may have moved with it. One that was taken in before is passed over.
    pub(crate) fn take<R>(&mut self, position: Position, entry: &Entry<Event, R>) -> Moved {
        let mut moved = Moved::default();
        if position <= self.current_to {
            return moved;
        }
        (self.current_to, self.at) = (position, entry.at);
        for event in &entry.events {
            self.tastes.take(event, entry.at);
            let mut recorder = Recorder { records: &mut self.records, said: &self.said };
            let sold = self.trade.take(event, entry.at, &mut recorder);
            self.learn_sold(sold, &mut moved);
            self.labour.take(event, position, entry, &mut self.trade);
            moved.prices.join(self.prices.take(event, entry.at, &mut self.trade));
            if let Event::Intelligence(event) = event {
                self.take_plan(event, position, &mut moved);
            }
        }
        moved
    }

    fn learn_sold(&mut self, sold: Sold, moved: &mut Moved) {
        moved.all |= sold.day_ended || sold.all_moved;
        if sold.pairs.is_empty() {
            return;
        }
        moved.pairs.extend(sold.pairs.into_iter().filter(|pair| self.said.is_planned(*pair)));
    }

    fn take_plan(&mut self, event: &IntelligenceEvent, position: Position, moved: &mut Moved) {
        self.register.take(event);
        let Trade { items, sites, demand, .. } = &mut self.trade;
        match event {
            IntelligenceEvent::PlanSet(plan) => {
                let pair = (items.number(&plan.item), sites.number(&plan.site));
                self.said.plan(pair, plan);
                demand.plan(pair);
                moved.pairs.push(pair);
            }
            IntelligenceEvent::PlanRemoved { item, site } => {
                let pair = (items.number(item), sites.number(site));
                self.said.plan_no_more(pair);
            }
            IntelligenceEvent::ForecastSaid(forecast) => {
                let pair = (items.number(&forecast.item), sites.number(&forecast.site));
                self.said.say(pair, forecast, position);
            }
            IntelligenceEvent::ModelWentLive(_) => moved.all = true,
            IntelligenceEvent::PurchaseOrderPlaced(_)
            | IntelligenceEvent::LeadTimeSeen(_)
            | IntelligenceEvent::AdviceDeclined(_)
            | IntelligenceEvent::ModelTrained(_)
            | IntelligenceEvent::ModelTried(_)
            | IntelligenceEvent::LossCaseOpened(_)
            | IntelligenceEvent::LossCaseMarked(_)
            | IntelligenceEvent::RosterSet(_)
            | IntelligenceEvent::RosterRemoved { .. }
            | IntelligenceEvent::ShiftsPlanned(_)
            | IntelligenceEvent::ShiftsAccepted(_)
            | IntelligenceEvent::LanesAdvised(_)
            | IntelligenceEvent::LanesSufficed { .. }
            | IntelligenceEvent::SupplierTermsSet(_)
            | IntelligenceEvent::SupplierTermsRemoved { .. }
            | IntelligenceEvent::BudgetSet(_)
            | IntelligenceEvent::BudgetRemoved { .. }
            | IntelligenceEvent::TransferTermsSet(_)
            | IntelligenceEvent::TransferAccepted(_)
            | IntelligenceEvent::TransferSent { .. }
            | IntelligenceEvent::TransferReceived { .. }
            | IntelligenceEvent::TransferGivenUp { .. }
            | IntelligenceEvent::PurchaseOrderChanged(_)
            | IntelligenceEvent::MoveDeclined(_)
            | IntelligenceEvent::AdviceArrived(_)
            | IntelligenceEvent::AdviceJudged(_)
            | IntelligenceEvent::Pricing(_) => {}
        }
    }

    /// The version of the demand model that the log lets serve, unless its trees are at hand.
    pub(crate) fn wanted(&self) -> Option<Word> {
        let live = &self.register.model(crate::demand::MODEL)?.live()?.version;
        (self.live.get().map(|live| &live.version) != Some(live)).then(|| live.clone())
    }

    /// Hands over trees that the log lets serve.
    pub(crate) fn serve(&mut self, live: Live) {
        self.live.drop();
        self.live.get_or(|| live);
        self.trade.prepare();
    }

    /// Makes ready for forecasts; drops trees that the log does not let serve any more.
    pub(crate) fn prepare(&mut self) {
        let live = self.register.model(crate::demand::MODEL).and_then(|model| model.live());
        if self.live.get().map(|live| &live.version) != live.map(|live| &live.version) {
            self.live.drop();
        }
        if self.live.get().is_some() {
            self.trade.prepare();
        }
    }

    /// What is likely to be sold of an item at a site on the days after this one, as things stand at a time of the
    /// retailer's world. Nothing only where the words for it cannot be made.
    pub fn forecast(
        &self,
        item: &ItemId,
        site: &SiteId,
        horizon_days: u16,
        as_of: Instant,
        also: Option<f64>,
    ) -> Option<Told> {
        let pair =
            (self.trade.items.get(item).unwrap_or(No::MAX), self.trade.sites.get(site).unwrap_or(No::MAX));
        let (today, micros) = self.trade.shown(pair.1, as_of);
        let learnt = self.learnt(pair, today, micros, horizon_days);
        let said = learnt.or_else(|| self.plain(pair, today, horizon_days, as_of))?;
        let mean: f64 = said.days.iter().map(|(_, mean)| mean).sum();
        let mut probabilities = PROBABILITIES.to_vec();
        probabilities.extend(also);
        probabilities.sort_by(f64::total_cmp);
        probabilities.dedup();
        let units = (said.quantiles)(mean, &probabilities);
        let rounded = |mean: &(i32, f64)| (mean.1 * 1e4).round() / 1e4;
        let daily = DailyDemand {
            means: said.days.iter().map(rounded).collect(),
            spread: said.spread,
            doubt: said.doubt,
        };
        let quantile = |(p, units)| DemandQuantile { p, units };
        let forecast = Forecast {
            item: item.clone(),
            site: site.clone(),
            model: said.model,
            version: said.version,
            made_at: as_of,
            current_to: self.current_to,
            horizon_days,
            mean_per_day: mean / f64::from(horizon_days.max(1)),
            quantiles: probabilities.into_iter().zip(units).map(quantile).collect(),
            why: said.why,
            daily: Some(daily),
        };
        let told = |(day, mean): &(i32, f64)| {
            let band = (said.quantiles)(*mean, &[0.1, 0.9]);
            let weather = self.trade.demand.weather(pair.1, *day);
            ToldDay { day: *day, mean: *mean, band: [band[0], band[1]], weather }
        };
        let days = said.days.iter().map(told).collect();
        Some(Told { forecast, days, sales: said.sales, evidence_days: said.evidence_days })
    }

    /// What trees say, where some serve, of a pair that is kept on its own.
    fn learnt(&self, pair: (No, No), today: i32, micros: i64, horizon_days: u16) -> Option<Saying<'_>> {
        let live = self.live.get()?;
        let horizon = usize::from(horizon_days);
        let (outlook, skipped) = self.trade.demand.outlook(&live.model, pair, today, micros, horizon)?;
        // Beyond what it looks at, the last week goes on.
        let on = |at: usize| {
            let weeks = (skipped + at).saturating_sub(outlook.days.len() - 1).div_ceil(7);
            outlook.days.get(skipped + at - 7 * weeks).copied().unwrap_or_default()
        };
        let days: Vec<(i32, f64)> = (0..horizon).map(|at| (today + 1 + at as i32, on(at))).collect();
        let formula: f64 = outlook.formula.iter().skip(skipped).sum();
        let trees: f64 = outlook.days.iter().skip(skipped).sum();
        let open = outlook.formula.iter().skip(skipped).filter(|mean| **mean > 0.0).count().max(1) as f64;
        let why = format!(
            "{:.2} units on an ordinary day there; weekdays, promotions and feasts ahead make it {:.2} a day{}, and what else was learnt {:.2}; variance {:.1} times the mean",
            outlook.level,
            formula / open,
            crate::demand::by_weather(&outlook, skipped),
            trees / open,
            outlook.spread()
        );
        let (spread, doubt) = (outlook.spread(), outlook.doubt());
        let (_, sales) = self.trade.rates.sales(pair.0, pair.1);
        let evidence_days = f64::from(self.trade.demand.days_known());
        Some(Saying {
            model: Word::new(crate::demand::MODEL).ok()?,
            version: live.version.clone(),
            days,
            quantiles: Box::new(move |mean, probabilities| {
                let counts = outlook.counts(mean);
                probabilities.iter().map(|p| counts.quantile(*p)).collect()
            }),
            why: Label::new(why).ok()?,
            spread,
            doubt,
            sales,
            evidence_days,
        })
    }

    /// What the plain rule says.
    fn plain(&self, pair: (No, No), today: i32, horizon_days: u16, as_of: Instant) -> Option<Saying<'_>> {
        let outlook = self.trade.rates.outlook(pair.0, pair.1, rate::days(as_of));
        let ahead = (1..=i32::from(horizon_days)).map(|day| today + day);
        Some(Saying {
            model: Word::new(rate::MODEL).ok()?,
            version: Word::new(rate::VERSION).ok()?,
            days: ahead.map(|day| (day, outlook.on(day))).collect(),
            why: why(&outlook)?,
            spread: outlook.spread(),
            doubt: outlook.doubt(),
            sales: outlook.sales,
            evidence_days: outlook.days,
            quantiles: Box::new(move |mean, probabilities| outlook.quantiles(mean, probabilities)),
        })
    }

    /// The forecast that a plan asks for: over the time from one order to the arrival of the next.
    pub(crate) fn planned(&self, pair: (No, No)) -> Option<Forecast> {
        let (item, site) = (self.trade.items.name(pair.0)?, self.trade.sites.name(pair.1)?);
        let (horizon_days, service_level) = self.said.horizon(pair)?;
        self.forecast(item, site, horizon_days, self.trade.business(), Some(service_level))
            .map(|told| told.forecast)
    }

    /// The day that has begun and is not over at every site, in days since 1970; nothing before the first sale.
    pub fn day_begun(&self) -> Option<i32> {
        self.trade.demand.day()
    }

    /// Who is expected at a site on a day, and who is needed for it; nothing of a site that was never heard of.
    pub fn labour_day(&self, site: &SiteId, day: i32, targets: &ServiceTargets) -> Option<LabourDay> {
        self.labour.day(&self.trade, self.trade.sites.get(site)?, day, targets)
    }

    /// What is to be said of lanes, and was not handed in yet.
    pub fn lane_advice(&self) -> Vec<LaneAdvising> {
        self.labour.to_hand_in()
    }

    /// What was foretold of a planned pair, and what came of it.
    pub fn record(&self, item: &ItemId, site: &SiteId) -> Option<&Record> {
        self.records.of((self.trade.items.get(item)?, self.trade.sites.get(site)?))
    }

    /// How forecasts of planned pairs did, by day, the oldest first.
    pub fn accuracy(&self) -> Vec<DayScore> {
        self.records.days().copied().collect()
    }

    /// What is likely to be sold of several items at several sites together, as far as they ever sold: all where none are
    /// named. Levels add up, since each is the sum of its pairs. Nothing where there are more pairs than `pairs_max`.
    pub fn total(
        &self,
        items: Option<&[ItemId]>,
        sites: Option<&[SiteId]>,
        horizon_days: u16,
        as_of: Instant,
        pairs_max: usize,
    ) -> Option<Total> {
        let numbers = |items: &[ItemId]| -> FxHashSet<No> {
            items.iter().filter_map(|item| self.trade.items.get(item)).collect()
        };
        let items = items.map(numbers);
        let numbers = |sites: &[SiteId]| -> FxHashSet<No> {
            sites.iter().filter_map(|site| self.trade.sites.get(site)).collect()
        };
        let sites = sites.map(numbers);
        let wanted = |(item, site): &(No, No)| {
            items.as_ref().is_none_or(|items| items.contains(item))
                && sites.as_ref().is_none_or(|sites| sites.contains(site))
        };
        let mut pairs: Vec<(No, No)> = self.trade.rates.known_pairs().filter(wanted).collect();
        if pairs.len() > pairs_max {
            return None;
        }
        pairs.sort_unstable();
        let mut days: Vec<Vec<Counts>> = vec![Vec::new(); usize::from(horizon_days)];
        let mut whole = Vec::new();
        let today = self.trade.shown(No::MAX, as_of).0;
        for pair in &pairs {
            let (own_today, micros) = self.trade.shown(pair.1, as_of);
            let learnt = self.learnt(*pair, own_today, micros, horizon_days);
            let Some(said) = learnt.or_else(|| self.plain(*pair, own_today, horizon_days, as_of)) else {
                continue;
            };
            let counts = |mean: f64| Counts::new(mean, said.spread + said.doubt * said.doubt * mean);
            days.iter_mut().zip(&said.days).for_each(|(sum, (_, mean))| sum.push(counts(*mean)));
            whole.push(counts(said.days.iter().map(|(_, mean)| mean).sum()));
        }
        let told = |(day, counts): (i32, Vec<Counts>)| {
            let sum = Counts::sum(counts);
            let band = [0.1, 0.9].map(|p| sum.quantile(p));
            ToldDay { day, mean: sum.mean(), band, weather: None }
        };
        let whole = Counts::sum(whole);
        Some(Total {
            pairs: pairs.len(),
            mean: whole.mean(),
            band: [0.1, 0.9].map(|p| whole.quantile(p)),
            days: (today + 1..).zip(days).map(told).collect(),
        })
    }

    /// Whether it was learned as this version would.
    pub(crate) fn is_tuned_as_now(&self) -> bool {
        self.trade.rates.is_tuned_as(&rate::Tuning::default())
    }

    /// Every pair for which something is planned.
    pub(crate) fn plans(&self) -> Vec<(No, No)> {
        self.said.pairs()
    }
}

/// Quantiles of a sum of days, of that mean, at some probabilities.
type Quantiles<'a> = Box<dyn Fn(f64, &[f64]) -> Vec<f64> + 'a>;

/// What a model says of a pair.
struct Saying<'a> {
    model: Word,
    version: Word,
    days: Vec<(i32, f64)>,
    /// Of the sum of all days, of this mean.
    quantiles: Quantiles<'a>,
    why: Label,
    /// The variance of a day's units over their mean, and the standard deviation of the level as a share of it.
    spread: f64,
    doubt: f64,
    sales: u32,
    evidence_days: f64,
}

/// In words, with the numbers that led to it.
fn why(outlook: &rate::Outlook) -> Option<Label> {
    let text = if outlook.sales == 0 {
        format!(
            "nothing was sold of it there yet; {:.2} units a day by what it sells elsewhere and the site's share",
            outlook.expected_level
        )
    } else {
        format!(
            "{:.2} units a day from {} sales there over {:.0} days of evidence, drawn towards {:.2} by what it sells everywhere; variance {:.1} times the mean",
            outlook.own_level,
            outlook.sales,
            outlook.days,
            outlook.expected_level,
            outlook.spread()
        )
    };
    Label::new(text).ok()
}

/// What a plan asks of a forecast.
pub(crate) fn asked(plan: &ReplenishmentPlan) -> (u16, f64) {
    let days = plan.lead_time_days.saturating_add(plan.review_days).max(1);
    (days, f64::from(plan.service_level_ppm) / 1e6)
}
