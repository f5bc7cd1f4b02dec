//! Take in a price that a model advises.

use super::{bounds, take};
use crate::machine::Intelligence;
use crate::room::Stockroom;
use realtail_kernel::{ItemId, LotId, Rejection, SiteId};
use realtail_vocabulary::{PriceAdvice, PriceAim, PriceOutlook, PricingEvent};

/// A model searches within the bounds as it knows them; what does not keep to those of now is not taken in. Where the rules say
/// so, the price is set at once. What a person declined, or waits for an answer already, changes nothing.
pub(super) fn decide(
    state: &Intelligence,
    advice: &PriceAdvice,
    room: &dyn Stockroom,
) -> Result<Vec<PricingEvent>, Rejection> {
    check(advice)?;
    let PriceAdvice { item, site, aim, .. } = advice;
    let pricing = state.pricing();
    let rules = pricing.rules_of(item, site, room);
    let rules = rules.ok_or_else(|| Rejection::unknown("price rules", format!("for {item} at {site}")))?;
    if rules.rules != advice.rules {
        let problem = format!("{} are the rules of {item} at {site} now, not {}", rules.rules, advice.rules);
        return Err(Rejection::wrong_state(problem));
    }
    if let Some(known) = pricing.test_of(item, site, room.now()) {
        let problem = format!("{item} at {site} is in the price test {}", known.test.test);
        return Err(Rejection::wrong_state(problem));
    }
    bounds::refuse(&bounds::of(state, rules, (item, site), advice.per, room)?, advice.unit_price)?;
    if pricing.declined(item, site, aim.lot(), room.now()).is_some() {
        return Ok(vec![]);
    }
    let is_same = |known: &PriceAdvice| {
        (known.unit_price, known.unit_price_now, &known.aim)
            == (advice.unit_price, advice.unit_price_now, aim)
    };
    if pricing.advice(item, site, aim.lot()).is_some_and(|known| is_same(&known.advice)) {
        return Ok(vec![]);
    }
    let advised = PricingEvent::Advised(Box::new(advice.clone()));
    if !rules.terms.automatic {
        return Ok(vec![advised]);
    }
    let taken = take::taken(state, advice, advice.unit_price, None, room)?;
    Ok(vec![advised, PricingEvent::Taken(Box::new(taken))])
}

/// The price of now is as good as any.
pub(super) fn withdraw(
    state: &Intelligence,
    item: &ItemId,
    site: &SiteId,
    lot: Option<&LotId>,
) -> Vec<PricingEvent> {
    let (item, site, lot) = (item.clone(), site.clone(), lot.cloned());
    let open = state.pricing().advice(&item, &site, lot.as_ref()).is_some();
    open.then_some(PricingEvent::Withdrawn { item, site, lot }).into_iter().collect()
}

/// What is no number, or raises what is to be marked down, is not taken in.
pub(crate) fn check(advice: &PriceAdvice) -> Result<(), Rejection> {
    let are_units = |outlook: &PriceOutlook| {
        [outlook.sold_units, outlook.waste_units].iter().all(|units| units.is_finite() && *units >= 0.0)
    };
    if !are_units(&advice.with) || !are_units(&advice.without) {
        return Err(Rejection::invalid("with", "give numbers of units, 0 or more"));
    }
    let forecast = &advice.forecast;
    let are_amounts = forecast.means.iter().chain([&forecast.spread, &forecast.doubt]);
    if forecast.means.is_empty()
        || !are_amounts.into_iter().all(|number| number.is_finite() && *number >= 0.0)
    {
        return Err(Rejection::invalid("forecast", "give a number of units, 0 or more, for each day"));
    }
    let elasticity = &advice.elasticity;
    let numbers = [elasticity.low, elasticity.mean, elasticity.high];
    if !numbers.iter().all(|number| number.is_finite()) || !numbers.is_sorted() {
        return Err(Rejection::invalid("elasticity", "give three numbers that do not fall"));
    }
    if advice.per == 0 || advice.unit_price == advice.unit_price_now {
        return Err(Rejection::invalid("unit_price", "give another price than that of now"));
    }
    if advice.aim != PriceAim::Regular && advice.unit_price > advice.unit_price_now {
        let problem = format!("a markdown from {} goes down", advice.unit_price_now);
        return Err(Rejection::invalid("unit_price", problem));
    }
    Ok(())
}
