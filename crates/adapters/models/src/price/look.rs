//! Which price is worth setting: of lots that expire, of a season that ends, and of what is sold from day to day.

use super::weeks::{ElasticityOf, is_sure};
use super::words::{answer, money};
use super::{Key, MODEL, PriceFacts, PriceSet, PriceTold, VERSION};
use crate::models::Models;
use crate::rate::No;
use realtail_kernel::{Currency, Instant, ItemId, Label, SiteId, Word};
use realtail_learn::price::{self, Belief, Lot, Regular, by_expiry};
use realtail_vocabulary::{DailyDemand, PriceAdvice, PriceAim, PriceElasticity, PriceOutlook};

const DAY_MICROS: i64 = 86_400_000_000;
/// A season's goods are marked down in so many weeks before its end.
const SEASON_DAYS: i32 = 84;
/// Prices of a season stand for a week.
const SEASON_STEP_MS: i64 = 7 * 86_400_000;
/// More units than this are planned in bundles.
const UNITS_MAX: u32 = 150;
/// Forecasts are never surer of their level than this.
const DOUBT: [f64; 2] = [0.1, 1.0];
/// Nobody prints labels to save less than this of a unit.
const WORTH_UNITS: f64 = 0.5;
/// Nor to ask less than this share less.
const STEP: f64 = 0.05;
/// A regular price is not changed for less than this share of what the item earns.
const WORTH: f64 = 0.01;

/// What all prices of a pair are searched from.
struct Shelf<'a> {
    facts: &'a PriceFacts,
    item: &'a ItemId,
    site: &'a SiteId,
    pair: (No, No),
    /// The price of now, by the lists or by the receipts; in minor units for `per` units.
    now: u32,
    /// The price that steps of a markdown are taken off.
    usual: u32,
    per: u32,
    currency: Currency,
    elasticity: ElasticityOf,
    /// Units of the rest of today and of the days after it.
    forecast: DailyDemand,
    /// The day it is at the site, in days since 1970.
    today: i32,
}

/// A price that was found.
struct Found {
    unit_price: u32,
    now: u32,
    units: i64,
    forecast: Vec<f64>,
    with: PriceOutlook,
    without: PriceOutlook,
    gain: i64,
    elasticity: PriceElasticity,
    reason: String,
}

impl Models {
    /// What is to be said of a pair's prices, from the facts of now.
    pub(crate) fn look_at_price(&self, pair: (No, No), facts: &PriceFacts) -> Vec<PriceTold> {
        let names = self.trade.items.name(pair.0).zip(self.trade.sites.name(pair.1));
        let Some((item, site)) = names else { return Vec::new() };
        let Some(shelf) = self.shelf(item, site, pair, facts) else { return Vec::new() };
        let mut told = self.lots(&shelf);
        let season = facts
            .rules
            .terms
            .season_end
            .filter(|end| (0..SEASON_DAYS).contains(&(end.number() - shelf.today)));
        match season {
            Some(end) => told.extend(self.season(&shelf, end)),
            None => told.extend(self.regular(&shelf)),
        }
        told
    }

    fn shelf<'a>(
        &self,
        item: &'a ItemId,
        site: &'a SiteId,
        pair: (No, No),
        facts: &'a PriceFacts,
    ) -> Option<Shelf<'a>> {
        let (now, per, currency) = match facts.price {
            Some((unit_price, per, currency)) => (unit_price, per, currency),
            // Who has no price lists has receipts.
            None => (self.prices.weeks.shelf_price(pair.0)?.round() as i64, 1, Currency::NONE),
        };
        let is_markdown = |set: &&PriceSet| set.aim != PriceAim::Regular && holds(set, facts.now);
        let usual = facts.set.iter().find(is_markdown).map_or(now, |set| set.unit_price_usual);
        let (today, micros) = self.trade.shown(pair.1, facts.now);
        let days = u16::try_from(SEASON_DAYS.max(i32::from(facts.rules.terms.regular_days))).ok()?;
        let told = self.forecast(item, site, days, self.trade.business(), None)?;
        let daily = told.forecast.daily?;
        // What is left of today is part of it as well.
        let rest = 1.0 - micros as f64 / DAY_MICROS as f64;
        let means =
            daily.means.first().map(|first| first * rest).into_iter().chain(daily.means.iter().copied());
        Some(Shelf {
            facts,
            item,
            site,
            pair,
            now: u32::try_from(now).ok().filter(|now| *now > 0)?,
            usual: u32::try_from(usual).ok().filter(|usual| *usual > 0)?,
            per,
            currency,
            elasticity: self.prices.weeks.elasticity(pair.0, &self.trade.demand)?,
            forecast: DailyDemand {
                means: means.collect(),
                spread: daily.spread.max(1.0),
                doubt: daily.doubt.clamp(DOUBT[0], DOUBT[1]),
            },
            today,
        })
    }

    /// Lots that expire soon. Shoppers are expected to take first what expires first.
    fn lots(&self, shelf: &Shelf<'_>) -> Vec<PriceTold> {
        let facts = shelf.facts;
        let days_left = |expires_at: Instant| {
            let last = Instant::from_micros(expires_at.micros() - 1);
            u32::try_from(self.trade.shown(shelf.pair.1, last).0 - shelf.today + 1).unwrap_or(0)
        };
        let lots: Vec<(u32, u32)> = facts
            .lots
            .iter()
            .map(|(_, expires_at, units)| (u32::try_from(*units).unwrap_or(0), days_left(*expires_at)))
            .take_while(|(_, days)| *days <= shelf.forecast.means.len() as u32)
            .collect();
        let shared = by_expiry(&lots, &shelf.forecast.means);
        let each = facts.lots.iter().zip(&lots).zip(shared);
        let due =
            each.filter(|((_, (_, days)), _)| (1..=u32::from(facts.rules.terms.lot_days)).contains(days));
        due.filter_map(|(((lot, expires_at, units), _), forecast)| {
            let aim = PriceAim::Lot { lot: lot.clone(), expires_at: *expires_at };
            let set = facts.set.iter().find(|set| set.aim == aim);
            let now = set.map_or(shelf.now, |set| u32::try_from(set.unit_price).unwrap_or(shelf.now));
            self.markdown(shelf, aim, *units, now, forecast, 1)
        })
        .collect()
    }

    /// What is left of a season, week by week.
    fn season(&self, shelf: &Shelf<'_>, end: realtail_kernel::Day) -> Option<PriceTold> {
        let aim = PriceAim::Season { end };
        let set = shelf.facts.set.iter().find(|set| set.aim == aim);
        if set.is_some_and(|set| shelf.facts.now < set.taken_at.plus_ms(SEASON_STEP_MS)) {
            return None;
        }
        let days = usize::try_from(end.number() - shelf.today + 1).ok()?;
        let forecast = shelf.forecast.means.iter().take(days).copied().collect();
        self.markdown(shelf, aim, shelf.facts.units, shelf.now, forecast, 7)
    }

    /// Goods that must be gone: the best price of now, if later ones are planned as well.
    fn markdown(
        &self,
        shelf: &Shelf<'_>,
        aim: PriceAim,
        units: i64,
        now: u32,
        forecast: Vec<f64>,
        period_days: usize,
    ) -> Option<PriceTold> {
        let facts = shelf.facts;
        let keep = || Some(PriceTold::Keep(shelf.item.clone(), shelf.site.clone(), aim.lot().cloned()));
        let (Ok(count), true) = (u32::try_from(units), units > 0) else { return keep() };
        let key: Key = (shelf.pair.0, shelf.pair.1, aim.lot().cloned());
        let belief = self.prices.belief(&key).cloned();
        let belief = belief.unwrap_or_else(|| Belief::new(shelf.elasticity.own.paid, shelf.forecast.doubt));
        let usual = shelf.usual.max(now);
        let rules = &facts.rules.terms;
        let (lot, of_bundle) = shelf.bundled(count, &forecast, period_days, usual);
        let mut ladder = facts.guards.ladder(usual, now);
        ladder.retain(|price| *price == now || f64::from(*price) <= f64::from(now) * (1.0 - STEP));
        if ladder.is_empty() {
            return keep();
        }
        let plan = price::plan(&lot, &belief, &ladder);
        if plan.price_cents >= now {
            return keep();
        }
        // A price that the bounds do not let stay is still what the others are held against.
        let may_stay = ladder.first() == Some(&now);
        let stay = if may_stay { plan } else { price::plan(&lot, &belief, &[now]) };
        let of_unit = of_bundle / f64::from(shelf.per);
        let outlook = |revenue: f64, waste: f64| {
            let waste_units = (waste * of_bundle).clamp(0.0, units as f64);
            PriceOutlook {
                sold_units: rounded(units as f64 - waste_units),
                revenue: (revenue * of_unit).round() as i64,
                waste_units: rounded(waste_units),
            }
        };
        let with = outlook(plan.revenue_cents, plan.waste_units);
        let without = outlook(stay.stay_revenue_cents, stay.stay_waste_units);
        let removal = (without.waste_units - with.waste_units) * rules.removal_cost as f64;
        let gain = with.revenue - without.revenue + removal.round() as i64;
        if may_stay && gain <= 0 && without.waste_units - with.waste_units < WORTH_UNITS {
            return keep();
        }
        let elasticity = told(&belief);
        let mut found = Found {
            unit_price: plan.price_cents,
            now,
            units,
            forecast,
            with,
            without,
            gain,
            elasticity,
            reason: String::new(),
        };
        found.reason = shelf.why_marked_down(&aim, &found, lot.waste_cents);
        self.advice(shelf, aim, usual, found)
    }

    /// What is sold from day to day, if its answer to prices and its cost are known.
    fn regular(&self, shelf: &Shelf<'_>) -> Option<PriceTold> {
        let facts = shelf.facts;
        let rules = &facts.rules.terms;
        if rules.regular_percent == 0 || !facts.set.is_empty() {
            return None;
        }
        let keep = || Some(PriceTold::Keep(shelf.item.clone(), shelf.site.clone(), None));
        let ElasticityOf { own, is_its_own, rivals } = shelf.elasticity;
        let (true, true, Some(unit_cost)) = (is_its_own, is_sure(own.shelf), facts.unit_cost) else {
            return keep();
        };
        let days = usize::from(rules.regular_days);
        let forecast: Vec<f64> = shelf.forecast.means.iter().skip(1).take(days).copied().collect();
        let units_day = forecast.iter().sum::<f64>() / days.max(1) as f64;
        let (price, cost) = (f64::from(shelf.now), unit_cost as f64 * f64::from(shelf.per));
        let earns = units_day * (price - cost);
        // Rivals are taken to earn the same part of what they take, and to answer by this item's weight among them.
        let (weight, others) = rivals.unwrap_or((0.0, 0.0));
        let regular = Regular {
            price_cents: shelf.now,
            cost_cents: cost,
            units_day,
            rivals: (own.cross.mean.max(0.0) * weight, earns.max(0.0) * others),
            change_max: f64::from(rules.regular_percent) / 100.0,
        };
        let belief = Belief::new(own.shelf, shelf.forecast.doubt);
        let best = price::recommend(&regular, &belief, &facts.guards);
        let gain_day = best.gain_cents_day / f64::from(shelf.per);
        if best.price_cents == shelf.now || gain_day <= WORTH * (earns / f64::from(shelf.per)).abs() {
            return keep();
        }
        let over = |units_day: f64, unit_price: u32| PriceOutlook {
            sold_units: rounded(units_day * days as f64),
            revenue: (units_day * days as f64 * f64::from(unit_price) / f64::from(shelf.per)).round() as i64,
            waste_units: 0.0,
        };
        let stays = belief.mean(&price::Day { forecast_units: units_day, spread: 1.0, relative_price: 1.0 });
        let elasticity = told(&belief);
        let reason = format!(
            "{:.1} a day at {} earn {} a day, its rivals counted in, more than {:.1} at {}; {}",
            best.units_day,
            money(f64::from(best.price_cents), shelf.currency),
            money(gain_day, shelf.currency),
            stays,
            money(price, shelf.currency),
            answer(elasticity.mean, elasticity.low, elasticity.high)
        );
        let found = Found {
            unit_price: best.price_cents,
            now: shelf.now,
            units: 0,
            with: over(best.units_day, best.price_cents),
            without: over(stays, shelf.now),
            forecast,
            gain: (gain_day * days as f64).round() as i64,
            elasticity,
            reason,
        };
        self.advice(shelf, PriceAim::Regular, shelf.now, found)
    }

    /// Nothing only where the words for it cannot be made.
    fn advice(&self, shelf: &Shelf<'_>, aim: PriceAim, usual: u32, found: Found) -> Option<PriceTold> {
        let Found { unit_price, now, units, forecast, with, without, gain, elasticity, reason } = found;
        let facts = shelf.facts;
        let rests_on =
            format!("{:?} {:?} {forecast:?} {elasticity:?} {units} {now} {usual}", facts.rules, facts.guards);
        let fingerprint = format!("{:08x}", crc32c::crc32c(rests_on.as_bytes()));
        let forecast =
            DailyDemand { means: forecast.into_iter().map(rounded).collect(), ..shelf.forecast.clone() };
        Some(PriceTold::Advise(Box::new(PriceAdvice {
            item: shelf.item.clone(),
            site: shelf.site.clone(),
            aim,
            rules: facts.rules.rules.clone(),
            unit_price_now: now.into(),
            unit_price_usual: usual.into(),
            unit_price: unit_price.into(),
            per: shelf.per,
            currency: shelf.currency,
            units,
            forecast,
            with,
            without,
            gain,
            elasticity,
            reason: Label::new(reason).ok()?,
            model: Word::new(MODEL).ok()?,
            version: Word::new(VERSION).ok()?,
            fingerprint: Word::new(fingerprint).ok()?,
            current_to: self.current_to(),
        })))
    }
}

impl Shelf<'_> {
    /// So many units as they are planned for, in bundles where they are many, and how many units a bundle is.
    fn bundled(&self, count: u32, forecast: &[f64], period_days: usize, usual: u32) -> (Lot, f64) {
        let rules = &self.facts.rules.terms;
        let bundle = count.div_ceil(UNITS_MAX).max(1);
        let of_bundle = f64::from(bundle);
        let of_period = |days: &[f64]| days.iter().sum::<f64>() / of_bundle;
        let lot = Lot {
            units: count.div_ceil(bundle),
            forecast_units: forecast.chunks(period_days).map(of_period).collect(),
            spread: (self.forecast.spread / of_bundle).max(1.0),
            usual_cents: usual,
            waste_cents: rules.removal_cost as f64 * f64::from(self.per)
                + f64::from(usual) * f64::from(rules.waste_percent) / 100.0,
        };
        (lot, of_bundle)
    }

    /// In words, for who says yes or no.
    fn why_marked_down(&self, aim: &PriceAim, found: &Found, waste_cents: f64) -> String {
        let said = |minor: f64| money(minor, self.currency);
        let what = match aim {
            PriceAim::Lot { lot, .. } => format!("lot {lot}"),
            PriceAim::Season { end } => format!("the season until {end}"),
            PriceAim::Regular => "the item".to_owned(),
        };
        let weight = match self.facts.rules.terms.waste_percent {
            0 => String::new(),
            _ => format!(
                "; the rules count a unit less that is left as {}",
                said(waste_cents / f64::from(self.per))
            ),
        };
        let Found { units, now, unit_price, with, without, elasticity, .. } = found;
        format!(
            "of {units} units of {what} {:.1} would be left at {}, {:.1} from {} on; {}{weight}",
            without.waste_units,
            said(f64::from(*now)),
            with.waste_units,
            said(f64::from(*unit_price)),
            answer(elasticity.mean, elasticity.low, elasticity.high)
        )
    }
}

fn holds(set: &PriceSet, now: Instant) -> bool {
    set.valid_until.is_none_or(|until| now < until)
}

fn rounded(units: f64) -> f64 {
    (units * 1e3).round() / 1e3
}

fn told(belief: &Belief) -> PriceElasticity {
    let elasticity = belief.elasticity();
    let (low, high) = elasticity.interval();
    PriceElasticity { mean: rounded(elasticity.mean), low: rounded(low), high: rounded(high) }
}
