//! Time limits that have passed.

use super::reject::{whole, without_a_site};
use super::{Fulfilment, FulfilmentState, Order, Orders, cancel, confirm, plan};
use crate::machine::Omnichannel;
use crate::payment::ask::{self, Till};
use realtail_kernel::{Instant, Position, Stamp, Word};
use realtail_vocabulary::{Clock, Event, HoldEvent, OrderEvent, PostedLine, Refused};

impl Orders {
    /// The limits that have passed by `now`.
    fn passed(&self, now: Instant) -> impl Iterator<Item = (&Order, u16, Clock, Instant)> {
        let passed = self.due.iter().take_while(move |(at, ..)| *at <= now);
        passed.filter_map(|(at, order, fulfilment, clock)| Some((self.at(*order)?, *fulfilment, *clock, *at)))
    }
}

/// What follows from the limits that have passed by `now`. Of an order with several, one at a time: what follows from the
/// first may change the others. What looks for another site comes alone, or two orders would be given the same unit.
pub(crate) fn tick(state: &Omnichannel, now: Instant) -> Vec<Event> {
    let mut seen: Vec<&str> = Vec::new();
    let mut events = Vec::new();
    for (order, number, clock, due_at) in state.orders.passed(now) {
        let routes =
            clock == Clock::Parked || (clock == Clock::Claim && state.orders.limits.reroute_unclaimed);
        if routes && !events.is_empty() {
            break;
        }
        if !seen.contains(&order.order.as_str()) {
            seen.push(order.order.as_str());
            events.extend(one(state, order, number, clock, due_at, now));
        }
        if routes {
            break;
        }
    }
    events
}

fn one(
    state: &Omnichannel,
    order: &Order,
    number: u16,
    clock: Clock,
    due_at: Instant,
    now: Instant,
) -> Vec<Event> {
    let late = |clock| {
        let order = order.order.clone();
        vec![Event::Order(OrderEvent::Late { order, fulfilment: number, clock, due_at })]
    };
    let Some(fulfilment) = order.fulfilment(number) else {
        let payments = ask::of(state, &order.payments);
        return confirm::refuse(state, order, payments, Refused::PaymentTimedOut, now);
    };
    match clock {
        Clock::Payment => Vec::new(),
        Clock::Parked => parked(state, order, fulfilment, now).unwrap_or_else(|| late(clock)),
        Clock::Claim if state.orders.limits.reroute_unclaimed => {
            let (engine, reason) = (word("engine"), word("unclaimed"));
            let lines = whole(fulfilment);
            without_a_site(state, order, fulfilment, &engine, &reason, &lines, now)
                .unwrap_or_else(|_| late(clock))
        }
        Clock::Claim | Clock::Pick | Clock::Ready => late(clock),
        Clock::Collect => uncollected(state, order, fulfilment, now),
    }
}

fn word(text: &str) -> Word {
    Word::new(text).expect("a word")
}

/// A parked fulfilment goes to whoever can serve it now, or is given up in the end.
fn parked(state: &Omnichannel, order: &Order, fulfilment: &Fulfilment, now: Instant) -> Option<Vec<Event>> {
    if let Some(routed) = plan::unpark(state, order, fulfilment, now) {
        return Some(routed);
    }
    let waited_ms = now.micros_since(fulfilment.since) / 1000;
    if waited_ms < i64::from(state.orders.limits.parked_cancel_minutes) * 60_000 {
        return None;
    }
    let mut draft = order.clone();
    let lines = whole(fulfilment);
    Some(cancel::of_draft(state, &mut draft, &lines, &word("nobody_can_serve_it"), &word("engine"), now))
}

/// Nobody came: the units are free again, and what they cost was never taken.
fn uncollected(state: &Omnichannel, order: &Order, fulfilment: &Fulfilment, now: Instant) -> Vec<Event> {
    debug_assert_eq!(fulfilment.state, FulfilmentState::Staged, "only what lies ready can be collected");
    let site = &state.catalogue.site(fulfilment.site).site;
    let line = |line: &super::FulfilmentLine| {
        let item = state.catalogue.item(line.item).item.clone();
        let quantities = crate::stock::draft::in_quantities(line.units);
        quantities.map(move |quantity| PostedLine { item: item.clone(), quantity, site: site.clone() })
    };
    let released = fulfilment.lines.iter().flat_map(line).collect();
    let event = OrderEvent::Uncollected { order: order.order.clone(), fulfilment: fulfilment.number };
    let mut draft = order.clone();
    let stamp = Stamp { position: Position(u64::MAX), origin: Position(u64::MAX), at: now };
    draft.take_in(&event, stamp, &state.catalogue, &state.orders.limits);
    let hold = order.hold.clone();
    let mut events = vec![
        Event::Order(event),
        Event::Hold(HoldEvent::Reassigned { hold, released, promised: Vec::new() }),
    ];
    if draft.is_done() {
        events.push(Event::Order(OrderEvent::Completed { order: order.order.clone() }));
        if draft.lines.iter().all(|line| line.left == 0) {
            events.extend(Till::new(state, now).void(ask::of(state, &order.payments)));
        }
    }
    events
}
