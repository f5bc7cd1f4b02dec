//! The bounds of a price: what the goods cost, what competitors ask, and how prices end.

use crate::machine::Intelligence;
use crate::room::Stockroom;
use realtail_kernel::{ItemId, Rejection, SiteId};
use realtail_learn::price::{Ending, Guards};
use realtail_vocabulary::{CompetitorPrice, PriceBounds, PriceEnding, PriceRules};

/// What a competitor asked is believed for so long.
const SEEN_MS: i64 = 28 * 86_400_000;

/// Whether a price keeps to the bounds.
pub fn allows(bounds: &PriceBounds, unit_price: i64) -> bool {
    let ends = match bounds.ending {
        PriceEnding::Any => true,
        PriceEnding::Nine => unit_price.rem_euclid(10) == 9,
        PriceEnding::NinetyNine => unit_price.rem_euclid(100) == 99,
    };
    ends && unit_price >= bounds.floor.max(1) && bounds.ceiling.is_none_or(|most| unit_price <= most)
}

/// The same as whoever searches for a price asks for them; nothing for prices beyond what is searched.
pub fn guards(bounds: &PriceBounds, rules: &PriceRules) -> Option<Guards> {
    Some(Guards {
        floor_cents: u32::try_from(bounds.floor.max(1)).ok()?,
        competitor_cents: bounds.ceiling.map(|most| u32::try_from(most).unwrap_or(u32::MAX)),
        ending: match bounds.ending {
            PriceEnding::Any => Ending::Any,
            PriceEnding::Nine => Ending::Nine,
            PriceEnding::NinetyNine => Ending::NinetyNine,
        },
        steps_percent: rules.terms.steps_percent.clone(),
    })
}

/// The bounds of prices for so many units of an item at a site.
pub(crate) fn of(
    state: &Intelligence,
    rules: &PriceRules,
    (item, site): (&ItemId, &SiteId),
    per: u32,
    room: &dyn Stockroom,
) -> Result<PriceBounds, Rejection> {
    let floor = match (rules.terms.floor_percent, unit_cost(state, item, site, room)) {
        (0, _) => 1,
        (percent, Some(cost)) => {
            let hundredths = i128::from(cost) * i128::from(percent) * i128::from(per);
            i64::try_from((hundredths + 99) / 100).unwrap_or(i64::MAX).max(1)
        }
        (_, None) => {
            let problem = format!(
                "nobody has said what a unit of {item} costs, so no price is known to be high enough; give its replenishment plan at {site} the money's unit_cost, or the item the attribute unit_cost, or the price rules {} a floor_percent of 0",
                rules.rules
            );
            return Err(Rejection::wrong_state(problem));
        }
    };
    let counts = |seen: &&CompetitorPrice| {
        seen.site.as_ref().is_none_or(|at| at == site) && room.now() < seen.seen_at.plus_ms(SEEN_MS)
    };
    let asked = |seen: &CompetitorPrice| i128::from(seen.unit_price) * i128::from(per) / i128::from(seen.per);
    let lowest = state.pricing().competitors(item).iter().filter(counts).map(asked).min();
    let ceiling = rules.terms.competitor_percent.zip(lowest).map(|(percent, lowest)| {
        i64::try_from(lowest * i128::from(percent) / 100).unwrap_or(i64::MAX).max(1)
    });
    Ok(PriceBounds { floor, ceiling, ending: rules.terms.ending })
}

/// What a unit costs the retailer: as the replenishment plan says, or else the item's attribute `unit_cost`.
pub(super) fn unit_cost(
    state: &Intelligence,
    item: &ItemId,
    site: &SiteId,
    room: &dyn Stockroom,
) -> Option<i64> {
    let planned = state.plan(item, site).and_then(|plan| plan.money.as_ref()).map(|money| money.unit_cost);
    planned.or_else(|| room.goods(item).unit_cost)
}

/// Why a price does not keep to the bounds, if it does not.
pub(super) fn refuse(bounds: &PriceBounds, unit_price: i64) -> Result<(), Rejection> {
    if allows(bounds, unit_price) {
        return Ok(());
    }
    let PriceBounds { floor, ceiling, ending } = bounds;
    let most = ceiling.map(|most| format!(", at most {most} by what competitors ask")).unwrap_or_default();
    let ends = match ending {
        PriceEnding::Any => "",
        PriceEnding::Nine => ", and let it end in 9",
        PriceEnding::NinetyNine => ", and let it end in 99",
    };
    let problem =
        format!("{unit_price} is out of bounds; give at least {floor} by what the goods cost{most}{ends}");
    Err(Rejection::invalid("unit_price", problem))
}
