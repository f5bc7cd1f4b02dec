//! Sales that already happened: never refused for want of stock.

use super::draft::{Draft, Draw, Floor, Side};
use super::move_stock::check_happened;
use crate::catalogue::ItemNo;
use crate::hold::Place;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{Instant, Quantity};
use realtail_vocabulary::{
    Condition, Event, HoldEvent, Outside, Oversold, PostedLine, Sale, SaleLine, StockEvent,
};
use std::collections::BTreeMap;

pub(crate) fn decide(state: &Omnichannel, sale: &Sale, now: Instant) -> Result<Vec<Event>, Refusal> {
    check_happened("sold_at", sale.sold_at, now)?;
    if sale.lines.is_empty() {
        return Err(Refusal::invalid("lines", "a sale has at least one line"));
    }
    let site = state.catalogue.site_no(&sale.site)?;
    let here = Side::Site(site, None, Condition::Sellable);
    let customer = Side::Outside(Outside::Customer.into());
    let mut draft = Draft::new(&state.stock, &state.catalogue);
    let mut lines = sale.lines.clone();
    let mut postings = Vec::with_capacity(lines.len());
    let mut oversold: Vec<Oversold> = Vec::new();
    for line in &mut lines {
        let item = state.catalogue.item_no(&line.item)?;
        let known = state.catalogue.item(item);
        line.item = known.item.clone();
        if !known.stocked {
            continue;
        }
        let draw = Draw {
            item,
            quantity: line.quantity.units(),
            lot: None,
            floor: Floor::None,
            expired_last: Some(now),
        };
        postings.extend(draft.shift(draw, &here, &customer, None)?);
        let book = draft.on_hand(item, site);
        if book < 0 {
            oversold.retain(|o| o.item != line.item);
            oversold.push(Oversold { item: line.item.clone(), units: -book });
        }
    }
    let mut events = Vec::from_iter(drawn(state, sale, &lines, now));
    events.push(Event::Stock(StockEvent::Sold {
        sale: sale.sale.clone(),
        site: sale.site.clone(),
        till: sale.till.clone(),
        sold_at: sale.sold_at,
        customer: sale.customer.clone(),
        lines,
        tenders: sale.tenders.clone(),
        postings,
        oversold,
    }));
    Ok(events)
}

/// What comes off the hold by which the till had leased its units: of each item what was sold, and no more than it keeps.
fn drawn(state: &Omnichannel, sale: &Sale, sold: &[SaleLine], now: Instant) -> Option<Event> {
    let hold = state.holds.find(sale.hold.as_ref()?)?;
    let is_own = sale.till.as_ref().is_some_and(|till| till.as_str() == hold.owner.as_str());
    if !is_own || hold.must_stand(now).is_err() || state.orders.keeping(&hold.hold).is_some() {
        return None;
    }
    let site = state.catalogue.site_no(&sale.site).ok()?;
    let mut left: BTreeMap<ItemNo, i64> = BTreeMap::new();
    for line in hold.lines.iter().filter(|line| line.place == Place::Site(site)) {
        *left.entry(line.item).or_default() += line.units;
    }
    let mut lines = Vec::new();
    for line in sold {
        let Ok(item) = state.catalogue.item_no(&line.item) else { continue };
        let Some(rest) = left.get_mut(&item) else { continue };
        let units = line.quantity.units().min(*rest);
        *rest -= units;
        let line = |quantity| PostedLine { item: line.item.clone(), quantity, site: sale.site.clone() };
        lines.extend(Quantity::try_from(units).ok().map(line));
    }
    (!lines.is_empty()).then(|| Event::Hold(HoldEvent::Drawn { hold: hold.hold.clone(), lines }))
}
