//! A site cannot serve what it was asked to: others are asked at once.

use super::plan;
use super::step::{Step, legal};
use super::{Fulfilment, Order};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use crate::stock::draft::in_quantities;
use realtail_kernel::{Instant, OrderId, Position, Stamp, Word};
use realtail_vocabulary::{Event, HoldEvent, LineQuantity, OrderEvent, PostedLine};

/// Says that a site cannot serve part or all of a fulfilment.
#[derive(Clone, Debug)]
pub struct Reject {
    /// The order.
    pub order: OrderId,
    /// Which fulfilment.
    pub fulfilment: u16,
    /// Who says so.
    pub by: Word,
    /// Why: `not_found`, `damaged`, `too_busy`, or in the site's own word.
    pub reason: Word,
    /// What it cannot serve; all of it where nothing is said.
    pub lines: Option<Vec<LineQuantity>>,
}

pub(crate) fn decide(state: &Omnichannel, command: &Reject, now: Instant) -> Result<Vec<Event>, Refusal> {
    let Reject { order, fulfilment, by, reason, lines } = command;
    let (order, fulfilment) = legal(state, order, *fulfilment, Step::Reject)?;
    let lines = match lines {
        Some(lines) => lines.clone(),
        None => whole(fulfilment),
    };
    check(fulfilment, &lines)?;
    without_a_site(state, order, fulfilment, by, reason, &lines, now)
}

/// All that a fulfilment has.
pub(super) fn whole(fulfilment: &Fulfilment) -> Vec<LineQuantity> {
    let lines = fulfilment.lines.iter();
    lines
        .flat_map(|l| in_quantities(l.units).map(|quantity| LineQuantity { line: l.line, quantity }))
        .collect()
}

fn check(fulfilment: &Fulfilment, lines: &[LineQuantity]) -> Result<(), Refusal> {
    if lines.is_empty() {
        return Err(Refusal::invalid("lines", "name at least one line, or leave lines out to reject all"));
    }
    for (n, line) in lines.iter().enumerate() {
        let units =
            fulfilment.lines.iter().find(|known| known.line == line.line).map_or(0, |known| known.units);
        if line.quantity.units() > units {
            let problem = format!("line {} has {units} units here, not {}", line.line, line.quantity);
            return Err(Refusal::invalid("lines", problem));
        }
        if lines[..n].iter().any(|other| other.line == line.line) {
            return Err(Refusal::invalid("lines", format!("line {} stands twice", line.line)));
        }
    }
    Ok(())
}

/// Units that a site cannot serve go to others; what nobody can serve is taken off the order, and the shopper is told.
pub(super) fn without_a_site(
    state: &Omnichannel,
    order: &Order,
    fulfilment: &Fulfilment,
    by: &Word,
    reason: &Word,
    lines: &[LineQuantity],
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let rejected = OrderEvent::Rejected {
        order: order.order.clone(),
        fulfilment: fulfilment.number,
        by: by.clone(),
        reason: reason.clone(),
        lines: lines.to_vec(),
    };
    let site = state.catalogue.site(fulfilment.site).site.clone();
    let released = lines.iter().filter_map(|line| {
        let item = fulfilment.lines.iter().find(|known| known.line == line.line)?.item;
        let item = state.catalogue.item(item).item.clone();
        Some(PostedLine { item, quantity: line.quantity, site: site.clone() })
    });
    let released: Vec<PostedLine> = released.collect();
    let mut draft = order.clone();
    let stamp = Stamp { position: Position(u64::MAX), origin: Position(u64::MAX), at: now };
    draft.take_in(&rejected, stamp, &state.catalogue, &state.orders.limits);
    let anew = plan::again(state, &draft, fulfilment, lines, now);
    let promised = anew.promised(lines_of(order, &state.catalogue));
    let mut events = vec![
        Event::Order(rejected),
        Event::Hold(HoldEvent::Reassigned { hold: order.hold.clone(), released, promised }),
    ];
    if !anew.fulfilments.is_empty() {
        let rerouted = OrderEvent::Rerouted {
            order: order.order.clone(),
            unparked: None,
            fulfilments: anew.fulfilments,
            routing: anew.routing,
        };
        draft.take_in(&rerouted, stamp, &state.catalogue, &state.orders.limits);
        events.push(Event::Order(rerouted));
    }
    if !anew.nobody.is_empty() {
        let nobody = Word::new("nobody_can_serve_it").expect("a word");
        events.extend(super::cancel::of_draft(state, &mut draft, &anew.nobody, &nobody, by, now));
    }
    Ok(events)
}

/// Which item stands in which line of an order.
pub(super) fn lines_of<'a>(
    order: &'a Order,
    catalogue: &'a crate::catalogue::Catalogue,
) -> impl Fn(u16) -> Option<realtail_kernel::ItemId> + 'a {
    |line| Some(catalogue.item(order.line(line)?.item).item.clone())
}
