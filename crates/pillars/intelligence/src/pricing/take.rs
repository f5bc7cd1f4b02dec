//! Set a price that is advised.

use super::{advised_list, bounds};
use crate::machine::Intelligence;
use crate::room::Stockroom;
use realtail_kernel::{ItemId, LotId, PriceListId, Rejection, SiteId, Word};
use realtail_learn::price::{PriceHistory, reference_cents};
use realtail_vocabulary::{PriceAdvice, PriceAim, PricingEvent, TakenPrice};

/// So far back prices are looked up for what a reduction may be told from.
const HISTORY_DAYS: u16 = 150;

/// Which advice is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeAsk {
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub site: SiteId,
    /// Of which lot, where it is about one.
    pub lot: Option<LotId>,
    /// Another price than the one that is advised.
    pub unit_price: Option<i64>,
    /// Who says so, as the name of a key.
    pub by: Word,
}

/// As it is advised, or as a person changes it; both keep to the bounds of now.
pub(super) fn decide(
    state: &Intelligence,
    ask: &TakeAsk,
    room: &dyn Stockroom,
) -> Result<Vec<PricingEvent>, Rejection> {
    let TakeAsk { item, site, lot, unit_price, by } = ask;
    let known = state.pricing().advice(item, site, lot.as_ref());
    let known = known.ok_or_else(|| Rejection::unknown("price advice", name(item, site, lot.as_ref())))?;
    let advice = &known.advice;
    let unit_price = unit_price.unwrap_or(advice.unit_price);
    if advice.aim != PriceAim::Regular && unit_price >= advice.unit_price_now {
        let problem = format!("{unit_price} is no markdown; give less than {}", advice.unit_price_now);
        return Err(Rejection::invalid("unit_price", problem));
    }
    let taken = taken(state, advice, unit_price, Some(by), room)?;
    Ok(vec![PricingEvent::Taken(Box::new(taken))])
}

/// What an advice is about, in words.
pub(super) fn name(item: &ItemId, site: &SiteId, lot: Option<&LotId>) -> String {
    match lot {
        Some(lot) => format!("{item} at {site}, lot {lot}"),
        None => format!("{item} at {site}"),
    }
}

/// The price as it is set.
pub(super) fn taken(
    state: &Intelligence,
    advice: &PriceAdvice,
    unit_price: i64,
    by: Option<&Word>,
    room: &dyn Stockroom,
) -> Result<TakenPrice, Rejection> {
    let PriceAdvice { item, site, aim, per, .. } = advice;
    let rules = state.pricing().rules(advice.rules.as_str());
    let rules = rules.ok_or_else(|| Rejection::unknown("price rules", &advice.rules))?;
    let bounds = bounds::of(state, rules, (item, site), *per, room)?;
    bounds::refuse(&bounds, unit_price)?;
    if *aim == PriceAim::Regular {
        let most = advice.unit_price_now.saturating_mul(i64::from(rules.terms.regular_percent)) / 100;
        if (unit_price - advice.unit_price_now).abs() > most {
            let now = advice.unit_price_now;
            let problem =
                format!("{unit_price} is too far from {now}; give {} to {}", now - most, now + most);
            return Err(Rejection::invalid("unit_price", problem));
        }
    }
    let (list, valid_until) = match aim {
        PriceAim::Lot { lot, expires_at } => {
            if *expires_at <= room.now() {
                return Err(Rejection::wrong_state(format!("lot {lot} of {item} has expired")));
            }
            let alone = is_alone(item, site, lot, room);
            (alone.then(|| list_of(site)).transpose()?, Some(*expires_at))
        }
        PriceAim::Season { end } => (Some(list_of(site)?), Some(room.begins(site, end.next()))),
        PriceAim::Regular => (Some(list_of(site)?), None),
    };
    Ok(TakenPrice {
        advice: advice.clone(),
        unit_price,
        bounds,
        reference_unit_price: reference(item, site, unit_price, room),
        valid_until,
        list,
        list_priority: rules.terms.list_priority,
        by: by.cloned(),
    })
}

pub(super) fn list_of(site: &SiteId) -> Result<PriceListId, Rejection> {
    advised_list(site).map_err(|problem| Rejection::invalid("site", problem.to_string()))
}

/// Whether nothing sellable of an item lies at a site beside a lot, but what expires before it.
fn is_alone(item: &ItemId, site: &SiteId, lot: &LotId, room: &dyn Stockroom) -> bool {
    let lots = room.lots(item, site);
    let Some(own) = lots.iter().find(|known| known.lot == *lot) else { return false };
    let expire: i64 =
        lots.iter().filter(|known| known.expires_at <= own.expires_at).map(|known| known.units).sum();
    room.standing(item, site).is_some_and(|standing| standing.on_hand <= expire)
}

/// What a price may be told as a reduction from.
fn reference(item: &ItemId, site: &SiteId, unit_price: i64, room: &dyn Stockroom) -> Option<i64> {
    let mut history = PriceHistory::default();
    for (day, price) in room.shelf_prices(item, site, HISTORY_DAYS) {
        history.set(i64::from(day.number()), u32::try_from(price.unit_price).ok()?);
    }
    let today = i64::from(room.day(site, room.now()).number());
    reference_cents(&history, today, u32::try_from(unit_price).ok()?).map(i64::from)
}
