//! What must hold of plans, of what models say, and of what is suggested from both.

use crate::machine::Intelligence;
use crate::replenish::{Suggestion, Urgency};
use crate::{plan, say};
use realtail_vocabulary::ReplenishmentPlan;

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
    for known in intelligence.all_said() {
        say::check(known).map_err(|why| wrong("forecast", &known.item, &known.site, why))?;
    }
    Ok(())
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
