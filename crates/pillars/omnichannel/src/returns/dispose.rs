//! Something else becomes of goods that came back, or what was to become of them is carried out.

use super::goods::{Desk, Move, moved, reason, stands_as, way_out};
use super::{Goods, Return};
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
use crate::stock::draft::{Side, in_quantities};
use realtail_kernel::{Instant, Quantity, ReturnId, ShipmentId, SiteId, Word};
use realtail_vocabulary::{Account, DisposedLine, Disposition, Event, Posting, ReturnEvent, SupplyEvent};

/// Units of a line, and what becomes of them.
#[derive(Clone, Debug)]
pub struct DisposeLine {
    /// The line of the return.
    pub line: u16,
    /// How much of it.
    pub quantity: Quantity,
    /// What becomes of it. What leaves the site leaves it now.
    pub to: Disposition,
    /// The shipment it leaves in; a new one where it is not said.
    pub shipment: Option<ShipmentId>,
}

/// Says what becomes of goods that came back.
#[derive(Clone, Debug)]
pub struct Dispose {
    /// The return.
    pub return_id: ReturnId,
    /// Who says so.
    pub by: Word,
    /// What.
    pub lines: Vec<DisposeLine>,
}

pub(super) fn decide(state: &Omnichannel, command: &Dispose, now: Instant) -> Result<Vec<Event>, Refusal> {
    let known = state.returns.get(&command.return_id)?;
    if command.lines.is_empty() {
        return Err(Refusal::invalid("lines", "name at least one line"));
    }
    let mut disposal = Disposal::new(state, known, now);
    for (n, line) in command.lines.iter().enumerate() {
        disposal.take(line, &format!("lines[{n}]"))?;
    }
    let Disposal { lines, mut events, shipments, .. } = disposal;
    events.extend(shipments.into_iter().map(|(_, event)| Event::Supply(event)));
    let disposed =
        ReturnEvent::Disposed { return_id: known.return_id.clone(), by: command.by.clone(), lines };
    events.insert(0, Event::Return(disposed));
    Ok(events)
}

struct Disposal<'a> {
    state: &'a Omnichannel,
    desk: Desk<'a>,
    /// The return as the lines so far have left it.
    known: Return,
    lines: Vec<DisposedLine>,
    events: Vec<Event>,
    shipments: Vec<(ShipmentId, SupplyEvent)>,
}

impl<'a> Disposal<'a> {
    fn new(state: &'a Omnichannel, known: &Return, now: Instant) -> Disposal<'a> {
        let desk = Desk::new(state, now);
        let known = known.clone();
        Disposal { state, desk, known, lines: Vec::new(), events: Vec::new(), shipments: Vec::new() }
    }

    fn take(&mut self, asked: &DisposeLine, field: &str) -> Result<(), Refusal> {
        let Some(line) = self.known.line(asked.line) else {
            let problem = format!("return {} has no line {}", self.known.return_id, asked.line);
            return Err(Refusal::invalid(&format!("{field}.line"), problem));
        };
        let item = line.item;
        let from = taken_from(&line.goods, &asked.to);
        let there: i64 = from.iter().map(|(_, units)| units).sum();
        let mut wanted = asked.quantity.units();
        if wanted > there {
            let problem = format!(
                "of line {} {there} units can become {}, not {wanted}; the others are that already, or have left",
                asked.line,
                asked.to.as_str()
            );
            return Err(Refusal::invalid(&format!("{field}.quantity"), problem));
        }
        let shipment = match &asked.to {
            Disposition::SendTo { site } => Some(self.shipment(asked, site)?),
            _ => None,
        };
        for (was, units) in from {
            let units = units.min(wanted);
            if units == 0 {
                continue;
            }
            wanted -= units;
            let here = |disposition: &Disposition| Side::Site(self.known.site, None, stands_as(disposition));
            let (from, stays) = (here(&was), here(&asked.to));
            let to = way_out(&asked.to, shipment.as_ref()).unwrap_or(stays);
            let why = reason(&asked.to);
            let postings = self.desk.shift(&Move { item, units, from: &from, to: &to }, why)?;
            self.remember(&asked.to, shipment.as_ref(), postings);
            for quantity in in_quantities(units) {
                self.lines.push(DisposedLine {
                    line: asked.line,
                    quantity,
                    from: was.clone(),
                    to: asked.to.clone(),
                    shipment: shipment.clone(),
                });
            }
            self.known.dispose(asked.line, units, &was, &asked.to, shipment.as_ref());
        }
        Ok(())
    }

    fn shipment(&self, asked: &DisposeLine, to: &SiteId) -> Result<ShipmentId, Refusal> {
        let site = self.state.catalogue.site_no(to)?;
        if site == self.known.site {
            return Err(Refusal::invalid("disposition", format!("the goods are at {to} already")));
        }
        let same =
            |event: &SupplyEvent| matches!(event, SupplyEvent::Dispatched { to: other, .. } if other == to);
        if let (None, Some((shipment, _))) =
            (&asked.shipment, self.shipments.iter().find(|(_, event)| same(event)))
        {
            return Ok(shipment.clone());
        }
        let taken = |shipment: &ShipmentId| {
            self.state.supply.has_shipment(shipment)
                || self.shipments.iter().any(|(known, _)| known == shipment)
        };
        match &asked.shipment {
            Some(shipment) if self.state.supply.has_shipment(shipment) => {
                Err(Refusal::ConflictingRetry { what: Thing::Shipment, id: shipment.to_string() })
            }
            Some(shipment) => Ok(shipment.clone()),
            None => {
                let named = |n: u32| ShipmentId::new(format!("{}-s{n}", self.known.return_id)).ok();
                let free = (1..).find_map(|n| named(n).filter(|shipment| !taken(shipment)));
                Ok(free.expect("a return's name leaves room, and not all numbers are taken"))
            }
        }
    }

    fn remember(&mut self, to: &Disposition, shipment: Option<&ShipmentId>, postings: Vec<Posting>) {
        let (Disposition::SendTo { site }, Some(shipment)) = (to, shipment) else {
            self.events.extend(moved(&self.known.return_id, reason(to), None, postings));
            return;
        };
        if postings.is_empty() {
            return;
        }
        match self.shipments.iter_mut().find(|(known, _)| known == shipment) {
            Some((_, SupplyEvent::Dispatched { postings: known, .. })) => known.extend(postings),
            _ => {
                let dispatched = SupplyEvent::Dispatched {
                    shipment: shipment.clone(),
                    from: Account::site(self.state.catalogue.site(self.known.site).site.clone()),
                    to: site.clone(),
                    expected_at: None,
                    order: None,
                    postings,
                };
                self.shipments.push((shipment.clone(), dispatched));
            }
        }
    }
}

/// Which units may go that way: those that wait to, then what is to be looked at, and last what is on sale already.
fn taken_from(goods: &[Goods], to: &Disposition) -> Vec<(Disposition, i64)> {
    let may = |part: &&Goods| !part.gone && (part.disposition != *to || to.leaves());
    let mut from: Vec<&Goods> = goods.iter().filter(may).collect();
    from.sort_by_key(|part| match &part.disposition {
        same if same == to => 0,
        Disposition::Inspect => 1,
        Disposition::Damaged => 2,
        Disposition::ToVendor | Disposition::Waste | Disposition::SendTo { .. } => 3,
        Disposition::Resell => 4,
    });
    from.into_iter().map(|part| (part.disposition.clone(), part.units)).collect()
}

impl Return {
    /// Units of a line go another way than they were to, or have gone it.
    pub(super) fn dispose(
        &mut self,
        line: u16,
        units: i64,
        from: &Disposition,
        to: &Disposition,
        shipment: Option<&ShipmentId>,
    ) {
        let Some(line) = (line as usize).checked_sub(1).and_then(|n| self.lines.get_mut(n)) else { return };
        if let Some(part) = line.goods.iter_mut().find(|part| !part.gone && part.disposition == *from) {
            part.units -= units;
        }
        line.goods.retain(|part| part.units > 0);
        let gone = to.leaves();
        let same = |part: &&mut Goods| {
            (part.gone, &part.disposition, part.shipment.as_ref()) == (gone, to, shipment)
        };
        match line.goods.iter_mut().find(same) {
            Some(part) => part.units += units,
            None => {
                line.goods.push(Goods { disposition: to.clone(), units, gone, shipment: shipment.cloned() })
            }
        }
    }
}
