//! What must hold of plans, of what models say, and of what is suggested from both.

use crate::labour::{lanes, roster};
use crate::loss::open;
use crate::machine::Intelligence;
use crate::replenish::{Suggestion, Urgency};
use crate::room::Stockroom;
use crate::{plan, pricing, say};
use realtail_kernel::SiteId;
use realtail_vocabulary::{AcceptedShifts, PriceAdvice, PricingEvent, ReplenishmentPlan, Transfer};
use std::collections::BTreeMap;

/// A breach, in words.
pub type Breach = String;

/// Checks the whole state.
///
/// # Errors
/// The first plan, or the first forecast, that should not have been taken in.
pub fn all(intelligence: &Intelligence) -> Result<(), Breach> {
    let wrong = |what: &str, item, site, why| format!("the {what} for {item} at {site}: {why}");
    for known in intelligence.plans() {
        plan::check(known).map_err(|why| wrong("plan", &known.item, &known.site, why))?;
    }
    for known in intelligence.labour().rosters() {
        roster::check(known).map_err(|why| format!("the roster of {}: {why}", known.site))?;
    }
    for short in intelligence.labour().all_short() {
        lanes::check(&short.advice).map_err(|why| format!("lanes of {}: {why}", short.advice.site))?;
    }
    for known in intelligence.pricing().all_advice() {
        let advice = &known.advice;
        pricing::advise::check(advice)
            .map_err(|why| wrong("price advice", &advice.item, &advice.site, why))?;
    }
    for known in intelligence.all_said() {
        say::check(known).map_err(|why| wrong("forecast", &known.item, &known.site, why))?;
    }
    Ok(())
}

/// Shifts that are put in force keep the roster's rules, with what else is in force around that day.
///
/// # Errors
/// The first shift that does not.
pub fn shifts_in_force_keep_the_rules(
    before: &Intelligence,
    accepted: &AcceptedShifts,
) -> Result<(), Breach> {
    let AcceptedShifts { site, day, shifts, .. } = accepted;
    let planning = before.labour().planning(site, *day);
    let (Some(roster), Some(planning)) = (before.labour().roster(site), planning) else {
        return Err(format!("shifts of {site} on {day}, which has no roster"));
    };
    match planning.breach(roster, shifts) {
        None => Ok(()),
        Some((at, why)) => Err(format!("shift {at} of {site} on {day}: {why}")),
    }
}

/// What is suggested is whole packs, as many as bring the stock to where it is to be, and not one more.
///
/// # Errors
/// How it is not.
pub fn suggestions_are_whole_packs(plan: &ReplenishmentPlan, suggestion: &Suggestion) -> Result<(), Breach> {
    let pack = i64::from(plan.pack_size.max(1));
    let Suggestion { order, packs, position, order_up_to, urgency, .. } = suggestion;
    let breach = |why: &str| {
        Err(format!("{order} of {} at {}, which comes in packs of {pack}: {why}", plan.item, plan.site))
    };
    if *order < 0 || packs.saturating_mul(pack) != *order {
        return breach("not whole packs");
    }
    let after = position.saturating_add(*order);
    if after < *order_up_to {
        return breach("too few");
    }
    if *order > 0 && after.saturating_sub(pack) >= *order_up_to {
        return breach("a pack too many");
    }
    if (*order == 0) != (*urgency == Urgency::None) {
        return breach("said to be urgent, or not, wrongly");
    }
    Ok(())
}

/// Goods go from one site to another, and no more of them than the sender has and nobody was promised. `room` is the retailer
/// as it was before.
///
/// # Errors
/// How many there are.
pub fn transfers_promise_what_is_there(transfer: &Transfer, room: &dyn Stockroom) -> Result<(), Breach> {
    let Transfer { transfer: number, item, from, to, quantity, .. } = transfer;
    if from == to {
        return Err(format!("transfer {number} goes from {from} to itself"));
    }
    let standing = room.standing(item, from).unwrap_or_default();
    let there = standing.on_hand - standing.promised;
    if quantity.units() > there {
        let units = quantity.units();
        return Err(format!(
            "transfer {number} takes {units} of {item} from {from}, which has {there} to give"
        ));
    }
    Ok(())
}

/// No price is set, and none is tried, outside the bounds that hold: what the goods cost, what competitors ask, how prices end.
/// `room` is the retailer as it was before.
///
/// # Errors
/// The price, and its bounds.
pub fn prices_keep_to_their_bounds(
    before: &Intelligence,
    event: &PricingEvent,
    room: &dyn Stockroom,
) -> Result<(), Breach> {
    let (pair, per, unit_price, said) = match event {
        PricingEvent::Taken(taken) => {
            let PriceAdvice { item, site, per, .. } = &taken.advice;
            ((item, site), *per, taken.unit_price, taken.bounds)
        }
        PricingEvent::TestSet(test) => ((&test.item, &test.site), test.per, test.unit_price, test.bounds),
        _ => return Ok(()),
    };
    let breach = |why: String| format!("{} at {} is to cost {unit_price}: {why}", pair.0, pair.1);
    let rules =
        before.pricing().rules_of(pair.0, pair.1, room).ok_or_else(|| breach("no rules say so".into()))?;
    let bounds =
        pricing::bounds::of(before, rules, pair, per, room).map_err(|why| breach(why.to_string()))?;
    if bounds != said || !pricing::allows(&bounds, unit_price) {
        return Err(breach(format!("{bounds:?} bound it, and it says {said:?}")));
    }
    Ok(())
}

/// Each case says why, and no site opens more of them than its budget lets it.
///
/// # Errors
/// The first case that should not have been opened.
pub fn cases_say_why_within_their_budget(intelligence: &Intelligence) -> Result<(), Breach> {
    let losses = intelligence.losses();
    let mut opened: BTreeMap<&SiteId, usize> = BTreeMap::new();
    let mut cases: Vec<_> = losses.newest_first().collect();
    cases.reverse();
    for known in cases {
        let case = &known.case;
        open::check(case).map_err(|why| format!("case {}: {why}", case.case))?;
        let before = opened.entry(&case.site).or_default();
        let happened = losses.happened(&case.site).get(..*before).unwrap_or_default();
        if !open::is_within_budget(happened, case) {
            return Err(format!("case {} of site {} is beyond the budget", case.case, case.site));
        }
        *before += 1;
    }
    Ok(())
}
