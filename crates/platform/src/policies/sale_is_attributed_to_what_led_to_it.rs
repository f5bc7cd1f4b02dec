//! A sale of which the buyer is known is put down to the advertising that led to it.

use super::paid;
use crate::machine::{Command, Retail};
use realtail_kernel::{CustomerId, Instant, ItemId, OrderId, OwnerId, Policy, Reference};
use realtail_media as media;
use realtail_media::SoldLine;
use realtail_vocabulary::{Event, OrderEvent, SaleLine, StockEvent};

pub(super) struct SaleIsAttributedToWhatLedToIt;

impl Policy<Retail> for SaleIsAttributedToWhatLedToIt {
    fn name(&self) -> &'static str {
        "sale_is_attributed_to_what_led_to_it"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        if retail.media.campaigns.is_empty() {
            return Vec::new();
        }
        let attributed = match event {
            Event::Stock(StockEvent::Sold { sale, customer: Some(customer), lines, .. }) => {
                of_receipt(retail, sale.as_str(), customer, lines)
            }
            Event::Order(OrderEvent::Confirmed { order, .. }) => of_order(retail, order),
            _ => None,
        };
        attributed.map(Command::Media).into_iter().collect()
    }
}

fn sold_line(retail: &Retail, line: u16, item: &ItemId, units: i64, value: i64) -> SoldLine {
    let catalogue = &retail.omnichannel.catalogue;
    let known = catalogue.item_no(item).ok().map(|no| catalogue.item(no));
    let item = known.map_or(item, |known| &known.item).clone();
    SoldLine { line, item, brand: known.and_then(|known| known.brand.clone()), units, value }
}

fn of_receipt(
    retail: &Retail,
    sale: &str,
    customer: &CustomerId,
    lines: &[SaleLine],
) -> Option<media::Command> {
    let currency = retail.media.campaigns.currency?;
    let line = |(number, line): (u16, &SaleLine)| {
        let value = paid(line, currency)?;
        Some(sold_line(retail, number, &line.item, line.quantity.units(), value))
    };
    let lines = (1..).zip(lines).filter_map(line).collect();
    let buyer = OwnerId::new(customer.as_str()).ok()?;
    Some(media::Command::Attribute(Reference::new(sale).ok()?, buyer, lines))
}

fn of_order(retail: &Retail, order: &OrderId) -> Option<media::Command> {
    let stock = &retail.omnichannel;
    let order = stock.orders.find(order)?;
    if Some(order.currency) != retail.media.campaigns.currency {
        return None;
    }
    let buyer = match &order.customer {
        Some(customer) => OwnerId::new(customer.as_str()).ok()?,
        None => stock.holds.get(&order.hold).ok()?.owner.clone(),
    };
    let line = |line: &realtail_omnichannel::order::OrderLine| {
        let item = &stock.catalogue.item(line.item).item;
        sold_line(retail, line.line, item, line.units, line.money.total)
    };
    let lines = order.lines.iter().map(line).collect();
    Some(media::Command::Attribute(Reference::new(order.order.as_str()).ok()?, buyer, lines))
}
