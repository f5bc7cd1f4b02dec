//! What came of a price that was set.

use super::{KnownPrice, bounds};
use crate::machine::Intelligence;
use crate::room::Stockroom;
use realtail_kernel::{ItemId, LotId, SiteId};
use realtail_vocabulary::{JudgedPrice, PriceAdvice, PriceAim, PricingEvent};

/// What was seen while a price held, from when it was first set.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceJudging {
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub site: SiteId,
    /// Of which lot, where it was about one.
    pub lot: Option<LotId>,
    /// Units that were sold.
    pub sold_units: i64,
    /// What was asked for them, in minor units.
    pub revenue: i64,
    /// Units that were left in the end, or thrown away before.
    pub waste_units: i64,
    /// Units that the former price would have sold of the same demand, as far as there were any.
    pub without_units: f64,
}

/// A price that is not known to have been set is not judged.
pub(super) fn decide(
    state: &Intelligence,
    judging: &PriceJudging,
    room: &dyn Stockroom,
) -> Vec<PricingEvent> {
    let PriceJudging { item, site, lot, sold_units, waste_units, .. } = judging;
    let known = state.pricing().price(item, site, lot.as_ref());
    let Some(known) = known.filter(|_| judging.without_units.is_finite()) else { return vec![] };
    vec![PricingEvent::Judged(Box::new(JudgedPrice {
        item: item.clone(),
        site: site.clone(),
        aim: known.taken.advice.aim.clone(),
        taken_at: known.first_at,
        sold_units: *sold_units,
        waste_units: *waste_units,
        expected_gain: known.expected_gain,
        made: made(state, known, judging, room),
    }))]
}

/// In minor units. What is to be gone in the end is paid already, and what is left of it costs its removal; of what is sold from
/// day to day, each unit more must be bought.
fn made(state: &Intelligence, known: &KnownPrice, judging: &PriceJudging, room: &dyn Stockroom) -> i64 {
    let PriceAdvice { item, site, aim, .. } = &known.taken.advice;
    let (sold, without) = (judging.sold_units as f64, judging.without_units.max(0.0));
    let usual = known.taken.advice.unit_price_usual as f64 / f64::from(known.taken.advice.per.max(1));
    let more = judging.revenue as f64 - without * usual;
    let saved = match aim {
        PriceAim::Lot { .. } | PriceAim::Season { .. } => {
            let waste = judging.waste_units as f64;
            let left = (sold + waste - without).max(0.0);
            let rules = state.pricing().rules(known.taken.advice.rules.as_str());
            (left - waste) * rules.map_or(0, |rules| rules.terms.removal_cost) as f64
        }
        PriceAim::Regular => {
            let cost = bounds::unit_cost(state, item, site, room).unwrap_or(0);
            (without - sold) * cost as f64
        }
    };
    (more + saved).round() as i64
}
