//! The record: what accepted advice was expected to make, and what came of it.
//!
//! Goods that an advice brought are judged when the next goods of the item arrive at the site. Without them the stock would
//! have been lower by as many from their arrival on, so it would have run out by those brought less those left: so many units
//! were sold that otherwise would not have been, at what the plan says that a missing unit loses. What was written off or went
//! missing meanwhile is counted with them, since the ledger of the site does not say which unit that was.

use crate::machine::Intelligence;
use realtail_kernel::{Day, Instant, ItemId, PurchaseOrderId, SiteId};
use realtail_vocabulary::{AdviceSource, ArrivedAdvice, IntelligenceEvent, JudgedAdvice, PurchaseChangeKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Goods that have arrived at a site.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub site: SiteId,
    /// The order, or what names a transfer's goods, that they answer; nothing where they answer none.
    pub order: Option<PurchaseOrderId>,
    /// How many units.
    pub units: i64,
    /// Sellable units that were there just before.
    pub there_before: i64,
    /// When, in the retailer's world.
    pub at: Instant,
}

/// What came of what was accepted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Goods that arrived and are not judged yet.
    open: BTreeMap<ItemId, BTreeMap<SiteId, ArrivedAdvice>>,
    /// By the Monday of the week of arrival or acceptance, as days since 1970, and by kind.
    weeks: BTreeMap<(i32, Kind), RecordWeek>,
}

/// Of what kind what was accepted is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Kind {
    PurchaseOrder,
    Transfer,
    Expedite,
    Cancel,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Kind::PurchaseOrder => "purchase_order",
            Kind::Transfer => "transfer",
            Kind::Expedite => "expedite",
            Kind::Cancel => "cancel",
        }
    }
}

/// What advice of one kind of one week was expected to make, and what came of it. Amounts are minor units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RecordWeek {
    /// How many lines were followed: orders and transfers by the week in which they arrived, changes by that in which they were
    /// accepted.
    pub lines: u32,
    /// What they were expected to gain together, as far as that was said.
    pub expected_gain: i64,
    /// How many of the lines have been judged: the next goods of their item have arrived. Changes of orders are judged as part of
    /// what they changed, and not beside it.
    pub judged: u32,
    /// What the judged ones were expected to gain.
    pub judged_expected_gain: i64,
    /// Units that the judged ones brought.
    pub units: i64,
    /// Units of these that were sold and would not have been there.
    pub sold_units: i64,
    /// What these would have lost.
    pub made: i64,
}

/// Records are kept for so many weeks.
const WEEKS_MAX: i32 = 104;

impl Record {
    /// Each week and kind, the newest first.
    pub fn weeks(&self) -> impl Iterator<Item = (Day, &'static str, &RecordWeek)> {
        self.weeks.iter().rev().map(|((monday, kind), week)| (Day::of_number(*monday), kind.as_str(), week))
    }

    /// Goods that arrived at a site and are not judged yet.
    pub fn open(&self, item: &ItemId, site: &SiteId) -> Option<&ArrivedAdvice> {
        self.open.get(item)?.get(site)
    }

    /// All that arrived and are not judged yet, by item and site.
    pub fn all_open(&self) -> impl Iterator<Item = &ArrivedAdvice> {
        self.open.values().flat_map(BTreeMap::values)
    }

    fn week(&mut self, at: Instant, kind: Kind) -> &mut RecordWeek {
        let day = i32::try_from(at.micros().div_euclid(86_400_000_000)).unwrap_or_default();
        // 1970-01-01 was a Thursday.
        let monday = (day + 3).div_euclid(7) * 7 - 3;
        self.weeks.retain(|(known, _), _| *known > monday - 7 * WEEKS_MAX);
        self.weeks.entry((monday, kind)).or_default()
    }

    pub(crate) fn apply_changed(&mut self, what: PurchaseChangeKind, gain: Option<i64>, at: Instant) {
        let kind = match what {
            PurchaseChangeKind::Expedite => Kind::Expedite,
            PurchaseChangeKind::Cancel => Kind::Cancel,
        };
        let week = self.week(at, kind);
        week.lines += 1;
        week.expected_gain += gain.unwrap_or(0);
    }

    pub(crate) fn apply_arrived(&mut self, arrived: &ArrivedAdvice) {
        let week = self.week(arrived.arrived_at, kind(&arrived.source));
        week.lines += 1;
        week.expected_gain += arrived.gain.unwrap_or(0);
        let sites = self.open.entry(arrived.item.clone()).or_default();
        sites.insert(arrived.site.clone(), arrived.clone());
    }

    pub(crate) fn apply_judged(&mut self, judged: &JudgedAdvice) {
        let advice = &judged.advice;
        let week = self.week(advice.arrived_at, kind(&advice.source));
        week.judged += 1;
        week.judged_expected_gain += advice.gain.unwrap_or(0);
        week.units += advice.units;
        week.sold_units += judged.sold_units;
        week.made += judged.made.unwrap_or(0);
        if let Some(sites) = self.open.get_mut(&advice.item) {
            sites.remove(&advice.site);
            if sites.is_empty() {
                self.open.remove(&advice.item);
            }
        }
    }
}

fn kind(source: &AdviceSource) -> Kind {
    match source {
        AdviceSource::PurchaseOrder { .. } => Kind::PurchaseOrder,
        AdviceSource::Transfer { .. } => Kind::Transfer,
    }
}

/// What came of goods of which so many units are left: those of them that are gone would not have been there.
pub(crate) fn sold_units(brought: i64, left: i64) -> i64 {
    brought - left.clamp(0, brought)
}

/// Judges what arrived before, and takes in what has arrived now if it was advised.
pub(super) fn decide(state: &Intelligence, arrival: &Arrival) -> Vec<IntelligenceEvent> {
    let Arrival { item, site, order, units, there_before, at } = arrival;
    if *units <= 0 {
        return vec![];
    }
    let mut events = Vec::new();
    if let Some(advice) = state.moves().record.open(item, site) {
        let sold_units = sold_units(advice.units, *there_before);
        let made = advice.short_cost.map(|cost| cost.saturating_mul(sold_units));
        events.push(IntelligenceEvent::AdviceJudged(Box::new(JudgedAdvice {
            advice: advice.clone(),
            left_units: *there_before,
            sold_units,
            made,
            judged_at: *at,
        })));
    }
    let advised = order.as_ref().and_then(|order| advised(state, order, item));
    if let Some((source, gain)) = advised {
        let money = state.plan(item, site).and_then(|plan| plan.money.as_ref());
        events.push(IntelligenceEvent::AdviceArrived(Box::new(ArrivedAdvice {
            source,
            item: item.clone(),
            site: site.clone(),
            units: *units,
            gain,
            short_cost: money.map(|money| money.short_cost),
            arrived_at: *at,
        })));
    }
    events
}

/// What advised goods, and what that was expected to gain; nothing where a person thought of it without being advised.
fn advised(
    state: &Intelligence,
    order: &PurchaseOrderId,
    item: &ItemId,
) -> Option<(AdviceSource, Option<i64>)> {
    if let Some(known) = state.moves().of_goods(order.as_str()) {
        known.transfer.suggested?;
        let source = AdviceSource::Transfer { transfer: known.transfer.transfer.clone() };
        return Some((source, known.transfer.gain));
    }
    let placed = state.purchases().get(order.as_str())?;
    let line = placed.order.lines.iter().find(|line| line.item == *item)?;
    line.suggested?;
    Some((AdviceSource::PurchaseOrder { order: order.clone() }, line.gain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_of_what_was_brought_would_not_have_been_there() {
        // brought, left, sold that otherwise would not have been
        for (brought, left, sold) in
            [(12, 20, 0), (12, 12, 0), (12, 5, 7), (12, 0, 12), (12, -3, 12), (0, 5, 0)]
        {
            assert_eq!(sold_units(brought, left), sold, "{brought} {left}");
        }
    }
}
