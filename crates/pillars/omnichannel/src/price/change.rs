//! Taking in that a price has changed: in the list that gives it, or in one that is made for it.

use super::{Prices, lists, set_list, set_prices};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{Currency, Instant, Money, PriceListId};
use realtail_vocabulary::{Amount, PriceChanged, PriceEntry, PriceEvent, PriceList};

pub(crate) fn decide(
    state: &Omnichannel,
    change: &PriceChanged,
    now: Instant,
) -> Result<Vec<PriceEvent>, Refusal> {
    let item = state.catalogue.item_no(&change.item)?;
    let (amount, currency) = match change.unit_price {
        Amount::Minor(amount) => (amount, None),
        Amount::Money(Money { amount, currency }) => (amount, Some(currency)),
    };
    let entry = PriceEntry {
        item: change.item.clone(),
        unit_price: Some(amount),
        per: 1,
        valid_from: change.valid_from,
        valid_until: None,
    };
    let mut fitting: Vec<&PriceList> =
        state.prices.lists().filter(|list| is_for_just(list, change, currency, now)).collect();
    fitting.sort_by(|a, b| lists::rank(a).cmp(&lists::rank(b)));
    let has_price = |list: &&&PriceList| state.prices.price_on(&list.list, item, now).is_some();
    if let Some(list) = fitting.iter().find(has_price).or(fitting.first()) {
        return set_prices::decide(state, &list.list, &[entry], now);
    }
    let list = own_list(change, currency.unwrap_or(Currency::NONE))?;
    let mut events = set_list::decide(state, &list)?;
    events.extend(set_in_new(state, &list, entry)?);
    Ok(events)
}

/// Whether a list is for just what the change says: its site, its channel, its currency, and nobody in particular.
fn is_for_just(list: &PriceList, change: &PriceChanged, currency: Option<Currency>, now: Instant) -> bool {
    list.sites.iter().eq(change.site.as_ref())
        && list.channels.iter().eq(change.channel.as_ref())
        && list.regions.is_empty()
        && list.groups.is_empty()
        && currency.is_none_or(|currency| currency == list.currency)
        && list.valid_from.is_none_or(|from| from <= now)
        && list.valid_until.is_none_or(|until| now < until)
}

/// The list for changes that no other is for.
fn own_list(change: &PriceChanged, currency: Currency) -> Result<PriceList, Refusal> {
    let mut name = format!("changed {currency}");
    for (word, place) in [
        (" at ", change.site.as_ref().map(|s| s.as_str())),
        (" on ", change.channel.as_ref().map(|c| c.as_str())),
    ] {
        name.extend(place.into_iter().flat_map(|place| [word, place]));
    }
    let list = PriceListId::new(&name).map_err(|e| Refusal::invalid("channel", e.to_string()))?;
    Ok(PriceList {
        list,
        name: None,
        currency,
        sites: change.site.iter().cloned().collect(),
        regions: Vec::new(),
        channels: change.channel.iter().cloned().collect(),
        groups: Vec::new(),
        valid_from: None,
        valid_until: None,
        priority: 0,
    })
}

/// The price in a list that is not there yet.
fn set_in_new(
    state: &Omnichannel,
    list: &PriceList,
    entry: PriceEntry,
) -> Result<Option<PriceEvent>, Refusal> {
    let entry = set_prices::check(state, &entry, 0)?;
    Ok(Some(PriceEvent::PricesSet { list: list.list.clone(), entries: vec![entry] }))
}

impl Prices {
    /// What an item costs on a list, if it has a price there.
    fn price_on(&self, list: &PriceListId, item: crate::ItemNo, at: Instant) -> Option<i64> {
        let no = self.rules.list_no(list)?;
        let since = self.rules.list(no).1.removed_by(at);
        self.book.price(item, no, since, at).map(|price| price.amount)
    }
}
