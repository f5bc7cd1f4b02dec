//! Say within which bounds prices are advised.

use crate::machine::Intelligence;
use realtail_kernel::{Rejection, Word};
use realtail_vocabulary::{PriceRules, PriceTerms, PricingEvent};

/// The whole rules, in place of those before; what stands already is not set again.
pub(super) fn decide(state: &Intelligence, rules: &PriceRules) -> Result<Vec<PricingEvent>, Rejection> {
    check(&rules.terms)?;
    if state.pricing().rules(rules.rules.as_str()) == Some(rules) {
        return Ok(vec![]);
    }
    Ok(vec![PricingEvent::RulesSet(Box::new(rules.clone()))])
}

pub(super) fn decide_removal(state: &Intelligence, rules: &Word) -> Result<Vec<PricingEvent>, Rejection> {
    match state.pricing().rules(rules.as_str()) {
        Some(_) => Ok(vec![PricingEvent::RulesRemoved { rules: rules.clone() }]),
        None => Err(Rejection::unknown("price rules", rules)),
    }
}

pub(crate) fn check(terms: &PriceTerms) -> Result<(), Rejection> {
    let within = |field: &'static str, given: u32, least: u32, most: u32| {
        let problem = || Rejection::invalid(field, format!("{given}; give {least} to {most}"));
        (least..=most).contains(&given).then_some(()).ok_or_else(problem)
    };
    within("floor_percent", terms.floor_percent, 0, 1_000)?;
    within("waste_percent", terms.waste_percent, 0, 1_000)?;
    within("regular_percent", terms.regular_percent.into(), 0, 50)?;
    within("regular_days", terms.regular_days.into(), 7, 365)?;
    within("lot_days", terms.lot_days.into(), 0, 30)?;
    if let Some(percent) = terms.competitor_percent {
        within("competitor_percent", percent, 50, 1_000)?;
    }
    let steps = &terms.steps_percent;
    let rise = steps.windows(2).all(|two| two[0] < two[1]);
    let are_steps = steps.iter().all(|step| (1..=95).contains(step));
    if steps.is_empty() || steps.len() > 20 || !rise || !are_steps {
        let problem = "give 1 to 20 steps of 1 to 95 per cent, each more than the one before";
        return Err(Rejection::invalid("steps_percent", problem));
    }
    if !(-1_000_000_000..=1_000_000_000).contains(&terms.removal_cost) {
        return Err(Rejection::invalid("removal_cost", "give at most a thousand million minor units"));
    }
    Ok(())
}
