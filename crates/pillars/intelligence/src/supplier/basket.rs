//! What one order to a supplier would be today: filled up to trucks or to the least that the supplier takes.

use super::Cycle;
use crate::machine::Intelligence;
use crate::replenish::{Suggestion, Weighed};
use crate::room::Stockroom;
use realtail_kernel::{Instant, ItemId, Label, SiteId};
use realtail_learn::replenish::{Candidate, filled_up, in_trucks};
use realtail_vocabulary::{ReplenishmentPlan, SupplierTerms, Truck, TruckMeasure};
use std::collections::BTreeMap;

/// An item of such an order, or one that was left out of it.
#[derive(Clone, Debug, PartialEq)]
pub struct BasketLine {
    /// Which.
    pub item: ItemId,
    /// How many units would be ordered; none where it is left out.
    pub units: u32,
    /// How many were suggested for it alone.
    pub suggested: u32,
    /// What they gain, in minor units; nothing where the plan does not say what is at stake.
    pub gain: Option<i64>,
    /// What they cost, in minor units; nothing where the plan does not say.
    pub cost: Option<i64>,
    /// The share of a truck that they take; nothing where there is no truck, or nobody knows.
    pub truck_share: Option<f64>,
    /// Why more or fewer than were suggested, in words.
    pub why: Option<String>,
}

/// What one order to a supplier would be today.
#[derive(Clone, Debug, PartialEq)]
pub struct Basket {
    /// To whom.
    pub supplier: Label,
    /// Where to.
    pub site: SiteId,
    /// When it leaves and arrives, as its slowest line does.
    pub cycle: Cycle,
    /// By item.
    pub lines: Vec<BasketLine>,
    /// What its lines cost, as far as plans say, in minor units.
    pub cost: i64,
    /// What it gains, in minor units: its lines less the room that stays empty in its trucks. What a full truck costs is paid
    /// whenever the goods come.
    pub gain: i64,
    /// What its trucks cost, in minor units.
    pub transport: i64,
    /// How many trucks it takes; nothing where the supplier has none.
    pub trucks: Option<u32>,
    /// How full they are, 0 to 1.
    pub truck_fill: Option<f64>,
    /// What is wrong with it as it stands, in words: it is too small for the supplier, or no truck pays.
    pub problem: Option<String>,
}

/// A line while the order is made.
struct Draft<'a> {
    plan: &'a ReplenishmentPlan,
    suggestion: Suggestion,
    weighed: Option<Weighed>,
    share: Option<f64>,
    units: u32,
    why: Option<String>,
}

impl Draft<'_> {
    fn suggested(&self) -> u32 {
        u32::try_from(self.suggestion.order).unwrap_or_default()
    }

    fn cost(&self) -> Option<i64> {
        let money = self.plan.money.as_ref()?;
        Some(i64::from(self.units).saturating_mul(money.unit_cost))
    }

    fn gain(&self) -> Option<i64> {
        self.weighed.as_ref().map(|weighed| weighed.gain(self.units))
    }

    /// Sets the units, and says why they are others than suggested.
    fn set(&mut self, units: u32, more: &str, fewer: &str) {
        self.units = units;
        self.why = match units.cmp(&self.suggested()) {
            std::cmp::Ordering::Greater => Some(format!("{} more {more}", units - self.suggested())),
            std::cmp::Ordering::Less => Some(format!("{} fewer {fewer}", self.suggested() - units)),
            std::cmp::Ordering::Equal => None,
        };
    }
}

/// The share of a truck that a unit takes; nothing where nobody knows.
fn truck_share(truck: &Truck, plan: &ReplenishmentPlan, room: &dyn Stockroom) -> Option<f64> {
    let capacity = f64::from(truck.capacity);
    match truck.measure {
        TruckMeasure::Units => Some(1.0 / capacity),
        TruckMeasure::Pallets => {
            let pallet = plan.money.as_ref()?.pallet_size?;
            Some(1.0 / (f64::from(pallet.max(1)) * capacity))
        }
        TruckMeasure::Kilograms => Some(f64::from(room.goods(&plan.item).weight_g?) / 1e3 / capacity),
    }
}

impl Intelligence {
    /// What orders to suppliers would be today, by supplier and site; those of nobody in particular are none. What was declined
    /// is left out.
    pub fn baskets(
        &self,
        supplier: Option<&Label>,
        site: Option<&SiteId>,
        room: &dyn Stockroom,
    ) -> Vec<Basket> {
        let groups = self.basket_plans(supplier, site, room.now()).into_iter();
        groups.filter_map(|((supplier, site), plans)| self.basket(&supplier, &site, &plans, room)).collect()
    }

    /// The plans of each such order.
    pub fn basket_plans(
        &self,
        supplier: Option<&Label>,
        site: Option<&SiteId>,
        now: Instant,
    ) -> BTreeMap<(Label, SiteId), Vec<ReplenishmentPlan>> {
        let mut groups: BTreeMap<(Label, SiteId), Vec<ReplenishmentPlan>> = BTreeMap::new();
        for plan in self.plans() {
            let Some(own) = plan.supplier.as_ref() else { continue };
            let is_asked = supplier.is_none_or(|supplier| supplier == own)
                && site.is_none_or(|site| plan.site == *site)
                && self.purchases().declined(&plan.item, &plan.site, now).is_none();
            if is_asked {
                groups.entry((own.clone(), plan.site.clone())).or_default().push(plan.clone());
            }
        }
        groups
    }

    /// What one order to a supplier would be today; nothing where nothing is missing.
    pub fn basket(
        &self,
        supplier: &Label,
        site: &SiteId,
        plans: &[ReplenishmentPlan],
        room: &dyn Stockroom,
    ) -> Option<Basket> {
        let terms = self.suppliers().terms(supplier.as_str());
        let draft = |plan| {
            let suggestion = self.suggest(plan, room)?;
            let truck = terms.and_then(|terms| terms.truck.as_ref());
            let share = truck.and_then(|truck| truck_share(truck, plan, room));
            let units = u32::try_from(suggestion.order).unwrap_or_default();
            Some(Draft { plan, weighed: self.weighed(plan, room), suggestion, share, units, why: None })
        };
        let mut drafts: Vec<Draft<'_>> = plans.iter().filter_map(draft).collect();
        if drafts.iter().all(|draft| draft.units == 0) {
            return None;
        }
        let mut problem = None;
        let truck = terms.and_then(|terms| terms.truck.as_ref());
        let trucks = truck.map(|truck| fill_trucks(truck, &mut drafts, &mut problem));
        if let Some(terms) = terms.filter(|_| problem.is_none()) {
            fill_to_minimum(terms, &mut drafts, &mut problem);
        }
        drafts.retain(|draft| draft.units > 0 || draft.why.is_some());
        let gain: i64 = drafts.iter().filter_map(Draft::gain).sum();
        let cycles = drafts.iter().map(|draft| self.cycle(draft.plan, room.day(site, room.now())));
        let cycle = cycles.max_by_key(|cycle| cycle.expected_on)?;
        let (count, fill) = trucks.unwrap_or_default();
        let transport = truck.map_or(0, |truck| truck.cost.saturating_mul(i64::from(count)));
        let empty = (transport as f64 * (1.0 - fill)).round() as i64;
        let line = |draft: &Draft<'_>| BasketLine {
            item: draft.plan.item.clone(),
            units: draft.units,
            suggested: draft.suggested(),
            gain: draft.gain(),
            cost: draft.cost(),
            truck_share: draft.share.map(|share| share * f64::from(draft.units)),
            why: draft.why.clone(),
        };
        Some(Basket {
            supplier: supplier.clone(),
            site: site.clone(),
            cycle,
            cost: drafts.iter().filter_map(Draft::cost).sum(),
            gain: gain.saturating_sub(empty),
            transport,
            trucks: trucks.map(|(trucks, _)| trucks),
            truck_fill: trucks.map(|(_, fill)| fill),
            lines: drafts.iter().map(line).collect(),
            problem,
        })
    }
}

/// The lines whose money and room are known, as candidates, and where they stand.
fn candidates<'a>(drafts: &'a [Draft<'_>], needs_room: bool) -> (Vec<usize>, Vec<Candidate<'a>>) {
    let known = drafts.iter().enumerate().filter_map(|(at, draft)| {
        let share = if needs_room { draft.share? } else { draft.share.unwrap_or(0.0) };
        Some((at, draft.weighed.as_ref()?.candidate(share)))
    });
    known.unzip()
}

/// As many trucks as pay for themselves, and how full they are. Lines of which nobody knows what they are worth, or what room
/// they take, ride along as they were suggested.
fn fill_trucks(truck: &Truck, drafts: &mut [Draft<'_>], problem: &mut Option<String>) -> (u32, f64) {
    let (places, chosen) = {
        let (places, candidates) = candidates(drafts, true);
        let (units, _) = in_trucks(&candidates, truck.cost as f64);
        (places, units)
    };
    let is_any = !places.is_empty();
    for (at, units) in places.into_iter().zip(chosen) {
        drafts[at].set(
            units,
            "to fill the truck",
            "than suggested: they do not pay for their room in a truck",
        );
    }
    let room: f64 = drafts.iter().map(|draft| f64::from(draft.units) * draft.share.unwrap_or(0.0)).sum();
    let trucks = (room - 1e-9).ceil().max(0.0) as u32;
    if is_any && drafts.iter().all(|draft| draft.units == 0) {
        *problem = Some(format!("no truck pays for itself: one costs {}", amount(truck.cost)));
    }
    (trucks, if trucks > 0 { room / f64::from(trucks) } else { 0.0 })
}

/// The least that a supplier takes, of which an order falls short.
#[derive(Clone, Copy)]
enum Least {
    Value(i64),
    Units(i64),
}

impl Least {
    fn of(terms: &SupplierTerms, drafts: &[Draft<'_>]) -> Option<Least> {
        let value = terms.order_value_min.map(Least::Value);
        let units = terms.order_units_min.map(|units| Least::Units(i64::from(units)));
        value.into_iter().chain(units).find(|least| least.reached(drafts) < least.least())
    }

    fn least(self) -> i64 {
        match self {
            Least::Value(least) | Least::Units(least) => least,
        }
    }

    /// What a unit counts.
    fn unit(self, plan: &ReplenishmentPlan) -> i64 {
        match self {
            Least::Value(_) => plan.money.as_ref().map_or(0, |money| money.unit_cost),
            Least::Units(_) => 1,
        }
    }

    fn reached(self, drafts: &[Draft<'_>]) -> i64 {
        let counts = |draft: &Draft<'_>| i64::from(draft.units).saturating_mul(self.unit(draft.plan));
        drafts.iter().map(counts).sum()
    }

    fn shown(self, of: i64) -> String {
        match self {
            Least::Value(_) => amount(of),
            Least::Units(_) => format!("{of} units"),
        }
    }
}

/// Up to the least that the supplier takes, where the order still gains then.
fn fill_to_minimum(terms: &SupplierTerms, drafts: &mut [Draft<'_>], problem: &mut Option<String>) {
    let Some(least) = Least::of(terms, drafts) else { return };
    let before = least.reached(drafts);
    let (places, filled, gain) = {
        let (places, candidates) = candidates(drafts, false);
        let start: Vec<u32> = places.iter().map(|at| drafts[*at].units).collect();
        // Lines that are not weighed count as they are.
        let weighed = |at: &usize| i64::from(drafts[*at].units) * least.unit(drafts[*at].plan);
        let others = before - places.iter().map(weighed).sum::<i64>();
        let takes = |candidate: &Candidate<'_>| match least {
            Least::Value(_) => candidate.stakes.cost_cents,
            Least::Units(_) => 1.0,
        };
        let (filled, gain) = filled_up(&candidates, &start, takes, (least.least() - others) as f64);
        (places, filled, gain)
    };
    let as_suggested: Vec<u32> = drafts.iter().map(|draft| draft.units).collect();
    places.iter().zip(&filled).for_each(|(at, units)| drafts[*at].units = *units);
    let reached = least.reached(drafts);
    drafts.iter_mut().zip(as_suggested).for_each(|(draft, units)| draft.units = units);
    if reached < least.least() || gain <= 0.0 {
        let why = if reached < least.least() {
            "no more finds room or a buyer"
        } else {
            "filling it up would cost more than it gains"
        };
        let (have, takes) = (least.shown(before), least.shown(least.least()));
        *problem = Some(format!("{have} is less than the supplier takes, {takes}: {why}"));
        return;
    }
    let more = format!("to reach the least that the supplier takes, {}", least.shown(least.least()));
    for (at, units) in places.into_iter().zip(filled) {
        if units != drafts[at].units {
            drafts[at].set(units, &more, "than suggested");
        }
    }
}

/// Minor units as an amount with two decimals.
fn amount(minor: i64) -> String {
    format!("{:.2}", minor as f64 / 100.0)
}
