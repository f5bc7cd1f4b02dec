//! Part or all of an order is not wanted any more, or cannot be had.

use super::{Order, OrderState, confirm};
use crate::machine::Omnichannel;
use crate::payment::ask::{self, Till};
use crate::refusal::Refusal;
use crate::stock::draft::in_quantities;
use realtail_kernel::{Instant, OrderId, Position, Stamp, Word};
use realtail_vocabulary::{Event, HoldEvent, LineQuantity, OrderEvent, PostedLine, Refused};

/// Cancels part or all of an order.
#[derive(Clone, Debug)]
pub struct CancelLines {
    /// The order.
    pub order: OrderId,
    /// What; all that can still be cancelled where nothing is said.
    pub lines: Option<Vec<LineQuantity>>,
    /// Why.
    pub reason: Word,
    /// Who.
    pub by: Word,
}

pub(crate) fn decide(
    state: &Omnichannel,
    command: &CancelLines,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let order = state.orders.get(&command.order)?;
    match &order.state {
        OrderState::Placed if command.lines.is_none() => {
            let payments = ask::of(state, &order.payments);
            return Ok(confirm::refuse(state, order, payments, Refused::GivenUp, now));
        }
        OrderState::Placed => {
            let problem = "the payment has not been authorised yet; cancel the whole order, or wait for it";
            return Err(Refusal::WrongState { problem: problem.to_owned() });
        }
        OrderState::Cancelled | OrderState::Refused(_) if command.lines.is_none() => return Ok(Vec::new()),
        OrderState::Confirmed => (),
        OrderState::Refused(_) | OrderState::Completed | OrderState::Cancelled => {
            return Err(illegal(order));
        }
    }
    let lines = match &command.lines {
        Some(lines) => lines.clone(),
        None => rest(order),
    };
    if lines.is_empty() {
        return Err(illegal(order));
    }
    check(order, &lines)?;
    let mut draft = order.clone();
    Ok(of_draft(state, &mut draft, &lines, &command.reason, &command.by, now))
}

fn illegal(order: &Order) -> Refusal {
    Refusal::IllegalStep {
        what: format!("order {}", order.order),
        step: "cancel".to_owned(),
        state: order.state_word().to_owned(),
        legal: order.legal().into_iter().map(|step| step.as_str().to_owned()).collect(),
    }
}

/// All that is neither gone nor cancelled.
fn rest(order: &Order) -> Vec<LineQuantity> {
    let open = order.lines.iter();
    open.flat_map(|l| in_quantities(l.open()).map(|quantity| LineQuantity { line: l.line, quantity }))
        .collect()
}

fn check(order: &Order, lines: &[LineQuantity]) -> Result<(), Refusal> {
    for (n, line) in lines.iter().enumerate() {
        let Some(known) = order.line(line.line) else {
            return Err(Refusal::invalid("lines", format!("the order has no line {}", line.line)));
        };
        if line.quantity.units() > known.open() {
            let problem = format!(
                "line {} has {} units that can still be cancelled, not {}; goods that have left come back by a return",
                line.line,
                known.open(),
                line.quantity
            );
            return Err(Refusal::invalid("lines", problem));
        }
        if lines[..n].iter().any(|other| other.line == line.line) {
            return Err(Refusal::invalid("lines", format!("line {} stands twice", line.line)));
        }
    }
    Ok(())
}

/// Cancels lines of an order as other events of the same decision have left it.
pub(super) fn of_draft(
    state: &Omnichannel,
    draft: &mut Order,
    lines: &[LineQuantity],
    reason: &Word,
    by: &Word,
    now: Instant,
) -> Vec<Event> {
    let released: Vec<PostedLine> = draft
        .taken_out(lines)
        .into_iter()
        .flat_map(|out| {
            let item = &state.catalogue.item(out.item).item;
            let site = &state.catalogue.site(out.site).site;
            in_quantities(out.units).map(|quantity| PostedLine {
                item: item.clone(),
                quantity,
                site: site.clone(),
            })
        })
        .collect();
    let before: i64 = draft.total();
    let mut cancelled = OrderEvent::Cancelled {
        order: draft.order.clone(),
        lines: lines.to_vec(),
        reason: reason.clone(),
        by: by.clone(),
        amount: 0,
    };
    let stamp = Stamp { position: Position(u64::MAX), origin: Position(u64::MAX), at: now };
    draft.take_in(&cancelled, stamp, &state.catalogue, &state.orders.limits);
    if let OrderEvent::Cancelled { amount, .. } = &mut cancelled {
        *amount = before - draft.total();
    }
    let mut events = vec![Event::Order(cancelled)];
    if !released.is_empty() {
        let promised = Vec::new();
        events.push(Event::Hold(HoldEvent::Reassigned { hold: draft.hold.clone(), released, promised }));
    }
    if draft.is_done() {
        events.push(Event::Order(OrderEvent::Completed { order: draft.order.clone() }));
        if draft.lines.iter().all(|line| line.left == 0) {
            events.extend(Till::new(state, now).void(ask::of(state, &draft.payments)));
        }
    }
    events
}
