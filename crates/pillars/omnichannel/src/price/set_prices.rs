//! Setting the prices of a list.

use super::AMOUNT_MAX;
use super::set_promotion::check_window;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{Instant, PriceListId};
use realtail_vocabulary::{PriceEntry, PriceEvent};
use std::collections::BTreeSet;

/// The most prices that are set together.
pub const PRICES_MAX: usize = 10_000;

/// The most units that a price is for.
const PER_MAX: u32 = 1_000_000;

pub(crate) fn decide(
    state: &Omnichannel,
    list: &PriceListId,
    entries: &[PriceEntry],
    now: Instant,
) -> Result<Vec<PriceEvent>, Refusal> {
    state.prices.list(list)?;
    if entries.len() > PRICES_MAX {
        let problem = format!("{} are too many; send at most {PRICES_MAX} a call", entries.len());
        return Err(Refusal::invalid("prices", problem));
    }
    let mut seen = BTreeSet::new();
    let mut new = Vec::new();
    for (n, entry) in entries.iter().enumerate() {
        let entry = check(state, entry, n)?;
        if !seen.insert((entry.item.clone(), entry.valid_from)) {
            let problem = format!("{} stands twice; give each item one price for a time", entry.item);
            return Err(Refusal::invalid(&format!("prices[{n}].item"), problem));
        }
        if !state.prices.is_known(state, list, &entry, now) {
            new.push(entry);
        }
    }
    if new.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![PriceEvent::PricesSet { list: list.clone(), entries: new }])
}

/// The entry with its item by the retailer's number.
pub(super) fn check(state: &Omnichannel, entry: &PriceEntry, n: usize) -> Result<PriceEntry, Refusal> {
    let invalid =
        |field: &str, problem: String| Err(Refusal::invalid(&format!("prices[{n}].{field}"), problem));
    if let Some(price) = entry.unit_price
        && !(0..=AMOUNT_MAX).contains(&price)
    {
        return invalid(
            "unit_price",
            format!("{price} is no price; give minor units from 0 to {AMOUNT_MAX}"),
        );
    }
    if !(1..=PER_MAX).contains(&entry.per) {
        return invalid("per", format!("{} is no number of units; give 1 to {PER_MAX}", entry.per));
    }
    check_window(entry.valid_from, entry.valid_until)?;
    let item = state.catalogue.item(state.catalogue.item_no(&entry.item)?).item.clone();
    Ok(PriceEntry { item, ..entry.clone() })
}

impl super::Prices {
    /// Whether setting this would change nothing.
    pub(super) fn is_known(
        &self,
        state: &Omnichannel,
        list: &PriceListId,
        entry: &PriceEntry,
        now: Instant,
    ) -> bool {
        let (Some(list), Ok(item)) = (self.rules.list_no(list), state.catalogue.item_no(&entry.item)) else {
            return false;
        };
        let since = self.rules.list(list).1.removed_by(now);
        self.book.is_known(item, list, entry, since, now)
    }
}
