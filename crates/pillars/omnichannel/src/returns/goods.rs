//! Where the goods go: double entry from the customer to the site, and on from there.

use crate::catalogue::{ItemNo, SiteNo};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use crate::stock::draft::{Draft, Draw, Floor, Side};
use realtail_kernel::{Instant, Reference, ReturnId, ShipmentId};
use realtail_vocabulary::{Condition, Disposition, Event, Outside, Posting, Reason, StockEvent};

/// In what condition goods stand at the site while this is to become of them.
pub(super) fn stands_as(disposition: &Disposition) -> Condition {
    match disposition {
        Disposition::Resell => Condition::Sellable,
        Disposition::Inspect => Condition::Inspect,
        Disposition::Damaged => Condition::Damaged,
        Disposition::ToVendor | Disposition::Waste | Disposition::SendTo { .. } => Condition::Quarantine,
    }
}

/// Why they move when that is carried out.
pub(super) fn reason(disposition: &Disposition) -> Reason {
    match disposition {
        Disposition::Resell | Disposition::Inspect | Disposition::SendTo { .. } => Reason::Transfer,
        Disposition::Damaged => Reason::Damage,
        Disposition::ToVendor => Reason::Return,
        Disposition::Waste => Reason::Waste,
    }
}

/// Units of an item that move for a return.
pub(super) struct Move<'a> {
    pub item: ItemNo,
    pub units: i64,
    pub from: &'a Side,
    pub to: &'a Side,
}

/// The ledger with what one decision about a return moves.
pub(super) struct Desk<'a> {
    state: &'a Omnichannel,
    draft: Draft<'a>,
    now: Instant,
}

impl<'a> Desk<'a> {
    pub fn new(state: &'a Omnichannel, now: Instant) -> Desk<'a> {
        Desk { state, draft: Draft::new(&state.stock, &state.catalogue), now }
    }

    /// What that moves; nothing for goods of which no stock is kept. Sellable goods that are promised stay, unless a
    /// fact takes them away: that they are broken, or were thrown away.
    ///
    /// # Errors
    /// Where the book does not have them there.
    pub fn shift(&mut self, m: &Move, reason: Reason) -> Result<Vec<Posting>, Refusal> {
        if !self.state.catalogue.item(m.item).stocked {
            return Ok(Vec::new());
        }
        let is_fact = matches!(reason, Reason::Damage | Reason::Waste);
        if let (Side::Site(site, _, Condition::Sellable), false) = (m.from, is_fact) {
            self.spare_promises(m, *site)?;
        }
        let floor = if matches!(m.from, Side::Outside(_)) { Floor::None } else { Floor::Zero };
        let draw = Draw { item: m.item, quantity: m.units, lot: None, floor, expired_last: None };
        self.draft.shift(draw, m.from, m.to, None)
    }

    fn spare_promises(&self, m: &Move, site: SiteNo) -> Result<(), Refusal> {
        let moved = |site| self.draft.moved(m.item, site, self.now);
        let available = self.state.unpromised(m.item, site, self.now, moved);
        if available >= m.units {
            return Ok(());
        }
        let problem = format!(
            "of {} at {} only {} units are promised to nobody; the others are sold already",
            self.state.catalogue.item(m.item).item,
            self.state.catalogue.site(site).site,
            available.max(0)
        );
        Err(Refusal::WrongState { problem })
    }

    /// Goods that come over the counter.
    pub fn receive(
        &mut self,
        item: ItemNo,
        units: i64,
        site: SiteNo,
        first: &Disposition,
    ) -> Result<Vec<Posting>, Refusal> {
        let customer = Side::Outside(Outside::Customer.into());
        let here = Side::Site(site, None, stands_as(first));
        self.shift(&Move { item, units, from: &customer, to: &here }, Reason::Return)
    }
}

/// Where goods go that leave the site; none for those that stay.
pub(super) fn way_out(disposition: &Disposition, shipment: Option<&ShipmentId>) -> Option<Side> {
    match disposition {
        Disposition::Resell | Disposition::Inspect | Disposition::Damaged => None,
        Disposition::ToVendor => Some(Side::Outside(Outside::Supplier.into())),
        Disposition::Waste => Some(Side::Outside(Outside::Waste.into())),
        Disposition::SendTo { .. } => shipment.map(|shipment| Side::Shipment(shipment.clone())),
    }
}

/// That goods of a return moved.
pub(super) fn moved(
    return_id: &ReturnId,
    reason: Reason,
    at: Option<Instant>,
    postings: Vec<Posting>,
) -> Option<Event> {
    let reference = Reference::new(return_id.as_str()).ok();
    let moved = StockEvent::Moved { reason, reference, occurred_at: at, postings };
    (!moved.postings().is_empty()).then_some(Event::Stock(moved))
}
