//! A shipment arrives: what was found is booked in, and differences are named and booked to shrink.

use crate::catalogue::ItemNo;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use crate::stock::draft::{Draft, Draw, Floor, Side, in_quantities};
use realtail_kernel::{Instant, LotId, ShipmentId};
use realtail_vocabulary::{
    Condition, Difference, Event, Outside, Posting, Receipt, ShipmentLine, SupplyEvent,
};
use std::collections::BTreeMap;

pub(crate) fn decide(state: &Omnichannel, receipt: &Receipt, _now: Instant) -> Result<Vec<Event>, Refusal> {
    let shipment = state.supply.shipment(&receipt.shipment)?;
    if let Some(at) = shipment.closed_at {
        let problem = format!(
            "shipment {} was received at {at}; book a difference found later as a count",
            receipt.shipment
        );
        return Err(Refusal::WrongState { problem });
    }
    if shipment.to != receipt.site {
        let problem = format!(
            "shipment {} goes to {}; redirect it by a move from the shipment",
            receipt.shipment, shipment.to
        );
        return Err(Refusal::invalid("site", problem));
    }
    let mut arrival = Arrival::new(state, receipt)?;
    let lines = match &receipt.lines {
        Some(lines) => lines.clone(),
        None => arrival.all_of_it(),
    };
    for line in &lines {
        arrival.take(line)?;
    }
    if !receipt.more_to_come {
        arrival.write_off()?;
    }
    let mut differences = arrival.differences();
    if receipt.more_to_come {
        differences.retain(|d| d.received > d.expected);
    }
    Ok(vec![Event::Supply(SupplyEvent::Received {
        shipment: receipt.shipment.clone(),
        site: receipt.site.clone(),
        differences,
        closed: !receipt.more_to_come,
        received_at: receipt.received_at,
        postings: arrival.postings,
    })])
}

struct Arrival<'a> {
    state: &'a Omnichannel,
    draft: Draft<'a>,
    shipment: ShipmentId,
    under_way: Side,
    site: crate::SiteNo,
    expected: BTreeMap<ItemNo, i64>,
    received: BTreeMap<ItemNo, i64>,
    postings: Vec<Posting>,
}

impl<'a> Arrival<'a> {
    fn new(state: &'a Omnichannel, receipt: &Receipt) -> Result<Arrival<'a>, Refusal> {
        Ok(Arrival {
            state,
            draft: Draft::new(&state.stock, &state.catalogue),
            shipment: receipt.shipment.clone(),
            under_way: Side::Shipment(receipt.shipment.clone()),
            site: state.catalogue.site_no(&receipt.site)?,
            expected: state.stock.shipment_lines(&receipt.shipment).collect(),
            received: BTreeMap::new(),
            postings: Vec::new(),
        })
    }

    fn all_of_it(&self) -> Vec<ShipmentLine> {
        let lines = |(item, units): (&ItemNo, &i64)| {
            let item = self.state.catalogue.item(*item).item.clone();
            in_quantities(*units).map(move |quantity| ShipmentLine {
                item: item.clone(),
                quantity,
                lot: None,
                expires_at: None,
                condition: Condition::Sellable,
            })
        };
        self.expected.iter().flat_map(lines).collect()
    }

    fn take(&mut self, line: &ShipmentLine) -> Result<(), Refusal> {
        let item = self.state.catalogue.item_no(&line.item)?;
        if !self.state.catalogue.item(item).stocked {
            return Err(Refusal::invalid("lines", format!("no stock is kept of {}", line.item)));
        }
        let to = Side::Site(self.site, None, line.condition);
        let quantity = line.quantity.units();
        *self.received.entry(item).or_default() += quantity;
        let left = self.draft.balance(item, &self.under_way).max(0);
        let expiry = |lot| {
            let sent = || self.draft.expiry_under_way(item, &self.shipment, lot);
            self.draft.expiry_of(item, self.site, lot).or(line.expires_at).or_else(sent)
        };
        let lot = line.lot.as_ref().map(|lot| (lot, expiry(lot)));
        let sent = quantity.min(left);
        self.shift(item, sent, Source::Shipment, &to, lot)?;
        // More came than was sent: nobody knows from where.
        self.shift(item, quantity - sent, Source::Shrink, &to, lot)
    }

    fn shift(
        &mut self,
        item: ItemNo,
        quantity: i64,
        from: Source,
        to: &Side,
        lot: Option<(&LotId, Option<Instant>)>,
    ) -> Result<(), Refusal> {
        if quantity == 0 {
            return Ok(());
        }
        let shrink = Side::Outside(Outside::Shrink.into());
        let from = match from {
            Source::Shipment => self.under_way.clone(),
            Source::Shrink => shrink,
        };
        let draw = Draw { item, quantity, lot: None, floor: Floor::None, expired_last: None };
        self.postings.extend(self.draft.shift(draw, &from, to, lot)?);
        Ok(())
    }

    fn write_off(&mut self) -> Result<(), Refusal> {
        let shrink = Side::Outside(Outside::Shrink.into());
        for item in self.expected.keys().copied().collect::<Vec<_>>() {
            let left = self.draft.balance(item, &self.under_way);
            self.shift(item, left.max(0), Source::Shipment, &shrink, None)?;
        }
        Ok(())
    }

    fn differences(&self) -> Vec<Difference> {
        let mut items: Vec<ItemNo> = self.expected.keys().chain(self.received.keys()).copied().collect();
        items.sort_unstable();
        items.dedup();
        let of = |units: &BTreeMap<ItemNo, i64>, item| units.get(&item).copied().unwrap_or(0);
        items
            .into_iter()
            .map(|item| Difference {
                item: self.state.catalogue.item(item).item.clone(),
                expected: of(&self.expected, item),
                received: of(&self.received, item),
            })
            .filter(|d| d.expected != d.received)
            .collect()
    }
}

#[derive(Clone, Copy)]
enum Source {
    Shipment,
    Shrink,
}
