//! The one decision that makes an order, or unmakes it: hold, payments and order together, or none of them.

use super::hand_over::leave;
use super::{Order, plan};
use crate::hold::HoldState;
use crate::hold::post::{self, PostHold};
use crate::machine::Omnichannel;
use crate::payment::Payment;
use crate::payment::ask::Till;
use crate::refusal::Refusal;
use realtail_kernel::{Instant, Position, Stamp, Word};
use realtail_vocabulary::{
    DeliveryMethod, Event, HoldEvent, OrderEvent, PlannedFulfilment, PostAs, Proof, Refused, RoutingAnswer,
    VoidReason,
};

/// What follows once all payments of an order are authorised.
pub(super) fn confirm(state: &Omnichannel, order: &Order, payments: &[Payment], now: Instant) -> Vec<Event> {
    let as_planned =
        post(state, order, &order.planned, now).map(|posted| (posted, order.planned.clone(), None));
    // A till may have sold what was planned while the payment was under way: others may have it still.
    let anew =
        || plan::anew(state, order, now).map(|(posted, planned, routing)| (posted, planned, Some(routing)));
    let posted = as_planned.ok().or_else(anew);
    match posted {
        Some((posted, fulfilments, routing)) => {
            confirmed(state, order, payments, posted, fulfilments, routing, now)
        }
        None => refuse(state, order, payments.iter(), Refused::StockGone, now),
    }
}

fn post(
    state: &Omnichannel,
    order: &Order,
    planned: &[PlannedFulfilment],
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let lines = plan::post_lines(planned, super::reject::lines_of(order, &state.catalogue));
    let post = PostHold { hold: order.hold.clone(), lines: Some(lines), post_as: PostAs::Allocation };
    post::decide(state, &post, now)
}

/// The hold is posted, the order stands, and what goes over the counter has gone. `before` is what the decision has said
/// so far.
pub(super) fn confirmed(
    state: &Omnichannel,
    order: &Order,
    payments: &[Payment],
    before: Vec<Event>,
    fulfilments: Vec<PlannedFulfilment>,
    routing: Option<Box<RoutingAnswer>>,
    now: Instant,
) -> Vec<Event> {
    let mut wallets = state.wallets.set_aside_for(payments.iter().map(|p| &p.payment), &before);
    let mut events = before;
    let event = OrderEvent::Confirmed { order: order.order.clone(), fulfilments, routing };
    let mut draft = order.clone();
    let stamp = Stamp { position: Position(u64::MAX), origin: Position(u64::MAX), at: now };
    draft.take_in(&event, stamp, &state.catalogue, &state.orders.limits);
    events.push(Event::Order(event));
    let mut payments = payments.to_vec();
    let taken_along =
        draft.fulfilments.iter().filter(|f| f.method == DeliveryMethod::CarryOut).map(|f| f.number);
    for number in taken_along.collect::<Vec<_>>() {
        let handed_over = OrderEvent::HandedOver {
            order: order.order.clone(),
            fulfilment: number,
            by: Word::new("till").expect("a word"),
            proof: Proof::Counter,
        };
        let Some(fulfilment) = draft.fulfilment(number) else { continue };
        let left = leave(state, &draft, fulfilment, handed_over, payments.iter(), &wallets, now);
        let Ok(left) = left else { continue };
        for event in &left {
            match event {
                Event::Order(event) => draft.take_in(event, stamp, &state.catalogue, &state.orders.limits),
                Event::Payment(event) => payments.iter_mut().for_each(|payment| payment.take_in(event)),
                Event::Wallet(event) => wallets.draw(event),
                _ => (),
            }
        }
        events.extend(left);
    }
    events
}

/// The hold is void, and so are the payments that were authorised; those that answer later are voided then.
pub(crate) fn refuse<'a>(
    state: &Omnichannel,
    order: &Order,
    payments: impl Iterator<Item = &'a Payment>,
    why: Refused,
    now: Instant,
) -> Vec<Event> {
    let mut events = vec![Event::Order(OrderEvent::Refused { order: order.order.clone(), why })];
    if state
        .holds
        .find(&order.hold)
        .is_some_and(|hold| hold.state == HoldState::Held && hold.expires_at > now)
    {
        let reason = VoidReason::Asked;
        events.push(Event::Hold(HoldEvent::Voided { hold: order.hold.clone(), reason }));
    }
    events.extend(Till::new(state, now).void(payments));
    events
}
