//! Sales that already happened: never refused for want of stock.

use super::draft::{Draft, Draw, Floor, Side};
use super::move_stock::check_happened;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::Instant;
use realtail_vocabulary::{Condition, Event, Outside, Oversold, Sale, StockEvent};

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
        let draw = Draw { item, quantity: line.quantity.units(), lot: None, floor: Floor::None };
        postings.extend(draft.shift(draw, &here, &customer, None)?);
        let book = draft.on_hand(item, site);
        if book < 0 {
            oversold.retain(|o| o.item != line.item);
            oversold.push(Oversold { item: line.item.clone(), units: -book });
        }
    }
    Ok(vec![Event::Stock(StockEvent::Sold {
        sale: sale.sale.clone(),
        site: sale.site.clone(),
        till: sale.till.clone(),
        sold_at: sale.sold_at,
        customer: sale.customer.clone(),
        lines,
        tenders: sale.tenders.clone(),
        postings,
        oversold,
    })])
}
